"""Breaking Changes: candidates that code found; the boxes are a person's to tick."""

from __future__ import annotations

from draft_summary.sections.blocks import bullet, by_key, emptiness, entries, fact, person, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.emptiness import none_detected
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import one_line
from draft_summary.sections.written import Entry, Written
from draft_summary.values.document import Block, Form
from draft_summary.values.evidence import Dossier, digest_of
from draft_summary.values.facts import BreakingCandidate, FileKind
from draft_summary.values.slots import SectionOutline, Slot

LEAD = "Candidate: "
MOST = 25  # candidates that are listed; the rest is counted

BOXES = Slot("breaking.boxes", "breaking", person=("text",))
LIST = Slot("breaking.list", "breaking", parts=("text",), keyed="block", evidence=WORK, ask="breaking.list", limit=8)
OUTLINE = SectionOutline(
    "breaking",
    "Breaking Changes",
    ("Backward Compatibility", "Backwards Compatibility", "Compatibility", "Breaking Changes and Migration"),
    (BOXES, LIST),
)


class Candidate(Content):
    """A candidate that code found, and what callers will notice."""

    key: str
    fact: Known[BreakingCandidate]
    what: Prose | None


class BreakingContent(Content):
    """`found` are facts, `more` counts those beyond; `described` are further candidates, in prose alone."""

    found: tuple[Candidate, ...]
    more: int
    described: tuple[Entry, ...]
    none: str


def assemble(dossier: Dossier, written: Written) -> BreakingContent:
    """The candidates; whether they break anything is not for code to say."""
    facts = dossier.facts
    described = list(written.entries(LIST))
    keyed = by_key((digest_of(one_line(one.what)), one) for one in facts.breaking[:MOST])
    return BreakingContent(
        found=tuple(
            Candidate(key=key, fact=one, what=_taken(described, key, one, written)) for key, one in keyed.items()
        ),
        more=len(facts.breaking) - len(keyed),
        described=tuple(described),
        none="" if facts.breaking else none_detected(facts, {"breaking": "candidates"}),
    )


def render(content: BreakingContent) -> tuple[Block, ...]:
    """The template's two boxes, and under the second the candidates."""
    boxes = (
        bullet(BOXES, "none", person("[ ] No breaking changes")),
        bullet(BOXES, "list", person("[ ] Breaking changes (list below):")),
    )
    found = [
        bullet(LIST, one.key, fact(f"{LEAD}{one_line(one.fact.what)}"), prose(one.what), depth=1)
        for one in content.found
    ]
    if content.more:
        found.append(bullet(LIST, "#more", fact(f"{content.more:,} more candidates."), depth=1))
    described = entries(LIST, content.described, before=LEAD, depth=1)
    if content.none and not described:
        return (*boxes, emptiness("breaking", content.none, form=Form.BULLET))
    return (*boxes, *found, *described)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """The candidates, and the source of which lines went."""
    facts = sources.dossier.facts
    lost = [one for one in facts.files if one.kind is FileKind.CODE and one.file.deletions]
    of_files = (item for one in lost for item in sources.of_path(one.path))
    return sources.topic(LIST, (*(one.id for one in facts.breaking), *of_files))


def _taken(described: list[Entry], key: str, one: BreakingCandidate, written: Written) -> Prose | None:
    """The first text that replaces this candidate's or cites its fact, taken out of the list."""
    for entry in described:
        text = entry.parts["text"]
        if entry.key == f"{LIST.key}/{key}" or set(written.citations((one.id,))) & set(text.citations):
            described.remove(entry)
            return text
    return None


SECTION = Section(OUTLINE, assemble, render, topics)
