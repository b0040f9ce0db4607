"""Laravel's routes: groups with prefixes, resources expanded as `artisan route:list` prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Route
from draft_summary.facts.parsing import Source, descendants, one_line, written
from draft_summary.facts.php.calls import Chain, Link, body_of, chain_of, items, plain, texts

if TYPE_CHECKING:
    from tree_sitter import Node

FILE = re.compile(r"(^|/)routes/(.{1,200}/)?[^/]{1,80}\.php$")
PROVIDER = re.compile(r"(^|/)(Providers/RouteServiceProvider|bootstrap/app)\.php$")
INCLUDED = re.compile(r"(?:routes|__DIR__\s{0,4}\.)[^;]{0,40}?[/'\"]([\w/-]{1,80}\.php)")
VERBS = ("get", "post", "put", "patch", "delete", "options")
SINGLE = frozenset({*VERBS, "any", "match", "view", "redirect", "permanentRedirect", "livewire", "inertia"})
RESOURCES = frozenset({"resource", "apiResource", "singleton", "apiSingleton", "resources", "apiResources"})
PAGES = frozenset({"create", "edit"})  # which an API does without
ACTIONS = (
    ("index", ("GET",), ""),
    ("create", ("GET",), "/create"),
    ("store", ("POST",), ""),
    ("show", ("GET",), "/{}"),
    ("edit", ("GET",), "/{}/edit"),
    ("update", ("PUT", "PATCH"), "/{}"),
    ("destroy", ("DELETE",), "/{}"),
)
SINGLETON = frozenset({"show", "edit", "update"})
NOT_CONSOLE = re.compile(r"(^|/)routes/(?!console|channels)")
DEEPEST = 15  # groups within each other


@dataclass(frozen=True)
class Scope:
    """Where a route stands: the prefix around it, the controller of its group."""

    prefix: str = ""
    controller: str = ""


@dataclass(frozen=True)
class Application:
    """The sources of one side, and the files that another one has included."""

    sources: Mapping[str, Source]
    included: set[str] = field(default_factory=set)

    def handler(self, controller: str, method: str) -> str:
        """The text of a controller's method, where it was read."""
        name = controller.rpartition("\\")[2]
        source = (
            next((one for path, one in self.sources.items() if path.endswith(f"/{name}.php")), None) if name else None
        )
        methods = descendants(source.root, "method_declaration") if source else ()
        found = (one for one in methods if written(one.child_by_field_name("name")) == method)
        return " ".join(written(next(iter(found), None)).split())


def read(sources: Mapping[str, Source]) -> tuple[Route, ...]:
    """Each file of routes with the prefix that the application's provider gives it, `routes/api.php` with its own."""
    application = Application(sources)
    prefixes = dict(_provided(sources))
    found: dict[str, tuple[Route, ...]] = {}
    for path, source in sorted(sources.items()):
        if FILE.search(path) and NOT_CONSOLE.search(path):
            name = path.rpartition("routes/")[2]
            prefix = prefixes.get(name, "api" if name == "api.php" else "")
            found[path] = tuple(_file(application, source, Scope(prefix), 0))
    return tuple(route for path, routes in found.items() if path not in application.included for route in routes)


