"""A repository opened for reading: GitPython finds it, git itself vouches for it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from draft_summary.errors import RepositoryError
from draft_summary.gather import plumbing
from draft_summary.gather.plumbing import Output

if TYPE_CHECKING:
    import git

    from draft_summary.gather.tree import Listing
    from draft_summary.gather.worktree import Snapshot

# The empty tree is known to every git without being stored; no attributes are read from it.
EMPTY_TREES = {
    "sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
# Attributes of the branch under review must not hide text (`*.py -diff`) or name programs that convert it.
TREE_CONFIGURATION = {**plumbing.CONFIGURATION, "core.attributesFile": os.devnull}
FLAGS = ("--is-bare-repository", "--is-shallow-repository", "--show-object-format", "--absolute-git-dir")


@dataclass(frozen=True, eq=False)
class Repository:
    """An open repository. `root` is the top level of its work tree, or the git directory itself if it is `bare`.

    `deadline` is when git has to be done with it, on the monotonic clock. `objects` is a further object directory to
    read from and write to, which holds a tree of uncommitted work. `listings` keeps what was listed, by tree.
    """

    root: Path
    git_dir: Path
    bare: bool
    shallow: bool
    object_format: str
    runner: git.Git = field(repr=False)
    deadline: float = field(repr=False)
    objects: Path | None = None
    listings: dict[str, Listing] = field(default_factory=dict, repr=False)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The work tree as a tree object, taken once."""
        from draft_summary.gather import worktree  # noqa: PLC0415 — it builds on this module

        return worktree.take(self)

    def output(self, *arguments: str, stdin: bytes = b"", cap: int = plumbing.LARGEST_OUTPUT) -> Output:
        """Run a command that reads objects alone: no work tree, no index, no attributes of the branch."""
        environment = {
            "GIT_DIR": os.fspath(self.git_dir),
            "GIT_WORK_TREE": os.fspath(self.git_dir),
            "GIT_INDEX_FILE": os.fspath(self.git_dir / "no-index"),
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_ATTR_SOURCE": EMPTY_TREES[self.object_format],
            **self._object_directories(),
        }
        # git looks for attributes in the work tree and the index, also where it compares trees: here are none.
        return plumbing.execute(
            self.runner,
            self.git_dir,
            *arguments,
            stdin=stdin,
            environment=environment,
            configuration=TREE_CONFIGURATION,
            cap=cap,
            deadline=self.deadline,
        )

    def run(self, *arguments: str, stdin: bytes = b"", cap: int = plumbing.LARGEST_OUTPUT) -> bytes:
        """Run a command as `output` does and return its standard output.

        Raises RepositoryError where it fails or says more than `cap` bytes.
        """
        return complete(self.output(*arguments, stdin=stdin, cap=cap), arguments[0])

    def work_tree_output(
        self, *arguments: str, stdin: bytes = b"", filters: Mapping[str, str], index: Path | None = None
    ) -> Output:
        """Run a command on the work tree at its top level; `filters` is configuration that disarms its filters."""
        environment = {
            "GIT_DIR": os.fspath(self.git_dir),
            "GIT_WORK_TREE": os.fspath(self.root),
            **({"GIT_INDEX_FILE": os.fspath(index)} if index else {}),
            **self._object_directories(),
        }
        configuration = {**plumbing.CONFIGURATION, **filters}
        return plumbing.execute(
            self.runner,
            self.root,
            *arguments,
            stdin=stdin,
            environment=environment,
            configuration=configuration,
            deadline=self.deadline,
        )

    def _object_directories(self) -> dict[str, str]:
        return {"GIT_OBJECT_DIRECTORY": os.fspath(self.objects)} if self.objects else {}


