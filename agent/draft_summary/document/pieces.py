"""A document as pieces: the smallest runs of lines that merge keeps, changes or takes out.

Every line that is not blank belongs to exactly one piece. markdown-it-py parses for positions only; nothing is ever
rendered from its tokens, so that what is not changed stays as it was, to the byte.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from markdown_it import MarkdownIt
from markdown_it.token import Token

from draft_summary.document.inline import canonical, digest
from draft_summary.document.lines import Source, blank

# `**Label**: value` or `**Label:** value`, also with underscores, which formatters turn into asterisks
_FIELD = re.compile(r"[ \t]{0,3}(?:\*\*|__)([^*_\n:]{1,80})(?:(?:\*\*|__)[ \t]?:|:(?:\*\*|__))[ \t]*")
_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)")
_ATX = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]+|$)")
_ATX_CLOSE = re.compile(r"(?:^|[ \t])#+[ \t]*$")


class Kind(StrEnum):
    """What a piece is in Markdown. OTHER is whatever merge only ever moves around: fences, tables, quotes, HTML."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"
    FIELD = "field"
    RULE = "rule"
    OTHER = "other"


ITEMS = frozenset({Kind.BULLET, Kind.NUMBERED})


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines `start` to `end` (0-based, half-open). `raw` are these lines without the last newline.

    `raw[head:tail]` is the inline text, without marker and label. A list item's lines are its own, not those of what
    is nested in it; `depth` counts nesting from 0. `anchor` is the digest by which a piece is known again.
    """

    kind: Kind
    start: int
    end: int
    raw: str
    head: int = 0
    tail: int = 0
    level: int = 0
    depth: int = 0
    label: str = ""
    anchor: str = ""

    @property
    def inline(self) -> str:
        """The inline text as it stands, line breaks included."""
        return self.raw[self.head : self.tail]


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    # inline text is parsed where it is needed: `inline` alone takes a third of the time
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def tokens_of(source: Source) -> list[Token]:
    """Block tokens of the document; front matter is blank to the parser."""
    texts = list(source.texts)
    texts[: source.front_matter] = [""] * source.front_matter
    return _parser().parse("\n".join(texts))


def pieces_of(source: Source, hidden: Sequence[tuple[int, int]] = ()) -> tuple[Piece, ...]:
    """The pieces of the document in order, front matter first; the `hidden` ranges of lines are taken as blank."""
    texts = list(source.texts)
    for start, end in hidden:
        texts[start:end] = [""] * (end - start)
    source = replace(source, texts=tuple(texts))
    found = list(_Walk(source, tokens_of(source)).pieces())
    covered = bytearray(len(texts))
    for piece in found:
        covered[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
    # what makes no token: front matter, link reference definitions, nesting beyond the parser's limit
    found.extend(_uncovered(source, covered))
    return tuple(sorted(found, key=lambda piece: piece.start))


def anchor_of(kind: Kind, label: str, inline: str) -> str:
    """The digest by which a piece of this kind, label and inline text is known again: a letter for the kind, 12 hex."""
    text = canonical(inline)
    if kind is Kind.FIELD:
        text = f"{canonical(label)}: {text}"
    return letter_of(kind) + digest(text)


def letter_of(kind: Kind) -> str:
    """The first letter of this kind's anchors: bullets and numbered items share theirs, since formatters swap them."""
    return "i" if kind in ITEMS else kind[0]


def _uncovered(source: Source, covered: bytearray) -> Iterator[Piece]:
    start = -1
    for number, text in enumerate((*source.texts, "")):
        inside = number < len(covered) and not covered[number] and not blank(text)
        if inside and start < 0:
            start = number
        elif not inside and start >= 0:
            yield _other(source, Kind.OTHER, start, number)
            start = -1


def _other(source: Source, kind: Kind, start: int, end: int, depth: int = 0) -> Piece:
    while end > start + 1 and blank(source.texts[end - 1]):
        end -= 1
    raw = _raw(source, start, end)
    anchor = letter_of(kind) + digest("\n".join(" ".join(line.split()) for line in source.texts[start:end]))
    return Piece(kind, start, end, raw, head=len(raw), tail=len(raw), depth=depth, anchor=anchor)


def _raw(source: Source, start: int, end: int) -> str:
    return source.raw(start, end)[: -len(source.ends[end - 1]) or None]


