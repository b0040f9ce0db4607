"""What holds for every summary, whatever the branch."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draft_summary import sections
from draft_summary.values.branch import Feature, Status
from draft_summary.values.claims import Claim, CriterionMapping, Verified
from draft_summary.values.document import Block, Form, SectionDraft, Standing
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import (
    BreakingCandidate,
    Change,
    Debt,
    Dependency,
    Endpoint,
    EnvironmentVariable,
    FileKind,
    Flag,
    LogCall,
    Metric,
    Migration,
    SecurityTouch,
    Symbol,
    Test,
)
from draft_summary.values.slots import Author, Owner
from draft_summary.values.spec import Criterion, Passage, PlanItem, PlannedDecision
from sections.dossiers import FEATURE, changed, commit, dossier, line_of

WORDS = st.text(st.sampled_from("ab/.`*_#~:<é \n"), min_size=1, max_size=6)
NAMES = st.sampled_from(["a.py", "b.py", "a~2", "x#y"])
CHANGES = st.sampled_from(Change)


def few(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name: st.lists(items, max_size=3).map(tuple) for name, items in fields.items()})


FACTS = few(
    dependencies=st.builds(Dependency, path=NAMES, name=NAMES, change=CHANGES, new=st.none() | WORDS),
    tests=st.builds(Test, path=NAMES, name=WORDS, change=CHANGES, tier=st.sampled_from(["", "unit", "odd"])),
    symbols=st.builds(Symbol, path=NAMES, module=NAMES, name=NAMES, kind=st.just("function"), change=CHANGES),
    endpoints=st.builds(Endpoint, path=NAMES, method=st.just("GET"), route=NAMES, change=CHANGES),
    migrations=st.builds(Migration, path=NAMES, name=NAMES, reversible=st.sampled_from([None, True, False])),
    environment=st.builds(EnvironmentVariable, path=NAMES, name=NAMES, change=CHANGES, default=st.none() | WORDS),
    flags=st.builds(Flag, path=NAMES, name=NAMES, change=CHANGES),
    logging=st.builds(LogCall, path=NAMES, level=st.sampled_from(["info", "trace"]), message=WORDS),
    metrics=st.builds(Metric, path=NAMES, name=NAMES, change=CHANGES),
    debt=st.builds(Debt, path=NAMES, marker=st.just("TODO"), text=WORDS),
    breaking=st.builds(BreakingCandidate, path=NAMES, what=WORDS),
    security=st.builds(SecurityTouch, path=NAMES, topic=NAMES, what=WORDS),
    criteria=st.builds(Criterion, text=WORDS, line=st.just(1), label=st.just("") | WORDS),
    plan=st.builds(
        PlanItem, text=WORDS, kind=NAMES, line=st.just(1), found=st.sampled_from(["", "found", "not found"])
    ),
    decisions=st.builds(PlannedDecision, title=WORDS, line=st.just(1)),
    passages=st.builds(
        Passage, document=st.just("TDR"), role=st.sampled_from(["reason", "expectation"]), text=WORDS, line=st.just(1)
    ),
)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    paths = draw(st.lists(NAMES | WORDS, unique=True, max_size=5))
    status = st.sampled_from([Status.ADDED, Status.MODIFIED, Status.DELETED])
    files = [changed(path, draw(st.sampled_from(FileKind)), status=draw(status)) for path in paths]
    commits = [commit(number, draw(WORDS), patch_id=draw(NAMES)) for number in range(draw(st.integers(0, 3)))]
    feature = draw(st.sampled_from([FEATURE, Feature()]))
    return dossier(files=files, commits=commits, feature=feature, **draw(FACTS))


def answered(found: Dossier) -> Verified:
    """A claim for every key and part of every ask, and a test for every criterion."""
    every = sections.asks(found, Standing(), fresh=True)
    claims = [
        Claim(ask.slot.key, f"Says {part} of {number}.", ask.evidence[:2], key, part, author=Author.MODEL)
        for ask in every
        for number, key in enumerate(ask.keys or ("x", "y"))
        for part in ask.slot.parts
    ]
    return Verified(tuple(claims), tuple(CriterionMapping(one.id, ("t::t",)) for one in found.facts.criteria))


def all_blocks(drafted: tuple[SectionDraft, ...]) -> list[Block]:
    return list(chain.from_iterable(one.blocks for one in drafted))


@settings(deadline=None)
@given(dossiers())
def test_every_block_has_a_key_of_its_own_that_begins_with_its_slot(found: Dossier) -> None:
    for verified in (Verified(), answered(found)):
        drafted = sections.compose(found, verified)
        repeated = [key for key, times in Counter(block.key for block in all_blocks(drafted)).items() if times > 1]
        assert repeated == []
        for one in drafted:
            slots = {one.outline.key, *(slot.key for slot in one.outline.slots)}
            assert all(block.slot in slots for block in one.blocks)
            assert all(block.key.startswith((f"{block.slot}/", f"{block.slot}#")) for block in one.blocks)


@settings(deadline=None)
@given(dossiers())
def test_without_claims_there_is_no_prose_and_every_line_is_one_line(found: Dossier) -> None:
    drafted = sections.compose(found, Verified())
    for block in all_blocks(drafted):
        for cell in block.cells:
            assert cell.text is None or cell.owner is not Owner.PROSE
        assert "\n" not in line_of(block)
        assert line_of(block) or all(cell.owner is Owner.PROSE for cell in block.cells)
    assert sections.compose(found, Verified()) == drafted


@settings(deadline=None)
@given(dossiers())
def test_claims_change_prose_and_never_facts_or_headings(found: Dossier) -> None:
    """A refresh without claims must not take out, or put in, what a draft with claims has."""

    def facts(verified: Verified) -> list[tuple[str, Form, tuple[str | None, ...]]]:
        return [
            (block.key, block.form, tuple(cell.text for cell in block.cells if cell.owner is not Owner.PROSE))
            for block in all_blocks(sections.compose(found, verified))
            if any(cell.owner is not Owner.PROSE and not cell.open for cell in block.cells)
            and not block.key.endswith("#none")
        ]

    assert facts(answered(found)) == facts(Verified())


@settings(deadline=None)
@given(dossiers())
def test_no_section_is_empty_and_no_heading_stands_alone(found: Dossier) -> None:
    for one in sections.compose(found, Verified()):
        shown = [block for block in one.blocks if line_of(block)]
        assert shown
        pairs = zip(shown, [*shown[1:], None], strict=True)
        assert not [
            block.key
            for block, after in pairs
            if block.form is Form.HEADING and (not after or after.form is Form.HEADING)
        ]
        assert sum(block.key.endswith("/open") for block in shown) <= 1


def test_the_headings_are_the_template_s_in_its_order() -> None:
    template = resources.files("draft_summary.gather").joinpath("implementation_summary_template.md").read_text("utf-8")
    wanted = [line for line in template.splitlines() if line.startswith("##") and "Decision " not in line]
    shown: list[str] = []
    for one in sections.SECTIONS[1:]:
        shown.append(f"## {one.outline.heading}")
        shown += [f"### {slot.headings[0]}" for slot in one.outline.slots if slot.headings]
    assert shown == wanted
    assert sections.SECTIONS[0].outline.key == "header"


def test_no_name_means_two_places() -> None:
    outlines = [one.outline for one in sections.SECTIONS]
    names = Counter(name.lower() for one in outlines for name in (one.heading, *one.aliases))
    assert [name for name, times in names.items() if times > 1] == []
    for one in outlines:
        subs = Counter(name.lower() for slot in one.slots for name in slot.headings)
        assert [name for name, times in subs.items() if times > 1 or name in names] == []


@pytest.mark.parametrize("key", sorted(sections.SLOTS))
def test_a_slot_that_is_asked_for_says_what_may_be_cited(key: str) -> None:
    slot = sections.SLOTS[key]
    assert key.startswith(f"{slot.section}.")
    assert bool(slot.ask) == bool(slot.parts) == bool(slot.evidence)
    assert slot.ask in {"", key}


def test_the_content_is_a_typed_value_with_a_field_for_each_section() -> None:
    content = sections.content_of(dossier(files=[changed("a.py")]), Verified())
    assert list(dict(content)) == [one.outline.key for one in sections.SECTIONS]
    assert content.files.modified.lines[0].path == "a.py"
    assert sections.SummaryContent.model_json_schema()["additionalProperties"] is False
