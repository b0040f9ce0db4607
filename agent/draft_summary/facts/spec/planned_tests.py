"""Criteria that the design itself ties to a test: a row, an item or a line that tells of one and names the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from draft_summary.facts.spec.inline import plain
from draft_summary.facts.spec.outline import Kind, Section, every_block, lead
from draft_summary.facts.spec.terms import Rarity, words_of
from draft_summary.values.spec import Criterion

_NAME = re.compile(r"[A-Za-z_]\w{5,150}")
_SHARED = 0.6  # of the weight of what the line tells must be the criterion's, and so much more than any other's
_LEAD = 1.15
_FEWEST_WORDS = 3
_MOST_LINES = 500  # that name a test


def planned_tests(
    criteria: Sequence[Criterion], design: Sequence[Section], tests_at_head: Iterable[str]
) -> Mapping[int, tuple[str, ...]]:
    """For the n-th criterion the tests at head that the design names for it.

    A line counts for the criterion with most of its words, if that one is clearly ahead. Tests that share a name
    with another one at head are left out.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    for test_id in tests_at_head:
        by_name[test_id.rpartition("::")[2]].append(test_id)
    known = {name: ids[0] for name, ids in by_name.items() if len(ids) == 1}
    asked = [frozenset(words_of(one.text)) for one in criteria]
    rarity = Rarity(asked)
    found: dict[int, list[str]] = defaultdict(list)
    naming = (line for line in _lines(design) if not known.keys().isdisjoint(_NAME.findall(line)))
    for line in islice(naming, _MOST_LINES):
        named = [name for name in _NAME.findall(line) if name in known]
        words = set(words_of(_NAME.sub(lambda one: "" if one[0] in known else one[0], line)))
        best = _best(words, asked, rarity) if len(words) >= _FEWEST_WORDS else None
        if best is not None:
            found[best] += [known[name] for name in named if known[name] not in found[best]]
    return {at: tuple(ids) for at, ids in found.items()}


def _best(words: set[str], asked: Sequence[frozenset[str]], rarity: Rarity) -> int | None:
    whole = sum(rarity.of(word) for word in words)
    shares = sorted(
        ((sum(rarity.of(word) for word in words & one) / whole, -at) for at, one in enumerate(asked)), reverse=True
    )
    second = shares[1][0] if len(shares) > 1 else 0.0
    return -shares[0][1] if shares[0][0] >= _SHARED and shares[0][0] >= _LEAD * second else None


def _lines(design: Sequence[Section]) -> Iterator[str]:
    for section in design:
        for block in every_block(section.blocks):
            if block.kind is Kind.ROW:
                yield plain(" ".join(block.cells))
            elif block.kind is Kind.ITEM:
                yield plain(lead(block))
