"""Which tests at head cover a criterion: proposals for a person, so a wrong one is worse than none.

Strongest first: the criterion's own label in the test, a line of the design that ties the two, what both say. The
limits were settled on branches whose tests and criteria were compared by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from draft_summary.facts.spec.bodies import TestText, read_tests
from draft_summary.facts.spec.labels import by_label
from draft_summary.facts.spec.outline import Section
from draft_summary.facts.spec.planned_tests import planned_tests
from draft_summary.facts.spec.scoring import Asked, Scores, asked_of, score
from draft_summary.facts.spec.terms import NEGATION
from draft_summary.values.facts import Test
from draft_summary.values.spec import Criterion

MOST = 3  # tests proposed for one criterion
_PAIRS = 200_000  # of criteria and tests that are compared at most: a second or two
_CERTAIN = 0.55  # a score that stands alone
_LIKELY = 0.42  # a score that may do, the better the further the next best is behind
_LEAD_COUNTS = 0.19
_OWN_BEST = 0.95  # how near to the test's best criterion this one must come
_EQUAL = 0.97  # of the best score: a second test that fits as well
_NEAR = 0.25  # a test worth naming as the nearest
_WORDS_NAMED = 3


def map_tests(
    criteria: Sequence[Criterion],
    design: Sequence[Section],
    tests_at_head: Sequence[str],
    tests: Sequence[Test],
    texts: Mapping[str, str],
) -> tuple[Criterion, ...]:
    """The criteria with their candidate tests, best first, and the reason for these or for none."""
    if not criteria:
        return ()
    changed = frozenset(test.test_id for test in tests)
    read = read_tests(tests_at_head, texts, wanted=frozenset(test.path for test in tests))
    touched = [test for test in read if test.test_id in changed][: _PAIRS // len(criteria)]
    labelled = by_label(criteria, touched)
    asked = [asked_of(one.text) for one in criteria]
    by_id = {test.test_id: test for test in touched}
    planned = planned_tests(criteria, design, tests_at_head)
    scores = score(asked, touched)
    mapped = []
    for at, criterion in enumerate(criteria):
        named = [one for one in planned.get(at, ()) if one not in by_id or asked[at].called_in(by_id[one].own)]
        if one := labelled.get(criterion.label):
            ranked = sorted(one.own or one.around, key=lambda test: (-scores.of[at].get(test.test_id, 0), test.test_id))
            reason = f"{criterion.label} stands in {'the test' if one.own else 'its class'}"
            mapped.append(replace(criterion, tests=tuple(test.test_id for test in ranked[:MOST]), reason=reason))
        elif named:
            mapped.append(replace(criterion, tests=tuple(named[:MOST]), reason="the design names it for this"))
        else:
            mapped.append(_by_words(criterion, at, asked[at], by_id, scores))
    return tuple(mapped)


def _by_words(criterion: Criterion, at: int, asked: Asked, tests: Mapping[str, TestText], scores: Scores) -> Criterion:
    ranked = sorted(scores.of[at].items(), key=lambda one: (-one[1], one[0]))
    own = [(test_id, value) for test_id, value in ranked if value >= _OWN_BEST * scores.best[test_id]]
    if own and _convinces(own[0], ranked):
        ids = tuple(test_id for test_id, value in own if value >= _EQUAL * own[0][1])[:MOST]
        return replace(
            criterion, tests=ids, reason=f"words in common: {_shared(asked, tests[ids[0]], scores.weights[at])}"
        )
    return replace(criterion, reason=_why_none(asked, ranked, tests))


def _convinces(best: tuple[str, float], ranked: Sequence[tuple[str, float]]) -> bool:
    if best != ranked[0]:
        return False
    lead = best[1] / ranked[1][1] - 1 if len(ranked) > 1 and ranked[1][1] else 1.0
    return best[1] >= _LIKELY and best[1] + _LEAD_COUNTS * lead >= _CERTAIN


def _shared(asked: Asked, test: TestText, weights: Mapping[str, float]) -> str:
    stems = sorted(
        (stem for stem in asked.words if stem in test.title and stem != NEGATION), key=lambda one: -weights[one]
    )
    return ", ".join(asked.words[stem] for stem in stems[:_WORDS_NAMED])


def _why_none(asked: Asked, ranked: Sequence[tuple[str, float]], tests: Mapping[str, TestText]) -> str:
    if not tests:
        return "no test was added or changed"
    if not ranked:
        return f"no test that was added or changed calls `{asked.call}`"
    if ranked[0][1] < _NEAR:
        return "no test has enough words in common"
    return f"no test has enough words in common; nearest: `{ranked[0][0]}`"
