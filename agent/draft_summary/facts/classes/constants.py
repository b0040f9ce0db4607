"""Constants that paths of routes are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from draft_summary.facts.classes.outline import Type

NAMED = re.compile(r"\{=([\w.]{1,120})\}")
MOST_STEPS = 3  # from a constant to those that it is made of
LONGEST = 500
Constants = Mapping[str, str]
Outlines = Mapping[str, tuple[Type, ...]]


def constants(outlines: Outlines) -> dict[str, str]:
    """Strings by `Type.NAME`, by `path:NAME` for within a file, and by `NAME` alone; none that has two texts."""
    stated: dict[str, set[tuple[str, str]]] = {}
    for path, types in outlines.items():
        for one in types:
            owners = {outer.name for outer in (one, *one.around[-1:]) if one.kind == "companion" or outer is one}
            for member in one.members:
                if member.value is not None:
                    for key in (f"{path}:{member.name}", member.name, *(f"{owner}.{member.name}" for owner in owners)):
                        stated.setdefault(key, set()).add((member.value, path))
    known: dict[str, str] = {}
    for _ in range(MOST_STEPS):
        found = {key: {filled(text, known, path) for text, path in texts} for key, texts in stated.items()}
        known = {key: text for key, texts in found.items() if len(texts) == 1 for text in texts if text is not None}
    return known


def filled(text: str, known: Constants, path: str) -> str | None:
    """The text of a file with the constants put in; None where one is not known."""
    missing = False

    def put(found: re.Match[str]) -> str:
        nonlocal missing
        name = found[1]
        value = known.get(name) if "." in name else known.get(f"{path}:{name}", known.get(name))
        missing = missing or value is None
        return value or ""

    done = NAMED.sub(put, text)[:LONGEST]
    return None if missing else done
