"""Tests that carry a criterion's own label: in the name, a marker, a comment or the description."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from draft_summary.facts.spec.bodies import TestText
from draft_summary.facts.spec.terms import words_of
from draft_summary.values.facts import Change, Test
from draft_summary.values.spec import Criterion

_MOST_KINDS = 8  # of labels in one spec
_OTHER_LABEL = re.compile(r"(?<![^\W_])AC[-_ ]?(\d{1,4})(?![^\W_])")
_LABEL = re.compile(r"^(?P<kind>.*?[^\W\d_])[^\w]{0,3}(?P<number>\d.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labelled:
    """The tests that name one criterion themselves (`own`), and those of a class or describe that names it."""

    own: tuple[TestText, ...]
    around: tuple[TestText, ...]


def by_label(criteria: Sequence[Criterion], tests: Sequence[TestText]) -> Mapping[str, Labelled]:
    """The labelled tests of each criterion that has any, by the criterion's label.

    Empty for a kind of label (`AC`) of which the tests number more than the spec does, or hardly share a word with
    what the spec says under the number: those tests number another list.
    """
    keys = {key: one for one in criteria if (key := _key(one.label))}
    found: dict[str, Labelled] = {}
    for kind in list(dict.fromkeys(kind for kind, _ in keys))[:_MOST_KINDS]:
        pattern = re.compile(
            rf"(?<![^\W_]){re.escape(kind)}(?:[^\w]{{0,2}}|_)(\d{{1,5}}(?:[.\-]\d{{1,4}}){{0,2}}[a-z]?)(?![^\W_])",
            re.IGNORECASE,
        )
        own = {test.test_id: _numbers(pattern, test.own) for test in tests}
        around = {test.test_id: _numbers(pattern, test.around) for test in tests}
        numbers = {number for _, number in (key for key in keys if key[0] == kind)}
        if not set().union(*own.values(), *around.values()) <= numbers:
            continue
        of_kind = {}
        for number in numbers:
            direct = tuple(test for test in tests if number in own[test.test_id])
            inherited = tuple(test for test in tests if number in around[test.test_id] and not own[test.test_id])
            if direct or inherited:
                of_kind[keys[kind, number].label] = Labelled(direct, inherited)
        if _plausible(of_kind, {one.label: one for one in criteria}):
            found |= of_kind
    return found


def other_labels(criteria: Sequence[Criterion], tests: Iterable[Test], texts: Mapping[str, str]) -> tuple[str, ...]:
    """The first and the last label of criteria in the changed tests' files where the spec has none of that kind.

    Empty where they may be the places of the spec's criteria in their list, which tests are numbered by as well.
    """
    kinds = {key[0] for one in criteria if (key := _key(one.label))}
    if not criteria or "ac" in kinds:
        return ()
    paths = dict.fromkeys(test.path for test in tests if test.change is not Change.REMOVED)
    found = {int(number) for path in paths for number in _OTHER_LABEL.findall(texts.get(path, ""))}
    return (f"AC-{min(found)}", f"AC-{max(found)}") if found and max(found) > len(criteria) else ()


def _key(label: str) -> tuple[str, str] | None:
    parted = _LABEL.match(label.casefold())
    return (parted["kind"], parted["number"].replace("\u2011", "-")) if parted else None


def _numbers(pattern: re.Pattern[str], text: str) -> set[str]:
    return {number.casefold() for number in pattern.findall(text)}


def _plausible(found: Mapping[str, Labelled], criteria: Mapping[str, Criterion]) -> bool:
    pairs = [(label, test) for label, one in found.items() for test in (*one.own, *one.around)]
    sharing = sum(1 for label, test in pairs if _shares(criteria[label].text, test.words))
    return 2 * sharing >= len(pairs)


def _shares(text: str, words: Iterable[str]) -> bool:
    return not set(words_of(text)).isdisjoint(words)
