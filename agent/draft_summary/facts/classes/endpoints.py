"""Routes that annotations declare on types and their methods: Spring, JAX-RS, Micronaut, ASP.NET."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from draft_summary.facts.classes.outline import Annotation, Member, Type
from draft_summary.facts.frameworks.wiring import Route, full
from draft_summary.facts.parsing import Source

VERBS = ("Get", "Post", "Put", "Patch", "Delete", "Head", "Options")
SPRING = {f"{verb}Mapping": verb.upper() for verb in VERBS}
JAX_RS = frozenset(verb.upper() for verb in VERBS)
MICRONAUT = {verb: verb.upper() for verb in VERBS}
DOTNET = {f"Http{verb}": verb.upper() for verb in VERBS}
CLIENTS = ("FeignClient", "RegisterRestClient", "HttpExchange", "Client", "RestClient")
NAMED = re.compile(r"\{=(\w{1,120})\}")
DOTNET_TOKEN = re.compile(r"\[(controller|action|area)\]", re.IGNORECASE)
REQUEST_METHOD = re.compile(r"\b(?:RequestMethod\.|HttpMethod\.)?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b")
DEPRECATED = ("Deprecated", "Obsolete")
Constants = Mapping[str, str]


def constants(types: tuple[Type, ...]) -> dict[str, str]:
    """The constants of these types that are plain strings."""
    return {one.name: one.value for held in types for one in held.members if one.value is not None}


def jvm(source: Source, types: tuple[Type, ...], known: Constants, application: str) -> Iterator[Route]:
    """The routes of Spring's, JAX-RS' and Micronaut's types; `application` is what JAX-RS puts before all."""
    for one in types:
        if one.annotated(*CLIENTS):
            continue
        for member in one.members:
            yield from _spring(source, one, member, known)
            yield from _jax_rs(source, one, member, known, application)
            if "micronaut" in source.text and (held := one.annotated("Controller")):
                yield from _micronaut(source, held, member, known)


def _spring(source: Source, one: Type, member: Member, known: Constants) -> Iterator[Route]:
    for mark in member.annotations:
        if mark.name in SPRING:
            methods: tuple[str, ...] = (SPRING[mark.name],)
        elif mark.name == "RequestMapping":
            methods = tuple(REQUEST_METHOD.findall(mark.raw("method"))) or ("*",)
        else:
            continue
        held = one.annotated("RequestMapping")
        prefixes = _paths(held, known) if held else ("",)
        for prefix in prefixes:
            for path in _paths(mark, known):
                yield _route(source, member, full(prefix, path), methods)


def _paths(mark: Annotation, known: Constants) -> tuple[str, ...]:
    return tuple(_known(text, known) for text in mark.texts("", "value", "path", "uri", "uris")) or ("",)


def _jax_rs(source: Source, one: Type, member: Member, known: Constants, application: str) -> Iterator[Route]:
    verbs = tuple(mark.name for mark in member.annotations if mark.name in JAX_RS)
    held = one.annotated("Path")
    if not verbs or ("ws.rs" not in source.text and held is None):
        return
    own = member.annotated("Path")
    prefix = _paths(held, known)[0] if held else ""
    path = _paths(own, known)[0] if own else ""
    yield _route(source, member, full(application, full(prefix, path)), verbs)


def _micronaut(source: Source, held: Annotation, member: Member, known: Constants) -> Iterator[Route]:
    for mark in member.annotations:
        if mark.name in MICRONAUT:
            for path in _paths(mark, known):
                yield _route(source, member, full(_paths(held, known)[0], path), (MICRONAUT[mark.name],))


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
                        route = _replaced(_known(joined, known), one, member)
                        yield _route(source, member, route, (DOTNET[mark.name],))
            if not verbs and routed and _is_action(one, member):
                for path in routed:
                    yield _route(source, member, _replaced(full(held[0] if held else "", path), one, member), ("*",))


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


def _known(text: str, known: Constants) -> str:
    """The text with the constants that are known put in."""
    return NAMED.sub(lambda found: known.get(found[1], f"{{{found[1]}}}"), text)


def _route(source: Source, member: Member, route: str, methods: tuple[str, ...]) -> Route:
    inner = ", ".join(f"{kind} {name}" for name, kind in member.parameters)
    marks = " ".join(f"{mark.name}({', '.join(one.raw for one in mark.arguments)})" for mark in member.annotations)
    contract = f"{marks} ({inner}) {member.returns}"
    deprecated = member.annotated(*DEPRECATED) is not None
    return Route((source.path, ""), route, methods, source.path, member.line, contract, deprecated=deprecated)
