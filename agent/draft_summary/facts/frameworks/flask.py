"""Flask and its kin: blueprints that are registered with a prefix, which stands instead of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.frameworks.routes import (
    ROUTER_NAME,
    VERBS,
    Place,
    assigned,
    calls,
    class_methods,
    contract,
    decorated,
    methods_of,
)
from draft_summary.facts.frameworks.wiring import Mount, Route, Router, Wiring
from draft_summary.facts.parsing import one_line, written
from draft_summary.facts.python.calls import Call, call_of
from draft_summary.facts.python.scopes import Definition, definitions, docstring

HINT = re.compile(r"flask|quart|Blueprint", re.IGNORECASE)
NOT_FLASK = re.compile(r"fastapi|starlette|APIRouter", re.IGNORECASE)
FACTORY = re.compile(r"(^|\.)([A-Z]\w{0,40}Blueprint|Blueprint|Flask|APIFlask|OpenAPI|Quart|Namespace)$")


def read(place: Place) -> Wiring:
    """The blueprints, registrations and routes of a file."""
    source = place.source
    if not HINT.search(source.text) or (NOT_FLASK.search(source.text) and "flask" not in source.text.lower()):
        return Wiring()
    made = {name: call for name, call in assigned(source) if FACTORY.search(call.function)}
    routers = tuple(
        Router((source.path, name), place.text(call.named.get("url_prefix")) or "") for name, call in made.items()
    )
    return Wiring(routers, tuple(_mounts(place)), (*_decorated(place, made), *_rules(place, made)))


def _mounts(place: Place) -> Iterator[Mount]:
    for call in calls(place.source, "register_blueprint"):
        parent, child = call.function.rpartition(".")[0], call.node_at(0, "blueprint")
        if parent and child is not None and child.type in ("identifier", "attribute"):
            prefix = place.text(call.named.get("url_prefix"))
            key = (place.source.path, parent) if "." not in parent else place.key(parent)
            yield Mount(key, place.key(written(child)), prefix or "", replaces=prefix is not None)


def _decorated(place: Place, made: dict[str, Call]) -> Iterator[Route]:
    for one in decorated(place.source):
        route = place.text(one.call.node_at(0, "rule"))
        if route is None or not (one.router in made or ROUTER_NAME.search(one.router)):
            continue
        methods: tuple[str, ...] = ()
        if one.call.last in VERBS:
            methods = (one.call.last.upper(),)
        elif one.call.last == "route":
            given = methods_of(place.source, one.call.named.get("methods"))
            methods = given or (class_methods(one.handler) if one.handler.is_class else ("GET",))
        if methods:
            summary = docstring(place.source, one.handler.body)
            line, path = one.call.line, place.source.path
            yield Route(place.key(one.router), route, methods, path, line, contract(one.handler), summary)


def _rules(place: Place, made: dict[str, Call]) -> Iterator[Route]:
    views = {one.name: one for one in definitions(place.source.root)}
    for call in calls(place.source, "add_url_rule"):
        router = call.function.rpartition(".")[0]
        route = place.text(call.node_at(0, "rule"))
        if route is not None and (router in made or ROUTER_NAME.search(router)):
            methods, view = _rule_methods(place, call, views)
            text = f"{one_line(call.node)}\n{contract(view) if view else ''}"
            yield Route(place.key(router), route, methods, place.source.path, call.line, text)


def _rule_methods(place: Place, call: Call, views: dict[str, Definition]) -> tuple[tuple[str, ...], Definition | None]:
    """The methods of a rule: those given, those of its view class if it stands in the file, else GET or unknown."""
    given = methods_of(place.source, call.named.get("methods"))
    shown = call.node_at(2, "view_func")
    made = call_of(place.source, shown)
    is_class = made is not None and made.last == "as_view"
    name = made.function.rpartition(".")[0] if made and is_class else written(shown)
    view = views.get(name)
    if given or not is_class:
        return given or ("GET",), view
    return (class_methods(view) if view else ()) or ("*",), view
