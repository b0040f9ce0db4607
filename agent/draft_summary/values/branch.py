"""What gather reads off a branch: files, hunks, commits, documents, and the texts of both trees."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """How a path changed between the merge base and the head (git's own words)."""

    ADDED = "added"
    MODIFIED = "modified"
    DELETED = "deleted"
    RENAMED = "renamed"
    COPIED = "copied"
    TYPE_CHANGED = "type-changed"


@dataclass(frozen=True, slots=True)
class Hunk:
    """One hunk of a file's patch. `lines` keep git's first character: space, `+`, `-` or backslash."""

    path: str
    old_start: int
    old_count: int
    new_start: int
    new_count: int
    heading: str
    lines: tuple[str, ...]

    @property
    def added(self) -> tuple[tuple[int, str], ...]:
        """`(line number in the head's file, text)` of each added line."""
        return self._numbered("+", self.new_start, "-")

    @property
    def removed(self) -> tuple[tuple[int, str], ...]:
        """`(line number in the base's file, text)` of each removed line."""
        return self._numbered("-", self.old_start, "+")

    def _numbered(self, sign: str, start: int, other: str) -> tuple[tuple[int, str], ...]:
        number, found = start, []
        for line in self.lines:
            if line.startswith(sign):
                found.append((number, line[1:]))
            if not line.startswith((other, "\\")):
                number += 1
        return tuple(found)

    @property
    def text(self) -> str:
        """The hunk as git prints it, header line first, without a final newline."""
        header = f"@@ -{self.old_start},{self.old_count} +{self.new_start},{self.new_count} @@ {self.heading}".rstrip()
        return "\n".join((header, *self.lines))

    @property
    def digest(self) -> str:
        """12 hex digits over the changed lines alone, so that a hunk that only moved keeps its digest."""
        changed = [line for line in self.lines if line[:1] in "+-"]
        return hashlib.sha256("\n".join(changed).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One path of the change. Counts are lines, 0 for a binary file; modes and object ids as git prints them."""

    path: str
    status: Status
    old_path: str | None = None
    insertions: int = 0
    deletions: int = 0
    binary: bool = False
    old_mode: str = "100644"
    new_mode: str = "100644"
    old_oid: str = ""
    new_oid: str = ""
    hunks: tuple[Hunk, ...] = ()

    @property
    def digest(self) -> str:
        """12 hex digits over what the file's change consists of: changes exactly when the change does."""
        parts = (self.path, self.old_path or "", self.status, self.old_mode, self.new_mode, self.old_oid, self.new_oid)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the range that is not a merge. Dates are ISO 8601 with offset; `paths` are those it touches."""

    sha: str
    subject: str
    body: str
    author: str
    date: str
    paths: tuple[str, ...] = ()
    patch_id: str = ""

    @property
    def short(self) -> str:
        """The abbreviated hash that documents show: 7 hex digits."""
        return self.sha[:7]


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text document of the branch: its path from the repository's top level and its decoded text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Feature:
    """The feature folder and what stands in it. `notes` say how it was chosen and what the others were."""

    layout: str = ""
    directory: str = ""
    spec: TextFile | None = None
    design: TextFile | None = None
    others: tuple[TextFile, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """The summary template in force. `path` is empty for the built-in one.

    `upstream` are texts whose lines, too, nobody has filled in: the template that others were made from.
    """

    path: str
    text: str
    upstream: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """One side of the change: every path of that tree, and the texts that were read from it.

    `unread` gives, for a path that was wanted and not read, the reason (`binary`, `larger than 1 MB`, ...).
    """

    paths: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trees:
    """Both sides of the change."""

    base: Tree = Tree()
    head: Tree = Tree()


@dataclass(frozen=True, slots=True)
class Occurrences:
    """In which paths of either tree each text that was looked for stands as a whole word, and what git knows of hashes.

    A text without a path was not found. With `complete` false it may still be there: git could not look everywhere.
    `commits` are those of the abbreviated hashes that name a commit of the repository.
    """

    paths: Mapping[str, frozenset[str]] = field(default_factory=dict)
    commits: frozenset[str] = frozenset()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Branch:
    """Everything that was read of the branch. SHAs are full; `merge_base` is what the diff starts from.

    `files` and `commits` leave out the summary file and the commits that touch only it. `dirty` names
    the paths with uncommitted changes, which are in `files` only if `uncommitted` is set. `printed` says that the
    result is shown and nothing is written: `summary_path` then is where the summary stands or would stand.
    """

    name: str
    base: str
    merge_base: str
    head: str
    files: tuple[ChangedFile, ...] = ()
    commits: tuple[Commit, ...] = ()
    feature: Feature = Feature()
    template: Template = Template("", "")
    summary_path: str = ""
    summary: bytes | None = None
    printed: bool = False
    dirty: tuple[str, ...] = ()
    uncommitted: bool = False
    notes: tuple[str, ...] = ()
