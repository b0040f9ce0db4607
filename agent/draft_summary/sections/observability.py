"""Observability: new log calls by file and level; metrics, dashboards and alerts."""

from __future__ import annotations

from collections.abc import Mapping

from draft_summary.sections.blocks import bullet, by_key, emptiness, fact, heading, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.emptiness import none_detected, none_of
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import code, counted, listed, literal, plain
from draft_summary.sections.written import Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Alert, Change, Dashboard, Facts, LogCall, Metric
from draft_summary.values.slots import SectionOutline, Slot

MOST_FILES = 40  # with log calls; the rest is counted
MOST_MESSAGES = 3  # of one level in one file that are quoted
LONGEST_MESSAGE = 80  # characters
LEVELS = ("info", "warning", "error", "critical", "debug")  # what operators read first; any other level comes last

LOGGING = Slot("observability.logging", "observability", ("Logging", "Logs", "Log Changes"))


def _slot(place: str, *headings: str) -> Slot:
    key = f"observability.{place}"
    return Slot(key, "observability", headings, ("text",), keyed="name", evidence=WORK, ask=key)


METRICS = _slot("metrics", "Metrics", "New Metrics")
DASHBOARDS = _slot("dashboards", "Dashboards", "Dashboard Changes")
ALERTS = _slot("alerts", "Alerts", "Alerting", "Alert Rules")
OUTLINE = SectionOutline(
    "observability",
    "Observability",
    ("Monitoring", "Observability Changes", "Logging and Monitoring", "Monitoring and Logging", "Telemetry"),
    (LOGGING, METRICS, DASHBOARDS, ALERTS),
)
NOUNS = {"logging": "log calls", "metrics": "metrics", "dashboards": "dashboards", "alerts": "alerts"}
# The template's own words; it has none for what is gone.
LABELS = {
    METRICS.key: {Change.ADDED: "New metrics", Change.MODIFIED: "Modified metrics", Change.REMOVED: "Removed metrics"},
    DASHBOARDS.key: {
        Change.ADDED: "Created dashboard",
        Change.MODIFIED: "Updated dashboard",
        Change.REMOVED: "Removed dashboard",
    },
    ALERTS.key: {Change.ADDED: "New alerts", Change.MODIFIED: "Modified alerts", Change.REMOVED: "Removed alerts"},
}

Signal = Metric | Dashboard | Alert


class FileLogs(Content):
    """The new log calls of one file."""

    path: str
    calls: tuple[Known[LogCall], ...]


class SignalLine(Content):
    """One metric, dashboard or alert, under the heading of its slot."""

    slot: str
    key: str
    fact: Known[Signal]
    what: Prose | None


class ObservabilityContent(Content):
    """`none` says what was looked for and is not there, empty where all of it is."""

    logs: tuple[FileLogs, ...]
    signals: tuple[SignalLine, ...]
    none: str


def assemble(dossier: Dossier, written: Written) -> ObservabilityContent:
    """Log calls gathered by file; the rest one by one."""
    facts = dossier.facts
    calls: dict[str, list[LogCall]] = {}
    for call in facts.logging:
        calls.setdefault(call.path, []).append(call)
    signals = (
        SignalLine(slot=slot.key, key=key, fact=one, what=written.about(slot, key))
        for slot in (METRICS, DASHBOARDS, ALERTS)
        for key, one in _by_key(facts, slot).items()
    )
    return ObservabilityContent(
        logs=tuple(FileLogs(path=path, calls=tuple(some)) for path, some in calls.items()),
        signals=tuple(signals),
        none=_none(facts),
    )


def render(content: ObservabilityContent) -> tuple[Block, ...]:
    """The headings that have something under them, then one line for the rest."""
    blocks: list[Block] = []
    if content.logs:
        blocks += [heading(LOGGING), *(_logs(one) for one in content.logs[:MOST_FILES])]
    if left := len(content.logs[MOST_FILES:]):
        blocks.append(bullet(LOGGING, "#more", fact(f"{counted(left, 'more file')} with new log calls.")))
    for slot in (METRICS, DASHBOARDS, ALERTS):
        bullets = [_signal(slot, one) for one in content.signals if one.slot == slot.key]
        blocks += [heading(slot), *bullets] if bullets else []
    if content.none:
        blocks.append(emptiness("observability", content.none))
    return tuple(blocks)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """What each metric, dashboard and alert is for; log messages speak for themselves."""
    return tuple(
        topic
        for slot in (METRICS, DASHBOARDS, ALERTS)
        for key, one in _by_key(sources.dossier.facts, slot).items()
        for topic in sources.topic(slot, sources.of_fact(one), key)
    )


def _by_key(facts: Facts, slot: Slot) -> Mapping[str, Signal]:
    every: dict[str, tuple[Signal, ...]] = {
        METRICS.key: facts.metrics,
        DASHBOARDS.key: facts.dashboards,
        ALERTS.key: facts.alerts,
    }
    return by_key((one.name, one) for one in every[slot.key])


def _logs(one: FileLogs) -> Block:
    levels: dict[str, list[str]] = {}
    for call in one.calls:
        levels.setdefault(call.level.lower(), []).append(call.message)
    order = sorted(levels, key=lambda level: (LEVELS.index(level) if level in LEVELS else len(LEVELS), level))
    text = "; ".join(_level(level, levels[level]) for level in order)
    return bullet(LOGGING, one.path, fact(code(one.path)), fact(text), identity=(one.path,))


def _level(level: str, messages: list[str]) -> str:
    """`WARNING "a", "b" and 2 more`; several debug messages, and messages that could not be read, are only counted."""
    quotes = [literal(message, LONGEST_MESSAGE) for message in dict.fromkeys(messages) if message.strip()]
    if not quotes or (level == "debug" and len(messages) > 1):
        return f"{plain(level.upper())} {len(messages)}"
    return f"{plain(level.upper())} {listed(quotes, MOST_MESSAGES)}"


def _signal(slot: Slot, line: SignalLine) -> Block:
    one = line.fact
    note = ""
    if isinstance(one, Metric) and one.type:
        note = f" ({plain(one.type)})"
    elif isinstance(one, Alert) and one.condition:
        note = f" ({code(one.condition)})"
    label = LABELS[slot.key].get(one.change, one.change.value.capitalize())
    return bullet(slot, line.key, fact(f"{label}: {code(one.name)}{note}"), prose(line.what), identity=(one.name,))


def _none(facts: Facts) -> str:
    found = {
        "logging": facts.logging,
        "metrics": facts.metrics,
        "dashboards": facts.dashboards,
        "alerts": facts.alerts,
    }
    missing = {kind: noun for kind, noun in NOUNS.items() if not found[kind]}
    say = none_detected if len(missing) == len(NOUNS) else none_of
    return say(facts, missing) if missing else ""


SECTION = Section(OUTLINE, assemble, render, topics)
