"""State: what was written last, in one hidden comment at the document's end.

    <!-- draft-summary:state v1
    change <digest of the change>
    seen <token of an item of evidence> ...
    block <key> <order> <anchor> <cell> ...
    gone <key> <order> <anchor> <cell> ...
    held <key> 0 - <cell> ...
    kept <key> <order> <anchor> <cell> ...
    slot <key> <digest of its inputs>
    adopted
    -->

`block` stands as it was written; in a `kept` one some words are a person's; a `gone` one a person took out; a `held`
one found its place taken by a person's words. An anchor is the digest of the block as it stood. A cell is
`<author>:<digests>:<citations>`, `-` for a person, `!` after the author of an open line; a text of several sentences
has `:<their digests>` as well. Keys and citations are
percent-encoded, so that none of them can end the comment. `adopted` stands where the document was there before this
program wrote in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import quote, unquote

from draft_summary.errors import DocumentError
from draft_summary.values.slots import Author

VERSION = 1
ADOPTED = "adopted"  # a line of its own; programs that do not know it keep it
_START = re.compile(r"<!-- draft-summary:state v(\d{1,6})[ \t]*$")
_END = "-->"
_CONFLICT = ("<<<<<<< ", "||||||| ", "=======", ">>>>>>> ")
_DIGEST = re.compile(r"[a-z]?[0-9a-f]{1,64}")
_NUMBER = re.compile(r"\d{1,9}")
_SAFE = "/.#@+=~_-()[]{}"


class Status(StrEnum):
    """What became of a block; the value is the word its line begins with."""

    OURS = "block"
    MIXED = "kept"
    GONE = "gone"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class CellState:
    """What was last generated for a cell: `author` None where a person's words stood from the start.

    `digests` are more than one only where two branches' states were merged. `sentences` are those of its sentences, if
    it has more than one.
    """

    author: Author | None = None
    digests: frozenset[str] = frozenset()
    citations: tuple[str, ...] = ()
    open: bool = False
    sentences: tuple[str, ...] = ()

    @property
    def base(self) -> tuple[str, ...]:
        """The digests of the sentences that were generated, in order."""
        return self.sentences or (tuple(self.digests) if len(self.digests) == 1 else ())


@dataclass(frozen=True, slots=True)
class Entry:
    """One block as it stood after the last writing. `order` is its place among all, `anchors` its digest."""

    key: str
    status: Status
    order: int = 0
    anchors: frozenset[str] = frozenset()
    cells: tuple[CellState, ...] = ()

    @property
    def stood(self) -> bool:
        """Whether the block was in the document."""
        return self.status in {Status.OURS, Status.MIXED}

    @property
    def stated_by_git(self) -> bool:
        """Whether any cell of it is a fact's."""
        return any(cell.author is Author.GIT and not cell.open for cell in self.cells)


@dataclass(frozen=True, slots=True)
class State:
    """All of it. `strays` are lines in the comment that are not ours: kept, since a person may have put them there."""

    change: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    strays: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()

    @property
    def adopted(self) -> bool:
        """Whether the document stood before, written without this program."""
        return ADOPTED in self.strays


