"""Real git repositories from a compact description, with fixed authors, dates and so fixed hashes.

    sample = build(tmp_path / "repo", {"app.py": "x = 1\n"}, ("feat: add y", {"app.py": "x = 1\ny = 2\n"}))

makes `main` with one commit, then `feature/thing` with one commit per entry, and leaves it checked out. A tree change
is a dict of path -> text, bytes, `Symlink(target)`, `Executable(text)`, or None to delete; paths that are not UTF-8
are written with surrogate escapes, as `os.fsdecode` gives them. More is done through the methods of `Sample`:
`commit`, `branch`, `checkout`, `write` (uncommitted), `sha` and, for all else, `git`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Symlink(str):
    """A symbolic link; the text is its target."""

    __slots__ = ()


class Executable(str):
    """A text file with mode 100755."""

    __slots__ = ()


Files = Mapping[str, str | bytes | None]
Change = Files | tuple[str, Files]

AUTHOR = "Ada Author <ada@example.org>"
FIRST_DATE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Sample:
    """A repository with a work tree at `path`. The n-th commit made is dated n hours after `FIRST_DATE`."""

    path: Path
    author: str = AUTHOR

    def git(self, *arguments: str, stdin: bytes = b"", check: bool = True) -> str:
        """Run git at the top level with an isolated configuration; returns standard output without the last newline."""
        command = ("git", "-C", os.fspath(self.path), *arguments)
        done = subprocess.run(command, input=stdin, capture_output=True, env=self._environment(), check=False)
        if check and done.returncode:
            raise AssertionError(f"{arguments}: {done.stdout.decode()}{done.stderr.decode()}")
        return os.fsdecode(done.stdout).removesuffix("\n")

    def write(self, files: Files) -> None:
        """Change files of the work tree without committing."""
        for name, content in files.items():
            path = self.path / name
            if path.is_symlink() or path.is_file():
                path.unlink()
            elif path.is_dir():
                shutil.rmtree(path)
            if content is not None:
                _place(path, content)

    def commit(self, files: Files, message: str = "change", *, author: str = "") -> str:
        """Change files, commit everything, and return the commit's SHA. No files: an empty commit."""
        self.write(files)
        self.git("add", "--all")
        sample = replace(self, author=author) if author else self
        sample.git("commit", "--quiet", "--allow-empty", "--allow-empty-message", "--message", message)
        return self.sha()

    def branch(self, name: str, at: str = "HEAD") -> None:
        """Make a branch and check it out."""
        self.git("checkout", "--quiet", "-b", name, at)

    def checkout(self, name: str) -> None:
        """Check out a branch or a commit."""
        self.git("checkout", "--quiet", name)

    def sha(self, ref: str = "HEAD") -> str:
        """The full SHA of a commit."""
        return self.git("rev-parse", "--verify", f"{ref}^{{commit}}")

    def _environment(self) -> dict[str, str]:
        name, _, email = self.author.partition(" <")
        date = (FIRST_DATE + timedelta(hours=self._commits())).isoformat()
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        identity = {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in (("NAME", name), ("EMAIL", email.removesuffix(">")), ("DATE", date))
        }
        isolated = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "TZ": "UTC"}
        return {**kept, **identity, **isolated}

    def _commits(self) -> int:
        # Each commit made leaves a line `... commit...: subject` in the reflog; checkouts and resets do not count.
        log = self.path / ".git" / "logs" / "HEAD"
        return log.read_bytes().count(b"\tcommit") if log.is_file() else 0


def build(
    path: Path, base: Files, *commits: Change, branch: str = "feature/thing", main: str = "main", options: str = ""
) -> Sample:
    """Make a repository: `base` as the one commit of `main`, then `commits` on `branch`, which stays checked out.

    A commit is a dict of files or `(message, files)`. With an empty `branch`, all of it goes on `main`. `options` are
    further words for `git init` (`--object-format=sha256`).
    """
    sample = empty(path, main=main, options=options)
    sample.commit(base, "chore: base")
    if branch:
        sample.branch(branch)
    for number, change in enumerate(commits, 1):
        message, files = change if isinstance(change, tuple) else (f"feat: change {number}", change)
        sample.commit(files, message)
    return sample


def empty(path: Path, *, main: str = "main", options: str = "") -> Sample:
    """Make a repository without a commit."""
    path.mkdir(parents=True)
    sample = Sample(path)
    sample.git("init", "--quiet", f"--initial-branch={main}", *options.split())
    sample.git("config", "core.autocrlf", "false")
    return sample


def _place(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Symlink):
        path.symlink_to(str(content))
        return
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if isinstance(content, Executable):
        path.chmod(0o755)
