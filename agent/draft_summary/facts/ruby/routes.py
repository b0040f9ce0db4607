"""Routes of Rails: resources, nested, singular, in namespaces and concerns, expanded as `rails routes` prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from draft_summary.facts.frameworks.wiring import Route, Wiring, full
from draft_summary.facts.parsing import Source, descendants, one_line, written
from draft_summary.facts.reading import RouteReader
from draft_summary.facts.ruby.calls import Call, calls, names_of

VERBS = ("get", "post", "put", "patch", "delete", "options")
FILE = re.compile(r"(^|/)config/routes(/.+)?\.rb$")
API_ONLY = re.compile(r"^\s*config\.api_only\s*=\s*true", re.MULTILINE)
THROUGH = frozenset(  # blocks whose routes stand as they would without them
    {"constraints", "defaults", "authenticate", "authenticated", "unauthenticated", "devise_scope", "with_options"}
    | {"scope", "shallow", "draw"}
)
DEEPEST = 15  # blocks within each other
MOST = 5_000  # routes of one application
COLLECTION = (("index", "GET", ""), ("create", "POST", ""), ("new", "GET", "/new"))
MEMBER = (
    ("edit", "GET", "/edit"),
    ("show", "GET", ""),
    ("update", "PATCH", ""),
    ("update", "PUT", ""),
    ("destroy", "DELETE", ""),
)
PAGES = frozenset({"new", "edit"})  # which an API does without
PARAMETER = re.compile(r"\(\.:format\)$")


@dataclass(frozen=True)
class Scope:
    """Where a route stands: the path and the controllers' folder around it; of a resource, its own paths."""

    path: str = ""
    module: str = ""
    controller: str = ""
    collection: str = ""
    member: str = ""
    nested: str = ""
    api: bool = False
    only: frozenset[str] | None = None
    concerns: dict[str, Call] = field(default_factory=dict)


@dataclass(frozen=True)
class Application:
    """The sources of one application's side."""

    sources: Mapping[str, Source]

    def drawn(self, near: str, name: str) -> Source | None:
        """The file that `draw :name` includes."""
        return self.sources.get(f"{near.rpartition('config/')[0]}config/routes/{name}.rb")

    def handler(self, near: str, action: str) -> str:
        """The text of `controller#action`, where the controller was read."""
        controller, _, name = action.partition("#")
        source = self.sources.get(f"{near.rpartition('config/')[0]}app/controllers/{controller}_controller.rb")
        found = (
            (one for one in descendants(source.root, "method") if written(one.child_by_field_name("name")) == name)
            if source
            else ()
        )
        return " ".join(written(next(iter(found), None)).split())


def read(sources: Mapping[str, Source], _paths: frozenset[str]) -> Iterable[Wiring]:
    """The routes of each `config/routes.rb`."""
    application = Application(sources)
    for path, source in sources.items():
        if FILE.search(path) and path.endswith("config/routes.rb"):
            settings = sources.get(f"{path.rpartition('routes.rb')[0]}application.rb")
            api = settings is not None and API_ONLY.search(settings.text) is not None
            yield Wiring((), (), tuple(_limited(_drawn(application, source, Scope(api=api)))))


def _limited(routes: Iterator[Route]) -> Iterator[Route]:
    for _, route in zip(range(MOST), routes, strict=False):
        yield route


def _drawn(application: Application, source: Source, scope: Scope) -> Iterator[Route]:
    for call in calls(source, source.root):
        if call.method == "draw" and call.receiver:
            yield from _body(application, call, scope, 0)
        elif not call.receiver:
            yield from _statement(application, call, scope, 0)


def _body(application: Application, around: Call, scope: Scope, depth: int) -> Iterator[Route]:
    for call in calls(around.source, around.block) if depth < DEEPEST else ():
        yield from _statement(application, call, scope, depth + 1)


def _statement(application: Application, call: Call, scope: Scope, depth: int) -> Iterator[Route]:
    inner: Iterator[Route] = iter(())
    if call.method in VERBS or call.method in ("match", "root", "mount"):
        inner = _single(application, call, scope)
    elif call.method in ("resources", "resource"):
        inner = _resources(application, call, scope, depth)
    elif call.method in ("namespace", "scope"):
        inner = _body(application, call, _within(call, scope), depth)
    elif call.method in ("member", "collection", "new"):
        path = {"member": scope.member, "collection": scope.collection}.get(call.method, f"{scope.collection}/new")
        inner = _body(application, call, replace(scope, path=path, nested=""), depth)
    elif call.method == "concern" and (name := call.text(0)):
        scope.concerns[name] = call
    elif call.method == "concerns":
        inner = _concerns(
            application, [one for node in call.positional for one in names_of(call.source, node)], scope, depth
        )
    elif call.method == "draw" and (name := call.text(0)):
        other = application.drawn(call.source.path, name)
        inner = _drawn(application, other, scope) if other and depth < DEEPEST else inner
    elif call.method in THROUGH and call.block is not None:
        inner = _body(application, call, scope, depth)
    return inner


def _concerns(application: Application, names: list[str], scope: Scope, depth: int) -> Iterator[Route]:
    for name in names:
        if (concern := scope.concerns.get(name)) and depth < DEEPEST:
            yield from _body(application, concern, scope, depth + 1)


