"""Environment variables that Python reads through libraries: pydantic's settings, options of Click and Typer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draft_summary.facts.literals import default_of, value_of
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.python.scopes import Definition, definitions, statements
from draft_summary.facts.reading import Reading

if TYPE_CHECKING:
    from tree_sitter import Node

ROOTS = frozenset({"BaseSettings", "pydantic_settings.BaseSettings", "pydantic.BaseSettings"})
NOT_FIELDS = re.compile(r"\b(ClassVar|PrivateAttr|InitVar)\b")
ALIASES = ("validation_alias", "alias", "env")
FIELD = re.compile(r"^(pydantic\.)?Field$")


@dataclass(frozen=True, slots=True)
class SettingsClass:
    """A class whose fields are environment variables: its prefix is put before each field's name."""

    name: str
    prefix: str
    readings: tuple[Reading, ...] = field(default=())


def settings_classes(source: Source, known: Mapping[str, str]) -> dict[str, SettingsClass]:
    """The settings classes of a file by name. `known` are those of other files, name -> prefix."""
    if "Settings" not in source.text:
        return {}
    found: dict[str, SettingsClass] = {}
    for one in definitions(source.root):
        if not one.is_class:
            continue
        inherited = next((base for base in one.bases if base in ROOTS or base in found or base in known), None)
        if inherited is None:
            continue
        prefix = found[inherited].prefix if inherited in found else known.get(inherited, "")
        stated = _prefix(one)
        prefix = prefix if stated is None else stated
        found[one.name] = SettingsClass(one.name, prefix, tuple(_fields(source, one, prefix)))
    return found


def _fields(source: Source, one: Definition, prefix: str) -> Iterator[Reading]:
    for statement in statements(one.body):
        assignment = statement.named_children[0] if statement.named_children else None
        if statement.type != "expression_statement" or assignment is None or assignment.type != "assignment":
            continue
        annotation = assignment.child_by_field_name("type")
        name = written(assignment.child_by_field_name("left"))
        if annotation is None or not name.isidentifier() or name.startswith("_") or name == "model_config":
            continue
        if NOT_FIELDS.search(written(annotation)):
            continue
        default, aliases = _field(source, assignment.child_by_field_name("right"))
        for alias in aliases or [f"{prefix}{name}"]:
            shown = alias if aliases and alias != alias.lower() else alias.upper()
            yield Reading(shown, default, line_of(assignment))


def _field(source: Source, value: Node | None) -> tuple[str | None, list[str]]:
    """The default and the names that a `Field(...)` gives."""
    if value is None or value.type != "call" or not FIELD.match(written(value.child_by_field_name("function"))):
        return default_of(source, value), []
    arguments = value.child_by_field_name("arguments")
    given = arguments.named_children if arguments else []
    named = {written(one.child_by_field_name("name")): one for one in given if one.type == "keyword_argument"}
    first = given[0] if given and given[0].type != "keyword_argument" else named.get("default")
    default = default_of(source, first)
    if first is None and "default_factory" in named:
        default = f"{written(value_of(named['default_factory']))}()"
    for key in ALIASES:
        if key in named and (aliases := _strings(source, value_of(named[key]))):
            return default, aliases
    return default, []


def _strings(source: Source, node: Node | None) -> list[str]:
    """The strings in a string, a list, or a call of AliasChoices."""
    if node is None:
        return []
    if (text := source.string(node)) is not None:
        return [text]
    inner = node.child_by_field_name("arguments") if node.type == "call" else node
    texts = (source.string(one) for one in (inner.named_children if inner else []))
    return [text for text in texts if text]


def _prefix(one: Definition) -> str | None:
    """The `env_prefix` that the class states, in `model_config` or in an inner `Config`."""
    for inner in definitions(one.body):
        if inner.is_class and inner.name == "Config":
            return _stated(inner.body)
    for statement in statements(one.body):
        if statement.type == "expression_statement" and written(statement).startswith("model_config"):
            return _stated(statement)
    return None


def _stated(node: Node | None) -> str | None:
    stated = re.search(r"[\"']?env_prefix[\"']?\s{0,4}[:=]\s{0,4}[\"'](\w{0,80})[\"']", written(node)[:4000])
    return stated[1] if stated else None


def options(source: Source) -> Iterator[Reading]:
    """The variables that an option of a command line may be given by."""
    if "envvar" not in source.text:
        return
    for match in source.matches("options"):
        call = match["call"][0]
        arguments = call.child_by_field_name("arguments")
        given = arguments.named_children if arguments else []
        named = {written(one.child_by_field_name("name")): one for one in given if one.type == "keyword_argument"}
        default = named.get("default")
        if written(call.child_by_field_name("function")) in ("typer.Option", "typer.Argument", "Option", "Argument"):
            default = given[0] if given and given[0].type != "keyword_argument" else default
        for name in _strings(source, value_of(named.get("envvar"))):
            yield Reading(name, default_of(source, default), line_of(call))
