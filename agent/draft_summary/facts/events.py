"""Events that the program newly publishes or consumes, or no longer does, by the calls of known brokers' libraries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from draft_summary.facts.parsing import Source
from draft_summary.facts.readers import reading
from draft_summary.facts.survey import Survey
from draft_summary.values.facts import Change, Coverage, Event, Facts

kind = "events"


def detect(survey: Survey, _found: Facts) -> tuple[Event, ...]:
    """Events by name and direction, compared over all changed files, so that one that moved is not new."""
    pairs = list(survey.program(kind))
    before, after = _events(pair.base for pair in pairs), _events(pair.head for pair in pairs)
    found = [one for key, one in after.items() if key not in before]
    found += [replace(one, change=Change.REMOVED) for key, one in before.items() if key not in after]
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.name, one.direction)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose events are read."""
    return survey.coverage(kind)


def _events(sources: Iterable[Source | None]) -> dict[tuple[str, str], Event]:
    """The first place of each."""
    found: dict[tuple[str, str], Event] = {}
    for source in sources:
        reader = reading(source.path) if source is not None else None
        for one in reader.events(source) if source and reader and reader.events else ():
            found.setdefault((one.name, one.direction), one)
    return found
