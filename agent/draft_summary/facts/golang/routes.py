"""Routes in Go: net/http, chi, gin, echo, fiber, gorilla/mux, httprouter, with prefixes across functions and files.

Their routers differ in names only: a verb with a path and a handler declares, `Group`, `Route`, `PathPrefix` and
`Mount` give prefixes, and a router is passed to and returned by functions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Key, Mount, Route, Wiring
from draft_summary.facts.golang.declarations import Declaration, declaration, is_long
from draft_summary.facts.golang.index import Place, folder_of, index_of
from draft_summary.facts.golang.routing import Reading, Scope, Template, is_router, parameter, returned
from draft_summary.facts.golang.syntax import functions, parameters, text_of
from draft_summary.facts.parsing import Source, line_of, one_line, written
from draft_summary.facts.reading import Paths, RouteReader

if TYPE_CHECKING:
    from tree_sitter import Node

WEB = re.compile(
    r'"github\.com/(go-chi/chi|gin-gonic/gin|labstack/echo|gofiber/fiber|gorilla/mux|julienschmidt/httprouter'
    r'|go-pkgz/routegroup)[^"]{0,60}"'
)
FRAMEWORK = re.compile(r'"net/http"|' + WEB.pattern)
FACTORY = re.compile(
    r"^(chi\.NewRouter|chi\.NewMux|gin\.(New|Default)|echo\.New|fiber\.New|mux\.NewRouter|http\.NewServeMux|httprouter\.New"
    r"|routegroup\.(New|Mount))$"
)
ROUTER_NAME = re.compile(r"^(r|e|g|v\d|app|api|mux|root|engine|srv|\w{0,40}([rR]outer|[rR]outes|[gG]roup|[mM]ux))$")
SAME = frozenset(
    {"With", "Subrouter", "StrictSlash", "Name", "Schemes", "Host", "Headers", "Queries", "UseEncodedPath"}
)
NARROWING = frozenset({"Path", "Methods", "Schemes", "Host", "Headers", "Queries", "Name"})
# A prefix that only the program's settings know is left out.
UNKNOWN = re.compile(r"^\{[\w.]{1,80}\}")
DEEPEST = 100  # nodes within each other
HTTP_DEFAULT: Key = ("", "http")


def read(sources: Mapping[str, Source], _paths: Paths) -> tuple[Wiring, ...]:
    """The wiring of all these files together."""
    read_files = [source for source in sources.values() if FRAMEWORK.search(source.text)]
    reading = Reading(index_of(sources.values()))
    for source in read_files:
        reading.known = reading.index.known(source)
        for one in functions(source):
            place = Place(source, one)
            scope = Scope(place, {name: parameter(place, name) for name, kind in one.parameters if is_router(kind)})
            if one.body is not None:
                _visit(reading, scope, one.body, 0)
    _expand(reading)
    _settle(reading)
    return (Wiring((), tuple(dict.fromkeys(reading.mounts)), tuple(reading.routes)),)


def _visit(reading: Reading, scope: Scope, node: Node, depth: int) -> None:
    if node.type == "call_expression" or depth > DEEPEST:
        if depth <= DEEPEST:
            _call(reading, scope, node, depth)
        return
    if node.type == "func_literal":
        inner = {
            name: (scope.source.path, f"@{node.start_byte}({name})") for name, kind in _typed(node) if is_router(kind)
        }
        scope = Scope(scope.place, inner, scope, scope.origins)
    elif node.type in ("short_var_declaration", "assignment_statement"):
        _bind(reading, scope, node.child_by_field_name("left"), node.child_by_field_name("right"))
    elif node.type == "var_spec":
        _bind(reading, scope, node, node.child_by_field_name("value"))
    elif node.type == "return_statement":
        _return(reading, scope, node)
    for child in node.named_children:
        _visit(reading, scope, child, depth + 1)


def _return(reading: Reading, scope: Scope, node: Node) -> None:
    for values in node.named_children:
        for value in values.named_children if values.type == "expression_list" else [values]:
            if (key := _router(reading, scope, value)) and key != scope.returned:
                reading.mounts.append(Mount(scope.returned, key))


def _typed(node: Node) -> tuple[tuple[str, str], ...]:
    return parameters(node.child_by_field_name("parameters"))


def _bind(reading: Reading, scope: Scope, left: Node | None, right: Node | None) -> None:
    if left is None or right is None:
        return
    targets = left.children_by_field_name("name") if left.type == "var_spec" else left.named_children
    for target, value in zip(targets, right.named_children, strict=False):
        key = _router(reading, scope, value)
        if key is None:
            if target.type == "identifier" and value.type == "call_expression":
                package = written(value.child_by_field_name("function")).partition(".")[0]
                folder = reading.index.folder(reading.index.imported[scope.source.path].get(package, ""))
                if folder is not None:
                    scope.origins[written(target)] = folder
            continue
        if target.type == "identifier":
            scope.names[written(target)] = key
        elif target.type == "selector_expression":
            reading.mounts.append(Mount(key, _field(scope, target)))


def _field(scope: Scope, node: Node) -> Key:
    """A struct's field, by its name within the package."""
    return folder_of(scope.source.path), f".{written(node.child_by_field_name('field'))}"


