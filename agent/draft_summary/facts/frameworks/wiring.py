"""Routers, where they are mounted, and the routes declared on them: what the full routes are composed of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

DEEPEST = 12  # routers mounted within each other
MOST_PREFIXES = 20  # places at which one router is mounted
Key = tuple[str, str]  # a router: its file and the name that it is bound to


@dataclass(frozen=True, slots=True)
class Router:
    """A router by its key, with the prefix that it gives to its own routes."""

    key: Key
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Mount:
    """A router within another. `replaces`: the prefix stands instead of the router's own."""

    parent: Key
    child: Key
    prefix: str = ""
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """A route as declared. `contract` is what a caller may notice of its handler: signature and declaration."""

    router: Key
    route: str
    methods: tuple[str, ...]
    path: str
    line: int
    contract: str = ""
    summary: str = ""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Wiring:
    """What one or more files declare."""

    routers: tuple[Router, ...] = ()
    mounts: tuple[Mount, ...] = ()
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Mounted:
    """A route with all its prefixes, for one method."""

    method: str
    route: str
    declared: Route


def joined(wirings: Iterable[Wiring]) -> Wiring:
    """All of them as one."""
    every = list(wirings)
    return Wiring(
        tuple(one for wiring in every for one in wiring.routers),
        tuple(one for wiring in every for one in wiring.mounts),
        tuple(one for wiring in every for one in wiring.routes),
    )


def mounted(wiring: Wiring) -> Iterator[Mounted]:
    """Every route, at each place at which its router is mounted, for each of its methods."""
    routers = {router.key: router for router in wiring.routers}
    parents: dict[Key, list[Mount]] = {}
    for mount in wiring.mounts:
        if mount.parent != mount.child:
            parents.setdefault(mount.child, []).append(mount)
    for route in wiring.routes:
        for prefix in _prefixes(route.router, routers, parents, frozenset()):
            for method in route.methods:
                place = full(prefix, route.route)
                yield Mounted(method, place if place.startswith(("/", "{")) else f"/{place}", route)


def _prefixes(
    key: Key, routers: Mapping[Key, Router], parents: Mapping[Key, list[Mount]], seen: frozenset[Key]
) -> tuple[str, ...]:
    own = routers[key].prefix if key in routers else ""
    if key in seen or len(seen) > DEEPEST:
        return (own,)
    found: dict[str, None] = {}
    for mount in parents.get(key, []):
        local = mount.prefix if mount.replaces else full(mount.prefix, own)
        for prefix in _prefixes(mount.parent, routers, parents, seen | {key}):
            found[full(prefix, local)] = None
    return tuple(found)[:MOST_PREFIXES] or (own,)


def full(prefix: str, route: str) -> str:
    """Both joined by exactly one slash; either may be empty."""
    if not prefix or not route:
        return prefix or route
    return f"{prefix.rstrip('/')}/{route.removeprefix('/')}"
