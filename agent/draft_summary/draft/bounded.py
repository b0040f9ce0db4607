"""A collection within a number of tokens: hunks are shortened, the largest first to go, and what was cut is named."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from draft_summary.errors import UsageError

BYTES_PER_TOKEN = 3.5  # measured over diffs, source, logs and lockfiles: 3.5 rather over- than underestimates
HEADER = 200  # characters of a hunk's header line that stay when its lines are left out


def bounded(everything: dict[str, Any], max_tokens: int) -> dict[str, Any]:
    """Return the collection in so many tokens, 0 for all; ids of hunks without all of their lines join `omitted`.

    Every hunk keeps its first lines up to one size, the largest for which all fit. Raises UsageError (`no-room`, with
    what would do) if asks and facts alone are too many.
    """
    most = int(max_tokens * BYTES_PER_TOKEN)
    if not max_tokens or _size(everything) <= most:
        return everything
    longest = max((len(one["text"]) for one in everything["hunks"]), default=0)
    least = _cut(everything, 0)
    if _size(least) > most:
        need = math.ceil(_size(least) / BYTES_PER_TOKEN)
        hint = f"Give --max-tokens {need} or more, or a --section; the pages are smaller."
        raise UsageError(f"facts and asks alone take {need} tokens", code="no-room", hint=hint)
    return _cut(everything, _largest(lambda size: _size(_cut(everything, size)) <= most, longest))


def printed(value: object) -> str:
    """Return the value as it is printed."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def _size(value: object) -> int:
    return len(printed(value).encode("utf-8", "replace"))


def _largest(fits: Callable[[int], bool], most: int) -> int:
    """Return the largest size up to `most` that fits, given that 0 does."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _cut(everything: dict[str, Any], size: int) -> dict[str, Any]:
    hunks = [{**one, "text": _beginning(one["text"], size)} for one in everything["hunks"]]
    cut = [new["id"] for old, new in zip(everything["hunks"], hunks, strict=True) if old["text"] != new["text"]]
    return {**everything, "hunks": hunks, "omitted": [*everything["omitted"], *cut]}


def _beginning(text: str, size: int) -> str:
    """The hunk's header and as many whole lines as `size` characters hold."""
    if len(text) <= size:
        return text
    header, *lines = text.split("\n")
    kept, left = [header[:HEADER]], size - len(header)
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            break
        kept.append(line)
    return "\n".join(kept)
