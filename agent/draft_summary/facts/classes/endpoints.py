"""Routes that annotations declare on types and their methods: Spring, JAX-RS, Micronaut, ASP.NET."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from draft_summary.facts.classes.constants import Constants, Outlines, constants, filled
from draft_summary.facts.classes.outline import Annotation, Member, Type
from draft_summary.facts.frameworks.wiring import Route, full
from draft_summary.facts.parsing import Source, written

VERBS = ("Get", "Post", "Put", "Patch", "Delete", "Head", "Options")
SPRING = {f"{verb}Mapping": verb.upper() for verb in VERBS}
JAX_RS = frozenset(verb.upper() for verb in VERBS)
MICRONAUT = {verb: verb.upper() for verb in VERBS}
DOTNET = {f"Http{verb}": verb.upper() for verb in VERBS}
CLIENTS = ("FeignClient", "RegisterRestClient", "HttpExchange", "Client", "RestClient")
DOTNET_TOKEN = re.compile(r"\[(controller|action|area)\]", re.IGNORECASE)
REQUEST_METHOD = re.compile(r"\b(?:RequestMethod\.|HttpMethod\.)?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b")
DEPRECATED = ("Deprecated", "Obsolete")
PATH_KEYS = ("", "value", "path", "uri", "uris")
SPRING_CONTROLLER = re.compile(r"^Controller$|RestController$|^BasePathAwareController$")
QUERY = re.compile(r"\{[?&#][^}]{0,200}\}")  # Micronaut's templates name queries too
PATTERN = re.compile(r"\{([\w-]{1,80})\s{0,4}:[^/]{0,200}\}")  # `{id:[0-9]+}`


@dataclass(frozen=True, slots=True)
class Program:
    """The types of one side, by file and by name, and the constants that paths are made of."""

    outlines: Outlines
    sources: Mapping[str, Source]
    known: Constants
    named: Mapping[str, tuple[tuple[str, Type], ...]]

    def above(self, one: Type) -> Iterator[tuple[str, Type]]:
        """What a class extends or implements, with the file; left out where several types have the name."""
        for name in one.bases:
            found = self.named.get(name, ())
            if len(found) == 1 and found[0][1] is not one:
                yield found[0]

    def paths(self, path: str, mark: Annotation | None) -> tuple[str, ...] | None:
        """The paths that an annotation of the file states, one empty for none; None where they are not known."""
        given = next((one for one in mark.arguments if one.key in PATH_KEYS), None) if mark else None
        if mark is None or given is None:
            return ("",)
        stated = [filled(text, self.known, path) for text in mark.texts(*PATH_KEYS)]
        found = tuple(text for text in stated if text is not None and "${" not in text)
        return found if found and len(found) == len(stated) else None


def program(sources: Mapping[str, Source], outlines: Outlines) -> Program:
    """What the files declare together."""
    named: dict[str, list[tuple[str, Type]]] = {}
    for path, types in outlines.items():
        for one in types:
            named.setdefault(one.name, []).append((path, one))
    return Program(outlines, sources, constants(outlines), {name: tuple(found) for name, found in named.items()})


def jvm(every: Program) -> Iterator[Route]:
    """The routes of Spring's, JAX-RS' and Micronaut's types, those included that they take from their interfaces."""
    for path, types in every.outlines.items():
        for one in types:
            if one.kind not in ("interface", "annotation") and not one.annotated(*CLIENTS):
                yield from _spring(every, path, one)
                yield from _jax_rs(every, path, one)
                yield from _micronaut(every, path, one)


def _spring(every: Program, path: str, one: Type) -> Iterator[Route]:
    if not any(SPRING_CONTROLLER.search(mark.name) for mark in one.annotations):
        return
    held = _held(every, path, one, "RequestMapping")
    outer = held[1] if held else None
    for place, member in _served(every, path, one):
        for mark in member.annotations:
            methods: tuple[str, ...] = (SPRING.get(mark.name, ""),)
            if mark.name == "RequestMapping":
                stated = mark.raw("method") or (outer.raw("method") if outer else "")
                methods = tuple(REQUEST_METHOD.findall(stated)) or ("*",)
            if methods[0]:
                yield from _joined(every, held, place, member, mark, methods)


def _jax_rs(every: Program, path: str, one: Type) -> Iterator[Route]:
    held = _held(every, path, one, "Path")
    before = _application(every, path)
    if held is None or before is None or "ws.rs" not in every.sources[held[0]].text:
        return
    for place, member in _served(every, path, one):
        verbs = tuple(mark.name for mark in member.annotations if mark.name in JAX_RS)
        if verbs:
            yield from _joined(every, held, place, member, member.annotated("Path"), verbs, before)


