"""The sample branch: a git repository built from the reviewable text under `fixtures/sample`.

A folder per commit, in the order of the names: `main/` up to the merge base, `feature/` the branch, `later/` what is
committed after a first draft. In each, `commit.toml` says author, date, message and what was removed or renamed, and
`tree/` holds the changed files as the commit leaves them. Nothing else goes in, so the hashes are the same everywhere.
"""

from __future__ import annotations

import os
import subprocess
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from draft_summary.errors import InputError, RepositoryError

BRANCH = "feature/booking-waitlist"


@dataclass(frozen=True, slots=True)
class SampleBranch:
    """A built sample: `branch` is checked out in `path`; `base` (the head of main) and `head` are full SHAs."""

    path: Path
    branch: str
    base: str
    head: str


def build(target: Path) -> SampleBranch:
    """Build the sample repository in `target`, a folder that is empty or does not exist yet.

    Raises InputError for a folder with something in it, RepositoryError if git is missing or fails.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(f"{target} is not an empty folder", code="target-not-empty", hint="Name a new folder.")
    target.mkdir(parents=True, exist_ok=True)
    _git(target, "init", "--quiet", "--template=", "--object-format=sha1", f"--initial-branch={BRANCH}")
    before, branch = _folders("main"), _folders("feature")
    steps = [("refs/heads/main", folder) for folder in before] + [(f"refs/heads/{BRANCH}", folder) for folder in branch]
    shas = _commit(target, steps)
    _git(target, "read-tree", "-m", "-u", shas[-1])
    return SampleBranch(path=target, branch=BRANCH, base=shas[len(before) - 1], head=shas[-1])


def add_commit(sample: SampleBranch) -> SampleBranch:
    """Add the commit that follows the branch, and update the work tree; other files in it stay as they are.

    Raises RepositoryError if the branch has moved since, or if the work tree has edits that the update would overwrite.
    """
    steps = [(f"refs/heads/{sample.branch}", folder) for folder in _folders("later")]
    head = _commit(sample.path, steps, parent=sample.head)[-1]
    _git(sample.path, "read-tree", "-m", "-u", sample.head, head)
    return replace(sample, head=head)


def _commit(path: Path, steps: Sequence[tuple[str, Path]], parent: str = "") -> list[str]:
    """Commit each folder on its ref, every one on top of the one before; their SHAs."""
    stream = b""
    for mark, (ref, folder) in enumerate(steps, start=1):
        stream += b"".join(_instructions(folder, ref, mark, parent)) + f"get-mark :{mark}\n".encode()
        parent = f":{mark}"
    return _git(path, "fast-import", "--quiet", "--date-format=raw", stdin=stream).split()


def _instructions(folder: Path, ref: str, mark: int, parent: str) -> Iterator[bytes]:
    """One commit in the language of git-fast-import."""
    commit = tomllib.loads((folder / "commit.toml").read_text(encoding="utf-8"))
    who = f"{commit['author']} {_raw_date(commit['date'])}"
    yield f"commit {ref}\nmark :{mark}\nauthor {who}\ncommitter {who}\n".encode()
    yield _data(commit["message"].encode())
    if parent:
        yield f"from {parent}\n".encode()
    for removed in commit.get("removed", ()):
        yield f"D {removed}\n".encode()
    for old, new in commit.get("renamed", {}).items():
        yield f"R {old} {new}\n".encode()
    for name, file in _files(folder / "tree"):
        yield f"M 100644 inline {name}\n".encode() + _data(file.read_bytes())


def _files(tree: Path) -> list[tuple[str, Path]]:
    # Installing a wheel compiles the sample's modules beside their sources.
    found = [(file.relative_to(tree), file) for file in tree.rglob("*") if file.is_file()]
    return sorted((name.as_posix(), file) for name, file in found if "__pycache__" not in name.parts)


def _data(content: bytes) -> bytes:
    return f"data {len(content)}\n".encode() + content + b"\n"


def _raw_date(date: datetime) -> str:
    return f"{int(date.timestamp())} {date:%z}"


def _folders(part: str) -> list[Path]:
    return sorted(folder for folder in (_fixtures() / "sample" / part).iterdir() if folder.is_dir())


def _fixtures() -> Path:
    """The fixtures in the wheel, else the checkout's."""
    package = Path(__file__).parents[1]
    packaged = package / "_fixtures"
    return packaged if packaged.is_dir() else package.parents[1] / "fixtures"


def _git(path: Path, *arguments: str, stdin: bytes = b"") -> str:
    # Hashes and files must not depend on who builds: no configuration or attributes of the user or the machine.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME"), os.devnull)
    environment |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_ATTR_NOSYSTEM": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 — every argument is written in this module
            ["git", *arguments],  # noqa: S607 — the user's git
            cwd=path,
            env=environment,
            input=stdin,
            capture_output=True,
            check=True,
        )
    except FileNotFoundError:
        raise RepositoryError("git was not found", code="git-missing", hint="Install git.") from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip() or f"exit {error.returncode}"
        raise RepositoryError(
            f"git {arguments[0]} failed in {path}: {reason}",
            code="git-failed",
            hint="Build the sample anew in an empty folder.",
        ) from None
    return done.stdout.decode()
