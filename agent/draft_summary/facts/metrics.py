"""Metrics that the program newly makes, no longer makes, or makes as another type."""

from __future__ import annotations

from collections.abc import Iterable

from draft_summary.facts.parsing import Source
from draft_summary.facts.readers import reading
from draft_summary.facts.survey import Survey
from draft_summary.values.facts import Change, Coverage, Facts, Metric

kind = "metrics"


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
        reader = reading(source.path) if source is not None else None
        for one in reader.metrics(source, paths) if source and reader and reader.metrics else ():
            found.setdefault(one.name, one)
    return found
