"""A Markdown document as sections of blocks, with the lines they stand on. Inline text stays as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.token import Token

from draft_summary.facts.spec.inline import plain

LONGEST = 600_000  # characters read of one document: several times the longest one known
LONGEST_TITLE = 500
MOST_SECTIONS = 5_000
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# The name of a group alone on its line, `**Rejected**: ...`, or `**AC-1 ...`.
_BREAK = re.compile(r"\*\*(?:[^*\n]{1,200}\*\*\s*$|[^*\n]{1,80}(?:\*\*\s*:|:\*\*)|[A-Za-z][\w .-]{0,30}\d)")
_ITEM = re.compile(r"[-*+] |\d{1,9}[.)] ")


class Kind(StrEnum):
    """The kinds of blocks that specs and designs are read by."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    FENCE = "fence"
    TABLE = "table"
    ROW = "row"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """A block: `text` as written, `line` 1-based; `blocks` are a list's items, an item's parts, a table's rows.

    `info` is a fence's language or an ordered item's number, `cells` a row's texts (the first row is the header).
    """

    kind: Kind
    line: int
    text: str = ""
    info: str = ""
    blocks: tuple[Block, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands before the next one. `trail` are the titles above it, outermost first, then its own.

    The document's own title is in no trail. `level` is 0, and the title empty, for what stands before any heading.
    """

    title: str
    level: int
    line: int
    trail: tuple[str, ...]
    blocks: tuple[Block, ...]


def read_outline(text: str) -> tuple[Section, ...]:
    """Split a document into its sections. Anything is Markdown, so nothing raises."""
    source = text[:LONGEST].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    source = _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), source)
    source, numbers = _with_breaks(source)
    tokens = _parser().parse(source)
    for token in tokens:
        if token.map:
            token.map = [numbers[min(token.map[0], len(numbers) - 1)], token.map[1]]
    headings = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    sections = [Section("", 0, 1, (), tuple(_blocks(tokens, 0, headings[0] if headings else len(tokens))))]
    levels = [int(tokens[at].tag[1]) for at in headings]
    has_title = levels[:1] == [1] and levels.count(1) == 1
    above: list[tuple[int, str]] = []
    for at, end in islice(zip(headings, [*headings, len(tokens)][1:], strict=True), MOST_SECTIONS):
        title, level = plain(tokens[at + 1].content[:LONGEST_TITLE]), int(tokens[at].tag[1])
        above = [*(one for one in above if one[0] < level), (level, title)]
        trail = tuple(title for _, title in above[has_title:])
        sections.append(Section(title, level, _line(tokens[at]), trail, tuple(_blocks(tokens, at + 3, end))))
    return tuple(sections)


def subtree(sections: tuple[Section, ...], at: int) -> tuple[Section, ...]:
    """The section at that index with all below it."""
    level = sections[at].level
    end = next((n for n in range(at + 1, len(sections)) if sections[n].level <= level), len(sections))
    return sections[at:end]


def every_block(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks at any depth, in reading order."""
    for block in blocks:
        yield block
        yield from every_block(block.blocks)


def lead(block: Block) -> str:
    """What an item says before anything nested in it; a paragraph's own text."""
    if block.kind is not Kind.ITEM:
        return block.text
    return block.blocks[0].text if block.blocks and block.blocks[0].kind is Kind.PARAGRAPH else ""


def _parser() -> MarkdownIt:
    # Only the blocks are wanted; without the inline rules half a megabyte takes a second less.
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def _with_breaks(source: str) -> tuple[str, list[int]]:
    """The source with a blank line before each bold line right below an item, and each line's number in the original.

    Markdown takes such a line for a part of the item; whoever writes `**Errors**` there means a new group.
    """
    lines: list[str] = []
    numbers: list[int] = []
    before = ""
    for number, line in enumerate(source.split("\n")):
        if _BREAK.match(line) and (before[:1] == " " or _ITEM.match(before)):
            lines.append("")
            numbers.append(number)
        lines.append(line)
        numbers.append(number)
        before = line
    return "\n".join(lines), numbers


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _end(tokens: list[Token], at: int) -> int:
    """The index of the token that closes the one at `at`."""
    level = tokens[at].level
    return next(n for n in range(at + 1, len(tokens)) if tokens[n].level == level and tokens[n].nesting < 0)


def _blocks(tokens: list[Token], at: int, end: int) -> Iterator[Block]:
    while at < end:
        token = tokens[at]
        if token.nesting <= 0:
            if token.type in ("fence", "code_block"):
                yield Block(Kind.FENCE, _line(token), token.content, token.info.strip().lower())
            elif token.type == "hr":
                yield Block(Kind.RULE, _line(token))
            at += 1
            continue
        close = _end(tokens, at)
        if token.type in ("paragraph_open", "heading_open"):
            yield Block(Kind.PARAGRAPH, _line(token), tokens[at + 1].content)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield Block(Kind.LIST, _line(token), blocks=tuple(_blocks(tokens, at + 1, close)))
        elif token.type == "list_item_open":
            yield Block(Kind.ITEM, _line(token), info=token.info, blocks=tuple(_blocks(tokens, at + 1, close)))
        elif token.type == "table_open":
            yield Block(Kind.TABLE, _line(token), blocks=tuple(_rows(tokens, at + 1, close)))
        else:
            yield from _blocks(tokens, at + 1, close)
        at = close + 1


def _rows(tokens: list[Token], at: int, end: int) -> Iterator[Block]:
    cells: list[str] = []
    line = 1
    for token in tokens[at:end]:
        if token.type == "tr_open":
            cells, line = [], _line(token)
        elif token.type == "inline":
            cells.append(token.content)
        elif token.type == "tr_close":
            yield Block(Kind.ROW, line, cells=tuple(cells))
