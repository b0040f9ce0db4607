"""Overview: what was really built, why, and how much it is."""

from __future__ import annotations

from draft_summary.sections.blocks import fact, open_line, paragraph, prose
from draft_summary.sections.content import Content, Prose
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import counted, either
from draft_summary.sections.written import Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.facts import Change
from draft_summary.values.slots import SectionOutline, Slot

ORDINALS = ("1", "2", "3", "4")  # of the paragraphs; more are no overview

SIZE = Slot("overview.size", "overview")
TEXT = Slot(
    "overview.text",
    "overview",
    parts=("text",),
    keyed="block",
    evidence=WORK | {EvidenceKind.PASSAGE},
    ask="overview.text",
    limit=len(ORDINALS),
    longest=900,
)
WHY = Slot(
    "overview.why",
    "overview",
    parts=("text",),
    person=("text",),
    evidence=frozenset({EvidenceKind.PASSAGE, EvidenceKind.COMMIT}),
    work_done=False,
    ask="overview.why",
)
OUTLINE = SectionOutline(
    "overview",
    "Overview",
    (
        "Summary",
        "Implementation Overview",
        "Executive Summary",
        "What Was Built",
        "Description",
    ),
    (SIZE, TEXT, WHY),
)


class OverviewContent(Content):
    """Paragraphs by their place; `why` is what the spec, the TDR or a commit gives as the reason."""

    files: int
    commits: int
    tests_added: int
    paragraphs: tuple[tuple[str, Prose], ...]
    why: Prose | None


def assemble(dossier: Dossier, written: Written) -> OverviewContent:
    """The overview's paragraphs and the size of the change."""
    facts = dossier.facts
    return OverviewContent(
        files=len(facts.files),
        commits=len(dossier.branch.commits),
        tests_added=sum(test.change is Change.ADDED for test in facts.tests),
        paragraphs=_paragraphs(written),
        why=written.whole(WHY),
    )


def render(content: OverviewContent) -> tuple[Block, ...]:
    """Prose first; the size in one line closes the section."""
    blocks = [paragraph(TEXT, place, prose(text)) for place, text in content.paragraphs]
    why = paragraph(WHY, "line", prose(content.why)) if content.why else open_line(WHY, "why, in a sentence")
    return (*blocks, why, paragraph(SIZE, "line", fact(_size(content))))


def topics(sources: Sources) -> tuple[Topic, ...]:
    """What was built, from all that people read; why, from what the documents give as a reason, and the commits."""
    reasons = [one.id for one in sources.dossier.facts.passages if one.role == "reason"]
    commits = sources.of_kind(EvidenceKind.COMMIT)
    return (
        *sources.topic(TEXT, sources.of_kind(*TEXT.evidence)),
        *sources.topic(WHY, (*reasons, *commits), block=f"{WHY.key}/line"),
    )


def _paragraphs(written: Written) -> tuple[tuple[str, Prose], ...]:
    """Paragraphs by ordinal: what replaces one takes its place, the others the first free ones.

    So a whole redraft replaces the paragraphs that stand, one by one, instead of joining them.
    """
    found = {entry.key.rpartition("/")[2]: entry.parts["text"] for entry in written.entries(TEXT)}
    free = (place for place in ORDINALS if place not in found)
    placed = {(place if place in ORDINALS else next(free)): text for place, text in found.items()}
    return tuple((place, placed[place]) for place in ORDINALS if place in placed)


def _size(content: OverviewContent) -> str:
    parts = [counted(content.commits, "commit"), f"{counted(content.files, 'file')} changed"]
    if content.tests_added:
        parts.append(f"{counted(content.tests_added, 'test')} added")
    return f"{either(parts, 'and')}."


SECTION = Section(OUTLINE, assemble, render, topics)
