"""Questions for feature flags in JavaScript and TypeScript: known libraries, and a program's own flag modules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.exports import declared
from draft_summary.facts.javascript.nodes import Call, call_of, default_text, members, plain
from draft_summary.facts.javascript.scopes import enumerated
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.values.facts import Flag

if TYPE_CHECKING:
    from tree_sitter import Node

VALUES = ("Boolean", "String", "Number", "Object")
OPEN_FEATURE = frozenset(
    {f"get{kind}{what}" for kind in VALUES for what in ("Value", "Details")}
    | {f"use{kind}Flag{what}" for kind in VALUES for what in ("Value", "Details")}
)
# Functions whose name alone says that a flag is asked for.
NAMED = frozenset(
    {
        "isFeatureEnabled",
        "isFlagEnabled",
        "isFeatureFlagEnabled",
        "useFeatureFlag",
        "useFeatureFlagEnabled",
        "useUiFlag",
    }
    | {"useFeatureIsOn", "useFeatureValue", "getFeatureFlag", "featureFlag", "useFeatureFlagVariantKey", "checkGate"}
    | {"useFeatureFlagPayload", "isFeatureOn", "hasFeatureFlag", "getFeatureFlagValue", "useGate", "useFeatureGate"}
)
# Others, and what a file that calls them for a flag must speak of.
ASKED = {
    **dict.fromkeys(OPEN_FEATURE, re.compile(r"openfeature", re.IGNORECASE)),
    **dict.fromkeys(
        ("variation", "variationDetail", "boolVariation", "stringVariation", "numberVariation", "jsonVariation"),
        re.compile(r"launchdarkly|ldclient", re.IGNORECASE),
    ),
    **dict.fromkeys(("useFlag", "useVariant"), re.compile(r"unleash|flag", re.IGNORECASE)),
    **dict.fromkeys(
        ("isOn", "isOff", "getFeatureValue", "evalFeature", "useFeature"), re.compile(r"growthbook", re.IGNORECASE)
    ),
    "hasFeature": re.compile(r"flagsmith", re.IGNORECASE),
    **dict.fromkeys(("getValueAsync", "getValue"), re.compile(r"configcat", re.IGNORECASE)),
}
HOLDER = re.compile(
    r"(flags?|flag_?(resolver|service|provider|client)|unleash(client)?|features?)(\(\))?$", re.IGNORECASE
)
WITH_DEFAULT = OPEN_FEATURE | {"getFeatureValue", "useFeatureValue"}
DEFAULT_THIRD = frozenset({"variation", "boolVariation", "stringVariation", "numberVariation", "jsonVariation"})
NAME = re.compile(r"^[\w.:/-]{2,120}$")


def read(source: Source) -> Iterator[Flag]:
    """Every question for a flag by a literal name."""
    names = declared(source)
    for match in source.matches("flags"):
        call = call_of(source, match["call"][0])
        name = (call.text(0) or _constant(call, names)) if call else None
        if call is None or not name or not NAME.match(name) or not _asks(source, call.last, call.holder):
            continue
        place = 1 if call.last in WITH_DEFAULT else 2 if call.last in DEFAULT_THIRD else None
        default = default_text(source, call.at(place)) if place is not None else None
        yield Flag(path=source.path, line=line_of(call.node), name=name, default=default)
    if "flags/next" in source.text or "@vercel/flags" in source.text:
        yield from _declared(source)


def _constant(call: Call, names: Mapping[str, Node]) -> str | None:
    """The text of a constant of the same file: `NEW_THING`, `Flags.NEW_THING`."""
    node = call.at(0)
    if node is None or node.type not in ("identifier", "member_expression"):
        return None
    holder, _, last = written(node).rpartition(".")
    bound = names.get(holder or last)
    if holder and bound is not None:
        bound = members(call.source, bound).get(last) or enumerated(call.source, bound).get(last)
    return plain(call.source, bound)


def _asks(source: Source, function: str, holder: str) -> bool:
    if function in ("isEnabled", "getVariant"):
        return HOLDER.search(holder) is not None
    if function in NAMED:
        return True
    speaks_of = ASKED.get(function)
    return speaks_of is not None and speaks_of.search(source.text) is not None


def _declared(source: Source) -> Iterator[Flag]:
    """Flags of Vercel's SDK: `flag({ key: "name", defaultValue: false })`."""
    for match in source.matches("flags"):
        call = call_of(source, match["call"][0])
        if call is not None and call.function == "flag" and (key := call.options(0).get("key")):
            default = default_text(source, call.options(0).get("defaultValue"))
            if name := source.string(key):
                yield Flag(path=source.path, line=line_of(call.node), name=name, default=default)
