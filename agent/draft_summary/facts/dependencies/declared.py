"""A dependency as a manifest declares it, and how a requirement string is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

# PEP 508: a name, extras in brackets, then a version, a URL or nothing, then a marker.
REQUIREMENT = re.compile(
    r"^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?)\s*(?:\[[^\]]{0,400}\])?\s*(.*)$", re.DOTALL
)
URL_MARKER = re.compile(r"\s+;\s*")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest on one side. `other` gives the text of another file of that side, None for one that was not read."""

    path: str
    text: str
    other: Callable[[str], str | None] = lambda _path: None


@dataclass(frozen=True, slots=True)
class Declared:
    """One dependency: the name and version spec as written (None for none), its scope, and its text in the manifest.

    `scope` is empty for what the program needs to run, else a group's or an extra's name. `line` is where it is
    declared, for a family that knows; else it is looked for by `name` and `text`.
    """

    name: str
    spec: str | None
    scope: str = ""
    text: str = ""
    line: int | None = None


def normalised(name: str) -> str:
    """The name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirement(text: str, scope: str = "") -> Declared | None:
    """A PEP 508 requirement; None for what is none. Extras and markers are not part of the spec."""
    found = REQUIREMENT.match(text.strip())
    if not found:
        return None
    name, rest = found[1], found[2].strip()
    if rest.startswith("@"):
        spec = URL_MARKER.split(rest[1:].strip(), maxsplit=1)[0].strip()
    else:
        spec = rest.partition(";")[0].strip()
        spec = spec.removeprefix("(").removesuffix(")").strip()
        if spec and spec[0] not in "<>=!~":
            return None
    return Declared(name, spec or None, scope, text.strip())


def requirements(texts: Iterable[object], scope: str = "") -> list[Declared]:
    """The requirements among these values; what is no string or no requirement is left out."""
    return [one for text in texts if isinstance(text, str) and (one := requirement(text, scope))]


def merged(declared: Iterable[Declared], same: Callable[[str], str]) -> dict[tuple[str, str], Declared]:
    """By name, as `same` compares names, and scope.

    A name that a scope lists more than once (for other platforms) has its specs joined by ` or `.
    """
    found: dict[tuple[str, str], Declared] = {}
    for one in declared:
        key = same(one.name), one.scope
        if (known := found.get(key)) is None:
            found[key] = one
        elif (one.spec or "any") not in (known.spec or "any").split(" or "):
            found[key] = replace(known, spec=f"{known.spec or 'any'} or {one.spec or 'any'}")
    return found