def _router(reading: Reading, scope: Scope, node: Node | None) -> Key | None:
    """The router that an expression stands for; None where it is none, or not known to be one."""
    if node is None:
        return None
    if node.type == "identifier":
        return scope.lookup(written(node))
    if node.type == "selector_expression":
        return _field(scope, node) if ROUTER_NAME.match(written(node.child_by_field_name("field"))) else None
    if node.type in ("unary_expression", "parenthesized_expression", "type_assertion_expression"):
        return _router(reading, scope, node.named_children[0]) if node.named_children else None
    return _of_call(reading, scope, node) if node.type == "call_expression" else None


def _of_call(reading: Reading, scope: Scope, call: Node) -> Key | None:
    """The router that a call gives: a new one, a part of another under a prefix, or what a function returns."""
    if is_long(call):
        return None
    function = call.child_by_field_name("function")
    name, arguments = written(function), _arguments(call)
    if FACTORY.match(name):
        return scope.source.path, f"@{call.start_byte}"
    if function is not None and function.type == "selector_expression":
        last = written(function.child_by_field_name("field"))
        if last in ("Group", "Route", "PathPrefix", "Mount") or last in SAME:
            parent = _holder(reading, scope, function.child_by_field_name("operand"))
            if parent is not None:
                return parent if last in SAME else _part(reading, scope, call, parent, arguments)
        if name == "http.StripPrefix" and len(arguments) > 1:
            return _router(reading, scope, arguments[1])
    places = reading.index.callees(scope.source, function)
    if len(places) == 1 and _returns_router(places[0]):
        return returned(places[0])
    return None


def _part(reading: Reading, scope: Scope, call: Node, parent: Key, arguments: list[Node]) -> Key:
    key = (scope.source.path, f"@{call.start_byte}")
    prefix = text_of(arguments[0], reading.known) if arguments and arguments[0].type != "func_literal" else ""
    reading.mounts.append(Mount(parent, key, UNKNOWN.sub("", prefix or "")))
    return key


def _returns_router(place: Place) -> bool:
    result = place.function.node.child_by_field_name("result")
    kinds = [kind for _, kind in parameters(result)] if result is not None and result.type == "parameter_list" else []
    return any(is_router(kind) for kind in kinds or [" ".join(written(result).split())])


def _holder(reading: Reading, scope: Scope, node: Node | None) -> Key | None:
    """What a method is called on: a known router, or a name that is a router's by convention."""
    key = _router(reading, scope, node)
    if key is None and node is not None and node.type == "identifier":
        name = written(node)
        if name == "http" and name in reading.index.imported[scope.source.path]:
            return HTTP_DEFAULT
        if ROUTER_NAME.match(name) and name not in reading.index.imported[scope.source.path]:
            return scope.source.path, f"{scope.place.scope}:{name}"
    return key


