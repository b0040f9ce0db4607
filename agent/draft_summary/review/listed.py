"""The files that a summary lists, in bullets, tables, trees and plain blocks, and what it says became of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from draft_summary.review.paths import Paths
from draft_summary.review.reading import Form, Statement
from draft_summary.values.branch import Status

_WORDS = r"(?:[\w&/-]+\s+){0,4}?"
_SECTION = re.compile(rf"^{_WORDS}(?:files?|file changes|changed paths)\b", re.IGNORECASE)
# Lists of files that are no list of what the change consists of.
_OTHER = re.compile(
    r"\b(?:tests?|testing|config\w*|migrations?|database|data|coverage|log|affected by)\b", re.IGNORECASE
)
_STATUSES: Mapping[str, frozenset[Status]] = {
    "new|added|created": frozenset({Status.ADDED, Status.COPIED, Status.RENAMED}),
    "modified|updated|edited": frozenset({Status.MODIFIED, Status.RENAMED, Status.TYPE_CHANGED}),
    "deleted|removed": frozenset({Status.DELETED, Status.RENAMED}),
}
_NOT_A_NAME = re.compile(r"^[\W\d_]+")
_LEAD = re.compile(
    r"\s*(?:\*\*|__|\*)?\s*(?:(?P<mark>`{1,3})(?!`)(?P<code>[^\n]{1,400}?)(?<!`)(?P=mark)(?!`)|\[`?(?P<link>[^\]`\n]{1,400})`?\]\([^)\n]*\)|(?P<word>[^\s`*,;]{1,400}))\s*(?:\*\*|__|\*)?"
)
_LABEL = re.compile(r"(?:(?:\*\*|__)?[A-Z][^`:\n]{0,80}|`[^`\n]{1,200}/`[^`:\n]{0,80}):(?:\*\*|__)?\s+(?=[`\w./])")
_JOINED = re.compile(r"\s*(?:\([^()\n]{0,80}\)\s*)?(,|;|&|\+|and\b|→|->|=>|➜|to\b(?=\s*`))\s*")
_RENAMES = frozenset({"→", "->", "=>", "➜", "to"})
_STATUS_LETTER = re.compile(r"\s*[AMDRCT]\d{0,3}\s+(?=\S)")
_BRANCH = re.compile(r"^([\s│|]*)(?:[├└+|`][─-]{1,3}\s*|[├└]\s+)?(\S.*)$")
_DRAWN = re.compile(r"[├└│]|^\s*[|`+]--")
_AFTER_NAME = re.compile(r"\s{2,}.*|\s+(?:#|\(|←|<-|[\u2013\u2014]|-\s|//|\[).*")
_PATH = re.compile(r"[\w.@~+*\[\]()$-]+(?:/[\w.@~+*\[\]()$-]+)*/?\Z")
_SUFFIX = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,9})\Z")


@dataclass(frozen=True, slots=True)
class Listed:
    """A path as a summary lists it: its line, what the list says became of it, and what it was renamed to or from.

    `statuses` is empty where the list does not say. `loose`: the list shows more than the change, as a tree does.
    """

    line: int
    path: str
    statuses: frozenset[Status] = frozenset()
    renamed: str = ""
    loose: bool = False


def section_of(statement: Statement) -> str:
    """The heading of the list of changed files that the statement stands in, empty if in none."""
    for heading in statement.headings:
        name = _NOT_A_NAME.sub("", heading)
        if _OTHER.search(name):
            return ""
        if _SECTION.match(name):
            return heading
    return ""


def listed(statements: Iterable[Statement], paths: Paths) -> Iterator[Listed]:
    """Yield what the lists of changed files name."""
    drawn: list[Statement] = []
    for statement in statements:
        if statement.form is Form.HEADING or not section_of(statement):
            continue
        if statement.form is Form.FENCED:
            drawn.append(statement)
            continue
        statuses = _statuses(statement)
        for text in statement.cells[:2] or (statement.text,):
            found = list(_leading(text, statement, statuses, paths))
            yield from found
            if found:
                break
    for block in dict.fromkeys(one.block for one in drawn):
        yield from _fenced([one for one in drawn if one.block == block], paths)


def is_path(text: str, suffixes: frozenset[str]) -> bool:
    """Whether a text reads as a path: folders and a name, or a name with one of the repository's own suffixes."""
    if not _PATH.match(text) or text.startswith(("~", "$")) or text.endswith(")"):
        return False
    suffix = _SUFFIX.search(text)
    return ("/" in text.strip("/") and not text.endswith("/.")) or (suffix is not None and suffix[1] in suffixes)


def bare(path: str) -> str:
    """A path as git has it: without what people put in front of it and behind."""
    return path.strip().removeprefix("./").lstrip("/").removesuffix(":")


def _statuses(statement: Statement) -> frozenset[Status]:
    """What the nearest heading or introduction that speaks of it says became of the listed files."""
    for text in (*reversed(statement.above[:1]), *reversed(statement.headings)):
        name = _NOT_A_NAME.sub("", text).lower()
        for words, statuses in _STATUSES.items():
            if re.match(rf"(?:files? )?(?:{words})\b", name):
                return statuses
    return frozenset()


def _leading(text: str, statement: Statement, statuses: frozenset[Status], paths: Paths) -> Iterator[Listed]:
    """Yield the paths that the text begins with, or those behind its label, and those that are joined to them."""
    label = _LABEL.match(text)
    behind = tuple(_joined(text, label.end(), statement, statuses, paths)) if label else ()
    yield from behind or _joined(text, 0, statement, statuses, paths)


def _joined(text: str, at: int, statement: Statement, statuses: frozenset[Status], paths: Paths) -> Iterator[Listed]:
    nested = statement.form is Form.ITEM and statement.depth > 0
    before = ""  # the path that this one was renamed from
    while match := _LEAD.match(text, at):
        path = bare(match["code"] or match["link"] or match["word"])
        known = path in paths.known
        if not (known or is_path(path, paths.suffixes)) or (nested and not known and "/" not in path):
            return
        if not known and match["word"] and "." not in path:
            return
        joined = _JOINED.match(text, match.end())
        renames = joined is not None and joined[1] in _RENAMES
        if before and "/" not in path:
            path = f"{before.rpartition('/')[0]}/{path}".lstrip("/")
        yield Listed(statement.line_of(match[0].strip()), path, frozenset() if renames or before else statuses, before)
        if joined is None:
            return
        before = path if renames else ""
        at = joined.end()


def _fenced(lines: list[Statement], paths: Paths) -> Iterator[Listed]:
    tree = any(_DRAWN.search(one.text) for one in lines)
    folders: list[tuple[int, str]] = []
    for one in lines:
        if not tree:
            status = _STATUS_LETTER.match(one.text)
            yield from _leading(one.text[status.end() :] if status else one.text.strip(), one, frozenset(), paths)
            continue
        match = _BRANCH.match(one.text)
        name = _AFTER_NAME.sub("", match[2]).strip("`* ") if match else ""
        if match is None or not name or " " in name:
            continue
        depth = match.start(2)
        folders = [folder for folder in folders if folder[0] < depth]
        path = "/".join((*(folder.strip("/") for _, folder in folders if folder.strip("./")), name))
        if _SUFFIX.search(name) and not name.endswith("/"):
            yield Listed(one.line, bare(path), loose=True)
        else:
            folders.append((depth, name))