def _provided(sources: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    """`(file of routes, its prefix)` as `Route::prefix("a")->group(base_path("routes/b.php"))` and `apiPrefix:` say."""
    for path, source in sources.items():
        if not PROVIDER.search(path):
            continue
        for node in descendants(source.root, "member_call_expression"):
            chain = chain_of(source, node)
            link = chain.links[-1] if chain else None
            if chain and link and link.name == "group" and (named := INCLUDED.search(one_line(link.node(0)))):
                yield named[1].removeprefix("routes/").lstrip("/"), _scope(chain, Scope()).prefix
            elif link and link.name == "withRouting" and (prefix := link.text(99, "apiPrefix")) is not None:
                yield "api.php", prefix


def _file(application: Application, source: Source, scope: Scope, depth: int) -> Iterator[Route]:
    yield from _body(application, source, source.root, scope, depth)


def _body(application: Application, source: Source, body: Node, scope: Scope, depth: int) -> Iterator[Route]:
    for statement in body.named_children if depth < DEEPEST else ():
        if statement.type in ("if_statement", "compound_statement", "else_clause"):
            yield from _body(application, source, statement, scope, depth + 1)
        elif statement.type in ("expression_statement", "return_statement") and statement.named_children:
            inner = statement.named_children[0]
            if inner.type.startswith(("require", "include")):
                yield from _included(application, source, one_line(inner), scope, depth)
            elif chain := chain_of(source, inner):
                yield from _statement(application, source, chain, scope, depth)


def _included(application: Application, source: Source, text: str, scope: Scope, depth: int) -> Iterator[Route]:
    named = INCLUDED.search(text)
    folder = source.path.rpartition("routes/")[0]
    path = f"{folder}routes/{named[1].removeprefix('routes/').lstrip('/')}" if named else ""
    if (other := application.sources.get(path)) and path != source.path:
        application.included.add(path)
        yield from _file(application, other, scope, depth + 1)


def _statement(application: Application, source: Source, chain: Chain, scope: Scope, depth: int) -> Iterator[Route]:
    if chain.root not in ("Route", "$router", "$this->router", "$api"):
        return
    own = _scope(chain, scope)
    if group := chain.link("group"):
        last = group.positional[-1] if group.positional else None
        if (body := body_of(last)) is not None:
            yield from _body(application, source, body, own, depth + 1)
        else:
            yield from _included(application, source, one_line(last), own, depth)
    elif one := chain.link(*RESOURCES):
        yield from _resource(application, chain, one, own)
    elif one := chain.link(*SINGLE):
        yield from _single(application, chain, one, own)


def _scope(chain: Chain, around: Scope) -> Scope:
    """The prefix and the controller that the links of a chain, or the options of its group, add."""
    scope = around
    for link in chain.links:
        if link.name == "prefix":
            scope = replace(scope, prefix=_join(scope.prefix, link.text(0) or f"{{{one_line(link.node(0))}}}"))
        elif link.name == "controller":
            scope = replace(scope, controller=_class(link.node(0)))
        elif link.name == "group" and len(link.positional) > 1:
            for key, value in items(link.positional[0]):
                if plain(link.source, key) == "prefix":
                    scope = replace(scope, prefix=_join(scope.prefix, plain(link.source, value) or ""))
    return scope


def _single(application: Application, chain: Chain, link: Link, scope: Scope) -> Iterator[Route]:
    place = 1 if link.name == "match" else 0
    path = link.text(place, "uri")
    if path is None:
        return
    methods: tuple[str, ...] = (link.name.upper(),) if link.name in VERBS else ("GET",)
    if link.name == "match":
        methods = tuple(text.upper() for text in texts(link.source, link.node(0))) or ("*",)
    elif link.name in ("any", "redirect", "permanentRedirect"):
        methods = ("*",)
    controller, method = _action(link, place + 1, scope)
    yield _route(application, chain, methods, _join(scope.prefix, path), (controller, method))


def _action(link: Link, place: int, scope: Scope) -> tuple[str, str]:
    """Controller and method of `[A::class, "b"]`, `"A@b"`, `A::class`, or `"b"` in a controller's group."""
    node = link.node(place, "action")
    if node is None:
        return "", ""
    if pair := items(node):
        return _class(pair[0][1]), plain(link.source, pair[-1][1]) or ""
    text = plain(link.source, node)
    if text is not None:
        controller, mark, method = text.partition("@")
        return (controller, method) if mark else (scope.controller, text)
    return (_class(node), "__invoke") if node.type == "class_constant_access_expression" else ("", one_line(node))


def _class(node: Node | None) -> str:
    text = one_line(node)
    return text.removesuffix("::class").rpartition("\\")[2].strip("'\"")


def _resource(application: Application, chain: Chain, link: Link, scope: Scope) -> Iterator[Route]:
    named: list[tuple[str, Node | None]] = [(link.text(0) or "", link.node(1))]
    if link.name in ("resources", "apiResources"):
        named = [(plain(link.source, key) or "", value) for key, value in items(link.node(0))]
    for name, controller in named:
        if name:
            yield from _expanded(application, chain, link, scope, (name, _class(controller)))


def _expanded(
    application: Application, chain: Chain, link: Link, scope: Scope, resource: tuple[str, str]
) -> Iterator[Route]:
    name, controller = resource
    single = "ingleton" in link.name
    kept = SINGLETON if single else frozenset(action for action, _, _ in ACTIONS)
    kept -= PAGES if link.name.startswith("api") else frozenset()
    for stated in chain.links:
        if stated.name == "only":
            kept &= frozenset(_listed(stated))
        elif stated.name == "except":
            kept -= frozenset(_listed(stated))
    base, own = _nested(name, _parameters(chain), shallow=chain.link("shallow") is not None)
    for action, methods, rest in ACTIONS:
        if action in kept:
            shown = rest.replace("/{}", "") if single else rest
            place = own if shown.startswith("/{}") else base
            path = f"{place}{shown.replace('/{}', '') if shown.startswith('/{}') else shown}"
            yield _route(application, chain, methods, _join(scope.prefix, path), (controller, action))


def _listed(link: Link) -> list[str]:
    return [text for node in link.positional for text in texts(link.source, node)]


def _parameters(chain: Chain) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for link in chain.links:
        if link.name == "parameters":
            for key, value in items(link.node(0)):
                found[plain(link.source, key) or ""] = plain(link.source, value) or ""
        elif link.name == "parameter":
            found[link.text(0) or ""] = link.text(1) or ""
    return found


def _nested(name: str, parameters: Mapping[str, str], *, shallow: bool) -> tuple[str, str]:
    """`photos.comments`: the path of the collection, and that of one of it."""
    *outer, last = name.strip("/").split(".")
    around = "".join(f"/{one}/{{{_parameter(one, parameters)}}}" for one in outer)
    base = f"{around}/{last}"
    one = f"/{last}/{{{_parameter(last, parameters)}}}" if shallow else f"{base}/{{{_parameter(last, parameters)}}}"
    return base, one


def _parameter(name: str, parameters: Mapping[str, str]) -> str:
    word = name.rpartition("/")[2]
    return parameters.get(name) or parameters.get(word) or singular(word).replace("-", "_")


def singular(word: str) -> str:
    """As Laravel's inflector by its usual rules."""
    irregular = {"people": "person", "children": "child", "media": "medium", "men": "man", "statuses": "status"}
    if word in irregular:
        return irregular[word]
    for ending, one in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ses", "se")):
        if word.endswith(ending):
            return word.removesuffix(ending) + one
    return word.removesuffix("s") if not word.endswith(("ss", "us", "is")) else word


def _join(prefix: str, path: str) -> str:
    return "/".join(part for part in (prefix.strip("/"), path.strip("/")) if part)


def _route(
    application: Application, chain: Chain, methods: tuple[str, ...], path: str, action: tuple[str, str]
) -> Route:
    source, handler = chain.links[0].source, application.handler(*action)
    return Route(("", ""), f"/{path}", methods, source.path, chain.line, "@".join(action), handler=handler)
