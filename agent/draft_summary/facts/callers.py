"""Unchanged files that call a symbol which is gone or called otherwise now."""

from __future__ import annotations

from collections.abc import Iterator

from draft_summary.facts.readers import reading
from draft_summary.facts.surfaces import definitions
from draft_summary.facts.survey import Survey
from draft_summary.facts.wanted import families_hinted, nearest_code
from draft_summary.values.branch import Branch
from draft_summary.values.facts import Caller, Change, Coverage, Facts, Symbol

kind = "callers"
FUNCTIONS = ("function", "class", "re-export")  # of a method's receiver the type is not known


def wanted(branch: Branch, head_paths: tuple[str, ...]) -> frozenset[str]:
    """The program's other files, where a definition's line was changed or removed."""
    hinted = families_hinted(branch, definitions(), signs="-")
    return nearest_code(branch, head_paths, hinted) if hinted else frozenset()


def detect(survey: Survey, found: Facts) -> tuple[Caller, ...]:
    """Calls of the symbol, by file and line."""
    sought = [
        one
        for one in found.symbols
        if one.kind in FUNCTIONS and not one.moved_from and one.change in (Change.REMOVED, Change.MODIFIED)
    ]
    callers = [
        caller
        for path, text in (survey.unchanged.items() if sought else ())
        for caller in _in_file(survey, path, text, sought)
    ]
    return tuple(sorted(callers, key=lambda one: (one.path, one.line or 0, one.symbol)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose calls are followed."""
    return survey.coverage(kind)


def _in_file(survey: Survey, path: str, text: str, sought: list[Symbol]) -> Iterator[Caller]:
    reader = reading(path)
    surface = reader.surface if reader else None
    if surface is None or surface.calls is None:
        return
    named = [one for one in sought if reading(one.path) is reader and one.name in text]
    source = survey.sources.glance(path, text) if named else None
    seen: set[tuple[int, str]] = set()
    for line, one in surface.calls(source, named, survey.head_paths) if source else ():
        if (line, one.qualified) not in seen:
            seen.add((line, one.qualified))
            yield Caller(path=path, line=line, symbol=one.qualified)
