"""What reading Go's routers is about: scopes, the keys of routers, what is found on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Key, Mount, Route
from draft_summary.facts.golang.index import Index, Place
from draft_summary.facts.parsing import Source

if TYPE_CHECKING:
    from tree_sitter import Node

ROUTER_TYPE = re.compile(
    r"^\*?((chi\.(Router|Mux))|(gin\.(IRouter|IRoutes|RouterGroup|Engine))|(echo\.(Echo|Group))|(fiber\.(Router|App|Group))"
    r"|(mux\.(Router|Route))|(http\.ServeMux)|(httprouter\.Router)|(routegroup\.Bundle)|(huma\.API)|(http\.Handler))$"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of a function, and of those around it, that are bound to routers."""

    place: Place
    names: dict[str, Key] = field(default_factory=dict)
    parent: Scope | None = None
    origins: dict[str, str] = field(default_factory=dict)  # variable -> folder of the package that made its value

    @property
    def source(self) -> Source:
        """The file."""
        return self.place.source

    def lookup(self, name: str) -> Key | None:
        """The router of a name."""
        found = self.names.get(name)
        return found or (self.parent.lookup(name) if self.parent else None)

    @property
    def returned(self) -> Key:
        """What the function returns, as a router."""
        return returned(self.place)


@dataclass(frozen=True, slots=True)
class Template:
    """A route that a function declares for its callers: the parameters that are its method, path and router."""

    router: Key
    router_at: int
    method: str
    method_at: int
    path_at: int


@dataclass(slots=True)
class Reading:
    """What is found while the files are read."""

    index: Index
    known: dict[str, str] = field(default_factory=dict)
    mounts: list[Mount] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    templates: dict[tuple[str, str], list[Template]] = field(default_factory=dict)
    unclear: list[tuple[Place, int, Key]] = field(default_factory=list)
    calls: list[tuple[tuple[str, str], Node, Scope, dict[str, str]]] = field(default_factory=list)


def is_router(kind: str) -> bool:
    """Whether a parameter's type is a router."""
    return ROUTER_TYPE.match(re.sub(r"\w+\.(?=\w+\.)", "", kind)) is not None


def parameter(place: Place, name: str) -> Key:
    """A function's parameter, as a router."""
    return place.source.path, f"{place.scope}({name})"


def returned(place: Place) -> Key:
    """What a function returns, as a router."""
    return place.source.path, f"{place.scope}()"
