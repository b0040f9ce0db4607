"""Key Implementation Decisions: each with its context, choice, rationale, and whether the TDR had it so."""

from __future__ import annotations

import re

from draft_summary.sections.blocks import field, needs_author, open_line, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.section import Section
from draft_summary.sections.sources import REASONS, Sources, Topic
from draft_summary.sections.text import counted, listed, quoted
from draft_summary.sections.written import Entry, Written
from draft_summary.values.document import Block, Cell, Form
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.slots import Author, Owner, SectionOutline, Slot
from draft_summary.values.spec import PlannedDecision

_ORDINAL = re.compile(r"^Decision \d{1,3}: ")  # taken over from the heading that stands
MOST_TITLES = 5  # decisions of the TDR that the open line names

# A rationale may rest on the TDR alone; that a choice was built is for verify to hold against a hunk.
LIST = Slot(
    "decisions.list",
    "decisions",
    parts=("title", "context", "choice", "rationale", "differs"),
    keyed="block",
    evidence=REASONS,
    work_done=False,
    ask="decisions.list",
    limit=8,
)
OUTLINE = SectionOutline(
    "decisions",
    "Key Implementation Decisions",
    (
        "Key Decisions",
        "Implementation Decisions",
        "Decisions",
        "Design Decisions",
        "Technical Decisions",
        "Key Design Decisions",
        "Key Technical Decisions",
    ),
    (LIST,),
)


class Decision(Content):
    """A decision with title and choice; what is None is asked of the author."""

    key: str
    title: Prose
    choice: Prose
    context: Prose | None
    rationale: Prose | None
    differs: Prose | None


class DecisionsContent(Content):
    """`unproven` are what the TDR chose and no hunk bears out; what it rejected is not expected in the diff."""

    decisions: tuple[Decision, ...]
    unproven: tuple[Known[PlannedDecision], ...]


def assemble(dossier: Dossier, written: Written) -> DecisionsContent:
    """The decisions that are stated well enough to be shown."""
    decisions = (_decision(entry) for entry in written.entries(LIST))
    return DecisionsContent(
        decisions=tuple(one for one in decisions if one),
        unproven=tuple(one for one in dossier.facts.decisions if one.chosen and not one.hunks),
    )


def render(content: DecisionsContent) -> tuple[Block, ...]:
    """A heading and four fields for each decision, then the section's open line."""
    blocks = [block for number, one in enumerate(content.decisions, start=1) for block in _blocks(number, one)]
    if content.unproven:
        return (*blocks, open_line(LIST, _unproven(content.unproven), key="unproven/open"))
    if not blocks:
        return (open_line(LIST, 'decisions made while building, with their reasons, or "none"'),)
    return tuple(blocks)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """The source, the commits, and what the spec and the TDR say; only where there is source to decide about."""
    work = sources.of_code()
    said = sources.of_kind(EvidenceKind.COMMIT, EvidenceKind.PLAN, EvidenceKind.PASSAGE)
    return sources.topic(LIST, (*work, *said)) if work else ()


def _decision(entry: Entry) -> Decision | None:
    title, choice, rationale = entry.part("title"), entry.part("choice"), entry.part("rationale")
    if title is None or choice is None or (rationale is None and choice.author is Author.OFFLINE):
        return None
    return Decision(
        key=entry.key,
        title=title,
        choice=choice,
        context=entry.part("context"),
        rationale=rationale,
        differs=_differs(entry.part("differs")),
    )


def _differs(said: Prose | None) -> Prose | None:
    """Yes and No both need something planned and something done."""
    answered = said is not None and said.text.lower().startswith(("yes", "no")) and said.cites("plan", "hunk")
    return said if answered else None


def _blocks(number: int, one: Decision) -> tuple[Block, ...]:
    text = f"Decision {number}: {_ORDINAL.sub('', one.title.text)}"
    title = Cell(Owner.PROSE, text, one.title.author, one.title.citations)
    differs = prose(one.differs) if one.differs else Cell(Owner.PROSE, "Unknown", one.choice.author)
    return (
        Block(f"{one.key}#title", LIST.key, Form.HEADING, (title,)),
        field(
            LIST,
            "Context",
            _asked(one.context, "context", one.choice.author),
            "Background",
            "Problem",
            key=f"{one.key}#context",
        ),
        field(LIST, "Choice", prose(one.choice), "Decision", "Approach", "Chosen", key=f"{one.key}#choice"),
        field(
            LIST,
            "Rationale",
            _asked(one.rationale, "why", one.choice.author),
            "Reason",
            "Reasoning",
            "Why",
            key=f"{one.key}#rationale",
        ),
        field(LIST, "Differs from TDR?", differs, "Differs from TDR", "TDR Deviation", key=f"{one.key}#differs"),
    )


def _unproven(decisions: tuple[PlannedDecision, ...]) -> str:
    titles = listed([quoted(one.title, 80) for one in decisions], MOST_TITLES)
    return f"{counted(len(decisions), 'choice')} of the TDR could not be tied to a hunk: {titles}"


def _asked(said: Prose | None, what: str, author: Author) -> Cell:
    """What is missing stands and goes with its decision; it is no open line of the section."""
    return prose(said) if said else Cell(Owner.PROSE, needs_author(what), author)


SECTION = Section(OUTLINE, assemble, render, topics)
