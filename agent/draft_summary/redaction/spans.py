"""Where a secret stands in a text, and how the places that a literal gives are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line to replace. `secret` is the whole secret that it is part of, for counting."""

    start: int
    end: int
    family: str
    secret: str


def mark(family: str) -> str:
    """What stands where a secret of this family stood."""
    return f"<redacted:{family}>"


def places(text: str, literal: str) -> Iterator[int]:
    """Offsets at which the literal stands, left to right."""
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def folded(text: str) -> str:
    """The text in lower case, every character still at its offset."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(one if len(one) == 1 else original for original, one in ((char, char.lower()) for char in text))


def replaced(text: str, spans: Iterable[Span]) -> str:
    """The text with `<redacted:family>` for every span; the spans are in order and apart."""
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += (text[done : span.start], mark(span.family))
        done = span.end
    return "".join((*pieces, text[done:]))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap as one: the first one given says which family and secret it is."""
    found: list[tuple[int, Span]] = []
    for rank, span in sorted(enumerate(spans), key=lambda ranked: ranked[1].start):
        if found and span.start < found[-1][1].end:
            first, before = found[-1]
            named = before if first < rank else span
            found[-1] = (min(first, rank), replace(named, start=before.start, end=max(before.end, span.end)))
        else:
            found.append((rank, span))
    return [span for _, span in found]