def open_repository(path: Path) -> Repository:
    """Open the repository that `path` is in: the nearest folder with a `.git`, or else `path` as a bare repository.

    Raises RepositoryError where there is none, git refuses it (another owner), or git is missing or too old.
    """
    try:
        import git  # noqa: PLC0415 — 100 ms, not for `--help`
    except ImportError as error:  # what GitPython makes of a missing git
        raise plumbing.git_missing() from error
    folder = _folder(path)
    # A `.git` further up wins over a folder that merely looks like a bare repository: a clone can contain one.
    top = next((one for one in (folder, *folder.parents) if os.path.lexists(one / ".git")), None)
    # git goes first: it checks the owner, and gives up on configuration that would keep GitPython reading for ever.
    deadline = time.monotonic() + plumbing.SECONDS
    bare, shallow, object_format, git_dir = _vouched_for(git.Git(folder), top, folder, deadline)
    try:
        with git.Repo(top or folder, expand_vars=False) as found:
            runner = found.git
    except (git.InvalidGitRepositoryError, git.NoSuchPathError, OSError, ValueError) as error:
        raise _not_a_repository(folder) from error
    root = top if top and bare == "false" else Path(git_dir)
    return Repository(root, Path(git_dir), root != top, shallow == "true", object_format, runner, deadline)


def complete(output: Output, command: str) -> bytes:
    """Return the standard output of a process that ended well; raises RepositoryError for one that did not."""
    if output.cut:
        message = f"git {command} says more than can be read ({len(output.data) >> 20} MB)"
        hint = "Where the change is large, a nearer --base helps; a larger repository is not read."
        raise RepositoryError(message, code="too-large", hint=hint)
    if output.status == 0:
        return output.data
    reason = output.error.split("\n")[0].removeprefix("fatal: ").removeprefix("error: ") or f"exit {output.status}"
    if any(word in output.error for word in ("promisor", "lazy fetching", "not allowed", "Could not read from remote")):
        hint = "This is a partial clone, and nothing is fetched here: clone without --filter."
        raise RepositoryError(f"git {command}: objects are missing: {reason}", code="objects-missing", hint=hint)
    if any(word in output.error for word in ("corrupt", "inflate", "unable to read", "bad object", "missing blob")):
        hint = "The repository is damaged: see git fsck."
        raise RepositoryError(f"git {command}: {reason}", code="corrupt-object", hint=hint)
    raise RepositoryError(f"git {command} failed: {reason}", code="git-failed", hint="Run git fsck and git status.")


def _folder(path: Path) -> Path:
    try:
        folder = path.resolve()
        found = folder.is_dir()
    except (OSError, RuntimeError):  # a loop of links
        folder, found = path, False
    if not found:
        raise RepositoryError(f"{path} is not a folder", code="not-a-repository", hint="Name a folder with --repo.")
    return folder


def _vouched_for(runner: git.Git, top: Path | None, folder: Path, deadline: float) -> list[str]:
    """What git says to `FLAGS` about the repository that it finds there itself."""
    configuration = dict(plumbing.CONFIGURATION)
    if top is None:
        configuration.pop("safe.bareRepository")  # the user named it: nothing is around it
    output = plumbing.execute(
        runner, top or folder, "rev-parse", *FLAGS, environment={}, configuration=configuration, deadline=deadline
    )
    if output.status:
        raise _refused(output.error, folder)
    said = os.fsdecode(output.data).removesuffix("\n").split("\n", len(FLAGS) - 1)
    if said[2] not in EMPTY_TREES:  # git before 2.28 says the option back
        raise RepositoryError("git is too old", code="git-too-old", hint=plumbing.INSTALL)
    return said


def _refused(error: str, folder: Path) -> RepositoryError:
    if "dubious ownership" in error or "safe.directory" in error:
        command = next((line.strip() for line in error.split("\n") if "safe.directory" in line), "")
        hint = f"If you trust it, run: {command}"
        return RepositoryError(f"{folder} belongs to another user", code="foreign-owner", hint=hint)
    if "not a git repository" in error or "gitfile" in error or not error:
        return _not_a_repository(folder)
    reason = error.split("\n", maxsplit=1)[0].removeprefix("fatal: ")
    return RepositoryError(f"git cannot read {folder}: {reason}", code="git-failed", hint="See git status there.")


def _not_a_repository(folder: Path) -> RepositoryError:
    hint = "Run it in a clone, or name one with --repo."
    return RepositoryError(f"{folder} is not in a git repository", code="not-a-repository", hint=hint)
