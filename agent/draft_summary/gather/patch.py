"""Pure parsing of what `diff-tree -z --raw --numstat --patch` prints. Positions are offsets into those bytes.

With `-z` the paths of raw and numstat records are verbatim and end in NUL, while those in patch headers stay quoted:
so a line that begins with `diff --git ` always begins a section, and sections come in the order of the raw records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from draft_summary.values.branch import Hunk, Status

STATUSES = {
    "A": Status.ADDED,
    "M": Status.MODIFIED,
    "D": Status.DELETED,
    "R": Status.RENAMED,
    "C": Status.COPIED,
    "T": Status.TYPE_CHANGED,
}
SECTION = b"diff --git "
HUNK_HEADER = re.compile(r"@@ -(\d{1,12})(?:,(\d{1,12}))? \+(\d{1,12})(?:,(\d{1,12}))? @@ ?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One raw record: a pair of blobs, and the path on each side (`old_path` for renames and copies only)."""

    status: Status
    path: str
    old_path: str | None
    old_mode: str
    new_mode: str
    old_oid: str
    new_oid: str

    @property
    def sections(self) -> int:
        """How many sections of the patch it has: git prints a changed type as a deletion and an addition."""
        return 2 if self.status is Status.TYPE_CHANGED else 1


@dataclass(frozen=True, slots=True)
class Counts:
    """One numstat record: lines, or nothing for what git takes for binary."""

    insertions: int
    deletions: int
    binary: bool


class CutShort(ValueError):  # noqa: N818 — it says what happened to the output
    """The output ends inside a record."""


def decode_path(path: bytes) -> str:
    """A path as text; bytes that are not UTF-8 become escapes of their hexadecimal value."""
    return path.decode("utf-8", "backslashreplace")


def entries(data: bytes, at: int = 0) -> tuple[list[Entry], int]:
    """Read raw records; returns them and the position after them. Raises CutShort."""
    found = []
    while data.startswith(b":", at):
        meta, at = _field(data, at)
        old_mode, new_mode, old_oid, new_oid, status = meta[1:].decode("ascii").split(" ")
        path, at = _field(data, at)
        old_path = None
        if status[0] in "RC":
            old_path = decode_path(path)
            path, at = _field(data, at)
        found.append(Entry(STATUSES[status[0]], decode_path(path), old_path, old_mode, new_mode, old_oid, new_oid))
    return found, at


def counts(data: bytes, at: int, number: int) -> tuple[list[Counts], int]:
    """Read `number` numstat records; returns them and the position after them. Raises CutShort."""
    found = []
    for _ in range(number):
        record, at = _field(data, at)
        insertions, deletions, path = record.split(b"\t", 2)
        if not path:  # a rename: both paths follow
            _, at = _field(data, at)
            _, at = _field(data, at)
        binary = insertions == b"-"
        found.append(Counts(0, 0, binary=True) if binary else Counts(int(insertions), int(deletions), binary=False))
    return found, at


def sections(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Start and end of each file's section of the patch that begins at or after a position."""
    at += data.startswith(b"\0", at)  # between the records and the patch
    start = at if data.startswith(SECTION, at) else -1
    while start >= 0:
        end = _next_section(data, start)
        yield start, end if end >= 0 else len(data)
        start = end


def hunks(section: str, path: str) -> tuple[Hunk, ...]:
    """Read the hunks of one section of a patch. No line of content begins with `@`."""
    at = section.find("\n@@ -")
    found = []
    while at >= 0:
        end = section.find("\n@@ -", at + 1)
        header, _, body = section[at + 1 : end if end >= 0 else len(section)].partition("\n")
        if match := HUNK_HEADER.match(header):
            old_start, old_count, new_start, new_count = (int(one) if one else 1 for one in match.groups())
            lines = tuple(body.removesuffix("\n").split("\n")) if body else ()
            heading = header[match.end() :]
            found.append(Hunk(path, old_start, old_count, new_start, new_count, heading, lines))
        at = end
    return tuple(found)


def _field(data: bytes, at: int) -> tuple[bytes, int]:
    end = data.find(b"\0", at)
    if end < 0:
        raise CutShort
    return data[at:end], end + 1


def _next_section(data: bytes, at: int) -> int:
    found = data.find(b"\n" + SECTION, at)
    return found + 1 if found >= 0 else -1
