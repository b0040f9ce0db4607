"""How Kotlin is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from draft_summary.facts.classes import calls, endpoints, symbols, tests
from draft_summary.facts.classes.outline import Member, Type
from draft_summary.facts.frameworks.wiring import Wiring
from draft_summary.facts.java import module_of
from draft_summary.facts.kotlin import lambdas, specs
from draft_summary.facts.kotlin.outline import literal, types
from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written
from draft_summary.facts.reading import (
    Declared,
    EnvironmentReader,
    FoundTest,
    Paths,
    Reader,
    Reading,
    RouteReader,
    SurfaceReader,
    TestReader,
)
from draft_summary.values.facts import Flag, LogCall, Metric

HIDDEN = frozenset({"private", "internal", "protected"})
DECLARES = re.compile(
    r"@(\w+Mapping|Path|GET|POST|PUT|PATCH|DELETE|Controller|RestController|Get|Post|Put|Patch|Delete)\b"
    r"|\b(routing|route|get|post|put|patch|delete|nest|GET|POST|PUT|PATCH|DELETE)\s*(\(|\{)"
)
BEARS = re.compile(r"const val|outing|Route\.|@\w{3,7}Mapping\b|@Path\(|@ApplicationPath")
WIRES = re.compile(
    r"(Application|Main|Module|Routing|Routes?|Router|Config|Constants|Plugins?|Server|Api)\w{0,20}\.kt$"
)
INDEXED = re.compile(r"^System\.getenv\(\)\[\"(\w{1,120})\"\]$")
OTHERWISE = re.compile(r"^\s*\?:\s*\"([^\"]{0,200})\"")
ELVIS = re.compile(r"^\s*\)\s*\?:\s*\"([^\"]{0,200})\"")


def made_calls(source: Source) -> tuple[calls.Call, ...]:
    """The calls of a file that may be of interest, those with a lambda alone too."""
    return tuple(_made(source))


def _made(source: Source) -> Iterator[calls.Call]:
    for match in source.matches("calls"):
        node = match["call"][0]
        held = node.named_children[0].named_children[0] if node.named_children[0].named_children else None
        group = node.named_children[-1]
        given = [one.named_children[-1] for one in group.named_children if one.named_children]
        if group.type == "annotated_lambda" and group.named_children:  # logger.info { "text" }
            inner = group.named_children[-1].named_children
            given = inner[-1:]
        yield calls.Call(
            written(match["name"][0]),
            calls.holder_of(held),
            tuple(literal(one) for one in given),
            tuple(one_line(one, 200) for one in given),
            line_of(node),
            node,
        )


def is_visible(one: Type | Member, _holder: Type | None) -> bool:
    """All that is not hidden: Kotlin's names are public unless they say otherwise."""
    return HIDDEN.isdisjoint(one.modifiers) and "override" not in one.modifiers


def _surface(source: Source, _paths: Paths) -> dict[str, Declared]:
    return symbols.surface(source.once(types), is_visible)


def _tests(source: Source) -> tuple[FoundTest, ...]:
    found = source.once(types)
    return (*tests.read(source, found, tests.JUNIT), *specs.read(found))


def _routes(sources: Mapping[str, Source], _paths: Paths) -> tuple[Wiring, ...]:
    outlines = {path: source.once(types) for path, source in sources.items()}
    every = endpoints.program(sources, outlines)
    return (Wiring((), (), tuple(endpoints.jvm(every))), lambdas.read(sources, outlines, every.known))


def _environment(sources: list[Source]) -> Iterator[tuple[str, Reading]]:
    for source in sources:
        lines = source.text.split("\n")
        for one in calls.variables(source.once(made_calls), source.once(types)):
            rest = lines[one.line - 1][:1000].partition(f'"{one.name}"')[2]
            found = ELVIS.search(rest)
            yield source.path, Reading(one.name, found[1] if found else one.default, one.line)
        for node in descendants(source.root, "index_expression"):
            if found := INDEXED.match(written(node)[:200]):
                default = OTHERWISE.match(lines[line_of(node) - 1][:1000].partition(found[0])[2])
                yield source.path, Reading(found[1], default[1] if default else None, line_of(node))


def _logging(source: Source) -> Iterator[LogCall]:
    return calls.log_calls(source, source.once(made_calls))


def _metrics(source: Source, _paths: Paths) -> Iterator[Metric]:
    return calls.metrics(source, source.once(made_calls), source.once(types))


def _flags(source: Source) -> Iterator[Flag]:
    return calls.flags(source, source.once(made_calls), source.once(types))


READER = Reader(
    tests=TestReader(
        is_test_file=lambda path: path.endswith(".kt"), read=_tests, hint="import", skips=("Disabled", "Ignore", "x")
    ),
    environment=EnvironmentReader(
        hints=("getenv", "@Value", "otenv"), reads=("getenv", "@Value", "otenv"), read=_environment
    ),
    surface=SurfaceReader(
        title="Kotlin",
        module_of=module_of,
        surface=_surface,
        is_public=lambda _module, path: path.endswith(".kt") and "/src/test" not in f"/{path}",
        breaks=symbols.breaks,
    ),
    routes=RouteReader(
        declares=DECLARES,
        read=_routes,
        touched=DECLARES,
        wires=lambda path: WIRES.search(path) is not None,
        bears=lambda _path, text: BEARS.search(text) is not None,
    ),
    flags=_flags,
    logging=_logging,
    metrics=_metrics,
)
