"""Spec → Test Mapping: each acceptance criterion in the spec's own words, and the tests proposed for it."""

from __future__ import annotations

from dataclasses import replace

from draft_summary.sections.blocks import bullet, by_key, fact, paragraph, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.sources import Sources, Topic
from draft_summary.sections.text import code, plain, quoted
from draft_summary.sections.written import Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import EvidenceKind, digest_of
from draft_summary.values.facts import Facts
from draft_summary.values.slots import Author, Slot
from draft_summary.values.spec import Criterion

# A claim's key is the criterion's evidence id here; which test shows it is no statement of work done.
MAPPING = Slot(
    "testing.mapping",
    "testing",
    (
        "Spec → Test Mapping",
        "Spec to Test Mapping",
        "Spec -> Test Mapping",
        "Acceptance Criteria Mapping",
        "Acceptance Criteria Coverage",
        "Test Mapping",
        "Traceability",
    ),
    parts=("text",),
    keyed="criterion",
    evidence=frozenset({EvidenceKind.CRITERION, EvidenceKind.FILE, EvidenceKind.HUNK, EvidenceKind.FACT}),
    work_done=False,
    ask="testing.mapping",
)
INTRODUCTION = 'No test was run for this; delete "(proposed)" from a row to confirm it.'


class MappedCriterion(Content):
    """A criterion and the answer to it. `chosen`: a drafter answered; else the answer is what code proposes.

    Without an answer, what stands in the summary is to stay.
    """

    key: str
    fact: Known[Criterion]
    answer: Prose | None
    chosen: bool


def mapped(facts: Facts, written: Written) -> tuple[MappedCriterion, ...]:
    """Each criterion with the tests of its verified mapping, else, in a draft, with its candidates at head."""
    return tuple(
        MappedCriterion(key=key, fact=one, answer=_answer(one, written), chosen=one.id in written.mappings)
        for key, one in by_key((digest_of(one.text), one) for one in facts.criteria).items()
    )


def mapping_blocks(
    criteria: tuple[MappedCriterion, ...], spec: str, other_labels: tuple[str, ...]
) -> tuple[Block, ...]:
    """A line of introduction and a bullet for each criterion, or one line that says why there is none."""
    if not criteria:
        return (
            paragraph(MAPPING, "line", fact(f"No acceptance criterion was recognised in the spec ({code(spec)}).")),
        )
    others = " … ".join(map(code, other_labels))
    said = f"{INTRODUCTION} {others} in the tests number another list than the spec's." if others else INTRODUCTION
    return (paragraph(MAPPING, "line", fact(said)), *(_row(one) for one in criteria))


def mapping_topics(sources: Sources) -> tuple[Topic, ...]:
    """Each criterion with the facts and hunks of its candidate tests."""
    facts = sources.dossier.facts
    tests = {test.test_id: test for test in facts.tests}
    keyed = by_key((digest_of(one.text), one) for one in facts.criteria)
    return tuple(
        topic
        for key, one in keyed.items()
        for topic in sources.topic(
            MAPPING,
            (one.id, *(item for name in one.candidates if name in tests for item in sources.of_fact(tests[name]))),
            one.id,
            block=f"{MAPPING.key}/{key}",
            basis=one.candidates,
        )
    )


def _row(one: MappedCriterion) -> Block:
    answer = replace(prose(one.answer), fallback=not one.chosen)
    told = f"{one.fact.display} {one.fact.text}".lower()
    negative = " (negative case)" if one.fact.negative and "negative" not in told else ""
    text = f"{plain(one.fact.display)}{negative}: {quoted(one.fact.text)}"
    return bullet(MAPPING, one.key, fact(text), answer, separator=" → ")


def _answer(one: Criterion, written: Written) -> Prose | None:
    if not written.anything:
        return None
    chosen = written.mappings.get(one.id)
    tests = chosen.tests if chosen else one.tests
    author = chosen.author if chosen else Author.OFFLINE
    citations = written.citations((one.id, *(chosen.evidence if chosen else ())))
    if tests:
        return Prose(text=f"{', '.join(map(code, tests))} (proposed)", author=author, citations=citations)
    reason = f": {plain(one.reason)}" if one.reason else ""
    return Prose(text=f"no test found{reason}", author=author, citations=citations)
