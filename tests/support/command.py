"""Runs `draft-summary` as a user does: in a process of its own, on a real repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ran:
    """How a run ended: its exit code, and what it wrote to standard output (bytes) and standard error (text)."""

    code: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def draft_summary(*arguments: str | os.PathLike[str], cwd: Path, stdin: bytes = b"", **environment: str) -> Ran:
    """Run the command in `cwd`; warnings are errors in it, and a run that takes a minute is a failure."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "draft_summary", *(os.fspath(one) for one in arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Ran(done.returncode, done.stdout, done.stderr.decode())


def with_model(
    base_url: str, *arguments: str | os.PathLike[str], cwd: Path, key: str = "sk-test", seconds: int = 60
) -> Ran:
    """Run the command with a model's server configured as users do, in the environment."""
    return draft_summary(
        *arguments,
        cwd=cwd,
        OPENAI_BASE_URL=base_url,
        OPENAI_API_KEY=key,
        DRAFT_SUMMARY_MODEL="stub",
        DRAFT_SUMMARY_DEADLINE=str(seconds),
    )


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` but git's own, by its path, with its bytes."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.relative_to(folder).parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}
