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
from draft_summary.facts.spec.reach import Code
from draft_summary.facts.spec.scoring import Asked, Scores, asked_of, score
from draft_summary.facts.spec.terms import NEGATION
from draft_summary.values.facts import Change, Test
from draft_summary.values.spec import Criterion

MOST = 3  # tests proposed for one criterion
_PAIRS = 200_000  # of criteria and tests that are compared at most: a second or two
_CERTAIN = 0.55  # a score that stands alone
_LIKELY = 0.38  # a score that may do, the better the further the next best is behind
_FAIR = 0.42  # below it, more must be shared
_LEAD_COUNTS = 0.19
_OWN_BEST = 0.95  # how near to the test's best criterion this one must come
_EQUAL = 0.95  # of the best score: a second test that fits as well
_NEAR = 0.25  # a test worth naming as the nearest
_NEAR_BEHIND = 0.35  # the same for a test of what the criterion's call only leads to
_FEWEST_TELLING = 2  # things that test and criterion share and few tests have: one rare word says too little
_NO_TEST = "no test was added or changed"
_UNREAD = "no test that was added or changed could be read"
_WORDS_NAMED = 3
MOST_CANDIDATES = 8  # tests that may be chosen among for one criterion


def map_tests(
    criteria: Sequence[Criterion],
    design: Sequence[Section],
    tests_at_head: Sequence[str],
    tests: Sequence[Test],
    built: Code,
) -> tuple[Criterion, ...]:
    """The criteria with the tests proposed, best first, all candidates, and the reason for these or for none."""
    if not criteria:
        return ()
    changed = {test.test_id: test.line for test in tests if test.change is not Change.REMOVED}
    read = read_tests(tests_at_head, built.texts, lines=changed)
    touched = [test for test in read if test.test_id in changed][: _PAIRS // len(criteria)]
    labelled = by_label(criteria, touched)
    asked = [asked_of(one.text) for one in criteria]
    by_id = {test.test_id: test for test in touched}
    planned = planned_tests(criteria, design, tests_at_head)
    scores = score(asked, touched)
    behind = _behind(asked, touched, built)
    mapped = []
    for at, criterion in enumerate(criteria):
        named = [one for one in planned.get(at, ()) if one not in by_id or asked[at].called_in(by_id[one].own)]
        if one := labelled.get(criterion.label):
            ranked = sorted(one.own or one.around, key=lambda test: (-scores.of[at].get(test.test_id, 0), test.test_id))
            reason = f"{criterion.label} stands in {'the test' if one.own else 'its class'}"
            found = replace(criterion, tests=tuple(test.test_id for test in ranked[:MOST]), reason=reason)
        elif named:
            found = replace(criterion, tests=tuple(named[:MOST]), reason="the design names it for this")
        elif by_id:
            found = _by_words(criterion, at, asked[at], by_id, scores)
        else:
            found = replace(criterion, reason=_UNREAD if built.tested else _NO_TEST)
        if not found.tests and at in behind:
            test_id, name = behind[at]
            call = asked[at].call
            reason = f"no test that calls `{call}` says so; nearest: `{test_id}`, of `{name}`, which it calls"
            found = replace(found, candidates=(test_id,), reason=reason)
        also = (*found.tests, *found.candidates, *_ranked(scores.of[at]))
        mapped.append(replace(found, candidates=tuple(dict.fromkeys(also))[:MOST_CANDIDATES]))
    return tuple(mapped)


def _behind(asked: Sequence[Asked], tests: Sequence[TestText], built: Code) -> Mapping[int, tuple[str, str]]:
    """For the n-th criterion the test that says the same of a function which its call only leads to, and that function.

    Such a test is for a person to look at: it does not make the criterion's call.
    """
    found: dict[int, tuple[str, str]] = {}
    for call in dict.fromkeys(one.call for one in asked if one.call):
        here = [at for at, one in enumerate(asked) if one.call == call]
        others = [test for test in tests if not asked[here[0]].called_in(test.own)]
        for name in built.behind(call):
            of = score([replace(asked[at], call=name, bare=False) for at in here], others)
            for place, at in enumerate(here):
                test_id, value = max(of.of[place].items(), key=lambda one: (one[1], one[0]), default=("", 0.0))
                if at not in found and value >= _NEAR_BEHIND and of.telling[place][test_id] >= _FEWEST_TELLING:
                    found[at] = (test_id, name)
    return found


def _by_words(criterion: Criterion, at: int, asked: Asked, tests: Mapping[str, TestText], scores: Scores) -> Criterion:
    ranked = sorted(scores.of[at].items(), key=lambda one: (-one[1], one[0]))
    own = [(test_id, value) for test_id, value in ranked if value >= _OWN_BEST * scores.best.get(test_id, 1.0)]
    equal = [test_id for test_id, value in own if value >= _EQUAL * ranked[0][1]] if own else []
    if equal and own[0] == ranked[0] and len(equal) <= MOST and _convinces(ranked, len(equal), scores.telling[at]):
        shared = _shared(asked, tests[equal[0]], scores.weights[at])
        return replace(criterion, tests=tuple(equal), reason=f"words in common: {shared}")
    return replace(criterion, reason=_why_none(asked, ranked))


def _convinces(ranked: Sequence[tuple[str, float]], equal: int, telling: Mapping[str, int]) -> bool:
    """Whether the best score is high, or less high and far ahead of the first that is no equal, and rests on enough."""
    if telling[ranked[0][0]] < (_FEWEST_TELLING if ranked[0][1] >= _FAIR else _FEWEST_TELLING + 1):
        return False
    best, rest = ranked[0][1], [value for _, value in ranked[equal:]]
    lead = best / rest[0] - 1 if rest and rest[0] else 1.0
    return best >= _LIKELY and best + _LEAD_COUNTS * min(lead, 1.0) >= _CERTAIN


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return [test_id for test_id, value in sorted(scores.items(), key=lambda one: (-one[1], one[0])) if value]


def _shared(asked: Asked, test: TestText, weights: Mapping[str, float]) -> str:
    stems = sorted(
        (stem for stem in asked.words if stem in test.title and stem != NEGATION), key=lambda one: -weights[one]
    )
    return ", ".join(asked.words[stem] for stem in stems[:_WORDS_NAMED])


def _why_none(asked: Asked, ranked: Sequence[tuple[str, float]]) -> str:
    if not ranked:
        return f"no test that was added or changed calls `{asked.call}`"
    if ranked[0][1] < _NEAR:
        return "no test has enough words in common"
    return f"no test has enough words in common; nearest: `{ranked[0][0]}`"
