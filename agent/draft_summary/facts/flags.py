"""Feature flags that the program newly asks for, or no longer asks for, by the calls of known flag libraries."""

from __future__ import annotations

from collections.abc import Iterable

from draft_summary.facts.parsing import Source
from draft_summary.facts.readers import reading
from draft_summary.facts.survey import Survey
from draft_summary.values.facts import Change, Coverage, Facts, Flag

kind = "flags"


def detect(survey: Survey, _found: Facts) -> tuple[Flag, ...]:
    """Flags by name, compared over all changed files; one that an unchanged file names is neither new nor gone."""
    pairs = list(survey.program(kind))
    before, after = _flags(pair.base for pair in pairs), _flags(pair.head for pair in pairs)
    differing = before.keys() ^ after.keys()
    standing = {name for name in differing if any(_names(text, name) for text in survey.unchanged.values())}
    found = [one for name, one in after.items() if name in differing - standing]
    found += [
        Flag(path=one.path, line=one.line, name=name, change=Change.REMOVED, default=one.default)
        for name, one in before.items()
        if name in differing - standing
    ]
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.name)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose flags are read."""
    return survey.coverage(kind)


def _names(text: str, name: str) -> bool:
    return f'"{name}"' in text or f"'{name}'" in text


def _flags(sources: Iterable[Source | None]) -> dict[str, Flag]:
    """The first question for each flag."""
    found: dict[str, Flag] = {}
    for source in sources:
        reader = reading(source.path) if source is not None else None
        for one in reader.flags(source) if source and reader and reader.flags else ():
            found.setdefault(one.name, one)
    return found
