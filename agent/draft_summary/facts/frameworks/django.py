"""Django: URL patterns that include those of other modules, and the routers of its REST framework."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.routes import Place, assigned, calls
from draft_summary.facts.frameworks.wiring import Mount, Route, Wiring, full
from draft_summary.facts.parsing import one_line, written
from draft_summary.facts.python.calls import Call, call_of, items

if TYPE_CHECKING:
    from tree_sitter import Node

HINT = re.compile(r"django|rest_framework|urlpatterns")
PATTERNS = "urlpatterns"
DECLARING = ("path", "re_path", "url")
REST_ROUTER = re.compile(r"(^|\.)(Default|Simple|Nested\w{0,20})Router$")
REGEX_ENDS = re.compile(r"^\^|\$$")


def read(place: Place) -> Wiring:
    """The patterns and inclusions of a file."""
    if not HINT.search(place.source.text):
        return Wiring()
    mounts: list[Mount] = []
    routes: list[Route] = []
    if PATTERNS in place.source.text or "django.urls" in place.source.text:
        for call in calls(place.source, *DECLARING):
            if "." not in call.function:
                _pattern(place, call, mounts, routes)
    routes += _registered(place)
    return Wiring((), tuple(mounts), tuple(routes))


def _pattern(place: Place, call: Call, mounts: list[Mount], routes: list[Route]) -> None:
    route = _route(place, call)
    if route is None:
        return
    prefix, holder = _around(place, call.node)
    if not holder:
        return
    key = (place.source.path, holder)
    view = call.node_at(1, "view")
    included = call_of(place.source, view)
    if included is None or included.last != "include":
        routes.append(Route(key, full(prefix, route), ("*",), place.source.path, call.line, one_line(view)))
    elif not _holds_list(included):
        child = _included(place, included)
        if child is not None:
            mounts.append(Mount(key, child, full(prefix, route)))
        elif route:
            routes.append(Route(key, full(prefix, route), ("*",), place.source.path, call.line, one_line(view)))


def _route(place: Place, call: Call) -> str | None:
    route = place.text(call.node_at(0, "route"))
    return route if route is None or call.last == "path" else REGEX_ENDS.sub("", route)


def _holds_list(call: Call) -> bool:
    """Whether an `include(...)` lists its patterns itself: each of them knows what it stands in."""
    node = call.node_at(0, "arg")
    first = next(iter(items(node)), None) if node is not None and node.type == "tuple" else node
    return first is not None and first.type == "list"


def _included(place: Place, call: Call) -> tuple[str, str] | None:
    """The patterns that an `include(...)` names; None for those of a library."""
    node = call.node_at(0, "arg")
    if node is not None and node.type == "tuple":
        node = next(iter(items(node)), None)
    if node is None:
        return None
    if (module := place.source.string(node)) is not None:
        path = place.modules.path_of(module, place.source.path)
        return (path, PATTERNS) if path else None
    name = written(node)
    if name.endswith(".urls"):
        name = name.removesuffix(".urls")
        path, inner = place.key(name)
        return (path, inner or PATTERNS)
    if node.type == "identifier":
        path, inner = place.key(name)
        return path, inner or PATTERNS
    return None


def _registered(place: Place) -> Iterator[Route]:
    """The routes of a REST framework's router; its methods are the view set's."""
    routers = {name for name, call in assigned(place.source) if REST_ROUTER.search(call.function)}
    for call in calls(place.source, "register"):
        name = call.function.rpartition(".")[0]
        route = place.text(call.node_at(0, "prefix"))
        if name in routers and route is not None:
            key = (place.source.path, name)
            yield Route(key, f"{route}/", ("*",), place.source.path, call.line, one_line(call.node))


def _around(place: Place, node: Node) -> tuple[str, str]:
    """The prefixes of the patterns around a pattern, and the list to which all belong: the name it is bound to.

    The name is empty within a function: what an admin site adds to itself is mounted by code.
    """
    prefix, one = "", node.parent
    while one is not None:
        if one.type == "function_definition":
            return prefix, ""
        if one.type in ("assignment", "augmented_assignment"):
            return prefix, written(one.child_by_field_name("left"))
        if one.type == "call" and (call := call_of(place.source, one)):
            if call.function in DECLARING:
                prefix = full(_route(place, call) or "", prefix)
            elif call.last in ("append", "extend", "insert"):
                return prefix, call.function.rpartition(".")[0]
        one = one.parent
    return prefix, PATTERNS
