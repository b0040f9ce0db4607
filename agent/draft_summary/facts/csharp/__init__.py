"""How C# is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from draft_summary.facts.classes import calls, endpoints, symbols, tests
from draft_summary.facts.classes.constants import constants
from draft_summary.facts.classes.outline import Member, Type
from draft_summary.facts.csharp.minimal import mapped
from draft_summary.facts.csharp.outline import literal, types
from draft_summary.facts.frameworks.wiring import Wiring
from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written
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

DECLARES = re.compile(
    r"\[(Http(Get|Post|Put|Patch|Delete|Head|Options)|Route)\b|\.Map(Get|Post|Put|Patch|Delete|Group|Methods)\("
)
NAMESPACES = ("namespace_declaration", "file_scoped_namespace_declaration")
COALESCED = re.compile(r"^\s*\)\s*\?\?\s*\"([^\"]{0,200})\"")


def made_calls(source: Source) -> tuple[calls.Call, ...]:
    """The calls of a file that may be of interest."""
    return tuple(_made(source))


def _made(source: Source) -> Iterator[calls.Call]:
    for match in source.matches("calls"):
        node = match["call"][0]
        given = [one.named_children[-1] for one in match["arguments"][0].named_children if one.named_children]
        function = node.child_by_field_name("function")
        holder = calls.holder_of(function.child_by_field_name("expression") if function is not None else None)
        yield calls.Call(
            written(match["name"][0]).partition("<")[0],
            holder,
            tuple(literal(one) for one in given),
            tuple(one_line(one, 200) for one in given),
            line_of(node),
            node,
        )


def module_of(path: str, _paths: Paths) -> str:
    """The folder, as namespaces usually follow it."""
    return path.rpartition("/")[0].replace("/", ".")


def namespace_of(source: Source) -> str:
    """The namespace that the file declares; empty where it declares several or none."""
    found = list(descendants(source.root, *NAMESPACES))
    return written(found[0].child_by_field_name("name")) if len(found) == 1 else ""


def is_visible(one: Type | Member, holder: Type | None) -> bool:
    """What is `public`, and what a public interface holds."""
    if holder is not None and holder.kind == "interface":
        return "private" not in one.modifiers
    return "public" in one.modifiers


def _surface(source: Source, _paths: Paths) -> dict[str, Declared]:
    return symbols.surface(source.once(types), is_visible)


def _routes(sources: Mapping[str, Source], _paths: Paths) -> tuple[Wiring, ...]:
    outlines = {path: source.once(types) for path, source in sources.items()}
    known = constants(outlines)
    routes = [route for path, source in sources.items() for route in endpoints.dotnet(source, outlines[path], known)]
    return (Wiring((), (), tuple(routes)), mapped(sources, known))


def _environment(sources: list[Source]) -> Iterator[tuple[str, Reading]]:
    for source in sources:
        for one in calls.variables(source.once(made_calls), ()):
            yield source.path, _with_default(source, one)


def _with_default(source: Source, one: Reading) -> Reading:
    """`Environment.GetEnvironmentVariable("X") ?? "default"`, on one line."""
    line = source.text.split("\n")[one.line - 1][:1000]
    found = COALESCED.search(line.partition(f'"{one.name}"')[2])
    return replace(one, default=found[1]) if found else one


def _logging(source: Source) -> Iterator[LogCall]:
    return calls.log_calls(source, source.once(made_calls))


def _metrics(source: Source, _paths: Paths) -> Iterator[Metric]:
    return calls.metrics(source, source.once(made_calls), ())


def _flags(source: Source) -> Iterator[Flag]:
    return calls.flags(source, source.once(made_calls), source.once(types))


READER = Reader(
    tests=TestReader(
        is_test_file=lambda path: path.endswith(".cs"),
        read=lambda source: tests.read(source, source.once(types), tests.DOTNET),
        hint="[",
        skips=("Skip", "Ignore"),
    ),
    environment=EnvironmentReader(
        hints=("GetEnvironmentVariable",), reads=("GetEnvironmentVariable",), read=_environment
    ),
    surface=SurfaceReader(
        title="C#",
        module_of=module_of,
        surface=_surface,
        is_public=lambda _module, path: re.search(r"(^|/)(tests?|[\w.]{1,80}Tests?)/", path, re.IGNORECASE) is None,
        breaks=symbols.breaks,
        declared_module=namespace_of,
        is_imported_by_path=False,
    ),
    routes=RouteReader(
        declares=DECLARES,
        read=_routes,
        touched=DECLARES,
        wires=lambda path: (
            re.search(r"(Program|Startup|Endpoints?|Routes?|Constants|Module|Extensions)\.cs$", path) is not None
        ),
        bears=lambda _path, text: ".Map" in text or "const string" in text,
    ),
    flags=_flags,
    logging=_logging,
    metrics=_metrics,
)
