"""What a statement is said about: work that is done, or what is planned, rejected, gone or only an example."""

from __future__ import annotations

import re

from draft_summary.review.reading import Statement

WINDOW = 400
_FUTURE_PLACE = re.compile(
    r"\b(?:future|planned|next steps?|follow[- ]?ups?|out of scope|not (?:yet )?(?:implemented|included|done|created)"
    r"|open questions?|roadmap|to[- ]?dos?|backlog|pending|later|to be (?:added|written|created|done|implemented)"
    r"|could be improved|recommend(?:ations?|ed))\b",
    re.IGNORECASE,
)
_OTHER_PLACE = re.compile(
    r"\b(?:rejected|alternatives?|deviat\w+|differs|changed from|proposed|technical debt|limitations?|known issues?"
    r"|roll ?back|improvements?|lessons|non-goals?|considered)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:would|could|might|will|shall|may (?:want|be|add)|plan(?:s|ned)?|future|consider(?:s|ed|ing)?|propos\w+"
    r"|suggest\w*|recommend\w*|todo|tbd|later|follow[- ]up|pending|optional(?:ly)?|not yet"
    r"|to be (?:\w+ )?(?:added|written|created|done|implemented)|if (?:needed|necessary|required|desired))\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:no|not|never|none|neither|without|no longer|instead of|rather than|removed?|removes|removing|deletes?"
    r"|deleted|drops?|dropped|replac(?:es?|ed|ing)|renam(?:es?|ed|ing)|formerly|previously|originally|initially|used to"
    r"|old|legacy|moved|considered|rejected|skipped|omitted|avoid(?:s|ed|ing)?|excluded|unlike|absent|missing|failed"
    r"|reverted)\b|n't\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"\b(?:e\.g|i\.e|for example|for instance|examples?|such as|format|patterns?|convention|syntax|naming|named like"
    r"|placeholder|something like|quickstart|usage|command|run|runs|running|run:)\b",
    re.IGNORECASE,
)
_GONE = re.compile(r"\b(?:not found|does not exist|removed?|deleted?|renamed?|replac(?:ed|es))\b", re.IGNORECASE)
MAPPING = re.compile(r"\bmapping\b|\btraceability\b|\bcriteri(?:a|on)\b.*\btests?\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)[.!?;]\s+")


def sentence(text: str, at: int) -> str:
    """The sentence of a text around that offset, as far as it reaches `WINDOW` characters."""
    text, at = text[max(0, at - WINDOW) : at + WINDOW], min(at, WINDOW)
    start = max((match.end() for match in _SENTENCE_END.finditer(text, 0, at)), default=0)
    end = _SENTENCE_END.search(text, at)
    return text[start : end.start() + 1 if end else len(text)]


def is_planned(statement: Statement, words: str) -> bool:
    """Whether the words, or what the statement stands under, say that it is yet to be done."""
    return bool(_PLANNED.search(words)) or any(map(_FUTURE_PLACE.search, _over(statement)))


def is_gone(statement: Statement, words: str) -> bool:
    """Whether the words speak of a test that is not there, or no longer; in a mapping of criteria no test may be so."""
    if any(map(MAPPING.search, statement.headings)):
        return False
    return bool(_GONE.search(words)) or any(map(_OTHER_PLACE.search, _over(statement)))


def need_not_exist(statement: Statement, words: str) -> bool:
    """Whether what the words name need not be in either tree: planned, gone, denied, or an example."""
    elsewhere = any(map(_OTHER_PLACE.search, _over(statement)))
    return elsewhere or is_planned(statement, words) or bool(_ABSENT.search(words) or _EXAMPLE.search(words))


def _over(statement: Statement) -> tuple[str, ...]:
    """What the statement stands under, the document's title aside."""
    return (*statement.headings[1:], *statement.above)
