"""Where things stand in a text: lines of offsets, and the other halves of braces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

BRACE = re.compile(r"[{}]")


def line_at(text: str) -> Callable[[int], int]:
    """A function that gives the 1-based line of an offset."""
    ends = [found.start() for found in re.finditer("\n", text)]
    return lambda offset: bisect_left(ends, offset) + 1


def closings(text: str) -> dict[int, int]:
    """The offset after each opening brace -> that of the closing one; one that is never closed ends with the text."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for brace in BRACE.finditer(text):
        if brace[0] == "{":
            waiting.append(brace.end())
        elif waiting:
            found[waiting.pop()] = brace.start()
    return found | dict.fromkeys(waiting, len(text))
