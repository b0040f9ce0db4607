"""Metrics in Go: Prometheus' client, OpenTelemetry's meters, statsd."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.golang.syntax import constants, text_of
from draft_summary.facts.parsing import Match, Source, descendants, line_of, written
from draft_summary.values.facts import Metric

if TYPE_CHECKING:
    from tree_sitter import Node

PROMETHEUS = re.compile(r"\b(prometheus|promauto|prom|factory)\b")
METER = re.compile(r"(^|\.)\w{0,30}[mM]eter(\(|$)")
STATSD = re.compile(r"(^|\.)\w{0,20}[sS]tats[dD]?(Client)?$")
OPTIONS = ("Namespace", "Subsystem", "Name")
KIND = re.compile(r"Counter|Gauge|Histogram|Summary")
STATSD_KINDS = {"Incr": "counter", "Inc": "counter", "Decr": "counter", "Count": "counter", "Gauge": "gauge"}
STATSD_KINDS |= {"Timing": "histogram", "Histogram": "histogram", "Distribution": "histogram"}
HINTS = ("prometheus", "promauto", "otel", "statsd")


def read(source: Source, _paths: frozenset[str]) -> Iterator[Metric]:
    """Each metric where it is made, with namespace and subsystem where they are known."""
    if not any(hint in source.text for hint in HINTS):
        return
    known = constants(source)
    for match in source.matches("metrics"):
        name, kind = _named(match, known)
        if name and "{" not in name:
            yield Metric(path=source.path, line=line_of(match["call"][0]), name=name, type=kind)


def _named(match: Match, known: dict[str, str]) -> tuple[str, str]:
    """Name and type; the name is empty for a call that makes no metric."""
    function, operand = written(match["function"][0]), written(match["operand"][0])
    first = match["arguments"][0].named_children[0]
    found = KIND.search(function)
    kind = found[0].lower() if found else ""
    if function.startswith("New") and PROMETHEUS.search(operand):
        if function == "NewDesc":
            return _full(first, known), ""
        return _options(first, known), kind
    if function.startswith(("Int64", "Float64")) and METER.search(operand):
        return text_of(first, known) or "", kind or "counter"
    if function in STATSD_KINDS and STATSD.search(operand):
        return text_of(first, known) or "", STATSD_KINDS[function]
    return "", ""


def _options(node: Node, known: dict[str, str]) -> str:
    """The full name of `prometheus.CounterOpts{Namespace: ..., Subsystem: ..., Name: ...}`."""
    parts = {}
    for element in descendants(node, "keyed_element", into=frozenset({"literal_value"})):
        key, value = (
            one.named_children[0] if one.type == "literal_element" else one for one in element.named_children[:2]
        )
        if written(key) in OPTIONS:
            parts[written(key)] = text_of(value, known) or ""
    if not parts.get("Name"):
        return ""
    return "_".join(part for name in OPTIONS if (part := parts.get(name)) and ("{" not in part or name == "Name"))


def _full(node: Node, known: dict[str, str]) -> str:
    """A name as it is, or as `prometheus.BuildFQName(namespace, subsystem, name)` puts it together."""
    if node.type == "call_expression" and written(node.child_by_field_name("function")).endswith("BuildFQName"):
        arguments = node.child_by_field_name("arguments")
        texts = [text_of(one, known) or "" for one in (arguments.named_children if arguments is not None else [])]
        return "_".join(text for text in texts if text and "{" not in text)
    return text_of(node, known) or ""
