"""Questions for feature flags in Python: of known flag libraries, and of a program's own flag modules."""

from __future__ import annotations

import re

from draft_summary.facts.literals import constants, default_of, text_of
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.values.facts import Flag

# Functions, and what a file that calls them for a flag must speak of.
OPEN_FEATURE = frozenset({f"get_{kind}_value" for kind in ("boolean", "string", "integer", "float", "object")}) | {
    "get_boolean_details"
}
LAUNCH_DARKLY = ("ldclient", "launchdarkly")
WAFFLE = ("waffle",)
ASKED = {
    **dict.fromkeys(OPEN_FEATURE, ("openfeature",)),
    **dict.fromkeys(("variation", "bool_variation", "string_variation", "json_variation"), LAUNCH_DARKLY),
    **dict.fromkeys(("flag_is_active", "switch_is_active", "sample_is_active", "waffle_switch", "waffle_flag"), WAFFLE),
    **dict.fromkeys(("flag_enabled", "flag_disabled", "flag_state"), ("from flags",)),
    **dict.fromkeys(("get_boolean_assignment", "get_string_assignment"), ("eppo",)),
    "is_enabled": ("unleash", "UnleashClient", "flipper"),
    "is_feature_enabled": ("flagsmith",),
    "feature_enabled": ("posthog",),
    "get_feature_flag": ("posthog",),
    "is_on": ("growthbook",),
    "get_feature_value": ("growthbook",),
    "check_gate": ("statsig",),
    "get_treatment": ("splitio",),
}
# A program's own: a function whose name asks for a feature or a flag, or a method of what is named for them.
OWN_FUNCTION = re.compile(
    r"^(is_|has_|use_)?(feature(_flag)?|flag)_(is_)?(enabled|active|on)$|^(is|has)_feature(_flag)?$"
)
OWN_HOLDER = re.compile(
    r"(^|[._])(features?|feature_?flags?|feature_?(manager|service)|flag_?(manager|service))(\(\))?$", re.IGNORECASE
)
OWN_METHOD = frozenset({"is_enabled", "is_active", "enabled", "active", "is_on", "has"})
WITH_DEFAULT = OPEN_FEATURE


def read(source: Source) -> list[Flag]:
    """Every question for a flag that is named by a string or a constant of the file."""
    lowered = source.text.lower()
    if not any(word in lowered for word in HINTS):
        return []
    found, known = [], constants(source)
    for match in source.matches("flags"):
        function = written(match["function"][0])
        name = text_of(source, match["name"][0], known)
        if name and _asks(function, written(match["object"][0]) if "object" in match else "", lowered):
            given = match["default"][0] if "default" in match and function in WITH_DEFAULT else None
            line = line_of(match["call"][0])
            found.append(Flag(path=source.path, line=line, name=name, default=default_of(source, given)))
    return found


def _asks(function: str, holder: str, text: str) -> bool:
    """Whether the call asks for a flag, by the library of which the file speaks or by its own names."""
    if any(library.lower() in text for library in ASKED.get(function, ())):
        return True
    return OWN_FUNCTION.match(function) is not None or (
        function in OWN_METHOD and OWN_HOLDER.search(holder) is not None
    )


HINTS = tuple({library.lower() for libraries in ASKED.values() for library in libraries} | {"feature", "flag"})