def _call(reading: Reading, scope: Scope, call: Node, depth: int) -> None:
    function, arguments = call.child_by_field_name("function"), _arguments(call)
    passed = False
    if function is not None and function.type == "selector_expression":
        passed = _method(reading, scope, call, function, arguments)
        operand = function.child_by_field_name("operand")
        if operand is not None:
            _visit(reading, scope, operand, depth + 1)
    if not passed:
        _pass_on(reading, scope, call, arguments)
    for argument in arguments:
        if argument.type == "func_literal" and passed:
            _closure(reading, scope, call, argument, depth)
        else:
            _visit(reading, scope, argument, depth + 1)


def _closure(reading: Reading, scope: Scope, call: Node, literal: Node, depth: int) -> None:
    """The function that a `Route` or `Group` calls with the part of the router."""
    key = _of_call(reading, scope, call)
    names = _typed(literal)
    inner = {names[0][0]: key} if names and key else {}
    body = literal.child_by_field_name("body")
    if body is not None:
        _visit(reading, Scope(scope.place, inner, scope, scope.origins), body, depth + 1)


def _method(reading: Reading, scope: Scope, call: Node, function: Node, arguments: list[Node]) -> bool:
    """A call on a router: whether it is one that declares, or makes a part of it."""
    last = written(function.child_by_field_name("field"))
    key = _holder(reading, scope, _base(function))
    if key is None or (key == HTTP_DEFAULT and last not in ("Handle", "HandleFunc")):
        return False
    if last in ("Route", "Group") and arguments:
        _hand_on(reading, scope, call, key, arguments)
        return True
    if last == "Mount" and len(arguments) > 1:
        child = _router(reading, scope, arguments[1])
        if child:
            reading.mounts.append(Mount(key, child, UNKNOWN.sub("", text_of(arguments[0], reading.known) or "")))
        return child is not None
    one = declaration(call, last, arguments, reading.known)
    if one is None:
        return False
    child = None if one.handler is None or one.handler.type == "identifier" else _router(reading, scope, one.handler)
    if child is None and one.handler is not None and one.handler.type == "identifier":
        child = scope.lookup(written(one.handler))
    if child is not None:
        stripped = one.handler is not None and written(one.handler).startswith("http.StripPrefix")
        reading.mounts.append(Mount(key, child, one.path if stripped else ""))
    else:
        _add(reading, scope, call, key, one)
    return True


def _base(function: Node) -> Node | None:
    """What a chain of calls begins with, where its links only narrow one route; else what the call is made on."""
    operand = function.child_by_field_name("operand")
    while operand is not None and operand.type == "call_expression":
        inner = operand.child_by_field_name("function")
        if inner is None or written(inner.child_by_field_name("field")) not in NARROWING:
            break
        operand = inner.child_by_field_name("operand")
    return operand


def _hand_on(reading: Reading, scope: Scope, call: Node, key: Key, arguments: list[Node]) -> None:
    """`r.Route("/x", s.routes)`: the part of the router goes to a function that is named, not written here."""
    target = arguments[-1]
    if target.type in ("identifier", "selector_expression"):
        part = _part(reading, scope, call, key, arguments if len(arguments) > 1 else [])
        for place in reading.index.callees(scope.source, target):
            reading.mounts += [Mount(part, parameter(place, name)) for name, _ in place.function.parameters[:1]]


def _add(reading: Reading, scope: Scope, call: Node, key: Key, one: Declaration) -> None:
    """A route, or what callers of this function fill in."""
    names = [name for name, _ in scope.place.function.parameters]
    if one.path.startswith("{") and one.path[1:-1] in names:
        method_at = names.index(one.methods[0][1:-1]) if one.methods[0][1:-1] in names else -1
        router_at = next((at for at, name in enumerate(names) if parameter(scope.place, name) == key), -1)
        template = Template(key, router_at, one.methods[0], method_at, names.index(one.path[1:-1]))
        place = scope.place
        reading.templates.setdefault((place.source.path, place.scope), []).append(template)
        return
    if any(method.startswith("{") for method in one.methods):
        one = Declaration(("*",), one.path, one.handler, one.text)
    reading.routes.append(Route(key, one.path, one.methods, scope.source.path, line_of(call), one.text))