def _micronaut(every: Program, path: str, one: Type) -> Iterator[Route]:
    held = one.annotated("Controller")
    if held is None or "micronaut" not in every.sources[path].text:
        return
    for place, member in _served(every, path, one):
        for mark in member.annotations:
            if mark.name in MICRONAUT:
                yield from _joined(every, (path, held), place, member, mark, (MICRONAUT[mark.name],))


def _held(every: Program, path: str, one: Type, name: str) -> tuple[str, Annotation] | None:
    """The annotation of a type, or of what it extends or implements, with the file that it stands in."""
    for place, kind in ((path, one), *every.above(one)):
        if mark := kind.annotated(name):
            return place, mark
    return None


def _served(every: Program, path: str, one: Type) -> Iterator[tuple[str, Member]]:
    """The members of a type and those that it takes from what it extends or implements."""
    for place, kind in ((path, one), *every.above(one)):
        if not kind.annotated(*CLIENTS):
            yield from ((place, member) for member in kind.members if member.kind in ("method", "function"))


def _joined(  # noqa: PLR0917 — the parts of which a route is put together
    every: Program,
    held: tuple[str, Annotation] | None,
    place: str,
    member: Member,
    mark: Annotation | None,
    methods: tuple[str, ...],
    before: str = "",
) -> Iterator[Route]:
    """The routes of a member; none where a part of their path is not known."""
    prefixes = every.paths(*held) if held else ("",)
    paths = every.paths(place, mark)
    for prefix in prefixes or ():
        for path in paths or ():
            joined = "/" + full(full(before.strip("/"), prefix.strip("/")), path.strip("/"))
            route = PATTERN.sub(r"{\1}", QUERY.sub("", joined))
            yield _route(every.sources[place], member, route, methods)


def _application(every: Program, path: str) -> str | None:
    """What JAX-RS puts before the paths of the file's module; None where two applications differ."""
    module = path.partition("src/")[0]
    found = {
        stated[0]
        for place, types in every.outlines.items()
        if place.partition("src/")[0] == module
        for one in types
        if (mark := one.annotated("ApplicationPath")) and (stated := every.paths(place, mark))
    }
    return None if len(found) > 1 else next(iter(found), "")


def dotnet(source: Source, types: tuple[Type, ...], known: Constants) -> Iterator[Route]:
    """The routes of ASP.NET's controllers; one that only a convention gives a route is left out."""
    for one in types:
        held = [text for mark in one.annotations if mark.name == "Route" for text in mark.texts("", "template")]
        for member in one.members:
            verbs = [mark for mark in member.annotations if mark.name in DOTNET]
            routed = [
                text for mark in member.annotations if mark.name == "Route" for text in mark.texts("", "template")
            ]
            for mark in verbs:
                own = [*mark.texts("", "template")] or routed or [""]
                for path in own if held or own != [""] else []:
                    for prefix in held or [""]:
                        joined = path.lstrip("~") if path[:1] in ("~", "/") else full(prefix, path)
                        if (shown := filled(joined, known, source.path)) is not None:
                            yield _route(source, member, _replaced(shown, one, member), (DOTNET[mark.name],))
            if not verbs and routed and _is_action(one, member):
                for path in routed:
                    joined = full(held[0] if held else "", path)
                    if (shown := filled(joined, known, source.path)) is not None:
                        yield _route(source, member, _replaced(shown, one, member), ("*",))


def _is_action(one: Type, member: Member) -> bool:
    return member.kind == "method" and one.name.endswith("Controller")


def _replaced(route: str, one: Type, member: Member) -> str:
    area = one.annotated("Area")
    values = {
        "controller": one.name.removesuffix("Controller"),
        "action": member.name.removesuffix("Async"),
        "area": next(iter(area.texts("")), "{area}") if area else "{area}",
    }
    return DOTNET_TOKEN.sub(lambda found: values[found[1].lower()], route)


def _route(source: Source, member: Member, route: str, methods: tuple[str, ...]) -> Route:
    inner = ", ".join(f"{kind} {name}" for name, kind in member.parameters)
    marks = " ".join(f"{mark.name}({', '.join(one.raw for one in mark.arguments)})" for mark in member.annotations)
    contract = f"{marks} ({inner}) {member.returns}"
    deprecated = member.annotated(*DEPRECATED) is not None
    body = member.node.child_by_field_name("body")
    if body is None:
        body = next((one for one in member.node.named_children if one.type == "function_body"), None)
    handler = " ".join(written(body).split())
    return Route(
        (source.path, ""), route, methods, source.path, member.line, contract, deprecated=deprecated, handler=handler
    )
