"""A claim's text taken apart: what it says itself, what it quotes, what it puts in code spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from draft_summary.verify.spans import pieces

# Where something was taken out of the text; no keyboard writes it, and hidden characters are refused before.
GAP = "\ufffc"
# A quotation that follows a letter or digit directly is an inch or a minute, not a quotation.
_QUOTE = re.compile(r"(?<!\w)\"([^\"]{1,2000})\"|“([^”]{1,2000})”")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[^\s])")


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A claim on one line, Markdown escapes undone.

    `flat` shows code spans without backticks, `spans` are their places in it, `quotes` the places of what stands
    between double quotes. `words` is `flat` with code and quotations gone, each character a gap.
    """

    flat: str
    spans: tuple[tuple[int, int], ...]
    quotes: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, *, markdown: bool) -> Anatomy:
        """Take apart a text: Markdown, or the plain text with code spans that models and agents write."""
        flat, spans = "", []
        for piece in pieces(" ".join(text.split()), markdown=markdown):
            if piece.code:
                spans.append((len(flat), len(flat) + len(piece.text)))
            flat += piece.text
        masked = _masked(flat, spans)
        found = [match.span(1) if match[1] else match.span(2) for match in _QUOTE.finditer(masked)]
        outside = tuple(span for span in spans if not any(start <= span[0] < end for start, end in found))
        return cls(flat, outside, tuple(found))

    @property
    def words(self) -> str:
        """The claim's own words: gaps for code and quotations."""
        return _masked(self.flat, [*self.spans, *self.quotes])

    @property
    def told(self) -> str:
        """The claim without its quotations: gaps for them alone."""
        return _masked(self.flat, self.quotes)

    @property
    def code(self) -> tuple[str, ...]:
        """What its code spans hold, quotations aside."""
        return tuple(self.flat[start:end] for start, end in self.spans)

    @property
    def quoted(self) -> tuple[str, ...]:
        """What it quotes."""
        return tuple(self.flat[start:end] for start, end in self.quotes)

    @property
    def only_quotes(self) -> bool:
        """Whether every sentence has a quotation, so that nothing is said on the claim's own account."""
        masked = _masked(self.flat, [*self.spans, *self.quotes])
        ends = [0, *(match.end() for match in _SENTENCE_END.finditer(masked)), len(masked)]
        sentences = [(start, end) for start, end in pairwise(ends) if self.flat[start:end].strip()]
        return bool(self.quotes) and all(any(start <= at < end for at, _ in self.quotes) for start, end in sentences)


def _masked(text: str, spans: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> str:
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            parts += (text[done:start], GAP * (end - start))
            done = end
    return "".join((*parts, text[done:]))
