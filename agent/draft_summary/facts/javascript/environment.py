"""Environment variables as JavaScript and TypeScript read them: directly, through schemas, through a config service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.modules import Binding, from_packages, imports
from draft_summary.facts.javascript.nodes import (
    Call,
    bare,
    call_of,
    default_text,
    key_of,
    plain,
)
from draft_summary.facts.javascript.schemas import SCHEMAS, schemas
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.reading import EnvironmentReader, Reading

if TYPE_CHECKING:
    from tree_sitter import Node

HINTS = (
    "process.env",
    "import.meta.env",
    ".env",
    "nv(",
    "nvVar(",
    "config",
    "z.",
    "Config",
    "convict",
    "$env/",
    "Joi.",
    "env:",
)
DIRECT = (
    "process.env",
    "import.meta.env",
    "Deno.env",
    "Bun.env",
    "env-var",
    "onfigService",
    "$env/",
    "node:process",
    "nv(",
    "nvVar(",
)
READS = (*DIRECT, *SCHEMAS)
SETTINGS_NAME = re.compile(r"(^|/)[^/]{0,40}(config|env|settings)[^/]{0,40}(/|\.[cm]?[jt]sx?$)", re.IGNORECASE)
HOLDERS = frozenset({"process.env", "import.meta.env", "Bun.env"})
GETTERS = frozenset({"Deno.env.get", "Netlify.env.get"})
# Given by Vite itself.
GIVEN = frozenset({"MODE", "DEV", "PROD", "SSR", "BASE_URL"})
SERVICE = re.compile(r"(^|\.)(_?config(uration)?(_?service)?)$", re.IGNORECASE)
UPPER = re.compile(r"^[A-Z][A-Z0-9_]*$")
# A function of a variable's text that leaves it a value: the default stands after it.
PASSING = frozenset({"Number", "String", "parseInt", "parseFloat", "BigInt", "parse"})
METHODS = frozenset({"split", "trim", "toLowerCase", "toUpperCase", "toString", "replace", "map", "filter"})
OWN = re.compile(r"^[a-zA-Z]{0,20}(env|Env|ENV)(Var|Variable|Value)?$")  # a function of the program's own
PLAIN = frozenset({"string", "number", "true", "false", "array"})
ENV_HELPER = re.compile(r"env", re.IGNORECASE)
STATIC = re.compile(r"^\$env/(static|dynamic)/(private|public)$")
DEEPEST = 8  # expressions between a variable and its default


def read(sources: list[Source]) -> Iterator[tuple[str, Reading]]:
    """Every reading with its path."""
    for source in sources:
        found = [*_direct(source), *_destructured(source), *_by_call(source), *schemas(source)]
        yield from ((source.path, one) for one in found if one.name not in GIVEN)


def _direct(source: Source) -> Iterator[Reading]:
    """`process.env.NAME`, `process.env["NAME"]`, and the names that a SvelteKit module or `env` gives."""
    bound = imports(source)
    holders = HOLDERS | {name for name, one in bound.items() if _is_env(one)}
    for match in source.matches("environment"):
        if "object" in match and written(match["object"][0]).replace("?", "") in holders:
            node = match["read"][0]
            name = written(match["name"][0]) if "name" in match else plain(source, match["key"][0])
            if name and not _is_written(node):
                yield Reading(name, _default(source, node), line_of(node))
    for name, one in bound.items():
        if STATIC.match(one.module) and UPPER.match(one.attribute):
            yield Reading(one.attribute or name, None, one.line)


def _is_env(one: Binding) -> bool:
    named = one.module in ("node:process", "process") and one.attribute == "env"
    return named or (one.module.startswith("$env/dynamic/") and one.attribute == "env")


def _destructured(source: Source) -> Iterator[Reading]:
    """`const { NAME, OTHER: name = "default" } = process.env`."""
    for match in source.matches("environment"):
        if "pattern" not in match or written(match["value"][0]) not in HOLDERS:
            continue
        for one in match["pattern"][0].named_children:
            if one.type == "shorthand_property_identifier_pattern":
                yield Reading(written(one), None, line_of(one))
            elif one.type == "object_assignment_pattern":
                default = default_text(source, one.child_by_field_name("right"))
                yield Reading(written(one.child_by_field_name("left")), default, line_of(one))
            elif one.type == "pair_pattern":
                value = one.child_by_field_name("value")
                right = value.child_by_field_name("right") if value is not None else None
                name = key_of(source, one.child_by_field_name("key"))
                yield Reading(name, default_text(source, right), line_of(one))


def _by_call(source: Source) -> Iterator[Reading]:
    """`Deno.env.get("NAME")`, env-var's `get("NAME").default(...)`, Nest's `configService.get("NAME", default)`."""
    library = from_packages(imports(source), "env-var")
    nest = "ConfigService" in source.text or "@nestjs/config" in source.text
    for match in source.matches("environment"):
        call = call_of(source, match["call"][0]) if "call" in match else None
        name = call.text(0) if call else None
        if call is None or not name:
            continue
        if OWN.match(call.function) and UPPER.match(name):
            second = call.at(1)
            given = default_text(source, second) if second is not None and second.type in PLAIN else None
            yield Reading(name, given or _default(source, call.node), line_of(call.node))
        elif call.function in GETTERS:
            yield Reading(name, _default(source, call.node), line_of(call.node))
        elif call.holder in library and UPPER.match(name):
            yield Reading(name, _chained(source, call.node), line_of(call.node))
        elif nest and SERVICE.search(call.holder) and UPPER.match(name):
            second = call.at(1)
            given = None if second is None or second.type == "object" else default_text(source, second)
            yield Reading(name, given or _default(source, call.node), line_of(call.node))


def _chained(source: Source, node: Node) -> str | None:
    """The argument of a `.default(...)` that follows in the chain."""
    one: Node | None = node
    for _ in range(DEEPEST):
        member = one.parent if one is not None else None
        call = call_of(source, member.parent) if member is not None and member.type == "member_expression" else None
        if call is None:
            break
        if call.last == "default":
            return default_text(source, call.at(0))
        one = call.node
    return None


def _is_written(node: Node) -> bool:
    """Whether the variable is set or deleted there."""
    parent = node.parent
    if parent is None:
        return False
    if parent.type in ("assignment_expression", "augmented_assignment_expression"):
        left = parent.child_by_field_name("left")
        return left is not None and left.id == node.id and parent.type == "assignment_expression"
    return parent.type == "unary_expression" and written(parent).startswith("delete")


def _default(source: Source, node: Node) -> str | None:
    """What follows `??` or `||`, directly or after the text was made a number; an env function's second argument."""
    one: Node | None = node
    for _ in range(DEEPEST):
        parent = one.parent if one is not None else None
        if one is None or parent is None:
            break
        if parent.type == "binary_expression":
            left = parent.child_by_field_name("left")
            is_fallback = written(parent.child_by_field_name("operator")) in ("??", "||")
            given = (
                parent.child_by_field_name("right") if is_fallback and left is not None and left.id == one.id else None
            )
            return default_text(source, given)
        if parent.type == "arguments" and (call := call_of(source, parent.parent)) and call.last not in PASSING:
            return _given(source, call) if call.arguments and call.arguments[0].id == one.id else None
        one = _further(source, one, parent)
    return None


def _further(source: Source, one: Node, parent: Node) -> Node | None:
    """The expression around one that is still the variable's value; None where it is something else."""
    if parent.type == "arguments":
        call = call_of(source, parent.parent)
        return call.node if call and call.arguments and call.arguments[0].id == one.id else None
    if parent.type == "member_expression":
        call = call_of(source, parent.parent)
        return call.node if call and call.last in METHODS and call.receiver is not None else None
    return parent if bare(parent) != parent else None


def _given(source: Source, call: Call) -> str | None:
    """The second argument of a function that reads a variable: `parseEnvVarNumber(process.env.X, 10)`."""
    second = call.at(1)
    is_plain = second is not None and second.type in PLAIN
    return default_text(source, second) if is_plain and ENV_HELPER.search(call.last) else None


ENVIRONMENT = EnvironmentReader(HINTS, READS, read, SETTINGS_NAME)
