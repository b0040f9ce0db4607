"""Metrics that the program newly makes, no longer makes, or makes as another type."""

from __future__ import annotations

import re
from collections.abc import Iterable

from draft_summary.facts.literals import constants, text_of
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.python.modules import Modules, from_any, imports
from draft_summary.facts.survey import Survey
from draft_summary.values.facts import Change, Coverage, Facts, Metric

kind = "metrics"
PROMETHEUS = ("prometheus_client", "aioprometheus")
TYPES = {
    "Counter": "counter",
    "Gauge": "gauge",
    "Histogram": "histogram",
    "Summary": "summary",
    "Info": "",
    "Enum": "",
    "create_counter": "counter",
    "create_up_down_counter": "counter",
    "create_observable_counter": "counter",
    "create_observable_up_down_counter": "counter",
    "create_histogram": "histogram",
    "create_gauge": "gauge",
    "create_observable_gauge": "gauge",
    "incr": "counter",
    "decr": "counter",
    "increment": "counter",
    "decrement": "counter",
    "gauge": "gauge",
    "timing": "histogram",
    "timer": "histogram",
    "timed": "histogram",
    "histogram": "histogram",
    "distribution": "histogram",
}
METER = re.compile(r"(^|[._])meter(\(\))?$", re.IGNORECASE)
STATSD = re.compile(r"(^|[._])statsd(_client)?(\(\))?$", re.IGNORECASE)
HINTS = ("prometheus", "create_", "statsd")


def detect(survey: Survey, _found: Facts) -> tuple[Metric, ...]:
    """Metrics by name, compared over all changed files, so that one that moved is not new."""
    pairs = list(survey.program(kind))
    before = _metrics((pair.base for pair in pairs), survey.base_paths)
    after = _metrics((pair.head for pair in pairs), survey.head_paths)
    found = []
    for name in before.keys() | after.keys():
        old, new = before.get(name), after.get(name)
        if new is None and old is not None:
            found.append(Metric(path=old.path, line=old.line, name=name, change=Change.REMOVED, type=old.type))
        elif new is not None and old is None:
            found.append(new)
        elif new is not None and old is not None and new.type != old.type:
            found.append(Metric(path=new.path, line=new.line, name=name, change=Change.MODIFIED, type=new.type))
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.name)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose metrics are read."""
    return survey.coverage(kind)


def _metrics(sources: Iterable[Source | None], paths: frozenset[str]) -> dict[str, Metric]:
    """The first making of each metric."""
    found: dict[str, Metric] = {}
    for source in sources:
        if source is not None and any(hint in source.text for hint in HINTS):
            for one in _of(source, paths):
                found.setdefault(one.name, one)
    return found


def _of(source: Source, paths: frozenset[str]) -> list[Metric]:
    prometheus = from_any(imports(source, Modules(paths)), PROMETHEUS)
    names = constants(source)
    found = []
    for match in source.matches(kind):
        function = written(match["function"][0])
        holder = written(match["object"][0]) if "object" in match else ""
        name = text_of(source, match["name"][0], names)
        if name and _is_metric(function, holder, prometheus):
            found.append(Metric(path=source.path, line=line_of(match["call"][0]), name=name, type=TYPES[function]))
    return found


def _is_metric(function: str, holder: str, prometheus: frozenset[str]) -> bool:
    """Whether the call makes a metric: what is called comes of a metrics library, or is called on its client."""
    if function[0].isupper():
        return (holder or function) in prometheus
    return bool(METER.search(holder) if function.startswith("create_") else STATSD.search(holder))
