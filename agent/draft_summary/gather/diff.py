"""The change between two trees: files with status, counts and hunks, from one `diff-tree`."""

from __future__ import annotations

from dataclasses import dataclass

from draft_summary.errors import RepositoryError
from draft_summary.gather import blobs, patch
from draft_summary.gather.patch import Counts, Entry
from draft_summary.gather.repository import Repository, complete
from draft_summary.values.branch import ChangedFile, Hunk, Status

# What a repository's configuration could change is said here; 1000 is git's own rename limit since 2.33.
FORMAT = (
    "diff-tree", "-r", "-z", "--full-index", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv",
    "--no-relative", "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=none", "--submodule=short",
    "--diff-algorithm=myers", "--indent-heuristic", "--inter-hunk-context=0", "-O/dev/null",
)  # fmt: skip
RENAMES = ("-M50%", "-l1000")
LARGEST_PATCH = 32 * 1024 * 1024  # bytes read of one diff
LARGEST_SECTION = 1024 * 1024  # bytes of one file's patch that are kept
MOST_CHANGED_LINES = 20_000  # of one file
MOST_LINES = 200_000  # of all hunks together; each costs 60 bytes of memory beside its text
MOST_BYTES = 12 * 1024 * 1024  # of all hunks together; as text, one rare character makes four bytes of each
SHOWN = 5  # paths named in a note
SUBMODULE = "160000"
LFS_POINTER = "version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class Diff:
    """The files of a change, in git's order, and notes on what of it was not read."""

    files: tuple[ChangedFile, ...] = ()
    notes: tuple[str, ...] = ()


def changed(repository: Repository, old: str, new: str) -> list[Entry]:
    """Every path that differs between two trees, a rename as a deletion and an addition."""
    return patch.entries(repository.run(*FORMAT, "--no-renames", "--raw", old, new))[0]


def read(repository: Repository, old: str, new: str, *, without: str) -> Diff:
    """Compare two trees as `git diff -M` does, as if neither had the path `without`.

    Leaving the path out before renames are sought keeps the other files' status independent of it. Raises
    RepositoryError `too-large` for a change whose list of files alone is beyond the cap.
    """
    leave_out = ("--", ":(top)", f":(top,exclude,literal){without}") if without else ()
    arguments = (*FORMAT, *RENAMES, "--raw", "--numstat", "--patch", "-U3", old, new, *leave_out)
    output = repository.output(*arguments, cap=LARGEST_PATCH)
    data = output.data if output.cut else complete(output, "diff-tree")
    try:
        entries, at = patch.entries(data)
        counts, at = patch.counts(data, at, len(entries))
    except patch.CutShort:
        message = f"the change lists more than {LARGEST_PATCH >> 20} MB of paths"
        raise RepositoryError(message, code="too-large", hint="Name a nearer base with --base.") from None
    files, left_out = _files(entries, counts, data, at, cut=output.cut)
    notes = (*_left_out(left_out), *_too_large_to_diff(repository, files))
    return Diff(files, notes)


def _files(
    entries: list[Entry], counts: list[Counts], data: bytes, at: int, *, cut: bool
) -> tuple[tuple[ChangedFile, ...], list[str]]:
    """The files with their hunks, and the paths of those whose hunks are left out."""
    spans = list(patch.sections(data, at))
    if cut:
        spans = spans[:-1]  # the last is not whole
    lines_left, bytes_left, first, files, left_out = MOST_LINES, MOST_BYTES, 0, [], []
    for entry, count in zip(entries, counts, strict=True):
        own = spans[first : first + entry.sections]
        first += entry.sections
        size = sum(end - start for start, end in own)
        lines = sum(data.count(b"\n", start, end) for start, end in own)
        hunks: tuple[Hunk, ...] = ()
        if not _has_lines(entry, count):
            pass
        elif len(own) < entry.sections or _too_long(count, size) or lines > lines_left or size > bytes_left:
            left_out.append(entry.path)
        else:
            texts = (data[start:end].decode("utf-8", "replace") for start, end in own)
            hunks = tuple(hunk for text in texts for hunk in patch.hunks(text, entry.path))
            lines_left, bytes_left = lines_left - lines, bytes_left - size
        files.append(_file(entry, count, hunks))
    return tuple(files), left_out


def _too_long(count: Counts, size: int) -> bool:
    return count.insertions + count.deletions > MOST_CHANGED_LINES or size > LARGEST_SECTION


def _has_lines(entry: Entry, count: Counts) -> bool:
    """Whether the entry's patch has lines that are its file's: a submodule's say only which commit it is at."""
    return (
        not count.binary
        and count.insertions + count.deletions > 0
        and SUBMODULE not in (entry.old_mode, entry.new_mode)
    )


def _file(entry: Entry, count: Counts, hunks: tuple[Hunk, ...]) -> ChangedFile:
    pointer = bool(hunks) and hunks[0].lines[0][1:].startswith(LFS_POINTER)
    return ChangedFile(
        path=entry.path,
        status=entry.status,
        old_path=entry.old_path,
        insertions=0 if pointer else count.insertions,
        deletions=0 if pointer else count.deletions,
        binary=pointer or count.binary,  # a pointer's lines are not those of the file that it stands for
        old_mode=entry.old_mode,
        new_mode=entry.new_mode,
        old_oid=entry.old_oid,
        new_oid=entry.new_oid,
        hunks=() if pointer else hunks,
    )


def _left_out(paths: list[str]) -> tuple[str, ...]:
    return (f"hunks of {named(paths)} left out: too many or too long lines",) if paths else ()


def _too_large_to_diff(repository: Repository, files: tuple[ChangedFile, ...]) -> tuple[str, ...]:
    """Say which files git calls binary for their size alone."""
    binary = [file for file in files if file.binary and file.status is not Status.RENAMED]
    sizes = blobs.sizes(repository, {oid for file in binary for oid in (file.old_oid, file.new_oid)})
    large = [
        file.path for file in binary if max(sizes.get(file.old_oid, 0), sizes.get(file.new_oid, 0)) >= blobs.NOT_DIFFED
    ]
    return (f"{named(large)} not compared line by line: larger than 8 MB",) if large else ()


def named(paths: list[str]) -> str:
    """The first paths of a list, and how many more there are."""
    rest = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
    return ", ".join(paths[:SHOWN]) + rest
