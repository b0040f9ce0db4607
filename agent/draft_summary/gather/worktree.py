"""Work that is not committed: which paths it touches, and, for `--uncommitted`, the work tree as a tree object.

git runs the filters that attributes name on files it has to compare: here every one is disarmed. The user's index and
objects are only read; the tree is built with an index and an object directory of our own in a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from draft_summary.errors import RepositoryError
from draft_summary.gather.diff import named
from draft_summary.gather.patch import decode_path
from draft_summary.gather.repository import Repository, complete

LARGEST_FILE = 32 * 1024 * 1024  # bytes of one uncommitted file that is taken in
MOST = 256 * 1024 * 1024  # bytes of all uncommitted files together
STATUS = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=dirty")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The work tree as of one moment: a tree's id, the object directory that holds it, what was left out."""

    tree: str
    objects: Path
    notes: tuple[str, ...] = ()


def uncommitted(repository: Repository) -> tuple[str, ...]:
    """The paths with uncommitted changes: staged or not, and untracked files that are not ignored."""
    return tuple(decode_path(path) for path in _changed(repository, _disarmed_filters(repository)))


def take(repository: Repository) -> Snapshot:
    """Write the work tree as a tree object, in a folder that goes when the repository is let go or the program ends.

    Raises RepositoryError where git cannot read the index or a file.
    """
    filters = _disarmed_filters(repository)
    folder = Path(tempfile.mkdtemp(prefix="draft-summary-"))
    weakref.finalize(repository, shutil.rmtree, folder, ignore_errors=True)
    objects, index = folder / "objects", folder / "index"
    (objects / "info").mkdir(parents=True)
    real = complete(repository.work_tree_output("rev-parse", "--git-path", "objects", filters=filters), "rev-parse")
    alternate = os.path.join(os.fsencode(repository.root), real.removesuffix(b"\n"))  # noqa: PTH118 — bytes
    (objects / "info" / "alternates").write_bytes(_quoted(alternate) + b"\n")
    if (repository.git_dir / "index").is_file():
        shutil.copyfile(repository.git_dir / "index", index)
    taken, left_out = _affordable(repository, _changed(repository, filters))
    writing = replace(repository, objects=objects)
    words = ("update-index", "-z", "--add", "--remove", "--replace", "--stdin")
    added = writing.work_tree_output(
        *words, stdin=b"".join(path + b"\0" for path in taken), filters=filters, index=index
    )
    complete(added, "update-index")
    tree = complete(writing.work_tree_output("write-tree", "--missing-ok", filters=filters, index=index), "write-tree")
    notes = (f"uncommitted {named(left_out)} left out: too large, or a repository of its own",) if left_out else ()
    return Snapshot(tree.decode("ascii").strip(), objects, notes)


def _quoted(path: bytes) -> bytes:
    """A path as gitrepository-layout(5) has it in `info/alternates` where it may contain a newline."""
    return b'"' + path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'


def _disarmed_filters(repository: Repository) -> dict[str, str]:
    """Configuration that empties every filter that is configured anywhere."""
    output = repository.work_tree_output("config", "--name-only", "-z", "--get-regexp", r"^filter\.", filters={})
    if output.status == 1:  # none
        return {}
    keys = os.fsdecode(complete(output, "config")).split("\0")
    names = {key.removeprefix("filter.").rpartition(".")[0] for key in keys if key}
    if any("=" in name or "\n" in name for name in names):
        message = "the repository configures a filter whose name cannot be overridden"
        raise RepositoryError(message, code="unsafe-configuration", hint="Look at git config --get-regexp ^filter")
    empty = {f"filter.{name}.{key}": "" for name in names for key in ("clean", "smudge", "process")}
    return {**empty, **{f"filter.{name}.required": "false" for name in names}}


def _changed(repository: Repository, filters: dict[str, str]) -> list[bytes]:
    output = repository.work_tree_output(*STATUS, filters=filters)
    data = output.data[: output.data.rfind(b"\0")] if output.cut else complete(output, "status")
    return list(dict.fromkeys(record[3:] for record in data.split(b"\0") if record))


def _affordable(repository: Repository, paths: Sequence[bytes]) -> tuple[list[bytes], list[str]]:
    """Which paths to take in, and which are left out for what they are or for their size."""
    taken, left_out, total = [], [], 0
    for path in paths:
        try:
            status = os.lstat(os.path.join(os.fsencode(repository.root), path))  # noqa: PTH118 — bytes
        except OSError:
            taken.append(path)  # it was deleted
            continue
        size = status.st_size if stat.S_ISREG(status.st_mode) else 0
        if path.endswith(b"/") or size > LARGEST_FILE or total + size > MOST:
            left_out.append(decode_path(path))
        else:
            taken.append(path)
            total += size
    return taken, left_out
