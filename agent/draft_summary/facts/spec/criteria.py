"""The acceptance criteria of a spec: where they stand, and which of several places counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from draft_summary.facts.spec.clauses import CriteriaReader, Found
from draft_summary.facts.spec.inline import plain, without_checkbox
from draft_summary.facts.spec.outline import Block, Kind, Section, every_block, lead, subtree
from draft_summary.facts.spec.wording import (
    ACCEPTANCE,
    EARS,
    NEGATIVE,
    NOT_CRITERIA,
    SCENARIO,
    SUCCESS,
    UNWANTED,
    label_of,
)
from draft_summary.values.spec import Criterion

MOST = 2_000  # criteria of one spec
_LEAD = 80  # characters in which a criterion's title or lead stands
_REMOVED = re.compile(r"^(?:REMOVED|RENAMED)\b.{0,20}\bRequirements\b", re.IGNORECASE)
_LABEL_LINE = re.compile(r"^[*_\s]{0,5}([^*_\n:]{3,60}?)[*_\s]{0,5}:?[*_\s]{0,5}$")


def read_criteria(sections: tuple[Section, ...], path: str = "") -> tuple[Criterion, ...]:
    """The criteria of a spec in its order, without ids and tests.

    Under a heading for acceptance criteria if there is one that holds any; else scenarios, EARS sentences and
    Given/When/Then anywhere; else a list of success criteria. Never two of these: they would count things twice.
    """
    ways: tuple[Callable[[tuple[Section, ...]], list[Found]], ...] = (
        lambda all_: _under(all_, ACCEPTANCE),
        _scenarios,
        _ears,
        lambda all_: CriteriaReader(given_only=True).read((Section("", 0, 1, (), ()), *all_)),
        lambda all_: _under(all_, SUCCESS),
    )
    # What a delta of OpenSpec takes out is no longer asked for.
    asked = tuple(one for one in sections if not any(_REMOVED.match(title) for title in one.trail))
    found = next((these for way in ways if (these := way(asked))), list[Found]())
    ordinals: Counter[str] = Counter()
    criteria = []
    for one in found[:MOST]:
        ordinals[one.group] += 1
        criteria.append(
            Criterion(
                text=one.text,
                line=one.line,
                label=one.label,
                group=one.group,
                ordinal=ordinals[one.group],
                negative=_is_negative(one),
                path=path,
            )
        )
    return tuple(criteria)


def _is_negative(one: Found) -> bool:
    """Whether the spec tells it as what must fail or not happen: by its group, its first words, or as EARS does."""
    if NEGATIVE.search(one.group) or NEGATIVE.search(one.text[:_LEAD]):
        return True
    return bool(UNWANTED.match(one.text)) and bool(EARS.match(one.text))


def _under(sections: tuple[Section, ...], name: re.Pattern[str]) -> list[Found]:
    """The criteria of every list with that name, whether a heading or a line of bold text names it."""
    lists: list[tuple[str, CriteriaReader]] = []
    taken: set[int] = set()
    for at, section in enumerate(sections):
        if at in taken:
            continue
        above = section.trail[-2] if len(section.trail) > 1 else ""
        if section.level and _names(section.title, name):
            below = subtree(sections, at)
            taken.update(range(at, at + len(below)))
            reader = CriteriaReader()
            reader.read(below)
            lists.append((above, reader))
        else:
            lists += [(section.title, reader) for reader in _named_in(section.blocks, name)]
    found = [one for group, reader in lists for one in _grouped(reader.found, group if len(lists) > 1 else "")]
    return found or [one for _, reader in lists for one in reader.loose]


def _names(title: str, name: re.Pattern[str]) -> bool:
    return bool(name.search(title)) and not NOT_CRITERIA.search(title)


def _grouped(found: Iterable[Found], group: str) -> list[Found]:
    return [one if one.group else replace(one, group=group) for one in found]


def _named_in(blocks: tuple[Block, ...], name: re.Pattern[str]) -> Iterable[CriteriaReader]:
    """The lists below a line such as `**Acceptance Scenarios**:`, as far as the next line of that kind."""
    at = 0
    while at < len(blocks):
        label = _LABEL_LINE.match(blocks[at].text) if blocks[at].kind is Kind.PARAGRAPH else None
        at += 1
        if not label or not _names(plain(label[1]), name):
            continue
        end = at
        while end < len(blocks) and not _ends(blocks[end]):
            end += 1
        reader = CriteriaReader()
        reader.read_blocks(blocks[at:end])
        yield reader
        at = end


def _ends(block: Block) -> bool:
    if block.kind is Kind.PARAGRAPH:
        return bool(_LABEL_LINE.match(block.text)) and label_of(block.text) is None
    return block.kind is Kind.RULE


def _scenarios(sections: tuple[Section, ...]) -> list[Found]:
    """Each heading `Scenario: ...` with what stands below it, grouped by the heading above."""
    found: list[Found] = []
    for at, section in enumerate(sections):
        if SCENARIO.match(section.title):
            reader = CriteriaReader(section.trail[-2] if len(section.trail) > 1 else "")
            # Read as if below another heading, so that its own title begins the criterion.
            found += reader.read((Section("", 0, section.line, (), ()), *subtree(sections, at)))
    return found


def _ears(sections: tuple[Section, ...]) -> list[Found]:
    """Each item or paragraph of the form WHEN ... THE SYSTEM SHALL ..., grouped by its heading."""
    found: list[Found] = []
    for section in sections:
        for block in every_block(section.blocks):
            if block.kind in (Kind.ITEM, Kind.PARAGRAPH):
                text = without_checkbox(lead(block))
                labelled = label_of(text)
                words = plain(labelled[1] if labelled else text)
                if EARS.match(words) and not (found and found[-1].text == words):
                    found.append(Found(words, block.line, labelled[0] if labelled else "", section.title))
    return found
