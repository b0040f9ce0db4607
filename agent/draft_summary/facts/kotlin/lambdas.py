"""Ktor's routing and Spring's router DSL: routes that calls with lambdas declare within each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draft_summary.facts.classes.constants import filled
from draft_summary.facts.classes.outline import Member, Type
from draft_summary.facts.frameworks.wiring import Key, Mount, Route, Wiring
from draft_summary.facts.kotlin.outline import text_of
from draft_summary.facts.parsing import Source, line_of, written

if TYPE_CHECKING:
    from tree_sitter import Node

LIBRARY = re.compile(r"io\.ktor|\b(coRouter|router)\s*\{|org\.springframework\.web\.(reactive\.)?function")
VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
CAPITALS = frozenset(verb.upper() for verb in VERBS)
RECEIVER = re.compile(r"^receiver (Route|Routing|Application|RouterFunctionDsl|CoRouterFunctionDsl)$")
DEEPEST = 60
UNKNOWN: Key = ("", "")  # what stands under a prefix that is not known
HTTP = re.compile(r"HttpMethod\.(\w{3,7})")


@dataclass(slots=True)
class Reading:
    """What is found while the files are read. `taking` are functions on a router, by name."""

    known: Mapping[str, str]
    taking: dict[str, list[Key]] = field(default_factory=dict)
    mounts: list[Mount] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)


def read(sources: Mapping[str, Source], outlines: Mapping[str, tuple[Type, ...]], known: Mapping[str, str]) -> Wiring:
    """The wiring of all these files together."""
    reading = Reading(known)
    members = [
        (source, member)
        for path, source in sources.items()
        if LIBRARY.search(source.text)
        for one in outlines[path]
        for member in one.members
    ]
    for source, member in members:
        if _takes(member):
            reading.taking.setdefault(member.name, []).append((source.path, member.name))
    for source, member in members:
        _visit(reading, source, member.node, (source.path, member.name if _takes(member) else f"{member.name}!"), 0)
    return Wiring((), tuple(dict.fromkeys(reading.mounts)), tuple(reading.routes))


def _takes(member: Member) -> bool:
    return any(RECEIVER.match(word) for word in member.modifiers)


def _visit(reading: Reading, source: Source, node: Node, key: Key, depth: int) -> None:
    if depth > DEEPEST:
        return
    if node.type == "call_expression":
        key = _call(reading, source, node, key)
    for child in node.named_children:
        _visit(reading, source, child, key, depth + 1)


def _call(reading: Reading, source: Source, node: Node, key: Key) -> Key:
    """What a call declares; the router for what stands in its lambda."""
    parts = list(_parts(node))
    name, given, has_lambda = _named(parts)
    text = filled(_first(given) or "", reading.known, source.path) if given else ""
    if text is None or key == UNKNOWN:
        is_mounted = name in ("route", "nest") or key == UNKNOWN
        return UNKNOWN if is_mounted else key
    if (name in VERBS and has_lambda) or (name in CAPITALS and given):
        if has_lambda or name in CAPITALS:
            reading.routes.append(
                Route(key, text, (name.upper(),), source.path, line_of(node), name, handler=_text(node))
            )
    elif name == "method" and has_lambda and (found := HTTP.search(written(node)[:200])):
        reading.routes.append(
            Route(key, "", (found[1].upper(),), source.path, line_of(node), name, handler=_text(node))
        )
    elif name in ("route", "nest") and has_lambda:
        inner = (source.path, f"@{node.start_byte}")
        reading.mounts.append(Mount(key, inner, text))
        return inner
    elif len(found_ := reading.taking.get(name, [])) == 1 and not has_lambda:
        reading.mounts.append(Mount(key, found_[0]))
    return key


def _text(node: Node) -> str:
    return " ".join(written(node).split())


def _parts(node: Node) -> Iterator[Node]:
    """The call's parts, those of the call that it puts a lambda to included."""
    for child in node.named_children:
        if child.type == "call_expression" and child == node.named_children[0]:
            yield from child.named_children
        else:
            yield child


def _named(parts: list[Node]) -> tuple[str, list[Node], bool]:
    """The function's name, its arguments, whether a lambda follows. `"/x".nest { }` has its prefix as an argument."""
    head = parts[0] if parts else None
    given = [one for part in parts if part.type == "value_arguments" for one in part.named_children]
    has_lambda = any(part.type in ("annotated_lambda", "lambda_literal") for part in parts)
    if head is None:
        return "", [], False
    if head.type == "navigation_expression" and head.named_child_count > 1:
        last = written(head.named_children[-1])
        if last == "nest":
            return "nest", [head.named_children[0]], has_lambda
        return (
            (last, given, has_lambda)
            if written(head.named_children[0]) in ("this", "app", "routing")
            else ("", [], False)
        )
    return written(head) if head.type == "identifier" else "", given, has_lambda


def _first(given: list[Node]) -> str | None:
    node = given[0]
    return text_of(node.named_children[-1] if node.type == "value_argument" and node.named_children else node)
