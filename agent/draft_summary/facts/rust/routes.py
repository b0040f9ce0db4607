"""Routes in Rust: axum (and utoipa's router), actix-web, rocket; routers that functions return and nest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Key, Mount, Route, Wiring
from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written
from draft_summary.facts.reading import Paths, RouteReader
from draft_summary.facts.rust.handlers import declared_by_attribute, described, named_in_macro
from draft_summary.facts.rust.syntax import arguments, constants, items, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

FRAMEWORK = re.compile(r"\b(axum|utoipa_axum|actix_web|rocket|OpenApiRouter|ServiceConfig)\b|\bRouter\b")
MADE = re.compile(r"(^|::)(Router|OpenApiRouter|ApiRouter|App|Scope)(::<.{0,80}>)?::(new|with_openapi|default|build)$")
VERB = re.compile(r"^(get|post|put|patch|delete|head|options|trace|connect|any)(_\w{1,40})?$")
FILTER = re.compile(r"\bMethodFilter::([A-Z]{3,7})\b")
KEPT = frozenset({"merge", "nest", "nest_service", "route", "route_service", "service", "routes", "mount", "configure"})
# A prefix that only the program's settings know is left out.
UNKNOWN = re.compile(r"^\{\w{1,80}\}")
DEEPEST = 20
MOST_NODES = 100_000  # of one function
MOST_LINKS = 400  # of one chain


@dataclass(slots=True)
class Reading:
    """What is found while the files are read. `functions` are those of all files by name."""

    functions: Mapping[str, list[Key]]
    known: dict[str, str] = field(default_factory=dict)
    depth: int = 0  # of routers written within each other
    mounts: list[Mount] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scope:
    """A function's file and key, and its variables that are routers."""

    source: Source
    key: Key
    names: dict[str, Key] = field(default_factory=dict)


def read(sources: Mapping[str, Source], _paths: Paths) -> tuple[Wiring, ...]:
    """The wiring of all these files together."""
    functions: dict[str, list[Key]] = {}
    values: dict[str, str] = {}
    for source in sources.values():
        values |= constants(source)
        for one in items(source):
            if one.node.type == "function_item":
                functions.setdefault(one.name, []).append(_function((source.path, one.around, one.name)))
    reading = Reading(functions, values)
    for source in sources.values():
        for one in items(source) if FRAMEWORK.search(source.text) else ():
            if one.node.type == "function_item" and not one.in_tests:
                scope = Scope(source, _function((source.path, one.around, one.name)))
                reading.routes += declared_by_attribute(one, source.path, scope.key)
                _body(reading, scope, one.node)
    return (Wiring((), tuple(dict.fromkeys(reading.mounts)), tuple(reading.routes)),)


def _function(place: tuple[str, tuple[str, ...], str]) -> Key:
    path, around, name = place
    return path, "::".join((*around, name))


def _body(reading: Reading, scope: Scope, function: Node) -> None:
    _parameters(scope, function)
    body = function.child_by_field_name("body")
    if body is None:
        return
    _variables(reading, scope, body)
    for node, parent in _calls(body):
        key = _router(reading, scope, node)
        if key and (parent == body or parent.type == "return_expression"):
            reading.mounts.append(Mount(scope.key, key))
    last = body.named_children[-1] if body.named_children else None
    if last is not None and last.type == "identifier" and (key := scope.names.get(written(last))):
        reading.mounts.append(Mount(scope.key, key))


def _parameters(scope: Scope, function: Node) -> None:
    parameters = function.child_by_field_name("parameters")
    for one in parameters.named_children if parameters is not None else ():
        if re.search(r"\b(Router|ServiceConfig|OpenApiRouter)\b", written(one.child_by_field_name("type"))):
            scope.names[written(one.child_by_field_name("pattern")).removeprefix("mut ")] = scope.key


