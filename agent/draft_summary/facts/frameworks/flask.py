"""Flask, Quart and Sanic: blueprints that are registered with a prefix; Flask's stands instead of their own."""

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
    is_deprecated,
    methods_of,
    text_of,
)
from draft_summary.facts.frameworks.wiring import Mount, Route, Router, Wiring, full
from draft_summary.facts.parsing import one_line, written
from draft_summary.facts.python.calls import Call, call_of, items
from draft_summary.facts.python.scopes import Definition, definitions, docstring

HINT = re.compile(r"flask|quart|sanic|Blueprint", re.IGNORECASE)
NOT_FLASK = re.compile(r"fastapi|starlette|APIRouter", re.IGNORECASE)
PREFIXES = ("url_prefix", "prefix", "path")
FACTORY = re.compile(r"(^|\.)([A-Z]\w{0,40}Blueprint|Blueprint|Flask|APIFlask|OpenAPI|Quart|Sanic|Namespace|Api)$")


def read(place: Place) -> Wiring:
    """The blueprints, registrations and routes of a file."""
    source = place.source
    if not HINT.search(source.text) or (NOT_FLASK.search(source.text) and "flask" not in source.text.lower()):
        return Wiring()
    made = {name: call for name, call in assigned(source) if FACTORY.search(call.function)}
    routers = tuple(Router((source.path, name), _prefix(place, call)) for name, call in made.items())
    mounts = (*_mounts(place), *_groups(place), *_bound(place, made))
    return Wiring(routers, mounts, (*_decorated(place, made), *_rules(place, made), *_resources(place, made)))


def _prefix(place: Place, call: Call) -> str:
    """What a blueprint, a namespace or an API puts before its routes; Sanic's has a version too."""
    own = next((text for name in PREFIXES if (text := place.text(call.named.get(name))) is not None), "")
    if call.last == "Namespace" and not own:
        own = f"/{call.text(0, 'name') or ''}"
    version = one_line(call.named.get("version"))
    return full(f"/v{version}", own) if version.isdigit() and "sanic" in place.source.text else own


def _mounts(place: Place) -> Iterator[Mount]:
    for call in calls(place.source, "register_blueprint"):
        parent, child = call.function.rpartition(".")[0], call.node_at(0, "blueprint")
        if parent and child is not None and child.type in ("identifier", "attribute"):
            prefix = place.text(call.named.get("url_prefix"))
            key = (place.source.path, parent) if "." not in parent else place.key(parent)
            yield Mount(key, place.key(written(child)), prefix or "", replaces=prefix is not None)


def _groups(place: Place) -> Iterator[Mount]:
    """Sanic: `Blueprint.group(one, other, url_prefix="/api")`, and `app.blueprint(one)`."""
    if "sanic" not in place.source.text:
        return
    for name, call in assigned(place.source):
        if call.last == "group":
            for child in call.positional:
                for each in items(child) or [child]:
                    yield Mount((place.source.path, name), place.key(written(each)), _prefix(place, call))
    for call in calls(place.source, "blueprint"):
        added = call.node_at(0, "blueprint")
        if added is not None and added.type in ("identifier", "attribute"):
            parent = call.function.rpartition(".")[0]
            yield Mount(place.key(parent), place.key(written(added)), place.text(call.named.get("url_prefix")) or "")


def _bound(place: Place, made: dict[str, Call]) -> Iterator[Mount]:
    """Flask-RESTful and RESTX: an `Api` of a blueprint, and the namespaces that are added to it."""
    for name, call in made.items():
        holder = call.node_at(0, "app")
        if call.last == "Api" and holder is not None and holder.type == "identifier" and written(holder) in made:
            yield Mount((place.source.path, written(holder)), (place.source.path, name))
    for call in calls(place.source, "add_namespace"):
        parent, child = call.function.rpartition(".")[0], call.node_at(0, "ns")
        if child is not None and child.type in ("identifier", "attribute"):
            prefix = place.text(call.node_at(1, "path"))
            yield Mount(place.key(parent), place.key(written(child)), prefix or "", replaces=prefix is not None)


def _resources(place: Place, made: dict[str, Call]) -> Iterator[Route]:
    """Flask-RESTful: `api.add_resource(Thing, "/things", "/things/<id>")`."""
    views = {one.name: one for one in definitions(place.source.root)}
    for call in calls(place.source, "add_resource"):
        router = call.function.rpartition(".")[0]
        view = views.get(written(call.node_at(0, "resource")))
        methods = (class_methods(view) if view else ()) or ("*",)
        for node in call.positional[1:]:
            if (route := place.text(node)) is not None and (router in made or ROUTER_NAME.search(router)):
                text, path = text_of(view) if view else "", place.source.path
                yield Route(place.key(router), route, methods, path, call.line, one_line(call.node), handler=text)


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
            said, text = contract(one.handler), text_of(one.handler)
            yield Route(place.key(one.router), route, methods, path, line, said, summary, is_deprecated(one), text)


def _rules(place: Place, made: dict[str, Call]) -> Iterator[Route]:
    views = {one.name: one for one in definitions(place.source.root)}
    for call in calls(place.source, "add_url_rule"):
        router = call.function.rpartition(".")[0]
        route = place.text(call.node_at(0, "rule"))
        if route is not None and (router in made or ROUTER_NAME.search(router)):
            methods, view = _rule_methods(place, call, views)
            said = f"{one_line(call.node)}\n{contract(view) if view else ''}"
            text, path = text_of(view) if view else "", place.source.path
            yield Route(place.key(router), route, methods, path, call.line, said, handler=text)


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
