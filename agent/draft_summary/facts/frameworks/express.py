"""Routers on which a method per verb declares a route: Express, Koa, Fastify, Hono, restify, and programs' own.

`router.get("/x", handler)`, `router.route("/x").get(handler)`, `server.route({ method, path, handler })`; routers are
put into each other with `use`, `route`, or by a function that takes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.script_routers import ROUTER_NAME, Routers
from draft_summary.facts.frameworks.wiring import Key, Mount, Route, Wiring
from draft_summary.facts.javascript.nodes import Call, bare, call_of, callee, calls, is_function, items, members, plain
from draft_summary.facts.javascript.places import Place
from draft_summary.facts.parsing import one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

HINT = re.compile(r"\.(get|post|put|patch|del|delete|head|options|all|route|use|openapi|on)\(")
VERBS = {
    "get": "GET",
    "post": "POST",
    "put": "PUT",
    "patch": "PATCH",
    "delete": "DELETE",
    "del": "DELETE",
    "head": "HEAD",
    "options": "OPTIONS",
    "all": "*",
}
DEPRECATED = re.compile(r"\bdeprecated:\s{0,4}true\b")
DEEPEST = 60  # calls in a chain
LONGEST = 4_000


def read(place: Place) -> Wiring:
    """The routers, mounts and routes of a file."""
    source = place.source
    if not HINT.search(source.text):
        return Wiring()
    known = Routers(place)
    routes: list[Route] = []
    mounts: list[Mount] = []
    for call in calls(source):
        if call.last in VERBS or call.last in ("on", "openapi"):
            routes += _verb(known, call)
        elif call.last == "route":
            routes += _listed(known, call)
            mounts += _nested(known, call)
        elif call.last in ("use", "mount"):
            mounts += _used(known, call)
        elif call.arguments and call.node.type == "call_expression":
            mounts += _handed_on(known, call)
    return Wiring(tuple(known.prefixed()), tuple(mounts), tuple(routes))


def _verb(known: Routers, call: Call) -> Iterator[Route]:
    place = known.place
    methods, paths = _addressed(known, call)
    if not methods or not paths or (key := known.key(call)) is None:
        return
    handler = call.arguments[-1]
    for path in paths:
        yield Route(
            router=key,
            route=path,
            methods=methods,
            path=place.path,
            line=call.line,
            contract=_contract(call),
            deprecated=any(DEPRECATED.search(one_line(one, LONGEST)) for one in call.arguments[:-1]),
            handler=_handler(known, handler),
        )


def _addressed(known: Routers, call: Call) -> tuple[tuple[str, ...], list[str]]:
    """Methods and paths of `get("/x", f)`, `route("/x").get(f)`, `on("PURGE", "/x", f)`, `openapi(route, f)`."""
    place, count = known.place, len(call.arguments)
    if count == 0 or not _handles(call.at(count - 1)):
        return (), []
    if call.last == "on":
        given = call.at(0)
        named = [plain(place.source, one) for one in items(given)] or [plain(place.source, given)]
        return tuple(name.upper() for name in named if name), place.texts(call.at(1)) if count > 2 else []  # noqa: PLR2004 — methods, path, handler
    if call.last == "openapi":
        return _created(known, call)
    methods = (VERBS[call.last],)
    routed = _routed(call) if known.chains else None
    if routed is not None:
        return methods, place.texts(routed.at(0))
    paths = place.texts(call.at(0)) if count > 1 else []
    return methods, [path for path in paths if path[:1] in ("/", "*", "{", "") or call.last == "all"]


def _routed(call: Call) -> Call | None:
    """The `.route("/x")` in the chain before a verb without a path."""
    one = call_of(call.source, call.receiver)
    for _ in range(DEEPEST):
        if one is None or one.last not in (*VERBS, "route"):
            return None
        if one.last == "route":
            return one if len(one.arguments) == 1 and not one.options(0) else None
        one = call_of(call.source, one.receiver)
    return None


def _created(known: Routers, call: Call) -> tuple[tuple[str, ...], list[str]]:
    """Hono with OpenAPI: the method and path that `createRoute({...})` gives."""
    name = written(call.at(0))
    made = next((one for bound, one in _created_routes(known.place) if bound == name), None)
    if made is None:
        return (), []
    options = made.options(0)
    method = plain(known.place.source, options.get("method"))
    return ((method.upper(),) if method else ()), known.place.texts(options.get("path"))


def _created_routes(place: Place) -> Iterator[tuple[str, Call]]:
    for match in place.source.matches("made"):
        call = call_of(place.source, match["value"][0])
        if call is not None and call.last == "createRoute":
            yield written(match["name"][0]), call


def _handles(node: Node | None) -> bool:
    """Whether an argument may be a handler: an HTTP client's last one is data."""
    if node is None:
        return False
    return is_function(node) or node.type in ("identifier", "member_expression", "call_expression", "array")


