"""Metrics in Rust: prometheus, metrics, OpenTelemetry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.rust.syntax import QUOTED, arguments, literal
from draft_summary.values.facts import Metric

KIND = re.compile(r"counter|gauge|histogram", re.IGNORECASE)
LIBRARIES = ("prometheus", "metrics", "opentelemetry")
PROMETHEUS = re.compile(r"(^|::)(Int|Float)?(Counter|Gauge|Histogram)(Vec)?$")
NAME = re.compile(r"^[A-Za-z_:][\w.:/-]{1,120}$")


def read(source: Source, _paths: frozenset[str]) -> Iterator[Metric]:
    """Each metric where it is made or counted."""
    if not any(library in source.text for library in LIBRARIES):
        return
    for match in source.matches("metrics"):
        call, function = match["call"][0], written(match["function"][0])
        kind = KIND.search(function)
        name = ""
        if call.type == "macro_invocation":
            quoted = QUOTED.search(written(call)[:1000])
            name = quoted[1] if quoted else ""
        elif "type" not in match:
            given = arguments(call)
            name = literal(given[0]) or "" if given else ""
        elif PROMETHEUS.search(written(match["type"][0])):
            kind = KIND.search(written(match["type"][0]))
            quoted = QUOTED.search(written(call)[:1000])
            name = quoted[1] if quoted else ""
        if NAME.match(name):
            yield Metric(path=source.path, line=line_of(call), name=name, type=kind[0].lower() if kind else "")
