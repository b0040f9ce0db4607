"""Routers, where they are mounted, and the routes declared on them: what the full routes are composed of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

MOST_PLACES = 20  # at which one router is mounted
MOST_STEPS = 300  # from a router to the one it is mounted in, for one route
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
    """A route as declared.

    `contract` is what a caller may notice of its handler, signature and declaration; `handler` the handler's text.
    """

    router: Key
    route: str
    methods: tuple[str, ...]
    path: str
    line: int
    contract: str = ""
    summary: str = ""
    deprecated: bool = False
    handler: str = ""


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
        for place in _places(route, routers, parents):
            for method in route.methods:
                yield Mounted(method, place if place.startswith(("/", "{")) else f"/{place}", route)


def _places(route: Route, routers: Mapping[Key, Router], parents: Mapping[Key, list[Mount]]) -> tuple[str, ...]:
    """The route under each chain of mounts; chains that lead in a circle, and all beyond `MOST_STEPS`, are given up."""
    found: dict[str, None] = {}
    waiting = [(route.router, route.route, frozenset[Key]())]
    for _ in range(MOST_STEPS):
        if not waiting:
            break
        key, rest, seen = waiting.pop()
        own = routers[key].prefix if key in routers else ""
        mounts = [mount for mount in parents.get(key, []) if mount.parent not in seen]
        if not mounts:
            found[full(own, rest)] = None
        for mount in reversed(mounts[:MOST_PLACES]):
            local = mount.prefix if mount.replaces else full(mount.prefix, own)
            waiting.append((mount.parent, full(local, rest), seen | {key}))
    return tuple(found)[:MOST_PLACES]


def full(prefix: str, route: str) -> str:
    """Both joined by exactly one slash; either may be empty."""
    if not prefix or not route:
        return prefix or route
    return f"{prefix.rstrip('/')}/{route.removeprefix('/')}"