def _within(call: Call, scope: Scope) -> Scope:
    """The scope within a `namespace :x` or a `scope "x", module: "y"`."""
    name = call.text(0) or ""
    path = call.keyword("path")
    is_namespace = call.method == "namespace"
    if path is None:
        path = name
    module = call.keyword("module")
    module = (name if is_namespace else "") if module is None else module
    around = scope.nested or scope.path
    return replace(
        scope,
        path=_join(around, path),
        nested="",
        module=f"{scope.module}{module}/" if module else scope.module,
        controller=call.keyword("controller") or scope.controller,
    )


def _join(path: str, rest: str) -> str:
    rest = rest.strip("/")
    return f"{path}/{rest}" if rest else path


def _resources(application: Application, call: Call, scope: Scope, depth: int) -> Iterator[Route]:
    plural = call.method == "resources"
    for node in call.positional:
        for name in names_of(call.source, node):
            own = _resource_scope(call, scope, name, plural=plural)
            yield from _standard(application, call, own, plural=plural)
            yield from _concerns(application, names_of(call.source, call.named.get("concerns")), own, depth)
            yield from _body(application, call, own, depth)


def _resource_scope(call: Call, scope: Scope, name: str, *, plural: bool) -> Scope:
    stated = call.keyword("path")
    around = scope.nested or scope.path
    collection = _join(around, name if stated is None else stated)
    param = call.keyword("param") or "id"
    singular = _singular(name)
    module = call.keyword("module")
    controller = call.keyword("controller") or (name if plural else _plural(name))
    return replace(
        scope,
        path=f"{collection}/:{singular}_{param}" if plural else collection,
        nested=f"{collection}/:{singular}_{param}" if plural else collection,
        collection=collection,
        member=f"{collection}/:{param}" if plural else collection,
        controller=controller,
        module=f"{scope.module}{module}/" if module else scope.module,
    )


def _standard(application: Application, call: Call, own: Scope, *, plural: bool) -> Iterator[Route]:
    only, without = (names_of(call.source, call.named.get(key)) for key in ("only", "except"))
    for action, method, rest in (*COLLECTION, *MEMBER):
        if (action == "index" and not plural) or (own.api and action in PAGES and action not in only):
            continue
        if ("only" in call.named and action not in only) or action in without:
            continue
        is_member = (action, method, rest) in MEMBER
        path = (own.member if is_member else own.collection) + rest
        yield _route(application, call, method, path, f"{own.module}{own.controller}#{action}")


def _single(application: Application, call: Call, scope: Scope) -> Iterator[Route]:
    """`get "a", to: "b#c"`, `get "a" => "b#c"`, `get :a, on: :member`, `match`, `root`, `mount`."""
    methods = [call.method.upper()]
    if call.method == "match":
        methods = [name.upper() for name in names_of(call.source, call.named.get("via"))]
        methods = ["*"] if methods in ([], ["ALL"]) else methods
    if call.method == "root":
        yield _route(
            application, call, "GET", scope.path or "/", _action(scope, call.keyword("to") or call.text(0) or "")
        )
        return
    place = {"member": scope.member, "collection": scope.collection}.get(
        call.keyword("on") or "", scope.nested or scope.path
    )
    for path, to in _stated(call):
        target = _action(scope, to or call.keyword("to") or _implied(call, scope, path))
        for method in ["*"] if call.method == "mount" else methods:
            yield _route(application, call, method, _join(place, path) or "/", target)


def _stated(call: Call) -> Iterator[tuple[str, str]]:
    """Each path with where it leads, empty where that is told otherwise."""
    source = call.source
    if call.method == "mount":
        at = call.keyword("at")
        for node in [call.named["at"]] if at is not None else []:
            yield from ((name, one_line(call.positional[0])) for name in names_of(source, node) if call.positional)
        yield from ((name, written(key)) for key, value in call.pairs for name in names_of(source, value))
        return
    for key, value in call.pairs:
        for name in names_of(source, key):
            yield name, next(iter(names_of(source, value)), one_line(value))
    for node in call.positional:
        yield from ((name, "") for name in names_of(source, node))


def _implied(call: Call, scope: Scope, path: str) -> str:
    """`get :preview` in a resource leads to its controller; `get "a/b"` to `a#b`."""
    action = call.keyword("action") or path.rpartition("/")[2]
    controller = call.keyword("controller") or scope.controller or path.rpartition("/")[0]
    return f"{controller}#{action}"


def _action(scope: Scope, to: str) -> str:
    return f"{scope.module}{to}" if "#" in to and not to.startswith("/") else to.lstrip("/")


def _route(application: Application, call: Call, method: str, path: str, target: str) -> Route:
    route = PARAMETER.sub("", full("/", path.lstrip("/")) if path.strip("/") else "/")
    handler = application.handler(call.source.path, target) if "#" in target else ""
    return Route(("", ""), route, (method,), call.source.path, call.line, target, handler=handler)


def _singular(name: str) -> str:
    """As Rails' inflector by its usual rules."""
    for ending, singular in (
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("statuses", "status"),
    ):
        if name.endswith(ending):
            return name.removesuffix(ending) + singular
    irregular = {"people": "person", "children": "child", "news": "news", "series": "series", "addresses": "address"}
    if name in irregular:
        return irregular[name]
    return name.removesuffix("s") if not name.endswith(("ss", "us")) else name


def _plural(name: str) -> str:
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"


def _wires(path: str) -> bool:
    return FILE.search(path) is not None or path.endswith("config/application.rb")


ROUTES = RouteReader(
    re.compile(r"routes\.draw|^\s*(resources?|namespace|get|post|match)\s", re.MULTILINE),
    read,
    re.compile(r"\bclass \w{1,80}Controller\b"),
    _wires,
    lambda path, _text: _wires(path),
)
