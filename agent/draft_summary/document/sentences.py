"""A text by sentences: which of them a person put among those that were generated, and where they go in a new text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from draft_summary.document.inline import code_ranges, inline_digest

Span = tuple[int, int]
# Where it errs it errs alike in what was generated and in what stands, so that each part is found again
_END = re.compile(r"[.!?…][\"'\u201d\u2019)\]*_]*(?=\s)")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|cf|vs|etc|no|Mr|Mrs|Dr|[A-Z])\.$")
_MOST = 60  # sentences; a longer text is taken as a whole


def split(inline: str) -> list[Span]:
    """The spans of its sentences in order, blanks between them left out."""
    inside = code_ranges(inline)
    ends = [
        found.end()
        for found in _END.finditer(inline)
        if not any(start <= found.start() < end for start, end in inside)
        and not _ABBREVIATED.search(inline[max(found.start() - 6, 0) : found.start() + 1])
    ]
    bounds = [0, *ends, len(inline)]
    found = []
    for start, end in pairwise(bounds):
        text = inline[start:end]
        if text.strip():
            found.append((start + len(text) - len(text.lstrip()), start + len(text.rstrip())))
    return found if len(found) <= _MOST else found[:1] and [(found[0][0], found[-1][1])]


def digests(inline: str) -> tuple[str, ...]:
    """The digest of each sentence, in order."""
    return tuple(inline_digest(inline[start:end]) for start, end in split(inline))


def generated(inline: str, base: Sequence[str]) -> str:
    """What of a text was generated, without a person's sentences; empty where not all of `base` stands in order."""
    ours = _ours(inline, base)
    return " ".join(inline[start:end] for start, end in ours) if ours else ""


def interleaved(inline: str, base: Sequence[str], new: str) -> str | None:
    """The new text with a person's sentences where they stand among the `base`; None where they cannot be told apart.

    So it is where a sentence that was generated was edited, taken out or moved.
    """
    ours = _ours(inline, base)
    every = split(inline)
    if not ours or len(ours) == len(every):
        return None
    texts = [new[start:end] for start, end in split(new)]
    known = [inline_digest(text) for text in texts]
    places: list[list[str]] = [[] for _ in range(len(texts) + 1)]
    passed = lowest = 0
    last = 0
    for start, end in every:
        if (start, end) in ours:
            passed += 1
        else:
            lowest = max(lowest, _place(passed, base, known))
            gap = inline[last:start] if last and "\n" in inline[last:start] else " "
            places[lowest].append(gap + inline[start:end])
        last = end
    parts = ["".join(places[0])]
    for text, after in zip(texts, places[1:], strict=True):
        parts += [" ", text, *after]
    return "".join(parts).strip()


def _place(passed: int, base: Sequence[str], known: Sequence[str]) -> int:
    """How many of the new sentences come before what stood after so many of the old ones."""
    if passed in {0, len(base)}:
        return len(known) if passed else 0
    if base[passed - 1] in known:
        return known.index(base[passed - 1]) + 1
    if base[passed] in known:
        return known.index(base[passed])
    return min(passed, len(known))


def _ours(inline: str, base: Sequence[str]) -> list[Span]:
    found: list[Span] = []
    for start, end in split(inline):
        if len(found) < len(base) and inline_digest(inline[start:end]) == base[len(found)]:
            found.append((start, end))
    return found if len(found) == len(base) else []
