"""Deviations from TDR: what was planned and is not there, what is there otherwise, what was not planned."""

from __future__ import annotations

from draft_summary.sections.blocks import bullet, by_key, emptiness, fact, needs_author
from draft_summary.sections.content import Content, Known
from draft_summary.sections.section import Section
from draft_summary.sections.sources import REASONS, Sources, Topic
from draft_summary.sections.text import code, counted, listed, literal, plain
from draft_summary.sections.unplanned import unplanned
from draft_summary.sections.written import Entry, Written
from draft_summary.values.document import Block, Cell, Form
from draft_summary.values.evidence import Dossier, digest_of
from draft_summary.values.slots import Owner, SectionOutline, Slot
from draft_summary.values.spec import PlanItem

MOST = 14  # planned items that get a line; the rest is counted
MOST_TOGETHER = 12  # of a kind that shares one line
MOST_UNPLANNED = 10
# Kinds of which a plan has many, each of little weight: their names share a line, under this key.
TOGETHER = {"test": ("tests", "test"), "log message": ("logs", "log message"), "update": ("updates", "file")}

NOT_FOUND = "not found"
DIFFERENTLY = "found differently"

# What is planned and absent has nothing in the diff to cite.
LIST = Slot(
    "deviations.list",
    "deviations",
    parts=("what", "why", "impact", "updated"),
    keyed="block",
    evidence=REASONS,
    work_done=False,
    ask="deviations.list",
    limit=8,
)
OUTLINE = SectionOutline(
    "deviations",
    "Deviations from TDR",
    ("Deviations", "Deviations from Plan", "Deviations from Design", "TDR Deviations", "Deviations from the TDR"),
    (LIST,),
)


class DeviationsContent(Content):
    """`described` are deviations in prose; `design` is the TDR's path, empty where there is none.

    `changes` says what the branch did to the TDR itself.
    """

    design: str
    planned: int
    deviating: tuple[Known[PlanItem], ...]
    unplanned: tuple[str, ...]
    described: tuple[Entry, ...]
    changes: str


def assemble(dossier: Dossier, written: Written) -> DeviationsContent:
    """Plan and change compared."""
    plan = dossier.facts.plan
    design = dossier.branch.feature.design
    return DeviationsContent(
        design=design.path if design else "",
        planned=len(plan),
        deviating=_deviating(plan),
        unplanned=unplanned(dossier),
        described=written.entries(LIST),
        changes=dossier.facts.design_changes,
    )


def render(content: DeviationsContent) -> tuple[Block, ...]:
    """Deviations in prose with the template's four fields, then what code compared."""
    if not content.design:
        return (emptiness("deviations", "No TDR found."),)
    described = [block for entry in content.described if (block := _described(entry))]
    lines = _compared(content.deviating)
    if content.unplanned:
        lines.append(bullet(LIST, "#unplanned", fact(f"Not in the TDR: {listed(content.unplanned, MOST_UNPLANNED)}.")))
    if content.changes:
        lines.append(bullet(LIST, "#changes", fact(f"The TDR itself was {plain(content.changes)}.")))
    if lines or described:
        return (*described, *lines)
    return (emptiness("deviations", _none(content)),)


def _compared(deviating: tuple[PlanItem, ...]) -> list[Block]:
    """A line for each item of weight, then one for all tests, log messages and files of which nothing was found."""
    alone = [one for one in deviating if one.kind not in TOGETHER or one.found == DIFFERENTLY]
    keyed = by_key((digest_of(one.text), one) for one in alone[:MOST])
    lines = [bullet(LIST, key, fact(_item(one))) for key, one in keyed.items()]
    if left := len(alone) - len(keyed):
        lines.append(
            bullet(LIST, "#more", fact(f"{counted(left, 'more planned item')} not found, or found differently."))
        )
    for kind, (key, noun) in TOGETHER.items():
        texts = [_shown(one) for one in deviating if one.kind == kind and one.found == NOT_FOUND]
        if texts:
            outcome = "not changed" if kind == "update" else "not found"
            text = f"Planned, {outcome}: {counted(len(texts), noun)}: {listed(texts, MOST_TOGETHER)}"
            lines.append(bullet(LIST, f"#{key}", fact(text)))
    return lines


def topics(sources: Sources) -> tuple[Topic, ...]:
    """The items that deviate, with the source that they are about."""
    deviating = _deviating(sources.dossier.facts.plan)
    evidence = (*(one.id for one in deviating), *sources.of_code())
    return sources.topic(LIST, evidence) if deviating else ()


def _deviating(plan: tuple[PlanItem, ...]) -> tuple[PlanItem, ...]:
    """What is not there first, then what is there otherwise; a promise of documentation after what code was to have."""
    of_code = sorted(plan, key=lambda one: one.kind == "documentation")
    return tuple(one for found in (NOT_FOUND, DIFFERENTLY) for one in of_code if one.found == found)


def _described(entry: Entry) -> Block | None:
    what = entry.part("what")
    if what is None:
        return None
    why, impact, updated = entry.part("why"), entry.part("impact"), entry.part("updated")
    fields = [f"**What changed**: {what.text}", f"**Why it changed**: {why.text if why else needs_author('why')}"]
    if impact:
        fields.append(f"**Impact**: {impact.text}")
    fields.append(f"**TDR updated?**: {updated.text if updated else 'Unknown'}")
    cited = dict.fromkeys(one for said in (what, why, impact, updated) if said for one in said.citations)
    cell = Cell(Owner.PROSE, " ".join(fields), what.author, tuple(cited))
    return Block(entry.key, LIST.key, Form.BULLET, (cell,))


def _item(one: PlanItem) -> str:
    if one.found == DIFFERENTLY:
        stands = one.differs or one.where
        return f"Found differently: {_shown(one)}" + (f" ({literal(stands)})" if stands else "")
    return f"Planned, not found: {_shown(one)}" + (f" ({plain(one.kind)})" if one.kind else "")


def _shown(one: PlanItem) -> str:
    text = one.text.strip().strip("`")
    return code(text) if len(text.split()) == 1 else literal(one.text)


def _none(content: DeviationsContent) -> str:
    if not content.planned:
        return f"No planned item was recognised in the TDR ({code(content.design)})."
    return f"None detected ({counted(content.planned, 'planned item')} of the TDR compared)."


SECTION = Section(OUTLINE, assemble, render, topics)
