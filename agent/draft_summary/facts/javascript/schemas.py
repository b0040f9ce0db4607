"""Environment variables that a schema declares: envalid, t3-env, zod, Joi, convict, env-schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.nodes import Call, bare, call_of, calls, default_text, members, plain
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.reading import Reading

if TYPE_CHECKING:
    from tree_sitter import Node

NAME = re.compile(r"^[A-Z][A-Z0-9_]*$")
PARSERS = frozenset({"parse", "safeParse", "parseAsync", "safeParseAsync", "validate", "validateSync", "cast"})
OBJECTS = frozenset({"object", "strictObject", "looseObject", "Object"})  # of zod, Joi, yup, valibot, TypeBox
JOINING = frozenset({"merge", "extend", "and", "preprocess", "keys", "safeExtend"})
SECTIONS = ("server", "client", "shared")  # of t3-env
LIBRARIES = ("createEnv", "cleanEnv", "convict", "env-schema", "@fastify/env", "validationSchema")
SCHEMAS = ("process.env", "import.meta.env", *LIBRARIES)
DEEPEST = 20  # calls in a chain, objects within each other
ENVIRONMENTS = frozenset({"process.env", "import.meta.env", "Bun.env"})


def schemas(source: Source) -> Iterator[Reading]:
    """The variables of the schemas in a file that are applied to the environment there."""
    if not any(hint in source.text for hint in SCHEMAS):
        return
    named = dict(_named(source))
    for call in calls(source):
        yield from _applied(source, call, named)
    if "validationSchema" in source.text:  # of Nest's ConfigModule
        for node in _valued(source, "validationSchema"):
            yield from _fields(source, node, named)
    if "env-schema" in source.text or "@fastify/env" in source.text:
        yield from _json_schema(source)


def _applied(source: Source, call: Call, named: dict[str, Node]) -> Iterator[Reading]:
    """The variables of the schema that a call applies to the environment."""
    if call.last == "cleanEnv" and written(call.at(0)) in ENVIRONMENTS:
        yield from _fields(source, call.at(1), named)
    elif call.last == "createEnv":
        for section in SECTIONS:
            yield from _fields(source, call.options(0).get(section), named)
    elif call.last == "convict":
        yield from _convict(source, call.at(0))
    elif call.last in PARSERS and _is_environment(call.at(0)):
        yield from _fields(source, call.receiver, named)


def _is_environment(node: Node | None) -> bool:
    """`process.env`, or a copy of it: `{ ...process.env }`."""
    if node is None:
        return False
    copied = [written(one).lstrip(". ") for one in node.named_children if one.type == "spread_element"]
    return written(node) in ENVIRONMENTS or not ENVIRONMENTS.isdisjoint(copied)


def _named(source: Source) -> Iterator[tuple[str, Node]]:
    """The names at the top level that are bound to an object or to what a call returns."""
    for statement in source.root.named_children:
        inner = statement.child_by_field_name("declaration") if statement.type == "export_statement" else statement
        for one in inner.named_children if inner is not None else []:
            value = bare(one.child_by_field_name("value")) if one.type == "variable_declarator" else None
            if value is not None:
                yield written(one.child_by_field_name("name")), value


def _fields(source: Source, node: Node | None, named: dict[str, Node], depth: int = 0) -> Iterator[Reading]:
    """The members of an object, or of the schema of one, with what they default to."""
    node = bare(node)
    if node is None or depth > DEEPEST:
        return
    if node.type == "identifier" and written(node) in named:
        yield from _fields(source, named[written(node)], named, depth + 1)
    elif node.type == "object":
        own = (one for one in members(source, node).items() if NAME.match(one[0]))
        yield from (Reading(name, _default(source, value), line_of(value)) for name, value in own)
        spread = (one for one in node.named_children if one.type == "spread_element" and one.named_children)
        for one in spread:
            yield from _fields(source, one.named_children[0], named, depth + 1)
    elif call := call_of(source, node):
        if call.last not in OBJECTS:  # .strict(), .merge(other), .extend({...})
            yield from _fields(source, call.receiver, named, depth + 1)
        for argument in call.arguments if call.last in OBJECTS | JOINING else ():
            yield from _fields(source, argument, named, depth + 1)


def _default(source: Source, node: Node) -> str | None:
    """What a member's schema gives without a value: `.default(x)`, `catch(x)`, or `{ default: x }` of envalid."""
    call = call_of(source, node)
    for _ in range(DEEPEST):
        if call is None:
            return None
        if call.last in ("default", "prefault", "catch"):
            return default_text(source, call.at(0))
        options = call.options(0)
        if "." not in call.function and "default" in options:
            return default_text(source, options["default"])
        call = call_of(source, call.receiver)
    return None


def _convict(source: Source, node: Node | None, depth: int = 0) -> Iterator[Reading]:
    """Members with an `env`: its name; their `default` beside it."""
    found = members(source, node) if depth < DEEPEST else {}
    name = plain(source, found.get("env"))
    if name is not None:
        yield Reading(name, default_text(source, found.get("default")), line_of(found["env"]))
        return
    for value in found.values():
        yield from _convict(source, value, depth + 1)


def _json_schema(source: Source) -> Iterator[Reading]:
    """The properties of a JSON Schema."""
    for node in _valued(source, "properties"):
        for name, value in members(source, node).items():
            if NAME.match(name):
                yield Reading(name, default_text(source, members(source, value).get("default")), line_of(value))


def _valued(source: Source, key: str) -> Iterator[Node]:
    """The values of the members of that name, in any object of the file."""
    for match in source.matches("members"):
        if written(match["key"][0]).strip("'\"") == key:
            yield match["value"][0]
