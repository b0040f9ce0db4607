"""Dashboards (Grafana's JSON) and alerts (Prometheus rules) that a change brings, alters or takes away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from draft_summary.facts.survey import Pair, Survey
from draft_summary.values.facts import Alert, Change, Coverage, Dashboard, Facts, FileKind

CONFIGURATION = frozenset({FileKind.CONFIG, FileKind.CODE})
ALERT = re.compile(r"^(\s*)- alert:\s*[\"']?([^\"'#\n]{1,200}?)[\"']?\s*$")
EXPRESSION = re.compile(r"^(\s*)(?:- )?expr:\s*(.{0,400})$")
BLOCK_SCALAR = re.compile(r"^[|>][+-]?$")


@dataclass(frozen=True, slots=True)
class Dashboards:
    """The detector of dashboards."""

    kind: str = field(default="dashboards")

    def detect(self, survey: Survey, _found: Facts) -> tuple[Dashboard, ...]:
        """One fact per dashboard file."""
        found = []
        for pair in survey.pairs(CONFIGURATION):
            before, after = _title(pair.base), _title(pair.head)
            if before or after:
                change = Change.REMOVED if not after else Change.MODIFIED if before else Change.ADDED
                found.append(Dashboard(path=pair.path, line=1, name=after or before, change=change))
        return tuple(found)

    def coverage(self, _survey: Survey) -> Coverage:
        """Grafana's format is the one that is known."""
        return Coverage(self.kind)


@dataclass(frozen=True, slots=True)
class Alerts:
    """The detector of alert rules."""

    kind: str = field(default="alerts")

    def detect(self, survey: Survey, _found: Facts) -> tuple[Alert, ...]:
        """One fact per rule that differs, by name within its file."""
        found = [alert for pair in survey.pairs(CONFIGURATION) for alert in _compared(pair)]
        return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.name)))

    def coverage(self, _survey: Survey) -> Coverage:
        """Prometheus' format is the one that is known."""
        return Coverage(self.kind)


def _title(text: str | None) -> str:
    """A Grafana dashboard's title; empty for any other text."""
    if not text or '"panels"' not in text or '"title"' not in text:
        return ""
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    inner = document.get("dashboard", document) if isinstance(document, dict) else None
    if not isinstance(inner, dict) or not isinstance(inner.get("panels"), list) or "schemaVersion" not in inner:
        return ""
    return str(inner.get("title") or "")


def _compared(pair: Pair) -> Iterator[Alert]:
    if not pair.path.endswith((".yml", ".yaml")):
        return
    before = {alert.name: alert for alert in _alerts(pair.path, pair.base)}
    after = {alert.name: alert for alert in _alerts(pair.path, pair.head)}
    for name, alert in after.items():
        if name not in before:
            yield alert
        elif before[name].condition != alert.condition:
            yield Alert(path=alert.path, line=alert.line, name=name, change=Change.MODIFIED, condition=alert.condition)
    for name, alert in before.items():
        if name not in after:
            yield Alert(path=alert.path, line=alert.line, name=name, change=Change.REMOVED, condition=alert.condition)


def _alerts(path: str, text: str | None) -> Iterator[Alert]:
    """The rules of a file, read line by line: a rule's `expr` stands between its `alert` and the next."""
    if not text or "alert:" not in text:
        return
    lines = text.split("\n")
    starts = [(number, found) for number, line in enumerate(lines) if (found := ALERT.match(line))]
    for place, (number, found) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(lines)
        condition = _expression(lines[number + 1 : end])
        if condition:
            yield Alert(path=path, line=number + 1, name=found[2].strip(), condition=condition)


def _expression(lines: list[str]) -> str:
    for number, line in enumerate(lines):
        if not (found := EXPRESSION.match(line)):
            continue
        if not BLOCK_SCALAR.match(found[2].strip()):
            return found[2].strip().strip("\"'")
        inner = []
        for following in lines[number + 1 :]:
            if following.strip() and len(following) - len(following.lstrip()) <= len(found[1]):
                break
            inner.append(following.strip())
        return " ".join(part for part in inner if part)[:400]
    return ""
