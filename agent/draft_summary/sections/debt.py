"""Known Issues / Technical Debt: markers on added lines, and limitations that commits state."""

from __future__ import annotations

from draft_summary.sections.blocks import bullet, by_key, emptiness, entries, fact
from draft_summary.sections.content import Content, Known
from draft_summary.sections.emptiness import none_detected
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import code, literal, one_line, plain
from draft_summary.sections.written import Entry, Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier, EvidenceKind, digest_of
from draft_summary.values.facts import Debt
from draft_summary.values.slots import SectionOutline, Slot

MOST = 40  # markers that are listed; the rest is counted

# A limitation may be stated by a commit alone; it is quoted as that commit's then.
LIST = Slot(
    "debt.list", "debt", parts=("text",), keyed="block", evidence=WORK, work_done=False, ask="debt.list", limit=8
)
OUTLINE = SectionOutline(
    "debt",
    "Known Issues / Technical Debt",
    (
        "Known Issues",
        "Technical Debt",
        "Known Limitations",
        "Limitations",
        "Known Issues and Technical Debt",
        "Future Work",
        "Future Improvements",
        "Follow-ups",
    ),
    (LIST,),
)


class DebtContent(Content):
    """`stated` are limitations in prose; `none` stands where neither is known."""

    found: tuple[Known[Debt], ...]
    stated: tuple[Entry, ...]
    none: str


def assemble(dossier: Dossier, written: Written) -> DebtContent:
    """What the change leaves to be done."""
    facts = dossier.facts
    return DebtContent(
        found=facts.debt,
        stated=written.entries(LIST),
        none="" if facts.debt else none_detected(facts, {"debt": "TODO, FIXME and skipped tests"}),
    )


def render(content: DebtContent) -> tuple[Block, ...]:
    """A bullet for each marker, without its line number: that changes with every commit."""
    keyed = by_key((f"{one.path}:{digest_of(one.marker, one_line(one.text))[:8]}", one) for one in content.found[:MOST])
    found = [bullet(LIST, key, fact(code(one.path)), fact(_text(one))) for key, one in keyed.items()]
    if left := len(content.found) - len(found):
        found.append(bullet(LIST, "#more", fact(f"{left:,} more of these markers.")))
    stated = entries(LIST, content.stated)
    if content.none and not stated:
        return (emptiness("debt", content.none),)
    return (*found, *stated)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """Limitations that commits state; hunks and facts come along for what they are about."""
    commits = sources.of_kind(EvidenceKind.COMMIT)
    markers = (item for one in sources.dossier.facts.debt for item in sources.of_fact(one))
    return sources.topic(LIST, (*commits, *markers))


def _text(one: Debt) -> str:
    return f"{plain(one.marker)}: {literal(one.text)}" if one.text.strip() else plain(one.marker)


SECTION = Section(OUTLINE, assemble, render, topics)
