"""Review Notes: where to start, what has no test, who else calls what changed."""

from __future__ import annotations

from collections.abc import Iterable

from draft_summary.sections.blocks import bullet, emptiness, entries, fact
from draft_summary.sections.content import Content, Known
from draft_summary.sections.folding import riskiest
from draft_summary.sections.section import Section
from draft_summary.sections.sources import REASONS, Sources, Topic
from draft_summary.sections.text import churn, code, counted, either, listed, plain
from draft_summary.sections.written import Entry, Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.facts import Caller, FileFact
from draft_summary.values.slots import SectionOutline, Slot

MOST_FILES = 3  # to start with
MOST_CRITERIA = 10
MOST_CALLERS = 10

LIST = Slot(
    "review.list",
    "review",
    parts=("text",),
    keyed="block",
    evidence=REASONS | {EvidenceKind.CRITERION},
    ask="review.list",
    limit=6,
)
OUTLINE = SectionOutline(
    "review",
    "Review Notes",
    ("Notes for Reviewers", "Reviewer Notes", "Review Focus", "Review Guidance", "Review Checklist"),
    (LIST,),
)


class ReviewContent(Content):
    """`riskiest` are the source files with the most churn; `untested` the criteria without a candidate test."""

    riskiest: tuple[Known[FileFact], ...]
    untested: tuple[str, ...]
    callers: tuple[Known[Caller], ...]
    noted: tuple[Entry, ...]


def assemble(dossier: Dossier, written: Written) -> ReviewContent:
    """What follows from the facts, then what was written."""
    facts = dossier.facts
    return ReviewContent(
        riskiest=riskiest(facts.files, MOST_FILES),
        untested=tuple(one.display for one in facts.criteria if not one.tests),
        callers=facts.callers,
        noted=written.entries(LIST),
    )


def render(content: ReviewContent) -> tuple[Block, ...]:
    """One bullet a kind of note; one line where there is nothing to point at."""
    blocks: list[Block] = []
    if content.riskiest:
        files = either([_file(one) for one in content.riskiest], "and")
        blocks.append(bullet(LIST, "#start", fact(f"Start with {files}.")))
    if content.untested:
        names = listed([plain(name) for name in content.untested], MOST_CRITERIA)
        blocks.append(bullet(LIST, "#untested", fact(f"No candidate test found for: {names}.")))
    blocks += [
        bullet(LIST, f"#callers:{symbol}", fact(_callers(symbol, some)))
        for symbol, some in _by_symbol(content.callers).items()
    ]
    blocks += entries(LIST, content.noted)
    return tuple(blocks) or (emptiness("review", "No source files changed."),)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """What deserves a close look; only where there is source to look at."""
    source = sources.of_code()
    facts = sources.dossier.facts
    others = (*(one.id for one in facts.callers), *(one.id for one in facts.criteria if not one.tests))
    return sources.topic(LIST, (*source, *others)) if source else ()


def _file(one: FileFact) -> str:
    return f"{code(one.path)} ({churn(one.file.insertions, one.file.deletions)})"


def _by_symbol(callers: Iterable[Caller]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in callers:
        found.setdefault(one.symbol, []).append(one.path)
    return found


def _callers(symbol: str, paths: list[str]) -> str:
    files = [code(path) for path in dict.fromkeys(paths)]
    calls = counted(len(paths), "unchanged call")
    return f"{code(symbol)} has {calls} in {listed(files, MOST_CALLERS)}."


SECTION = Section(OUTLINE, assemble, render, topics)