def _variables(reading: Reading, scope: Scope, body: Node) -> None:
    for node in descendants(body, "let_declaration", "assignment_expression"):
        name = node.child_by_field_name("pattern") or node.child_by_field_name("left")
        value = node.child_by_field_name("value") or node.child_by_field_name("right")
        if key := _router(reading, scope, value):
            scope.names[written(name).removeprefix("mut ").strip()] = key


def _calls(body: Node) -> Iterator[tuple[Node, Node]]:
    """The calls that are read on their own, with the node around each: no link of a chain, no variable's value.

    What a node stands in is kept on the way: to ask a node for its parent takes time in proportion to its depth.
    """
    waiting = [(child, body) for child in reversed(body.named_children)]
    for _ in range(MOST_NODES):
        if not waiting:
            break
        node, parent = waiting.pop()
        if node.type == "call_expression" and parent.type not in ("field_expression", "let_declaration", "arguments"):
            yield node, parent
        waiting.extend((child, node) for child in reversed(node.named_children))


def _router(reading: Reading, scope: Scope, node: Node | None) -> Key | None:
    """The router that an expression stands for, its chain of calls read on the way; None where it is none."""
    links: list[tuple[str, Node]] = []
    for _ in range(MOST_LINKS):
        while node is not None and node.type in ("reference_expression", "await_expression", "try_expression"):
            node = node.named_children[-1] if node.type == "reference_expression" else node.named_children[0]
        if node is None or node.type != "call_expression":
            break
        function = node.child_by_field_name("function")
        if function is None or function.type != "field_expression":
            break
        links.append((written(function.child_by_field_name("field")), node))
        node = function.child_by_field_name("value")
    key = _beginning(reading, scope, node) if any(name in KEPT for name, _ in links) or not links else None
    if key is None or reading.depth >= DEEPEST:
        return None
    reading.depth += 1
    for name, call in reversed(links):
        _link(reading, scope, key, name, call)
    reading.depth -= 1
    return key


def _beginning(reading: Reading, scope: Scope, node: Node | None) -> Key | None:
    """What a chain begins with: a variable, a new router, a scope with its prefix, or what a function returns."""
    if node is None:
        return None
    if node.type in ("identifier", "self"):
        return scope.names.get(written(node))
    if node.type != "call_expression":
        return None
    name = written(node.child_by_field_name("function"))
    own = (scope.source.path, f"@{node.start_byte}")
    if MADE.search(name) or name in ("rocket::build", "rocket::custom", "rocket::ignite"):
        return own
    if re.search(r"(^|::)(scope|resource)$", name):
        inner = (scope.source.path, f"@{node.start_byte}/")
        reading.mounts.append(Mount(own, inner, text_of(next(iter(arguments(node)), None), reading.known) or ""))
        return inner
    return _called(reading, name)


def _called(reading: Reading, name: str) -> Key | None:
    """The function that a path names: the one in the file or type that it says, or the only one of that name."""
    *before, last = [part.partition("<")[0] for part in name.split("::") if part]
    found = reading.functions.get(last, [])
    near = [key for key in found if before and before[-1] in (*key[1].split("::")[:-1], *_stems(key[0]))]
    chosen = near or found
    return chosen[0] if len(chosen) == 1 else None


def _stems(path: str) -> tuple[str, str]:
    *_, folder, name = ("", *path.split("/"))
    return folder, name.removesuffix(".rs")


def _link(reading: Reading, scope: Scope, key: Key, name: str, call: Node) -> None:
    given = arguments(call)
    if name in ("route", "route_service") and len(given) > 1:
        _route(reading, scope, key, call, given)
    elif name in ("nest", "nest_service", "mount") and len(given) > 1:
        prefix = UNKNOWN.sub("", text_of(given[0], reading.known) or "")
        for child in _children(reading, scope, given[1]):
            reading.mounts.append(Mount(key, child, prefix))
    elif name in ("merge", "service", "configure", "routes") and given:
        for child in _children(reading, scope, given[0]):
            is_axum = name == "routes" and given[0].type == "macro_invocation"
            reading.mounts.append(Mount(key, described(child) if is_axum else _outer(child)))
        if name == "routes" and given[0].type != "macro_invocation":
            _resource(reading, scope, key, call, given[0])
    elif name == "route" and given:
        _resource(reading, scope, key, call, given[0])


