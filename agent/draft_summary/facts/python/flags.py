"""Questions for feature flags in Python, by the calls of known flag libraries."""

from __future__ import annotations

from draft_summary.facts.literals import default_of
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.values.facts import Flag

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


def read(source: Source) -> list[Flag]:
    """Every question for a flag whose library the file speaks of."""
    lowered = source.text.lower()
    if not any(library.lower() in lowered for libraries in ASKED.values() for library in libraries):
        return []
    found = []
    for match in source.matches("flags"):
        function = written(match["function"][0])
        name = source.string(match["name"][0])
        if name and any(library.lower() in lowered for library in ASKED[function]):
            given = match["default"][0] if "default" in match and function in WITH_DEFAULT else None
            line = line_of(match["call"][0])
            found.append(Flag(path=source.path, line=line, name=name, default=default_of(source, given)))
    return found
