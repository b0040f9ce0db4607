"""Django: URL patterns that include those of other modules, and the routers of its REST framework."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.routes import Place, assigned, calls, contract, methods_of, text_of
from draft_summary.facts.frameworks.wiring import Key, Mount, Route, Wiring, full
from draft_summary.facts.parsing import Source, one_line, written
from draft_summary.facts.python.calls import Call, call_of, items
from draft_summary.facts.python.scopes import Definition, definitions, docstring, statements

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
        handler = _handler(place, view)
        path, shown = place.source.path, one_line(view)
        routes.append(Route(key, full(prefix, route), ("*",), path, call.line, shown, handler=handler))
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


def _handler(place: Place, view: Node | None) -> str:
    """The text of a view function or class, where it was read."""
    call = call_of(place.source, view)
    name = call.function.removesuffix(".as_view") if call and call.last == "as_view" else written(view)
    found = place.definition(name) if name else None
    return text_of(found[1]) if found else ""


def _registered(place: Place) -> Iterator[Route]:
    """The routes of a REST framework's router; its methods are the view set's, its actions routes of their own."""
    routers = {name for name, call in assigned(place.source) if REST_ROUTER.search(call.function)}
    for call in calls(place.source, "register"):
        name = call.function.rpartition(".")[0]
        route = place.text(call.node_at(0, "prefix"))
        if name in routers and route is not None:
            key, shown = (place.source.path, name), one_line(call.node)
            found = place.definition(written(call.node_at(1, "viewset")))
            base = full(route, "") + "/" if route else ""
            own = _without_actions(found[1]) if found else ""
            yield Route(key, base, ("*",), place.source.path, call.line, shown, handler=own)
            yield from _actions(key, base, *found) if found else ()


def _actions(key: Key, base: str, source: Source, view: Definition) -> Iterator[Route]:
    """The methods of a view set that are marked `@action`: each has a route below that of the set."""
    for method, call in _marked(source, view):
        name = call.text(99, "url_path") or method.name
        one = one_line(call.named.get("detail")) == "True" or one_line(call.node_at(1, "detail")) == "True"
        route = f"{base}{{{_lookup(source, view)}}}/{name}/" if one else f"{base}{name}/"
        methods = methods_of(source, call.node_at(0, "methods")) or ("GET",)
        said, text = contract(method), text_of(method)
        yield Route(key, route, methods, source.path, call.line, said, docstring(source, method.body), handler=text)


def _marked(source: Source, view: Definition) -> Iterator[tuple[Definition, Call]]:
    for method in definitions(view.body):
        for child in method.outer.children if method.outer is not method.node else ():
            call = call_of(source, child.named_children[0]) if child.type == "decorator" else None
            if call is not None and call.last in ("action", "detail_route", "list_route"):
                yield method, call


def _without_actions(view: Definition) -> str:
    return " ".join(
        text_of(method)
        for method in definitions(view.body)
        if not any(text.startswith(("action(", "detail_route(", "list_route(")) for text in method.decorators)
    )


def _lookup(source: Source, view: Definition) -> str:
    """What stands for one object in a route: the view set's own name for it, else `pk`."""
    stated = {
        written(statement.named_children[0].child_by_field_name("left")): statement.named_children[0]
        for statement in statements(view.body)
        if statement.type == "expression_statement" and statement.named_children
    }
    for name in ("lookup_url_kwarg", "lookup_field"):
        if name in stated and (text := source.string(stated[name].child_by_field_name("right"))):
            return text
    return "pk"


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
