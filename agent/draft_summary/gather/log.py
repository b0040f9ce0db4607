"""The commits of the range, each with its paths and an id of its patch that survives a rebase."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from draft_summary.errors import RepositoryError
from draft_summary.gather import patch
from draft_summary.gather.diff import FORMAT
from draft_summary.gather.refs import FETCH_ALL
from draft_summary.gather.repository import Repository, complete
from draft_summary.values.branch import Commit

MOST_PATCHED = 300  # commits; beyond, a commit's id is its hash
LARGEST_LOG = 32 * 1024 * 1024  # bytes
FIELDS = "%H%x00%P%x00%an%x00%aI%x00%s%x00%b"
FIELD_COUNT = 6
HUNK_LINE = re.compile(rb"(?m)^@@.*\n")


@dataclass(frozen=True, slots=True)
class Record:
    """One commit as diff-tree prints it: the fields of `FIELDS`, then its raw records and patch as they stand."""

    fields: tuple[str, ...]
    change: bytes


def read(repository: Repository, base: str, head: str, *, without: str) -> tuple[Commit, ...]:
    """The commits of `base..head` that are no merges, oldest first, without those that touch only the path `without`.

    Raises RepositoryError `shallow` where history ends inside the range.
    """
    listed = repository.run("rev-list", "--no-merges", "--reverse", f"^{base}", head)
    shas = listed.decode("ascii").split()
    if not shas:
        return ()
    records = _records(repository, listed, patched=len(shas) <= MOST_PATCHED)
    commits = [_commit(record, without) for record in records]
    if repository.shallow and any(not record.fields[1] for record in records):
        raise RepositoryError("the clone is shallow: history ends inside the branch", code="shallow", hint=FETCH_ALL)
    return _distinct(commit for commit in commits if commit is not None)


def _records(repository: Repository, shas: bytes, *, patched: bool) -> list[Record]:
    # What a branch's files and messages contain cannot be taken for a boundary that did not exist when it was written.
    token = secrets.token_hex(8)
    fields = f"--format=%x00{token}%x00{FIELDS}%x00{token}"
    arguments = [*FORMAT, "--stdin", "--always", "--root", "--no-renames", "--encoding=UTF-8", fields, "--raw"]
    if patched:
        output = repository.output(*arguments, "--patch", "-U0", stdin=shas, cap=LARGEST_LOG)
        if output.cut:
            return _records(repository, shas, patched=False)
    else:
        output = repository.output(*arguments, stdin=shas)
    pieces = complete(output, "diff-tree").split(b"\0" + token.encode() + b"\0")[1:]
    return [
        Record(tuple(fields.decode("utf-8", "replace").split("\0", FIELD_COUNT - 1)), change.removeprefix(b"\n"))
        for fields, change in zip(pieces[::2], pieces[1::2], strict=True)
    ]


def _commit(record: Record, without: str) -> Commit | None:
    """The commit, or None if it touches the path `without` and nothing else."""
    sha, _, author, date, subject, body = record.fields
    entries, at = patch.entries(record.change)
    others = tuple(entry.path for entry in entries if entry.path != without)
    if entries and not others:
        return None
    changes = list(_changes(entries, record.change, at, without)) if b"\0" + patch.SECTION in record.change else []
    if not entries:
        patch_id = _digest([b"empty", subject.encode(), date.encode()])
    else:
        patch_id = _digest(changes) if changes else sha
    return Commit(sha, subject, body.strip("\n"), author, date, others, patch_id)


def _changes(entries: list[patch.Entry], data: bytes, at: int, without: str) -> Iterator[bytes]:
    """What each file's change consists of: its path, and its changed lines without whitespace or position."""
    spans = patch.sections(data, at)
    for entry in entries:
        own = [next(spans) for _ in range(entry.sections)]
        if entry.path == without:
            continue
        yield f"{entry.path}\0{entry.old_mode}\0{entry.new_mode}".encode("utf-8", "surrogateescape")
        for start, end in own:
            lines = data.find(b"\n@@ -", start, end)
            if lines < 0:
                yield f"{entry.old_oid}\0{entry.new_oid}".encode("ascii")
            else:
                yield HUNK_LINE.sub(b"", data[lines + 1 : end].translate(None, b" \t\r\f\v"))


def _digest(parts: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:40]


def _distinct(commits: Iterable[Commit]) -> tuple[Commit, ...]:
    """Tell repeated patches apart by their number: a change that is made, reverted and made again has one patch."""
    seen = Counter[str]()
    found = []
    for commit in commits:
        seen[commit.patch_id] += 1
        number = seen[commit.patch_id]
        repeated = _digest([commit.patch_id.encode(), str(number).encode()])
        found.append(replace(commit, patch_id=repeated) if number > 1 else commit)
    return tuple(found)
