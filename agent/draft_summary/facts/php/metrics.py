"""Metrics that PHP makes: of Prometheus, OpenTelemetry and statsd."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.parsing import Source
from draft_summary.facts.php.calls import Chain, every_chain
from draft_summary.values.facts import Metric

HINT = re.compile(r"prometheus|statsd|opentelemetry|datadog", re.IGNORECASE)
REGISTERED = re.compile(r"^(?:getOrRegister|register)(Counter|Gauge|Histogram|Summary)$")
CREATED = re.compile(r"^create(?:Observable)?(?:UpDown)?(Counter|Gauge|Histogram)$")
STATSD = {
    "increment": "counter",
    "decrement": "counter",
    "gauge": "gauge",
    "timing": "histogram",
    "histogram": "histogram",
}
STATSD_CLIENT = re.compile(r"(statsd|dogstatsd|metrics)$", re.IGNORECASE)


def read(source: Source, _paths: frozenset[str]) -> Iterator[Metric]:
    """Every making of a metric whose name is written down."""
    if not HINT.search(source.text):
        return
    for chain in every_chain(source):
        kind, name = _made(chain)
        if name:
            yield Metric(path=source.path, line=chain.line, name=name, type=kind)


def _made(chain: Chain) -> tuple[str, str]:
    last = chain.links[-1]
    if found := REGISTERED.match(last.name):
        space, name = last.text(0), last.text(1)
        return found[1].lower(), f"{space}_{name}" if space and name else name or ""
    if found := CREATED.match(last.name):
        return found[1].lower(), last.text(0) or ""
    if last.name in STATSD and STATSD_CLIENT.search(chain.root):
        return STATSD[last.name], last.text(0) or ""
    return "", ""
