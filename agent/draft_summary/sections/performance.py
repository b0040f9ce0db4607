"""Performance Impact: expectations, named as such, and what reports say."""

from __future__ import annotations

from draft_summary.sections.blocks import bullet, by_key, emptiness, fact, heading, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.section import Section
from draft_summary.sections.sources import Sources, Topic
from draft_summary.sections.text import code, plain, quoted
from draft_summary.sections.written import Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier, Evidence, EvidenceKind, digest_of
from draft_summary.values.reports import ReportKind
from draft_summary.values.slots import SectionOutline, Slot
from draft_summary.values.spec import Passage

MOST = 10  # expectations that are quoted
NO_REPORT = "No report given."

EXPECTED = Slot(
    "performance.expected",
    "performance",
    ("Expected Performance Characteristics", "Expected Performance", "Performance Expectations"),
)
RESULTS = Slot(
    "performance.results",
    "performance",
    ("Performance Testing Results", "Benchmark Results", "Performance Results", "Benchmarks", "Load Testing Results"),
    parts=("text",),
    keyed="path",
    evidence=frozenset({EvidenceKind.REPORT}),
    work_done=False,
    ask="performance.results",
)
OUTLINE = SectionOutline(
    "performance",
    "Performance Impact",
    ("Performance", "Performance Considerations", "Performance Notes", "Performance Characteristics"),
    (EXPECTED, RESULTS),
)


class Report(Content):
    """A report that was given, and what it says."""

    path: str
    figures: tuple[str, ...]
    what: Prose | None


class PerformanceContent(Content):
    """Expectations are quotations of the spec and the TDR."""

    expected: tuple[Known[Passage], ...]
    reports: tuple[Report, ...]


def assemble(dossier: Dossier, written: Written) -> PerformanceContent:
    """What is expected and what was measured."""
    expected = [one for one in dossier.facts.passages if one.role == "expectation"]
    reports = (
        Report(path=one.path, figures=_figures(one.text), what=written.about(RESULTS, one.path))
        for one in _reports(dossier)
    )
    return PerformanceContent(expected=tuple(expected[:MOST]), reports=tuple(reports))


def render(content: PerformanceContent) -> tuple[Block, ...]:
    """The headings that have something under them; without a report, one line says so."""
    blocks: list[Block] = []
    if content.expected:
        keyed = by_key((digest_of(one.text), one) for one in content.expected)
        blocks += [heading(EXPECTED), *(_expectation(key, one) for key, one in keyed.items())]
    if content.reports:
        bullets = (
            bullet(RESULTS, one.path, fact(_measured(one)), prose(one.what), identity=(one.path,))
            for one in content.reports
        )
        return (*blocks, heading(RESULTS), *bullets)
    return (*blocks, emptiness("performance", NO_REPORT))


def topics(sources: Sources) -> tuple[Topic, ...]:
    """What each report says."""
    return tuple(topic for one in _reports(sources.dossier) for topic in sources.topic(RESULTS, (one.id,), one.path))


def _reports(dossier: Dossier) -> tuple[Evidence, ...]:
    """The benchmark reports, each path once."""
    benchmarks = {one.id for one in dossier.facts.reports if one.kind is ReportKind.BENCHMARK}
    reports = (one for one in dossier.catalogue.of_kind(EvidenceKind.REPORT) if one.id in benchmarks)
    return tuple({one.path or one.id: one for one in reports}.values())


def _figures(text: str) -> tuple[str, ...]:
    """The benchmarks of a report, one by one, from what is said of it."""
    return tuple(text.partition("): ")[2].split("; "))


def _measured(one: Report) -> str:
    more = len(one.figures) - MOST
    also = f"; and {more} more" if more > 0 else ""
    return f"{code(one.path)} ({'; '.join(map(plain, one.figures[:MOST]))}{also})"


def _expectation(key: str, one: Passage) -> Block:
    document = one.document if one.document == "TDR" else one.document.lower()
    return bullet(EXPECTED, key, fact(f"The {document} expects {quoted(one.text)}."))


SECTION = Section(OUTLINE, assemble, render, topics)
