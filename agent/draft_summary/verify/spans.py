"""Inline text as CommonMark splits it: code spans, and what stands between them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

# Markdown text escapes punctuation with a backslash (CommonMark 0.31, 2.4); plain text means the backslash.
_RUN = re.compile(r"`+")
_RUN_OR_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]|`+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A code span's content, or the prose before, between or after code spans."""

    text: str
    code: bool = False


def pieces(text: str, *, markdown: bool = False) -> tuple[Piece, ...]:
    """Split one line of text at its code spans (CommonMark 0.31, 6.1); backticks without a partner are prose.

    With `markdown`, backslash escapes are undone in prose and keep a backtick from opening a code span.
    """
    runs = [one for one in (_RUN_OR_ESCAPE if markdown else _RUN).finditer(text) if one.group()[0] == "`"]
    closers: defaultdict[int, list[int]] = defaultdict(list)
    for index in range(len(runs) - 1, -1, -1):
        closers[len(runs[index].group())].append(index)
    found: list[Piece] = []
    done = index = 0
    while index < len(runs):
        same = closers[len(runs[index].group())]
        while same and same[-1] <= index:
            same.pop()
        if same:
            opener, closer = runs[index], runs[same[-1]]
            found += _prose(text[done : opener.start()], markdown=markdown)
            found.append(Piece(_content(text[opener.end() : closer.start()]), code=True))
            done, index = closer.end(), same[-1]
        index += 1
    return (*found, *_prose(text[done:], markdown=markdown))


def _prose(text: str, *, markdown: bool) -> list[Piece]:
    plain = _ESCAPE.sub(r"\1", text) if markdown else text
    return [Piece(plain)] if plain else []


def _content(text: str) -> str:
    """Take one blank off either end where both have one, as CommonMark does."""
    padded = text.startswith(" ") and text.endswith(" ") and text.strip()
    return text[1:-1] if padded else text
