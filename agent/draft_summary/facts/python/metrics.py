"""Metrics that Python makes: of Prometheus, OpenTelemetry, statsd."""

from __future__ import annotations

import re

from draft_summary.facts.literals import constants, text_of
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.python.modules import from_any, imports
from draft_summary.values.facts import Metric

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


def read(source: Source, _paths: frozenset[str]) -> list[Metric]:
    """Every making of a metric."""
    if not any(hint in source.text for hint in HINTS):
        return []
    prometheus = from_any(imports(source), PROMETHEUS)
    names = constants(source)
    found = []
    for match in source.matches("metrics"):
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
