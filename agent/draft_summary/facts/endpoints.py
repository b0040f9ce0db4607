"""HTTP routes that are new, changed or gone, with all their prefixes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from draft_summary.facts.contracts import graphql, openapi, protobuf
from draft_summary.facts.frameworks.wiring import Mounted, Route, joined, mounted
from draft_summary.facts.parsing import Source
from draft_summary.facts.path_kinds import is_example, kind_by_path
from draft_summary.facts.readers import READERS, reading
from draft_summary.facts.reading import RouteReader
from draft_summary.facts.survey import SourcePair, Survey
from draft_summary.facts.wanted import families_of, nearest_code
from draft_summary.values.branch import Branch
from draft_summary.values.facts import Change, Coverage, Endpoint, Facts, FileKind

kind = "endpoints"
Routes = dict[tuple[str, str], Mounted]


@dataclass(frozen=True, slots=True)
class Contract:
    """A format that states routes without a program: OpenAPI, protobuf, GraphQL. `read` takes path and text.

    Of a route that code declares too, the code is what is told.
    """

    title: str
    is_contract: Callable[[str, str], bool]
    read: Callable[[str, str], Iterable[Route]]


CONTRACTS: tuple[Contract, ...] = (
    Contract("OpenAPI", openapi.is_contract, openapi.read),
    Contract("Protocol Buffers", protobuf.is_contract, protobuf.read),
    Contract("GraphQL", graphql.is_contract, graphql.read),
)
PARAMETER = re.compile(r"/(?::|\{|<)[^/]{1,200}")  # :id, {id}, <int:id>
MOST_PARTS = 30  # of a route
CONTRACT_KINDS = frozenset({FileKind.CODE, FileKind.CONFIG})


def wanted(branch: Branch, head_paths: tuple[str, ...]) -> frozenset[str]:
    """The unchanged files that may mount a router, by their names: a handler alone shows no prefix."""
    found: set[str] = set()
    changed = families_of(branch)
    for family, reader in _readers():
        if family in changed:
            places = (path for path in head_paths if reader.wires(path))
            found |= nearest_code(branch, places, frozenset({family}))
    return frozenset(found)


def detect(survey: Survey, _found: Facts) -> tuple[Endpoint, ...]:
    """Routes by method and full route that one side alone has, or that are declared or handled otherwise."""
    stated = _stated(survey, at_head=False), _stated(survey, at_head=True)
    before, after = Routes(), Routes()
    pairs = list(survey.program(kind))
    for family, reader in _readers():
        mine = [pair for pair in pairs if _language(pair) == family]
        if any(_bears(reader, side.text) for pair in mine for side in (pair.base, pair.head) if side):
            unchanged = _unchanged(survey, family, reader)
            base = {pair.base.path: pair.base for pair in mine if pair.base} | unchanged
            head = {pair.head.path: pair.head for pair in mine if pair.head} | unchanged
            before |= _routes(reader, base, survey.base_paths)
            after |= _routes(reader, head, survey.head_paths)
    told = frozenset(end for key in before.keys() | after.keys() for end in _ends(key))
    before |= {key: one for key, one in stated[0].items() if not _is_told(key, told)}
    after |= {key: one for key, one in stated[1].items() if not _is_told(key, told)}
    found = [_endpoint(one, Change.REMOVED) for key, one in before.items() if key not in after]
    for key, one in after.items():
        if change := _change(before.get(key), one):
            found.append(_endpoint(one, change))
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.route, one.method)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose routes are read."""
    return survey.coverage(kind)


def _readers() -> list[tuple[str, RouteReader]]:
    return [(family, one.routes) for family, one in READERS.items() if one.routes]


def _language(pair: SourcePair) -> str:
    side = pair.head or pair.base
    return side.language.family if side else ""


def _bears(reader: RouteReader, text: str) -> bool:
    """Whether a changed file may declare, mount or handle a route."""
    return bool(reader.declares.search(text) or reader.touched.search(text))


def _unchanged(survey: Survey, family: str, reader: RouteReader) -> dict[str, Source]:
    """The unchanged files that declare or mount routes, and those that prefixes come from."""
    found = {}
    for path, text in survey.unchanged.items():
        mine = reading(path) is READERS[family] and kind_by_path(path) is FileKind.CODE and not is_example(path)
        if mine and reader.bears(path, text) and (source := survey.sources.parse(path, text)):
            found[path] = source
    return found


def _routes(reader: RouteReader, sources: dict[str, Source], paths: frozenset[str]) -> Routes:
    wiring = joined(reader.read(sources, paths))
    return {(one.method, one.route): one for one in mounted(wiring)}


def _comparable(key: tuple[str, str]) -> tuple[str, str]:
    """Method and route with its parameters unnamed: every framework writes them in its own way."""
    return key[0], PARAMETER.sub("/{}", key[1]).rstrip("/")


def _ends(key: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The route and what is left of it without its first parts."""
    method, route = _comparable(key)
    parts = route.split("/")[-MOST_PARTS:]
    for place in range(1, len(parts)):
        yield method, "/" + "/".join(parts[place:])


def _is_told(key: tuple[str, str], told: frozenset[tuple[str, str]]) -> bool:
    """Whether code declares the route that a contract states, under a prefix that the contract may leave out."""
    method, route = _comparable(key)
    return (method, route) in told or ("*", route) in told


def _stated(survey: Survey, *, at_head: bool) -> Routes:
    """What the contracts of one side state."""
    found: Routes = {}
    for pair in survey.pairs(CONTRACT_KINDS) if CONTRACTS else ():
        path, text = (pair.path, pair.head) if at_head else (pair.base_path, pair.base)
        contract = next((one for one in CONTRACTS if text and one.is_contract(path, text)), None)
        for route in contract.read(path, text) if contract and text else ():
            found |= {(method, route.route): Mounted(method, route.route, route) for method in route.methods}
    return found


def _change(before: Mounted | None, after: Mounted) -> Change | None:
    if after.declared.deprecated and not (before and before.declared.deprecated):
        return Change.DEPRECATED
    if before is None:
        return Change.ADDED
    old, new = before.declared, after.declared
    return Change.MODIFIED if (old.contract, old.handler) != (new.contract, new.handler) else None


def _endpoint(one: Mounted, change: Change) -> Endpoint:
    declared = one.declared
    return Endpoint(
        path=declared.path,
        line=declared.line,
        method=one.method,
        route=one.route,
        change=change,
        summary=declared.summary,
    )