def _outer(key: Key) -> Key:
    """A scope by what it is mounted as, with its own prefix."""
    return (key[0], key[1].removesuffix("/")) if key[1].startswith("@") else key


def _children(reading: Reading, scope: Scope, node: Node) -> Iterator[Key]:
    if node.type == "macro_invocation":
        names = named_in_macro(node)
    elif node.type in ("identifier", "scoped_identifier") and written(node) not in scope.names:
        names = [written(node)]
    else:
        names = []
        if key := _router(reading, scope, node):
            yield key
    yield from (key for name in names if (key := _called(reading, name)))


def _route(reading: Reading, scope: Scope, key: Key, call: Node, given: list[Node]) -> None:
    """axum: `.route("/x", get(a).post(b))`; actix: `.route("/x", web::get().to(a))`."""
    route = text_of(given[0], reading.known)
    if route is not None:
        contract = one_line(given[1], 300)
        for method in _methods(given[1]) or ("*",):
            path, line = scope.source.path, line_of(call)
            reading.routes.append(Route(key, route, (method,), path, line, _of_method(given[1], method) or contract))


def _resource(reading: Reading, scope: Scope, key: Key, call: Node, node: Node) -> None:
    """actix: `web::resource("/x").route(web::get().to(a))`: the resource has the path."""
    for method in _methods(node):
        path, line = scope.source.path, line_of(call)
        reading.routes.append(Route(key, "", (method,), path, line, one_line(node, 300)))


def _methods(node: Node) -> tuple[str, ...]:
    """The methods that a chain of `get(...).post(...)` names, the innermost first."""
    found: list[str] = []
    for _ in range(MOST_LINKS):
        if node.type != "call_expression":
            break
        function = node.child_by_field_name("function")
        name = written(function) if function is not None else ""
        is_link = function is not None and function.type == "field_expression"
        last = written(function.child_by_field_name("field")) if is_link and function else name.rpartition("::")[2]
        if verb := VERB.match(last):
            found.append("*" if verb[1] == "any" else verb[1].upper())
        elif last in ("on", "method") and (given := arguments(node)):
            filters = FILTER.findall(written(given[0])) or re.findall(r"Method::([A-Z]{3,7})", written(given[0]))
            found += filters or ["*"]
        inner = function.child_by_field_name("value") if is_link and function is not None else None
        if inner is None:
            break
        node = inner
    return tuple(dict.fromkeys(reversed(found)))


def _of_method(node: Node, method: str) -> str:
    """What the chain says of one method."""
    for one in (node, *descendants(node, "call_expression")):
        function = one.child_by_field_name("function")
        last = re.split(r"::|\.", written(function))[-1] if function is not None else ""
        if last.upper() == method:
            return f"{last}({', '.join(one_line(given, 120) for given in arguments(one))})"
    return ""


DECLARES = re.compile(
    r"\.(route|nest|routes|mount|service|merge|configure)\(|#\[(\w+::)?(get|post|put|patch|delete|route)\(|utoipa::path"
)
WIRES = re.compile(
    r"(^|/)((main|lib|mod|app|api|server|routes?|router|routing|web|http|handlers?|startup)\.rs$"
    r"|(api|routes?|handlers?|web|http|controllers?|endpoints?)/.{1,200}\.rs$)"
)
ROUTES = RouteReader(
    declares=DECLARES,
    read=read,
    touched=re.compile(DECLARES.pattern + r"|[rR]outer|\b(get|post|put|patch|delete)\("),
    wires=lambda path: (
        path.endswith(".rs")
        and re.search(
            r"(^|/)(main|lib|mod|app|api|server|routes?|router|routing|web|http|handlers?|startup)\.rs$|(^|/)(api|routes?|handlers?|web|http|controllers?|endpoints?)/",
            path,
        )
        is not None
    ),
    bears=lambda _path, text: FRAMEWORK.search(text) is not None,
)
