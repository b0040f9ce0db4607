"""How well tests fit criteria by the words, calls and quotations that they share."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from draft_summary.facts.spec.bodies import TestText
from draft_summary.facts.spec.inline import code_spans
from draft_summary.facts.spec.terms import NEGATION, Rarity, stems_of
from draft_summary.facts.spec.tokens import is_distinct

_IN_SAID, _IN_BODY = 0.8, 0.6  # a word in the class's description, or only in the body, against one in the title
_UNTESTED_WORD = 0.4  # weight of a word that no test has: prose and code differ in words
_NEGATED = 0.7  # for a test that denies nothing where the criterion does
_QUOTED = 0.1  # for each of the criterion's quotations and code spans in the test, up to some
_MOST_QUOTED = 3
_OTHER_CALL = 0.75  # for a test that never makes the call as the criterion does, with or without arguments
_SAME_CALL = 0.2  # where the criterion's call has no arguments, and this test among few makes it so
_NEARLY_ALL = 0.8  # of the criteria
_MANY_WORDS = 3  # of a title, of which one that few have then tells as much as two
_RATHER_COMMON = 0.5  # of the tests: what more than these have tells none of them apart
_TELLING = 0.45  # of a best score: a criterion that has a test so much better has no claim on another
_QUOTATION = re.compile(r"[“\"]([^“”\"\n]{8,200})[”\"]")
_KEYWORD = re.compile(r"[(,]\s*([a-z]\w{1,60}=)(?!=)")
_CALL = re.compile(r"^(?:await\s+)?@?((?:\w+\.){0,4}\w+)\(")
_ACTION = re.compile(r"\b(?:when|if)\b(.*?)(?:\bthen\b|$)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a criterion asks of a test: its words (stem -> as written), what it quotes, the call that it is about.

    `bare`: it makes that call without arguments.
    """

    words: Mapping[str, str]
    quotations: tuple[str, ...]
    call: str
    bare: bool = False

    def called_so(self, text: str) -> bool:
        """Whether code makes that call without arguments if the criterion does, with some if it does."""
        name = re.escape(self.call.rpartition(".")[2])
        return re.search(rf"\b{name}\(\s*" + (r"\)" if self.bare else r"[^\s)]"), text) is not None

    def called_in(self, text: str) -> bool:
        """Whether code makes that call: by its last name, or named whole as in `"spec.template"`."""
        return not self.call or f"{self.call.rpartition('.')[2]}(" in text or ("." in self.call and self.call in text)


@dataclass(frozen=True, slots=True)
class Scores:
    """`of[n]` gives for the n-th criterion each test's score by id, from 0 to about 1, `weights[n]` its words' weights.

    `best` is each test's best score for any criterion that has no much better test. `telling[n]` counts for each test
    what it and the n-th criterion share that few other tests have: words of its title, quotations, the call; many
    words of the title count as one more.
    """

    of: tuple[Mapping[str, float], ...]
    weights: tuple[Mapping[str, float], ...]
    best: Mapping[str, float]
    telling: tuple[Mapping[str, int], ...]


def asked_of(text: str) -> Asked:
    """Read a criterion's text."""
    written: dict[str, str] = {}
    for stem, word in stems_of(text):
        written.setdefault(stem, word)
    action = found[1] if (found := _ACTION.search(text)) else text
    made = next(((one[1], span[one.end() :]) for span in code_spans(action) if (one := _CALL.match(span))), ("", ""))
    quoted = [one.strip() for one in _QUOTATION.findall(text)]
    quoted += [span for span in code_spans(text) if is_distinct(span) and not _CALL.match(span)]
    quoted += _KEYWORD.findall(f",{made[1]}")
    return Asked(written, tuple(dict.fromkeys(quoted)), made[0], bare=made[1].strip() == ")")


@dataclass(frozen=True, slots=True)
class _Rare:
    """What of a criterion at most half of its tests have: words, quotations, its call without arguments."""

    words: frozenset[str]
    quotations: tuple[str, ...]
    call: bool

    def shared_with(self, test: TestText, asked: Asked) -> int:
        """How much of it a test has; many words of the title in common count as one more."""
        many = len(test.title & asked.words.keys()) >= _MANY_WORDS
        called = self.call and asked.called_so(test.own)
        return len(self.words & test.title) + self.quoted_in(test) + called + many

    def quoted_in(self, test: TestText) -> int:
        """How many of the quotations stand in a test."""
        return sum(one in test.own for one in self.quotations)


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
    telling: list[Mapping[str, int]] = []
    for one in asked:
        rarity, pool = rarities[one.call], pools[one.call]
        weights = {
            word: rarity.of(word) * among_criteria.of(word) * (1 if word in rarity else _UNTESTED_WORD)
            for word in one.words
        }
        # What nearly all criteria say tells none of them apart either.
        own = (word for word in one.words if word != NEGATION and among_criteria.is_rare(word, _NEARLY_ALL))
        rare = _rare(one, pool, frozenset(word for word in own if rarity.is_rare(word, _RATHER_COMMON)))
        weighed.append(weights)
        rows.append({test.test_id: _fit(one, weights, rarity, rare, test) for test in pool})
        telling.append({test.test_id: rare.shared_with(test, one) for test in pool})
    best: dict[str, float] = {}
    for row in rows:
        top = max(row.values(), default=0.0)
        for test_id, value in row.items():
            if value >= _TELLING * top:
                best[test_id] = max(value, best.get(test_id, 0.0))
    return Scores(tuple(rows), tuple(weighed), best, tuple(telling))


def _rare(asked: Asked, pool: Sequence[TestText], words: frozenset[str]) -> _Rare:
    most = max(1, _RATHER_COMMON * len(pool))
    quotations = [one for one in asked.quotations if 0 < sum(one in test.own for test in pool) <= most]
    return _Rare(words, tuple(quotations), asked.bare and sum(asked.called_so(test.own) for test in pool) <= most)


def _fit(asked: Asked, weights: Mapping[str, float], rarity: Rarity, rare: _Rare, test: TestText) -> float:
    has = sum(weight * _place(word, test) for word, weight in weights.items() if word in test.words)
    title = sum(rarity.of(word) for word in test.title)
    shared = sum(rarity.of(word) for word in test.title if word in weights)
    if not shared or not has:
        return 0.0
    fit = math.sqrt(has / sum(weights.values()) * shared / title)
    if NEGATION in weights and NEGATION not in test.words:
        fit *= _NEGATED
    if asked.call and not asked.called_so(test.own):
        fit *= _OTHER_CALL
    elif rare.call:
        fit += _SAME_CALL
    return fit + _QUOTED * min(_MOST_QUOTED, rare.quoted_in(test))


def _place(word: str, test: TestText) -> float:
    if word in test.title:
        return 1.0
    return _IN_SAID if word in test.said else _IN_BODY
