"""Metrics that Ruby makes: of Prometheus, OpenTelemetry, StatsD and Yabeda."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.parsing import Source
from draft_summary.facts.ruby.calls import Call, every_call
from draft_summary.values.facts import Metric

HINT = re.compile(r"prometheus|statsd|meter|yabeda", re.IGNORECASE)
STATSD = {
    "increment": "counter",
    "decrement": "counter",
    "count": "counter",
    "gauge": "gauge",
    "measure": "histogram",
    "timing": "histogram",
    "time": "histogram",
    "histogram": "histogram",
    "distribution": "histogram",
    "set": "",
}
STATSD_CLIENT = re.compile(r"(^|[.:_@])statsd$", re.IGNORECASE)
REGISTRY = re.compile(r"(registry|prometheus)", re.IGNORECASE)
KINDS = ("counter", "gauge", "histogram", "summary")
METER = re.compile(r"meter$", re.IGNORECASE)


def read(source: Source, _paths: frozenset[str]) -> Iterator[Metric]:
    """Every making of a metric whose name is written down."""
    if not HINT.search(source.text):
        return
    for call in every_call(source):
        kind, name = _kind(call), call.text(0)
        if kind is not None and name:
            yield Metric(path=source.path, line=call.line, name=name, type=kind)


def _kind(call: Call) -> str | None:
    if call.method == "new" and "Prometheus" in call.receiver:
        last = call.receiver.rpartition("::")[2].lower()
        return last if last in KINDS else None
    if call.method in KINDS and REGISTRY.search(call.receiver):
        return call.method
    if call.method in STATSD and STATSD_CLIENT.search(call.receiver):
        return STATSD[call.method]
    if call.method.startswith("create_") and METER.search(call.receiver):
        made = call.method.rpartition("_")[2]
        return made if made in KINDS else ""
    return None
