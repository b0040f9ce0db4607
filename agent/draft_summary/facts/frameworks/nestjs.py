"""NestJS: controllers by decorators, with the version and the global prefix that the application sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Route, Wiring, full
from draft_summary.facts.javascript.nodes import Call, calls, decorations, items, plain
from draft_summary.facts.javascript.places import Place
from draft_summary.facts.javascript.scopes import CLASSES
from draft_summary.facts.parsing import descendants, line_of, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

HINT = "@Controller("
VERBS = {
    "Get": "GET",
    "Post": "POST",
    "Put": "PUT",
    "Patch": "PATCH",
    "Delete": "DELETE",
    "Head": "HEAD",
    "Options": "OPTIONS",
    "All": "*",
    "Sse": "GET",
}
NEUTRAL = "VERSION_NEUTRAL"
DEPRECATED = re.compile(r"\bdeprecated:\s{0,4}true\b")


@dataclass(frozen=True, slots=True)
class Application:
    """What an application sets for its controllers, those below its folder: a prefix, versions in the path."""

    folder: str
    prefix: str = ""
    excluded: tuple[str, ...] = ()
    versions: str | None = None  # what stands before a version in the path; None where it does not stand there
    default: str = ""


def applications(places: Iterable[Place]) -> list[Application]:
    """The applications of a tree, by the files that set them up; settings of one folder are put together."""
    found: dict[str, Application] = {}
    for place in places:
        if "setGlobalPrefix(" not in place.source.text and "enableVersioning(" not in place.source.text:
            continue
        folder = place.path.rpartition("/")[0]
        known = found.get(folder, Application(folder))
        for call in calls(place.source):
            if call.last == "setGlobalPrefix":
                known = _prefixed(place, call, known)
            elif call.last == "enableVersioning":
                known = _versioned(place, call, known)
        found[folder] = known
    return list(found.values())


def _prefixed(place: Place, call: Call, known: Application) -> Application:
    excluded = [plain(place.source, one) for one in items(call.options(1).get("exclude"))]
    shown = tuple(path.strip("/") for path in excluded if path)
    return replace(known, prefix=place.text(call.at(0)) or "", excluded=shown)


def _versioned(place: Place, call: Call, known: Application) -> Application:
    options = call.options(0)
    kind = written(options.get("type"))
    prefix = options.get("prefix")
    before = "v" if prefix is None else (place.text(prefix) or "")
    versions = before if kind.endswith(".URI") or not kind else None
    return replace(known, versions=versions, default=place.text(options.get("defaultVersion")) or "")


def read(place: Place, every: list[Application]) -> Wiring:
    """The controllers of a file."""
    source = place.source
    if HINT not in source.text:
        return Wiring()
    routes: list[Route] = []
    application = _application(place.path, every)
    for node in descendants(source.root, *CLASSES, into=frozenset({"program", "export_statement"})):
        found = decorations(source, node)
        if "Controller" in found:
            routes += _controller(place, node, found["Controller"], application)
    return Wiring((), (), tuple(routes))


def _application(path: str, every: list[Application]) -> Application:
    """The one that the file stands in: that of the nearest folder above it, else the only one."""
    above = [one for one in every if not one.folder or path.startswith(f"{one.folder}/")]
    if above:
        return max(above, key=lambda one: len(one.folder))
    return every[0] if len(every) == 1 else Application("")


def _controller(place: Place, node: Node, call: Call | None, application: Application) -> Iterator[Route]:
    options = call.options(0) if call else {}
    given = options.get("path") if options else (call.at(0) if call else None)
    prefixes = place.texts(given) or [""]
    versions = _versions(place, options.get("version"))
    body = node.child_by_field_name("body")
    router = (place.path, written(node.child_by_field_name("name")))
    for method in body.named_children if body is not None else []:
        found = decorations(place.source, method) if method.type == "method_definition" else {}
        version = found.get("Version")
        own = _versions(place, version.at(0)) if version else versions
        for name in VERBS.keys() & found.keys():
            declared = found[name]
            paths = (place.texts(declared.at(0)) if declared else []) or [""]
            stated = [full(f"/{prefix.strip('/')}" if prefix else "", path) for prefix in prefixes for path in paths]
            route = Route(router, "", (VERBS[name],), place.path, line_of(declared.node if declared else method))
            route = _described(route, method, found)
            for path in stated:
                yield from (replace(route, route=placed) for placed in _placed(path, own, application))


def _described(route: Route, method: Node, found: dict[str, Call | None]) -> Route:
    """With the decorators and the signature that callers notice, and the body."""
    shown = [one_line(call.node) if call else name for name, call in sorted(found.items())]
    parameters = one_line(method.child_by_field_name("parameters"), 2000)
    returned = one_line(method.child_by_field_name("return_type"), 400)
    return replace(
        route,
        contract="\n".join((*shown, parameters, returned)),
        deprecated=any(DEPRECATED.search(text) for text in shown),
        handler=written(method.child_by_field_name("body")),
    )


def _versions(place: Place, node: Node | None) -> list[str]:
    """The versions that a controller or method states; one empty for none, `VERSION_NEUTRAL` for any."""
    if node is None:
        return [""]
    if written(node).endswith(NEUTRAL):
        return [NEUTRAL]
    return place.texts(node) or [""]


def _placed(path: str, versions: list[str], application: Application) -> Iterator[str]:
    excluded = path.strip("/") in application.excluded
    before = application.prefix if not excluded else ""
    for stated in versions:
        version = stated or application.default
        is_shown = application.versions is not None and version not in ("", NEUTRAL)
        shown = f"{application.versions}{version}" if is_shown else ""
        yield "/" + "/".join(part for part in (before.strip("/"), shown, path.strip("/")) if part)
