"""The comments of a text, found in one pass over it with the comment and string syntax of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from draft_summary.facts.languages import Comments


def comments(text: str, syntax: Comments) -> Iterator[tuple[int, str]]:
    """`(1-based line, comment text on that line)`; a block comment gives each of its lines."""
    opening = _opening(syntax)
    blocks = dict(syntax.block)
    place = line = 0
    while found := opening.search(text, place):
        line += text.count("\n", place, found.start())
        mark, start = found[0], found.end()
        if mark in blocks:
            end = text.find(blocks[mark], start)
            end = len(text) if end < 0 else end
            for offset, part in enumerate(text[start:end].split("\n")):
                yield line + offset + 1, part
            place = min(end + len(blocks[mark]), len(text))
        elif mark in syntax.line:
            end = text.find("\n", start)
            place = len(text) if end < 0 else end
            if _starts_word(text, found.start(), spaced=syntax.spaced):
                yield line + 1, text[start:place]
            else:
                place = start
        else:
            place = _end_of_string(text, start, mark, multiline=mark in syntax.multiline)
        line += text.count("\n", found.start(), place)


def _starts_word(text: str, start: int, *, spaced: bool) -> bool:
    return not spaced or start == 0 or text[start - 1] in " \t\n;(){}"


def _end_of_string(text: str, start: int, quote: str, *, multiline: bool) -> int:
    """The place after the string's end; a string that may not span lines ends with its line."""
    closing = _closing(quote, multiline=multiline)
    place = start
    while found := closing.search(text, place):
        if found[0].startswith("\\"):
            place = found.end()
        else:
            return found.start() if found[0] == "\n" else found.end()
    return len(text)


@cache
def _opening(syntax: Comments) -> re.Pattern[str]:
    marks = [*(start for start, _ in syntax.block), *syntax.line, *syntax.quotes]
    longest_first = sorted(set(marks), key=lambda mark: (-len(mark), mark))
    return re.compile("|".join(re.escape(mark) for mark in longest_first) or r"(?!)")


@cache
def _closing(quote: str, *, multiline: bool) -> re.Pattern[str]:
    return re.compile(r"\\(?s:.)|" + re.escape(quote) + ("" if multiline else r"|\n"))
