"""How well tests fit criteria by the words, calls and quotations that they share."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from draft_summary.facts.spec.bodies import TestText
from draft_summary.facts.spec.inline import code_spans
from draft_summary.facts.spec.terms import NEGATION, Rarity, stems_of

_IN_SAID, _IN_BODY = 0.8, 0.6  # a word in the class's description, or only in the body, against one in the title
_UNTESTED_WORD = 0.4  # weight of a word that no test has: prose and code differ in words
_NEGATED = 0.7  # for a test that denies nothing where the criterion does
_QUOTED = 0.1  # for each of the criterion's quotations in the test
_QUOTATION = re.compile(r"[“\"]([^“”\"\n]{8,200})[”\"]")
_CALL = re.compile(r"^(?:await\s+)?@?((?:\w+\.){0,4}\w+)\(")
_ACTION = re.compile(r"\b(?:when|if)\b(.*?)(?:\bthen\b|$)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a criterion asks of a test: its words (stem -> as written), its quotations, the call that it is about."""

    words: Mapping[str, str]
    quotations: tuple[str, ...]
    call: str

    def called_in(self, text: str) -> bool:
        """Whether code makes that call: by its last name, or named whole as in `"spec.template"`."""
        return not self.call or f"{self.call.rpartition('.')[2]}(" in text or ("." in self.call and self.call in text)


@dataclass(frozen=True, slots=True)
class Scores:
    """`of[n]` gives for the n-th criterion each test's score by id, from 0 to about 1, `weights[n]` its words' weights.

    `best` is each test's best score for any criterion.
    """

    of: tuple[Mapping[str, float], ...]
    weights: tuple[Mapping[str, float], ...]
    best: Mapping[str, float]


def asked_of(text: str) -> Asked:
    """Read a criterion's text."""
    written: dict[str, str] = {}
    for stem, word in stems_of(text):
        written.setdefault(stem, word)
    action = found[1] if (found := _ACTION.search(text)) else text
    call = next((made[1] for span in code_spans(action) if (made := _CALL.match(span))), "")
    return Asked(written, tuple(one.strip() for one in _QUOTATION.findall(text)), call)


def score(asked: Sequence[Asked], tests: Sequence[TestText]) -> Scores:
    """Score each test for each criterion whose call it makes.

    A score is the geometric mean of two shares: how much of the criterion's weight the test has, and how much of
    the weight of the test's title the criterion has. Words weigh by their rarity among those tests and criteria.
    """
    among_criteria = Rarity(frozenset(one.words) for one in asked)
    pools = {one.call: [test for test in tests if one.called_in(test.own)] for one in asked}
    rarities = {call: Rarity(test.words for test in pool) for call, pool in pools.items()}
    rows: list[Mapping[str, float]] = []
    weighed: list[Mapping[str, float]] = []
    for one in asked:
        rarity = rarities[one.call]
        weights = {
            word: rarity.of(word) * among_criteria.of(word) * (1 if word in rarity else _UNTESTED_WORD)
            for word in one.words
        }
        weighed.append(weights)
        rows.append({test.test_id: _fit(one, weights, rarity, test) for test in pools[one.call]})
    best: dict[str, float] = {}
    for row in rows:
        for test_id, value in row.items():
            best[test_id] = max(value, best.get(test_id, 0.0))
    return Scores(tuple(rows), tuple(weighed), best)


def _fit(asked: Asked, weights: Mapping[str, float], rarity: Rarity, test: TestText) -> float:
    has = sum(weight * _place(word, test) for word, weight in weights.items() if word in test.words)
    title = sum(rarity.of(word) for word in test.title)
    shared = sum(rarity.of(word) for word in test.title if word in weights)
    if not shared or not has:
        return 0.0
    fit = math.sqrt(has / sum(weights.values()) * shared / title)
    if NEGATION in weights and NEGATION not in test.words:
        fit *= _NEGATED
    return fit + _QUOTED * sum(1 for one in asked.quotations if one in test.own)


def _place(word: str, test: TestText) -> float:
    if word in test.title:
        return 1.0
    return _IN_SAID if word in test.said else _IN_BODY
