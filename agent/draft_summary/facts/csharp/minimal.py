"""ASP.NET's minimal APIs: routes that calls declare, in groups, across methods that take the builder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draft_summary.facts.classes.constants import filled
from draft_summary.facts.csharp.outline import text_of
from draft_summary.facts.frameworks.wiring import Key, Mount, Route, Wiring
from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

VERB = re.compile(r"^Map(Get|Post|Put|Patch|Delete)$")
BUILDER = re.compile(r"\b(IEndpointRouteBuilder|WebApplication|RouteGroupBuilder|IApplicationBuilder)\b")
MOST_LINKS = 30


@dataclass(slots=True)
class Reading:
    """What is found while the files are read. `taking` are the methods that take a builder, by name.

    `unknown` are the groups whose prefix is not known: their routes are not told.
    """

    known: Mapping[str, str]
    taking: dict[str, list[Key]] = field(default_factory=dict)
    mounts: list[Mount] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    unknown: set[Key] = field(default_factory=set)


def mapped(sources: Mapping[str, Source], known: Mapping[str, str]) -> Wiring:
    """The wiring of all these files together."""
    reading = Reading(known)
    methods = []
    for source in sources.values():
        for node in (
            descendants(source.root, "method_declaration", "local_function_statement") if ".Map" in source.text else ()
        ):
            name = written(node.child_by_field_name("name"))
            builder = _builder(node)
            if builder:
                reading.taking.setdefault(name, []).append((source.path, name))
            methods.append((source, node, name, builder))
    for source, node, name, builder in methods:
        _calls(reading, source, node, {builder: (source.path, name)} if builder else {})
    for source in sources.values():
        if ".Map" in source.text:
            _top_level(reading, source)
    routes = tuple(one for one in reading.routes if one.router not in reading.unknown)
    return Wiring((), tuple(dict.fromkeys(reading.mounts)), routes)


def _builder(method: Node) -> str:
    """The name of the parameter that routes are declared on; empty for none."""
    group = method.child_by_field_name("parameters")
    for one in group.named_children if group is not None else ():
        if one.type == "parameter" and BUILDER.search(written(one.child_by_field_name("type"))):
            return written(one.child_by_field_name("name"))
    return ""


def _top_level(reading: Reading, source: Source) -> None:
    """The statements of a program without a class: one scope for all of them."""
    names: dict[str, Key] = {}
    for statement in source.root.named_children:
        if statement.type == "global_statement":
            _calls(reading, source, statement, names)


def _calls(reading: Reading, source: Source, body: Node, names: dict[str, Key]) -> None:
    for node in descendants(body, "variable_declarator", "invocation_expression"):
        if node.type == "variable_declarator":
            value = node.named_children[-1] if node.named_children else None
            if (
                value is not None
                and value.type == "invocation_expression"
                and (key := _group(reading, source, value, names))
            ):
                names[written(node.child_by_field_name("name"))] = key
        else:
            _call(reading, source, node, names)


def _call(reading: Reading, source: Source, node: Node, names: dict[str, Key]) -> None:
    function = node.child_by_field_name("function")
    if function is None or function.type != "member_access_expression":
        return
    name = written(function.child_by_field_name("name"))
    holder = function.child_by_field_name("expression")
    given = _arguments(node)
    verb = VERB.match(name)
    route = _text(given[0], reading.known, source.path) if len(given) > 1 else None
    if (verb or name == "MapMethods") and route is not None:
        key = _group(reading, source, holder, names) or (source.path, written(holder))
        methods = (verb[1].upper(),) if verb else tuple(re.findall(r'"([A-Z]{3,7})"', written(given[1]))) or ("*",)
        reading.routes.append(
            Route(key, route, methods, source.path, line_of(node), one_line(given[-1], 200).partition("=>")[0])
        )
    elif len(found := reading.taking.get(name, [])) == 1 and (parent := _group(reading, source, holder, names)):
        reading.mounts.append(Mount(parent, found[0]))


def _group(reading: Reading, source: Source, node: Node | None, names: dict[str, Key], depth: int = 0) -> Key | None:
    """The builder that an expression stands for: a name, or a group with its prefix."""
    for _ in range(MOST_LINKS):
        if node is None:
            return None
        if node.type == "identifier":
            return names.get(written(node), (source.path, written(node)))
        if node.type != "invocation_expression":
            return None
        function = node.child_by_field_name("function")
        if function is None or function.type != "member_access_expression":
            return None
        holder = function.child_by_field_name("expression")
        if written(function.child_by_field_name("name")) == "MapGroup":
            parent = _group(reading, source, holder, names, depth + 1) if depth < MOST_LINKS else None
            key = (source.path, f"@{node.start_byte}")
            given = _arguments(node)
            prefix = _text(given[0], reading.known, source.path) if given else ""
            if prefix is None or parent in reading.unknown:
                reading.unknown.add(key)
            elif parent is not None:
                reading.mounts.append(Mount(parent, key, prefix))
            return key
        node = holder
    return None


def _text(node: Node, known: Mapping[str, str], path: str) -> str | None:
    text = text_of(node)
    return filled(text, known, path) if text is not None else None


def _arguments(node: Node) -> list[Node]:
    group = node.child_by_field_name("arguments")
    return [one.named_children[-1] for one in (group.named_children if group is not None else []) if one.named_children]
