"""Feature flags that the program newly asks for, or no longer asks for, by the calls of known flag libraries."""

from __future__ import annotations

from collections.abc import Iterable

from draft_summary.facts.literals import default_of
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.survey import Survey
from draft_summary.values.facts import Change, Coverage, Facts, Flag

kind = "flags"
# Functions, and what a file that calls them for a flag must speak of.
OPEN_FEATURE = frozenset({f"get_{kind}_value" for kind in ("boolean", "string", "integer", "float", "object")}) | {
    "get_boolean_details"
}
ASKED = {
    **dict.fromkeys(OPEN_FEATURE, ("openfeature",)),
    "variation": ("ldclient", "launchdarkly"),
    "bool_variation": ("ldclient", "launchdarkly"),
    "is_enabled": ("unleash", "UnleashClient", "flipper"),
    "is_feature_enabled": ("flagsmith",),
    "feature_enabled": ("posthog",),
    "is_on": ("growthbook",),
    "flag_is_active": ("waffle",),
    "switch_is_active": ("waffle",),
    "sample_is_active": ("waffle",),
    "waffle_switch": ("waffle",),
    "waffle_flag": ("waffle",),
}
WITH_DEFAULT = OPEN_FEATURE


def detect(survey: Survey, _found: Facts) -> tuple[Flag, ...]:
    """Flags by name, compared over all changed files."""
    pairs = list(survey.program(kind))
    before, after = _flags(pair.base for pair in pairs), _flags(pair.head for pair in pairs)
    found = [one for name, one in after.items() if name not in before]
    found += [
        Flag(path=one.path, line=one.line, name=name, change=Change.REMOVED, default=one.default)
        for name, one in before.items()
        if name not in after
    ]
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.name)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose flags are read."""
    return survey.coverage(kind)


def _flags(sources: Iterable[Source | None]) -> dict[str, Flag]:
    found: dict[str, Flag] = {}
    for source in sources:
        for one in _of(source) if source is not None else ():
            found.setdefault(one.name, one)
    return found


def _of(source: Source) -> list[Flag]:
    lowered = source.text.lower()
    if not any(library.lower() in lowered for libraries in ASKED.values() for library in libraries):
        return []
    found = []
    for match in source.matches(kind):
        function = written(match["function"][0])
        name = source.string(match["name"][0])
        if name and any(library.lower() in lowered for library in ASKED[function]):
            given = match["default"][0] if "default" in match and function in WITH_DEFAULT else None
            line = line_of(match["call"][0])
            found.append(Flag(path=source.path, line=line, name=name, default=default_of(source, given)))
    return found
