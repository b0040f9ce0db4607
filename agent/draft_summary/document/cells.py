"""Where one cell of a standing block ends and the next begins, in its text as it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice

from draft_summary.document.inline import inline_digest, outside_code

Span = tuple[int, int]
_MOST = 16  # separators tried per cell
_WORDS = 48  # word ends tried where a person took the separator out
_JOINT = re.compile(r"[ \t\r\n]*(?:[—–→:]|--?>?)?[ \t\r\n]+|[,.;:][ \t\r\n]*")  # noqa: RUF001 — an en dash is one too
_WORD_END = re.compile(r"(?<=\S)(?=\s|[,.;:](?:\s|$)|$)")
_WORD_START = re.compile(r"(?:^|(?<=\s))(?=\S)")


def spans(inline: str, separator: str, known: Sequence[Collection[str]], *, fact: Sequence[bool]) -> list[Span] | None:
    """One span per cell, empty at the end of the text for a cell that does not stand; None where it can't be told.

    `known` are digests that each cell may have; `fact` which of them are facts: one that comes last may be told apart
    from words that a person added before or after it.
    """
    found: list[Span] = []
    start = 0
    for index, digests in enumerate(known):
        if index == len(known) - 1 or start >= len(inline):
            last_fact = index == len(known) - 1 and fact[index] and start < len(inline)
            found.append(_within(inline, start, digests) if last_fact else (start, len(inline)))
            start = len(inline)
            continue
        span = _up_to(inline, start, separator, digests)
        if span is None:
            return None
        found.append(span)
        start = _after(inline, span[1], separator)
    return found


def _up_to(inline: str, start: int, separator: str, digests: Collection[str]) -> Span | None:
    rest = inline[start:]
    places = [*outside_code(rest, separator, _MOST), len(rest)]
    for place in places:
        if inline_digest(rest[:place]) in digests:
            return start, start + place
    prefix = _prefix(rest, digests)
    if prefix is not None:
        return start, start + prefix
    # rewritten: what precedes the first separator, if there is one
    return (start, start + places[0]) if len(places) > 1 else None


def _within(inline: str, start: int, digests: Collection[str]) -> Span:
    rest = inline[start:]
    if inline_digest(rest) in digests:
        return start, len(inline)
    prefix = _prefix(rest, digests)
    if prefix is not None:
        return start, start + prefix
    for found in list(_WORD_START.finditer(rest))[-_WORDS:]:
        if inline_digest(rest[found.start() :]) in digests:
            return start + found.start(), len(inline)
    return start, len(inline)


def word_ends(text: str, most: int) -> list[int]:
    """Where the first words of a text end, at most `most`."""
    return [found.start() for found in islice(_WORD_END.finditer(text), most)]


def _prefix(text: str, digests: Collection[str]) -> int | None:
    return next((end for end in word_ends(text, _WORDS) if inline_digest(text[:end]) in digests), None)


def _after(inline: str, end: int, separator: str) -> int:
    if inline.startswith(separator, end):
        return end + len(separator)
    joint = _JOINT.match(inline, end)
    return joint.end() if joint else end