def _pass_on(reading: Reading, scope: Scope, call: Node, arguments: list[Node]) -> None:
    """Routers among the arguments of a call go to the parameters of the function."""
    function = call.child_by_field_name("function")
    routers = [(at, key) for at, one in enumerate(arguments) if (key := _router(reading, scope, one))]
    strings = any(text_of(one, {}) is not None for one in arguments)
    if not routers and not strings:
        return
    places = reading.index.callees(scope.source, function, scope.origins)
    if len(places) > 1:
        reading.unclear += [(place, at, key) for place in places for at, key in routers]
    for place in places if len(places) == 1 else ():
        names = place.function.parameters
        reading.mounts += [
            Mount(key, parameter(place, names[at][0]))
            for at, key in routers
            if at < len(names) and is_router(names[at][1])
        ]
        reading.calls.append(((place.source.path, place.scope), call, scope, reading.known))


def _settle(reading: Reading) -> None:
    """Calls that may mean several functions of one name: if all pass the same router on, it does not matter which."""
    passed: dict[tuple[str, int], set[Key]] = {}
    for place, at, key in reading.unclear:
        passed.setdefault((place.function.name, at), set()).add(key)
    for place, at, key in reading.unclear:
        names = place.function.parameters
        if len(passed[place.function.name, at]) == 1 and at < len(names) and is_router(names[at][1]):
            reading.mounts.append(Mount(key, parameter(place, names[at][0])))


def _expand(reading: Reading) -> None:
    """The routes that wrappers declare for their callers, at each call."""
    for callee, call, scope, known in reading.calls:
        arguments = _arguments(call)
        for one in reading.templates.get(callee, ()):
            if one.path_at >= len(arguments) or max(one.router_at, one.method_at) >= len(arguments):
                continue
            path = text_of(arguments[one.path_at], known)
            method = text_of(arguments[one.method_at], known) if one.method_at >= 0 else one.method
            key = _router(reading, scope, arguments[one.router_at]) if one.router_at >= 0 else one.router
            if path is not None and not path.startswith("{") and method and key:
                shown = ", ".join(one_line(argument) for argument in arguments[one.path_at + 1 :])
                methods = ("*",) if method.startswith("{") else (method.upper(),)
                reading.routes.append(Route(key, path, methods, scope.source.path, line_of(call), shown))


def _arguments(call: Node) -> list[Node]:
    node = call.child_by_field_name("arguments")
    return [one for one in node.named_children if one.type != "comment"] if node is not None else []


DECLARES = re.compile(
    r"\.(Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE|Any|All|Handle|HandleFunc|Handler|Mount|Group|Route|Method|MethodFunc"
    r"|Add|PathPrefix|Match|HandlerFunc)\(|" + WEB.pattern
)
WIRES = re.compile(
    r"(^|/)(main|app|api|server|http|rest|routes?|routers?|routing|handlers?|controllers?|web|endpoints?|bootstrap|mux)\w{0,30}\.go$"
    r"|(^|/)(api|apis|routes?|routers?|handlers?|controllers?|rest|http|server|web|cmd|bootstrap|transport|delivery)/",
    re.IGNORECASE,
)
PASSES = re.compile(r"chi\.|gin\.|echo\.|fiber\.|mux\.|http\.|httprouter\.|router", re.IGNORECASE)
ROUTES = RouteReader(
    declares=DECLARES,
    read=read,
    touched=re.compile(DECLARES.pattern + r"|[rR]outer|[rR]oute|[hH]andle|http\.|gin\.|echo\.|fiber\.|chi\."),
    wires=lambda path: path.endswith(".go") and not path.endswith("_test.go") and WIRES.search(path) is not None,
    bears=lambda _path, text: PASSES.search(text) is not None,
)