def _contract(call: Call) -> str:
    """The registration without the handler's own text."""
    shown = [one_line(one, LONGEST) for one in call.arguments if not is_function(one)]
    return " ".join((call.last, *shown))


def _handler(known: Routers, node: Node) -> str:
    """The handler's text, where it stands in the file."""
    inner = bare(node)
    if is_function(inner):
        return written(inner)
    name = one_line(inner, 200).rpartition(".")[2]
    return written(known.handlers.get(name))


def _listed(known: Routers, call: Call) -> Iterator[Route]:
    """`server.route({ method: "GET", url: "/x", handler })`, of Fastify, hapi and programs' own controllers."""
    place = known.place
    given_first = call.at(0)
    for one in items(given_first) or ([given_first] if given_first is not None else []):
        options = members(place.source, one)
        path = options.get("path") or options.get("url")
        given = options.get("method")
        if path is None or given is None or "handler" not in options or (key := _any_key(known, call)) is None:
            continue
        named = [plain(place.source, method) for method in items(given)] or [plain(place.source, given)]
        for text in place.texts(path):
            yield Route(
                router=key,
                route=text,
                methods=tuple(name.upper() if name else "*" for name in named),
                path=place.path,
                line=call.line,
                contract=" ".join(one_line(options[name], LONGEST) for name in sorted(options) if name != "handler"),
                deprecated=DEPRECATED.search(one_line(one, LONGEST)) is not None,
                handler=_handler(known, options["handler"]),
            )


def _any_key(known: Routers, call: Call) -> Key | None:
    """A call with method, path and handler is told by itself; only what it is called on is to be found."""
    base = known.root(call.receiver)
    return known.place.key(base) or ((known.place.path, written(base)) if base is not None else None)


def _nested(known: Routers, call: Call) -> Iterator[Mount]:
    """Hono's `app.route("/x", other)`."""
    prefixes = known.place.prefixes(call.at(0)) if len(call.arguments) > 1 else []
    child = known.place.key(call.at(1)) if prefixes else None
    if child is not None and (parent := known.key(call)) is not None:
        yield from (Mount(parent, child, prefix) for prefix in prefixes)


def _used(known: Routers, call: Call) -> Iterator[Mount]:
    """`app.use("/x", check, router)`; whatever declares no route is harmless as a child."""
    place = known.place
    parent = known.key(call)
    if parent is None or not call.arguments:
        return
    first = call.at(0)
    prefixes = place.prefixes(first) if first is not None and _is_path(first) else []
    for one in call.arguments[1 if prefixes else 0 :]:
        for inner in items(one) or [one]:
            child = place.key(inner)
            for prefix in prefixes or [""]:
                if child is not None and child != parent:
                    yield Mount(parent, child, prefix)


def _is_path(node: Node) -> bool:
    """Whether the first argument of `use` is where, not what: a name is one if it is bound to a text."""
    if node.type in ("string", "template_string", "binary_expression"):
        return True
    if node.type == "array":
        return all(_is_path(one) for one in items(node))
    return node.type == "member_expression" and "router" not in written(node).lower()


def _handed_on(known: Routers, call: Call) -> Iterator[Mount]:
    """`routes(app)`, `require("./routes")(app)`, `routes.bind(app)`: a function that declares on what it is given."""
    first = call.at(0)
    if first is None or first.type not in ("identifier", "member_expression") or call.last in ("require", "import"):
        return
    around = call_of(call.source, call.node.parent.parent if call.node.parent is not None else None)
    if around is not None and around.last in ("use", "register", "route"):
        return  # app.use("/x", routes(app)): mounted there
    name = written(first)
    if not (ROUTER_NAME.match(name) or name in known.made):
        return
    parent, child = known.place.key(first), _called(known.place, call)
    if parent is not None and child is not None and child != parent:
        yield Mount(parent, child)


def _called(place: Place, call: Call) -> Key | None:
    called = callee(call.node)
    if called is not None and called.type == "call_expression":
        return place.key(called)
    return place.key(called)
