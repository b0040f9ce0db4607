"""Feature flags in Go: those that calls of flag libraries ask for, and those of a flag module of the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.golang.syntax import constants, text_of
from draft_summary.facts.parsing import Match, Source, descendants, line_of, one_line, written
from draft_summary.values.facts import Flag

if TYPE_CHECKING:
    from tree_sitter import Node

# What a file that calls these for a flag must speak of, and the places of the flag's name and default.
OPEN_FEATURE = re.compile(r"^(Boolean|String|Float|Int|Object)Value(Details)?$")
LAUNCH_DARKLY = re.compile(r"^(Bool|String|Int|Float64|JSON)Variation(Detail|Ctx)?$")
OTHERS = {"IsEnabled": ("unleash",), "IsFeatureEnabled": ("flagsmith", "posthog", "unleash")}
OTHERS |= {
    "IsOn": ("growthbook",),
    "EvalFeature": ("growthbook",),
    "Feature": ("growthbook",),
    "Enabled": ("featuregate",),
}
MODULE = re.compile(r"(^|/)(feature_?flags?|features?|feature_?gates?|toggles?|flags?)(/[^/]+)?\.go$", re.IGNORECASE)
HOLDER = re.compile(r"(Config|Flags?|Features?|FeatureSet|FeatureFlags|Toggles)$")
GATE = re.compile(r"\b(featuregate\.Feature|FeatureFlag|FeatureName|FlagName|Feature|Flag)$")


def read(source: Source) -> list[Flag]:
    """The flags of one file."""
    return [*_asked(source), *_declared(source)]


def _asked(source: Source) -> Iterator[Flag]:
    lowered = source.text.lower()
    if not any(
        name in lowered for name in ("openfeature", "launchdarkly", "unleash", "growthbook", "flagsmith", "posthog")
    ):
        return
    known = constants(source)
    for match in source.matches("flags"):
        name, default = _question(match, lowered, known)
        if name and "{" not in name:
            yield Flag(path=source.path, line=line_of(match["call"][0]), name=name, default=default)


def _question(match: Match, lowered: str, known: dict[str, str]) -> tuple[str, str | None]:
    method, arguments = written(match["method"][0]), match["arguments"][0].named_children
    name_at, default_at = 0, -1
    if OPEN_FEATURE.match(method) and "openfeature" in lowered:
        name_at, default_at = 1, 2
    elif LAUNCH_DARKLY.match(method) and "launchdarkly" in lowered:
        default_at = len(arguments) - 1 if len(arguments) > 2 else -1  # noqa: PLR2004 — name, context, default
    elif not any(library in lowered for library in OTHERS.get(method, ())):
        return "", None
    elif method == "EvalFeature":
        name_at = 1
    name = text_of(arguments[name_at], known) if len(arguments) > name_at else None
    default = one_line(arguments[default_at], 80).strip('"') if 0 <= default_at < len(arguments) else None
    return name or "", default


def _declared(source: Source) -> Iterator[Flag]:
    """A module of flags: the truth values of its struct, and constants of a type that is a flag's."""
    if not MODULE.search(source.path):
        return
    for outer in source.root.named_children:
        if outer.type == "type_declaration":
            for spec in descendants(outer, "type_spec"):
                body = spec.child_by_field_name("type")
                if (
                    body is not None
                    and body.type == "struct_type"
                    and HOLDER.search(written(spec.child_by_field_name("name")))
                ):
                    yield from _fields(source, body)
        elif outer.type == "const_declaration":
            for spec in descendants(outer, "const_spec"):
                if GATE.search(written(spec.child_by_field_name("type"))):
                    yield _flag(source, spec)


def _fields(source: Source, body: Node) -> Iterator[Flag]:
    for one in descendants(body, "field_declaration", into=frozenset({"field_declaration_list"})):
        if written(one.child_by_field_name("type")) in ("bool", "*bool", "atomic.Bool"):
            for name in one.children_by_field_name("name"):
                if written(name)[:1].isupper():
                    yield Flag(path=source.path, line=line_of(name), name=written(name))


def _flag(source: Source, spec: Node) -> Flag:
    values = spec.child_by_field_name("value")
    name = written(spec.child_by_field_name("name"))
    text = text_of(values.named_children[0], {}) if values is not None and values.named_children else None
    return Flag(path=source.path, line=line_of(spec), name=text if text and "{" not in text else name)
