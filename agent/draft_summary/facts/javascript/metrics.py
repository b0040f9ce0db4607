"""Metrics that JavaScript and TypeScript make: prom-client, OpenTelemetry, statsd."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.javascript.modules import from_packages, imports
from draft_summary.facts.javascript.nodes import Call, call_of, plain
from draft_summary.facts.parsing import Source, line_of
from draft_summary.values.facts import Metric

PROMETHEUS = ("prom-client", "@willsoto/nestjs-prometheus")
# Of prom-client, and of the functions that programs wrap it with: the object says the metric's name.
MADE = {
    "Counter": "counter",
    "Gauge": "gauge",
    "Histogram": "histogram",
    "Summary": "summary",
    "createCounter": "counter",
    "createGauge": "gauge",
    "createHistogram": "histogram",
    "createSummary": "summary",
    "createUpDownCounter": "counter",
    "createObservableCounter": "counter",
    "createObservableGauge": "gauge",
    "createObservableUpDownCounter": "counter",
    "makeCounterProvider": "counter",
    "makeGaugeProvider": "gauge",
    "makeHistogramProvider": "histogram",
    "makeSummaryProvider": "summary",
}
SENT = {
    "increment": "counter",
    "decrement": "counter",
    "incr": "counter",
    "decr": "counter",
    "gauge": "gauge",
    "timing": "histogram",
    "histogram": "histogram",
    "distribution": "histogram",
    "set": "",
}
METER = re.compile(r"(^|[._])\w{0,40}meter(\(\))?$", re.IGNORECASE)
STATSD = re.compile(r"(^|[._])(\w{0,20}statsd(client)?|dogstatsd)$", re.IGNORECASE)
NAME = re.compile(r"^[A-Za-z_:][\w:./-]{0,200}$")


def read(source: Source, _paths: frozenset[str]) -> Iterator[Metric]:
    """Every making of a metric; of statsd, every sending to one."""
    prometheus = from_packages(imports(source), *PROMETHEUS)
    for match in source.matches("metrics"):
        call = call_of(source, match["call"][0])
        if call is None or (name := _name(call, prometheus)) is None or not NAME.match(name):
            continue
        kind = MADE.get(call.last, SENT.get(call.last, ""))
        yield Metric(path=source.path, line=line_of(call.node), name=name, type=kind)


def _name(call: Call, prometheus: frozenset[str]) -> str | None:
    """The metric's name, where the call makes one."""
    options = call.options(0)
    if call.last in MADE:
        if METER.search(call.holder) and call.last[0].islower():
            return call.text(0)
        known = (call.holder or call.function) in prometheus
        described = "name" in options and "help" in options
        if known or (described and call.last.startswith("create")):
            return plain(call.source, options.get("name"))
        return None
    return call.text(0) if STATSD.search(call.holder) else None
