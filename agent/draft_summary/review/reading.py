"""A summary, whoever wrote it, as the statements that it makes: each with its line and what it stands under.

Merge needs positions to splice at; here only the words count, so that tables, trees in fences and boxes are read, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

LARGEST_LINE = 4_000  # characters; a longer line is data, not text
MOST_LINES = 60  # of one statement; a longer paragraph is read as several
_NEWLINE = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r" {0,12}(`{3,}|~{3,})[ \t]*([^`\n]{0,200})$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_ITEM = re.compile(r"([ \t]*)([-+*]|\d{1,9}[.)])[ \t]+(?=\S)")
_BOX = re.compile(r"\[([ xX])\][ \t]+")
_SEPARATOR = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_RULE = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}$")
_CELL_END = re.compile(r"(?<!\\)\|")
_FIELD = re.compile(r"[ \t]{0,3}(?:\*\*|__)[^*_\n]{1,80}(?:\*\*|__)")
_COMMENT = "<!--", "-->"
_TAB = 4


class Form(StrEnum):
    """How a statement stands in Markdown."""

    HEADING = "heading"
    PROSE = "prose"
    ITEM = "item"
    ROW = "row"  # of a table; `cells` are its cells
    FENCED = "fenced"  # a line of a fenced block; `info` is the fence's info string


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the summary's outline.

    `line` is 1-based; `text` inline Markdown without its marker, its lines joined by newlines. `headings` are those it
    stands under, outermost first; `above` the list items that it is nested in and the line with a colon that
    introduces its list, outermost first. `ticked` is None for what has no box.
    """

    line: int
    text: str
    form: Form
    headings: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    depth: int = 0
    ticked: bool | None = None
    cells: tuple[str, ...] = ()
    info: str = ""
    block: int = 0  # the line at which its fence or table begins

    def line_of(self, part: str) -> int:
        """The 1-based line on which `part` stands, the statement's first where it is not found as written."""
        at = self.text.find(part)
        return self.line + self.text.count("\n", 0, max(at, 0))


def read(data: bytes) -> tuple[Statement, ...]:
    """The statements of a summary in order. Comments, and so the hidden state, and front matter state nothing."""
    lines = _NEWLINE.split(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    return tuple(_Reader(_bare(lines)).statements())


def _bare(lines: Sequence[str]) -> list[str]:
    """The lines with comments and front matter blank, as long ones are."""
    texts = ["" if len(line) > LARGEST_LINE else line for line in lines]
    if texts and texts[0].rstrip() == "---":
        end = next((number for number, text in enumerate(texts[1:], 1) if text.rstrip() in {"---", "..."}), 0)
        if end and re.match(r"[\w\"'][^:\n]{0,80}:(\s|$)", texts[1]):
            texts[: end + 1] = [""] * (end + 1)
    inside = fenced = False
    for number, text in enumerate(texts):
        fenced ^= bool(_FENCE.match(text)) and not inside
        if fenced:
            continue
        kept = ""
        while text:
            before, mark, text = text.partition(_COMMENT[inside])  # noqa: PLW2901 — what is left of the line
            kept += "" if inside else before
            inside ^= bool(mark)
        texts[number] = kept
    return texts


class _Reader:
    """One pass over the lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.at = 0
        self.headings: list[tuple[int, str]] = []
        self.items: list[tuple[int, str]] = []  # indentation and text of the items that are open
        self.introduction = ""

    def statements(self) -> Iterator[Statement]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
            elif fence := _FENCE.match(line):
                yield from self._fence(fence)
            elif heading := _HEADING.match(line):
                yield self._heading(len(heading[1]), heading[2] or "", 1)
            elif _RULE.match(line):
                # What follows a rule without a heading, as a closing line does, belongs to no section.
                self.headings, self.items, self.introduction = self.headings[:1], [], ""
                self.at += 1
            elif item := _ITEM.match(line):
                yield self._item(item)
            elif self._starts_table():
                yield from self._table()
            else:
                yield from self._paragraph()

    def _above(self) -> tuple[str, ...]:
        introduction = (self.introduction,) if self.introduction else ()
        return (*introduction, *(text for _, text in self.items))

    def _statement(self, line: int, text: str, form: Form) -> Statement:
        return Statement(line, text, form, tuple(one for _, one in self.headings), self._above(), len(self.items))

    def _heading(self, level: int, text: str, lines: int) -> Statement:
        self.headings = [one for one in self.headings if one[0] < level]
        self.items, self.introduction = [], ""
        found = self._statement(self.at + 1, text, Form.HEADING)
        self.headings.append((level, text))
        self.at += lines
        return found

    def _fence(self, opening: re.Match[str]) -> Iterator[Statement]:
        begin, mark = self.at + 1, opening[1]
        self.at += 1
        closing = re.compile(rf"[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
        while self.at < len(self.lines) and not closing.match(self.lines[self.at]):
            line = self.lines[self.at]
            self.at += 1
            if line.strip():
                found = self._statement(self.at, line, Form.FENCED)
                yield replace(found, info=opening[2].strip().lower(), block=begin)
        self.at += 1

    def _item(self, marker: re.Match[str]) -> Statement:
        indent = len(marker[1].expandtabs(_TAB))
        while self.items and self.items[-1][0] >= indent:
            self.items.pop()
        begin = self.at
        text = self._joined(self.lines[begin][marker.end() :])
        box = _BOX.match(text)
        text = text[box.end() :] if box else text
        found = replace(self._statement(begin + 1, text, Form.ITEM), ticked=box[1] != " " if box else None)
        self.items.append((indent, text))
        return found

    def _joined(self, first: str) -> str:
        """The text that begins with `first`, and the lines that continue it."""
        texts = [first]
        self.at += 1
        while self.at < len(self.lines) and len(texts) < MOST_LINES and self._continues(self.lines[self.at]):
            texts.append(self.lines[self.at].strip())
            self.at += 1
        return "\n".join(texts)

    def _continues(self, line: str) -> bool:
        begins = _FENCE.match(line) or _HEADING.match(line) or _ITEM.match(line) or _RULE.match(line)
        return bool(line.strip()) and not (begins or _FIELD.match(line) or line.lstrip().startswith("|"))

    def _starts_table(self) -> bool:
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return "|" in self.lines[self.at] and "|" in following and bool(_SEPARATOR.match(following))

    def _table(self) -> Iterator[Statement]:
        begin = self.at + 1
        self.at += 2
        while self.at < len(self.lines) and "|" in self.lines[self.at]:
            row = self.lines[self.at].strip().removeprefix("|").removesuffix("|")
            self.at += 1
            found = self._statement(self.at, row, Form.ROW)
            yield replace(found, cells=tuple(cell.strip() for cell in _CELL_END.split(row)), block=begin)

    def _paragraph(self) -> Iterator[Statement]:
        begin = self.at
        first = self.lines[begin]
        if not first[:1].isspace():
            self.items = []
            self.introduction = ""
        text = self._joined(first.strip())
        following = self.lines[self.at] if self.at < len(self.lines) else ""
        if _UNDERLINE.match(following) and not self.items:
            level = 1 if "=" in following else 2
            yield replace(self._heading(level, text, 1), line=begin + 1)
            return
        yield self._statement(begin + 1, text, Form.PROSE)
        if text.rstrip("*_ ").endswith(":") or _FIELD.match(text):
            self.introduction = text