def spans(texts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The line ranges that look like state comments, half-open, conflict markers at their edges included."""
    found: list[tuple[int, int]] = []
    line = 0
    while line < len(texts):
        if _START.match(texts[line]) is None:
            line += 1
            continue
        start = line - (line > 0 and texts[line - 1].startswith("<<<<<<< "))
        end = _end(texts, line + 1, conflict=start < line)
        found.append((start, end))
        line = end
    return tuple(found)


def parse(texts: Iterable[str]) -> State:
    """The state that the lines of one or more comments hold. Raises DocumentError for a newer version than known."""
    change: set[str] = set()
    seen: list[frozenset[str]] = []
    inputs: dict[str, set[str]] = {}
    entries: dict[str, Entry] = {}
    strays: list[str] = []
    for text in _both_sides(texts):
        if (started := _START.match(text)) is not None:
            _check_version(int(started[1]))
            continue
        match text.split():
            case [] | ["-->"]:
                pass
            case ["change", digest]:
                change.add(digest)
            case ["seen", *tokens]:
                seen.append(frozenset(token for token in tokens if _DIGEST.fullmatch(token)))
            case ["slot", key, digest]:
                inputs.setdefault(unquote(key), set()).add(digest)
            case [word, key, *rest] if word in set(Status):
                entry = _entry(Status(word), unquote(key), rest)
                if entry is not None:
                    entries[entry.key] = _united(entries.get(entry.key), entry)
            case _ if text not in strays:
                strays.append(text)
    agreed = {key: next(iter(digests)) for key, digests in inputs.items() if len(digests) == 1}
    # of two sides, each has prose that was drafted from its own evidence alone
    known = seen[0] if len(seen) == 1 else frozenset[str]()
    return State(change.pop() if len(change) == 1 else "", agreed, entries, tuple(strays), known)


def serialise(state: State) -> list[str]:
    """The comment's lines, without newlines."""
    lines = [f"slot {_quoted(key)} {digest}" for key, digest in state.inputs.items()]
    lines += [_line(entry) for entry in state.entries.values()]
    first = f"<!-- draft-summary:state v{VERSION}"
    head = [f"change {state.change}"] if state.change else []
    head += [" ".join(("seen", *sorted(state.seen)))] if state.seen else []
    return [first, *head, *sorted(lines), *state.strays, _END]


def _end(texts: Sequence[str], first: int, *, conflict: bool) -> int:
    # A conflict may lie in the comment, around it, or across its end; both sides belong to it then. Beyond the comment
    # nothing is taken but what the conflict encloses, and a comment that nothing ends is taken line by known line.
    inside, outer = True, not conflict
    for line in range(first, len(texts)):
        text = texts[line]
        if text.startswith("<<<<<<< "):
            conflict, outer = True, inside
        elif conflict and (text.startswith("||||||| ") or text.rstrip() == "======="):
            inside = outer
        elif text.startswith(">>>>>>> "):
            conflict = False
        elif _START.match(text) is not None:
            if inside and not conflict:
                break
            inside = True
        elif text.strip() == _END:
            inside = False
        elif not inside and text.strip():
            return line
        if not (inside or conflict):
            return line + 1
    return next((line for line in range(first, len(texts)) if not _ours(texts[line])), len(texts))


def _ours(text: str) -> bool:
    return text == ADOPTED or text.partition(" ")[0] in {"change", "seen", "slot", *Status}


def _both_sides(texts: Iterable[str]) -> Iterable[str]:
    base = False
    for text in texts:
        if text.startswith(_CONFLICT):
            base = text.startswith("||||||| ")  # what both came from, shown by diff3: older than either
        elif not base:
            yield text.strip()


def _check_version(version: int) -> None:
    if version > VERSION:
        raise DocumentError(
            f"the summary was written by a newer draft-summary: its state is version {version}, known is {VERSION}",
            code="state-newer",
            hint="upgrade draft-summary, then run again",
        )


def _united(one: Entry | None, other: Entry) -> Entry:
    if one is None or not one.stood:
        return other
    if not other.stood:
        return one
    cells = one.cells
    if len(one.cells) == len(other.cells):
        cells = tuple(
            replace(mine, digests=mine.digests | its.digests, open=mine.open and its.open, sentences=_same(mine, its))
            for mine, its in zip(one.cells, other.cells, strict=True)
        )
    return Entry(one.key, one.status, one.order, one.anchors | other.anchors, cells)


def _same(mine: CellState, its: CellState) -> tuple[str, ...]:
    return mine.sentences if mine.sentences == its.sentences else ()


def _entry(status: Status, key: str, fields: list[str]) -> Entry | None:
    match fields:
        case [order, anchors, *rest] if _NUMBER.fullmatch(order):
            cells = tuple(cell for cell in map(_cell, rest) if cell is not None)
            return Entry(key, status, int(order), _digests(anchors), cells)
        case _:
            return None


def _cell(text: str) -> CellState | None:
    author, digests, citations, sentences = [*text.split(":"), "", "", ""][:4]
    name = author.removesuffix("!")
    if name not in {"-", *Author}:
        return None
    return CellState(
        None if name == "-" else Author(name),
        _digests(digests),
        tuple(unquote(one) for one in citations.split(",") if one),
        author.endswith("!"),
        tuple(one for one in sentences.split("|") if _DIGEST.fullmatch(one)),
    )


def _digests(text: str) -> frozenset[str]:
    return frozenset(one for one in text.split("|") if _DIGEST.fullmatch(one))


def _line(entry: Entry) -> str:
    anchors = "|".join(sorted(entry.anchors)) or "-"
    return " ".join((entry.status, _quoted(entry.key), f"{entry.order}", anchors, *map(_spelled, entry.cells)))


def _spelled(cell: CellState) -> str:
    author = f"{cell.author or '-'}{'!' if cell.open else ''}"
    parts = [author, "|".join(sorted(cell.digests)), ",".join(_quoted(one) for one in cell.citations)]
    return ":".join([*parts, "|".join(cell.sentences)] if cell.sentences else parts)


def _quoted(text: str) -> str:
    return quote(text, safe=_SAFE, errors="surrogatepass")