class _Walk:
    """One pass over the block tokens."""

    def __init__(self, source: Source, tokens: list[Token]) -> None:
        self.source = source
        self.tokens = tokens
        self.position = 0
        self.lists = 0

    def pieces(self) -> Iterator[Piece]:
        """The pieces that the tokens show, in order."""
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    self.lists += 1
                case "bullet_list_close" | "ordered_list_close":
                    self.lists -= 1
                case "list_item_open":
                    yield self._item(token)
                case "paragraph_open":
                    yield from self._paragraph(token)
                case "heading_open" if token.level == 0:
                    yield self._heading(token)
                case "hr":
                    kind = Kind.OTHER if self.lists else Kind.RULE
                    yield _other(self.source, kind, *_lines(token), depth=self.lists)
                case _ if token.map is not None and token.type != "inline":
                    yield _other(self.source, Kind.OTHER, *_lines(token), depth=self.lists)
                    self._skip()
                case _:
                    pass
            self.position += 1

    def _skip(self) -> None:
        depth: int = self.tokens[self.position].nesting
        while depth > 0:
            self.position += 1
            depth += self.tokens[self.position].nesting

    def _item(self, token: Token) -> Piece:
        start, end = _lines(token)
        kind = Kind.BULLET if len(token.info) == 0 else Kind.NUMBERED
        follower = self.tokens[self.position + 1]
        own = follower.map if follower.type == "paragraph_open" else None
        if follower.type == "list_item_close":
            own = [start, start + 1]
        marker = _MARKER.match(self.source.texts[start])
        if own is None or own[0] != start or marker is None:
            self._skip()  # an item that begins with a fence, a heading or another list: nothing in it is told apart
            return _other(self.source, Kind.OTHER, start, end, depth=self.lists - 1)
        if follower.type == "paragraph_open":
            self.position += 2
        return self._text(kind, own[0], own[1], head=marker.end(), depth=self.lists - 1)

    def _paragraph(self, token: Token) -> Iterator[Piece]:
        start, end = _lines(token)
        while end > start + 1 and blank(self.source.texts[end - 1]):
            end -= 1
        if self.lists:
            yield self._text(Kind.PARAGRAPH, start, end, depth=self.lists)
            return
        first = start
        for line in range(start, end):
            if line > first and _FIELD.match(self.source.texts[line]):
                yield self._plain(first, line, last=False)
                first = line
        yield self._plain(first, end, last=True)

    def _plain(self, start: int, end: int, *, last: bool) -> Piece:
        field = _FIELD.match(self.source.texts[start])
        if field is None:
            return self._text(Kind.PARAGRAPH, start, end, last=last)
        return self._text(Kind.FIELD, start, end, head=field.end(), label=field[1].strip(), last=last)

    def _heading(self, token: Token) -> Piece:
        start, end = _lines(token)
        raw = _raw(self.source, start, end)
        marker = _ATX.match(raw) if token.markup.startswith("#") else None
        if marker is None:
            span = 0, len(_raw(self.source, start, end - 1))  # the last line is its underline
        else:
            closing = _ATX_CLOSE.search(raw, marker.end())
            span = marker.end(), closing.start() if closing else len(raw)
        head, tail = _trimmed(raw, *span)
        anchor = anchor_of(Kind.HEADING, "", raw[head:tail])
        return Piece(Kind.HEADING, start, end, raw, head, tail, level=int(token.tag[1:]), anchor=anchor)

    def _text(
        self, kind: Kind, start: int, end: int, *, head: int = 0, depth: int = 0, label: str = "", last: bool = True
    ) -> Piece:
        raw = _raw(self.source, start, end)
        hard_break = not last and raw.endswith("\\") and not raw.endswith("\\\\")
        head, tail = _trimmed(raw, head, len(raw) - hard_break)
        anchor = anchor_of(kind, label, raw[head:tail])
        return Piece(kind, start, end, raw, head, tail, depth=depth, label=label, anchor=anchor)


def _trimmed(raw: str, head: int, tail: int) -> tuple[int, int]:
    while tail > head and raw[tail - 1] in " \t":
        tail -= 1
    while head < tail and raw[head] in " \t":
        head += 1
    return head, tail


def _lines(token: Token) -> tuple[int, int]:
    start, end = token.map or (0, 0)
    return start, end
