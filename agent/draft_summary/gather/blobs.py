"""Contents of blobs: their sizes first, then one batch of those that are small enough."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from draft_summary.gather.repository import Repository

LARGEST = 1024 * 1024  # bytes of one blob that is read
MOST = 24 * 1024 * 1024  # bytes read at once
MOST_TEXT = 64 * 1024 * 1024  # bytes of memory that texts take: one rare character makes four of each
NOT_DIFFED = 8 * 1024 * 1024  # bytes from which git compares a blob as binary (core.bigFileThreshold)
BINARY_PROBE = 8000  # bytes that are searched for NUL, as git does
SIZE_FORMAT = "--batch-check=%(objecttype) %(objectsize) %(objectname)"


@dataclass(frozen=True, slots=True)
class Contents:
    """Blobs read, by object id, and for each that was not the reason."""

    data: dict[str, bytes] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    def texts(self) -> tuple[dict[str, str], dict[str, str]]:
        """Texts without their BOM, by object id, and for each blob that is none the reason it was not read.

        Bytes that are not UTF-8 show as the replacement character.
        """
        found, unread, left = dict[str, str](), dict(self.unread), MOST_TEXT
        for oid, data in self.data.items():
            text = "" if is_binary(data) else decode(data)
            left -= sys.getsizeof(text)
            if is_binary(data):
                unread[oid] = "binary"
            elif left < 0:
                unread[oid] = "more text in all than fits in memory"
            else:
                found[oid] = text
        return found, unread


def is_binary(data: bytes) -> bool:
    """Whether git would take it for binary."""
    return b"\0" in data[:BINARY_PROBE]


def decode(data: bytes) -> str:
    """Text of a blob, without its BOM."""
    return data.decode("utf-8", "replace").removeprefix("\ufeff")


def sizes(repository: Repository, oids: Iterable[str]) -> dict[str, int]:
    """The size in bytes of each object that is a blob and is here."""
    asked = _wanted(oids)
    if not asked:
        return {}
    said = repository.run("cat-file", SIZE_FORMAT, stdin=_lines(asked)).decode("ascii", "replace")
    answers = (line.split(" ") for line in said.split("\n") if line.startswith("blob "))
    return {oid: int(size) for _, size, oid in answers}


def read(repository: Repository, oids: Iterable[str], *, rather: Collection[str] = ()) -> Contents:
    """Read blobs in two processes, whatever their number.

    Where all together are too much, those in `rather` come first, and the smallest before the larger.
    """
    asked = _wanted(oids)
    known = sizes(repository, asked)
    unread, chosen, total = {}, [], 0
    for oid in sorted(asked, key=lambda oid: (oid not in rather, known.get(oid, 0))):
        size = known.get(oid)
        if size is None:
            unread[oid] = "not in this clone"
        elif size > LARGEST:
            unread[oid] = "larger than 1 MB"
        elif total + size > MOST:
            unread[oid] = f"more than {MOST >> 20} MB in all"
        else:
            chosen.append(oid)
            total += size
    return Contents(_batch(repository, chosen), unread)


def _batch(repository: Repository, oids: list[str]) -> dict[str, bytes]:
    if not oids:
        return {}
    data, at, found = repository.run("cat-file", "--batch", stdin=_lines(oids)), 0, {}
    for oid in oids:
        end = data.index(b"\n", at)
        size = int(data[at:end].rsplit(b" ", 1)[1])
        found[oid] = data[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def _wanted(oids: Iterable[str]) -> list[str]:
    return [oid for oid in dict.fromkeys(oids) if oid.strip("0")]


def _lines(oids: Iterable[str]) -> bytes:
    return "".join(f"{oid}\n" for oid in oids).encode("ascii")
