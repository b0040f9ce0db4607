"""What a design says to write or to change in what stands already: sentences of documentation, files to update."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from draft_summary.facts.spec import tokens
from draft_summary.facts.spec.corpus import Corpus
from draft_summary.facts.spec.planned import Planned
from draft_summary.facts.spec.terms import words_of

_DOCUMENTED = re.compile(
    r"^\W{0,12}(?:(?:add|include|write|put)\s+)?(?:a\s+)?(?:clear(?:ly)?\s+)?(?:(?:warning|note|hint)\s+in\s+(?:the\s+)?)?"
    r"(?:document(?:ation|ed|s)?|docs?|readme(?:\.md)?|release notes|changelog(?:\.md)?|docstrings?)"
    r"(?:\s+(?:clearly|warning|note))?\W{1,6}[\"“](?P<text>[^\"“”\n]{12,200})[\"”]",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:update|rewrite|edit|modify|refactor|extend|change|adjust)\b(?:\s+(?:the|main|existing|in|and)){0,3}\s+"
    r"(?P<paths>`[^`\n]{3,150}`(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+)`[^`\n]{3,150}`){0,9})",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"\b(?:if (?:needed|necessary|required|applicable)|optional(?:ly)?|as needed|may|might|could|consider)\b",
    re.IGNORECASE,
)
_MOST_OF_WORDS = 0.75  # of a sentence's words on one line of what was written: the same said otherwise
_PREFIX = 5
_FEWEST_WORDS = 3
_MOST_LINES = 20_000


def sentences(text: str, line: int) -> Iterator[Planned]:
    """A sentence that a line says documentation is to have."""
    found = _DOCUMENTED.match(text)
    if found and len(found["text"].split()) >= _FEWEST_WORDS:
        yield Planned("documentation", found["text"].strip(), line)


def updates(text: str, line: int) -> Iterator[Planned]:
    """The files that a line says to change; none where it only may be so."""
    if _PERHAPS.search(text):
        return
    for found in _UPDATED.finditer(text):
        for span in re.findall(r"`([^`]+)`", found["paths"]):
            path = tokens.repository_path(span) or (span if tokens.FILE_NAME.match(span) else "")
            if path:
                yield Planned("update", path, line)


def place_of(sentence: str, written: Corpus) -> str:
    """`path:line` of a line that has the sentence, or most of its words; empty if none has."""
    wanted = frozenset(words_of(sentence))
    # Only lines with one of its longest words are looked at in earnest.
    longest = [word.casefold()[:_PREFIX] for word in sorted(sentence.split(), key=len)[-2:]]
    for number, line in enumerate(_lines(written)):
        said = line.casefold()
        if any(word in said for word in longest) and (sentence.casefold() in said or _shares(wanted, line)):
            path, at = written.places[number]
            return f"{path}:{at}"
    return ""


def _lines(written: Corpus) -> Iterable[str]:
    return written.text.split("\n", _MOST_LINES)[:_MOST_LINES] if written.places else ()


def _shares(wanted: frozenset[str], line: str) -> bool:
    return bool(wanted) and len(wanted & frozenset(words_of(line))) >= _MOST_OF_WORDS * len(wanted)
