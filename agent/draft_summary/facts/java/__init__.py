"""How Java is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from draft_summary.facts.classes import calls, endpoints, symbols, tests
from draft_summary.facts.classes.outline import Member, Type
from draft_summary.facts.frameworks.wiring import Wiring
from draft_summary.facts.java.outline import literal, types
from draft_summary.facts.parsing import Source, line_of, one_line, written
from draft_summary.facts.reading import (
    Declared,
    EnvironmentReader,
    Paths,
    Reader,
    Reading,
    RouteReader,
    SurfaceReader,
    TestReader,
)
from draft_summary.values.facts import Flag, LogCall, Metric

ROOT = re.compile(r"^(.*/)?src/\w{1,60}/(java|kotlin)/")
BEARS = re.compile(
    r"@ApplicationPath|@\w{3,7}Mapping\b|@Path\(|(static\s+final|final\s+static)\s+String"
    r"|\binterface\s+\w{0,80}(Constants?|Paths?|Ur[il]s?|Routes?|Endpoints?)\b"
)
DECLARES = re.compile(
    r"@(\w+Mapping|Path|GET|POST|PUT|PATCH|DELETE|Controller|RestController|Get|Post|Put|Patch|Delete|ApplicationPath)\b"
)


def made_calls(source: Source) -> tuple[calls.Call, ...]:
    """The calls of a file that may be of interest."""
    return tuple(_made(source))


def _made(source: Source) -> Iterator[calls.Call]:
    for match in source.matches("calls"):
        given = [one for one in match["arguments"][0].named_children if not one.type.endswith("comment")]
        node = match["call"][0]
        yield calls.Call(
            written(match["name"][0]),
            calls.holder_of(node.child_by_field_name("object")),
            tuple(literal(one) for one in given),
            tuple(one_line(one, 200) for one in given),
            line_of(node),
            node,
        )


def module_of(path: str, _paths: Paths) -> str:
    """The package, by the folders below the source root."""
    return ROOT.sub("", path).rpartition("/")[0].replace("/", ".")


def is_visible(one: Type | Member, holder: Type | None) -> bool:
    """What is `public`, and what an interface holds."""
    if holder is not None and holder.kind in ("interface", "annotation"):
        return "private" not in one.modifiers
    return "public" in one.modifiers


def _surface(source: Source, _paths: Paths) -> dict[str, Declared]:
    return symbols.surface(source.once(types), is_visible)


def _routes(sources: Mapping[str, Source], _paths: Paths) -> tuple[Wiring, ...]:
    outlines = {path: source.once(types) for path, source in sources.items()}
    return (Wiring((), (), tuple(endpoints.jvm(endpoints.program(sources, outlines)))),)


def _environment(sources: list[Source]) -> Iterator[tuple[str, Reading]]:
    for source in sources:
        yield from ((source.path, one) for one in calls.variables(source.once(made_calls), source.once(types)))


def _logging(source: Source) -> Iterator[LogCall]:
    return calls.log_calls(source, source.once(made_calls))


def _metrics(source: Source, _paths: Paths) -> Iterator[Metric]:
    return calls.metrics(source, source.once(made_calls), source.once(types))


def _flags(source: Source) -> Iterator[Flag]:
    return calls.flags(source, source.once(made_calls), source.once(types))


READER = Reader(
    tests=TestReader(
        is_test_file=lambda path: path.endswith(".java"),
        read=lambda source: tests.read(source, source.once(types), tests.JUNIT),
        hint="Test",
        skips=("Disabled", "Ignore", "enabled"),
    ),
    environment=EnvironmentReader(
        hints=("getenv", "@Value", "otenv"), reads=("getenv", "@Value", "otenv"), read=_environment
    ),
    surface=SurfaceReader(
        title="Java",
        module_of=module_of,
        surface=_surface,
        is_public=lambda _module, path: "/src/test" not in f"/{path}",
        breaks=symbols.breaks,
    ),
    routes=RouteReader(
        declares=DECLARES,
        read=_routes,
        touched=DECLARES,
        wires=lambda path: (
            re.search(
                r"(Application|Config|Constants?|Paths?|Ur[il]s?|Routes?|Endpoints?|Api|Main)\w{0,20}\.java$", path
            )
            is not None
        ),
        bears=lambda _path, text: BEARS.search(text) is not None,
    ),
    flags=_flags,
    logging=_logging,
    metrics=_metrics,
)
