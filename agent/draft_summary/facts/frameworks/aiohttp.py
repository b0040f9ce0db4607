"""aiohttp's server: route tables, routes added to an application, applications within each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.frameworks.routes import (
    VERBS,
    Place,
    assigned,
    calls,
    class_methods,
    contract,
    decorated,
    text_of,
)
from draft_summary.facts.frameworks.wiring import Mount, Route, Wiring
from draft_summary.facts.parsing import one_line, written
from draft_summary.facts.python.calls import Call
from draft_summary.facts.python.scopes import Definition, definitions, docstring

HINT = re.compile(r"^\s*(from|import)\s+aiohttp\b", re.MULTILINE)
TABLE = re.compile(r"(^|\.)RouteTableDef$")
ADDING = tuple(f"add_{verb}" for verb in (*VERBS, "route", "view"))
LISTED = tuple(f"web.{verb}" for verb in (*VERBS, "route", "view"))


def read(place: Place) -> Wiring:
    """The routes of a file's tables, those that it adds, and the applications that it mounts."""
    if not HINT.search(place.source.text):
        return Wiring()
    tables = frozenset(name for name, call in assigned(place.source) if TABLE.search(call.function))
    return Wiring((), tuple(_mounts(place)), (*_decorated(place, tables), *_added(place)))


def _mounts(place: Place) -> Iterator[Mount]:
    for call in calls(place.source, "add_subapp"):
        parent, child = call.function.rpartition(".")[0], call.node_at(1, "subapp")
        if child is not None and child.type in ("identifier", "attribute"):
            yield Mount(place.key(parent), place.key(written(child)), place.text(call.node_at(0, "prefix")) or "")


def _decorated(place: Place, tables: frozenset[str]) -> Iterator[Route]:
    for one in decorated(place.source):
        route = place.text(one.call.node_at(0, "path"))
        if one.router in tables and route is not None and one.call.last in (*VERBS, "view", "route"):
            methods = _methods(one.call.last, one.handler)
            if one.call.last == "route":
                methods = (one.call.text(0, "method") or "*",)
                route = place.text(one.call.node_at(1, "path")) or ""
            said, text = contract(one.handler), text_of(one.handler)
            path, summary = place.source.path, docstring(place.source, one.handler.body)
            yield Route(place.key(one.router), route, methods, path, one.call.line, said, summary, handler=text)


def _added(place: Place) -> Iterator[Route]:
    """`app.router.add_get("/x", handler)`, and `web.get("/x", handler)` in a list of routes."""
    handlers = {one.name: one for one in definitions(place.source.root)}
    for call in calls(place.source, *ADDING, *VERBS, "route", "view"):
        if call.last not in ADDING and call.function not in LISTED:
            continue
        verb = call.last.removeprefix("add_")
        first = 1 if verb == "route" else 0
        route, view = place.text(call.node_at(first, "path")), call.node_at(first + 1, "handler")
        if route is None or not route.startswith("/") or view is None:
            continue
        handler = handlers.get(written(view).rpartition(".")[2])
        methods = (call.text(0, "method") or "*",) if verb == "route" else _methods(verb, handler)
        router = _router(call)
        text = text_of(handler) if handler else ""
        yield Route(
            (place.source.path, router), route, methods, place.source.path, call.line, _shown(call), "", handler=text
        )


def _router(call: Call) -> str:
    """The application to which a route is added: that of `app.router.add_get`; a list's is not followed."""
    holder = call.function.rpartition(".")[0]
    return "" if holder == "web" else holder.removesuffix(".router")


def _shown(call: Call) -> str:
    return one_line(call.node)


def _methods(verb: str, handler: Definition | None) -> tuple[str, ...]:
    if verb == "view":
        return (class_methods(handler) if handler and handler.is_class else ()) or ("*",)
    return (verb.upper(),)
