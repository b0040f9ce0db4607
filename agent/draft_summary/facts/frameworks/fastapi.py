"""FastAPI and Starlette: routers that are included in each other with prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.frameworks.routes import (
    ROUTER_NAME,
    VERBS,
    Decorated,
    Place,
    assigned,
    calls,
    class_methods,
    contract,
    decorated,
    is_deprecated,
    methods_of,
    text_of,
)
from draft_summary.facts.frameworks.wiring import Mount, Route, Router, Wiring
from draft_summary.facts.parsing import one_line, written
from draft_summary.facts.python.calls import Call
from draft_summary.facts.python.scopes import definitions, docstring

HINT = re.compile(r"fastapi|starlette|APIRouter|include_router", re.IGNORECASE)
FACTORY = re.compile(r"(^|\.)([A-Z]\w{0,40}Router|APIRouter|FastAPI|Starlette|[A-Z]\w{0,40}FastAPI|Router)$")
ADDING = ("add_api_route", "add_route", "add_websocket_route", "add_api_websocket_route")
WEBSOCKET = "WEBSOCKET"


def read(place: Place) -> Wiring:
    """The routers, inclusions and routes of a file."""
    source = place.source
    if not HINT.search(source.text):
        return Wiring()
    made = {name: call for name, call in assigned(source) if FACTORY.search(call.function)}
    routers = tuple(
        Router((source.path, name), place.text(call.named.get("prefix")) or "") for name, call in made.items()
    )
    return Wiring(routers, tuple(_mounts(place)), (*_decorated(place, made), *_added(place, made), *_listed(place)))


def _mounts(place: Place) -> Iterator[Mount]:
    for call in calls(place.source, "include_router"):
        parent = call.function.rpartition(".")[0]
        child = call.node_at(0, "router")
        if parent and child is not None and child.type in ("identifier", "attribute"):
            prefix = place.text(call.named.get("prefix")) or ""
            yield Mount(place.key(parent), place.key(written(child)), prefix)
    for call in calls(place.source, "mount"):
        parent, child = call.function.rpartition(".")[0], call.node_at(1, "app")
        if parent and child is not None and child.type in ("identifier", "attribute"):
            yield Mount(place.key(parent), place.key(written(child)), place.text(call.node_at(0, "path")) or "")


def _decorated(place: Place, made: dict[str, Call]) -> Iterator[Route]:
    for one in decorated(place.source):
        route = place.text(one.call.node_at(0, "path"))
        if route is None or (route and route[0] not in "/{") or not _is_router(one.router, made):
            continue
        if methods := _methods(place, one):
            yield Route(
                router=place.key(one.router),
                route=route,
                methods=methods,
                path=place.source.path,
                line=one.call.line,
                contract=contract(one.handler),
                summary=docstring(place.source, one.handler.body),
                deprecated=is_deprecated(one),
                handler=text_of(one.handler),
            )


def _methods(place: Place, one: Decorated) -> tuple[str, ...]:
    if one.call.last in VERBS:
        return (one.call.last.upper(),)
    if one.call.last in ("websocket", "websocket_route"):
        return (WEBSOCKET,)
    if one.call.last in ("api_route", "route"):
        given = methods_of(place.source, one.call.named.get("methods"))
        return given or (class_methods(one.handler) if one.handler.is_class else ("GET",))
    return ()


def _added(place: Place, made: dict[str, Call]) -> Iterator[Route]:
    handlers = {one.name: text_of(one) for one in definitions(place.source.root)}
    for call in calls(place.source, *ADDING):
        router = call.function.rpartition(".")[0]
        route = place.text(call.node_at(0, "path"))
        if route is None or not _is_router(router, made):
            continue
        given = methods_of(place.source, call.named.get("methods"))
        methods = (WEBSOCKET,) if "websocket" in call.last else given or ("GET",)
        handler = handlers.get(written(call.node_at(1, "endpoint")), "")
        line, shown = call.line, one_line(call.node)
        yield Route(place.key(router), route, methods, place.source.path, line, shown, handler=handler)


def _listed(place: Place) -> Iterator[Route]:
    """Starlette's `Route("/x", endpoint)`, within the `Mount("/y", ...)` around it."""
    if "starlette" not in place.source.text:
        return
    handlers = {one.name: text_of(one) for one in definitions(place.source.root)}
    for call in calls(place.source, "Route", "WebSocketRoute"):
        route = place.text(call.node_at(0, "path"))
        if route is not None and "." not in call.function:
            given = methods_of(place.source, call.named.get("methods"))
            endpoint = written(call.node_at(1, "endpoint"))
            is_class = endpoint[:1].isupper()
            methods = (WEBSOCKET,) if call.last == "WebSocketRoute" else given or (("*",) if is_class else ("GET",))
            full = f"{_around(place, call)}{route}"
            path, handler = place.source.path, handlers.get(endpoint, "")
            yield Route((path, ""), full, methods, path, call.line, one_line(call.node), handler=handler)


def _around(place: Place, call: Call) -> str:
    prefix, node = "", call.node.parent
    while node is not None:
        if node.type == "call" and written(node.child_by_field_name("function")) == "Mount":
            arguments = node.child_by_field_name("arguments")
            first = arguments.named_children[0] if arguments and arguments.named_children else None
            prefix = f"{place.text(first) or ''}{prefix}"
        node = node.parent
    return prefix


def _is_router(name: str, made: dict[str, Call]) -> bool:
    return name in made or ROUTER_NAME.search(name) is not None
