"""Dependencies in a Gemfile, its groups as scopes, and in a gem's own specification."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.dependencies.declared import Declared

LONGEST = 2_000
GEM = re.compile(r"^\s*gem[\s(]+[\"']([\w.-]{1,120})[\"'](.*)$")
ADDED = re.compile(r"^\s*\w{1,40}\.add_(runtime_|development_)?dependency[\s(]+[\"']([\w.-]{1,120})[\"'](.*)$")
VERSION = re.compile(r"^\s*,\s*\[?\s*[\"']([^\"']{1,80})[\"']")
GROUP = re.compile(r"^\s*group\s*\(?\s*((?::\w+|[\"']\w+[\"'])(?:\s*,\s*(?::\w+|[\"']\w+[\"']))*)")
GROUP_OPTION = re.compile(r"\bgroups?(?::|\s*=>)\s*(\[[^\]]{0,200}\]|:\w+|[\"']\w+[\"'])")
OPENING = re.compile(r"^\s*(group|platforms?|source|install_if|if|unless|case|git|github|path)\b.*(\bdo\b|$)")
END = re.compile(r"^\s*end\b")
WORD = re.compile(r"\w+")


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests."""
    name = path.rpartition("/")[2]
    return name in ("Gemfile", "gems.rb") or name.endswith(".gemspec")


def declared(text: str) -> list[Declared]:
    """The gems, those of a group with the group's name as scope. Never raises."""
    return [*_gems(text)]


def _gems(text: str) -> Iterator[Declared]:
    groups: list[str] = []
    for number, line in enumerate(_joined(text), 1):
        code = line[:LONGEST]
        if found := GEM.match(code):
            option = GROUP_OPTION.search(found[2])
            scope = _scope(option[1]) if option else next((one for one in reversed(groups) if one), "")
            yield Declared(found[1], _spec(found[2]), scope, found[1], number)
        elif found := ADDED.match(code):
            yield Declared(found[2], _spec(found[3]), "dev" if found[1] == "development_" else "", found[2], number)
        elif OPENING.match(code):
            named = GROUP.match(code)
            groups.append(_scope(named[1]) if named else "")
        elif END.match(code) and groups:
            groups.pop()


def _joined(text: str) -> Iterator[str]:
    """The lines, one that ends in a comma with those that go on; what goes on leaves an empty line."""
    waiting, left = "", 0
    for line in text.split("\n"):
        code = line.partition(" #")[0].rstrip() if not line.lstrip().startswith("#") else ""
        if waiting:
            waiting, left = f"{waiting} {code.strip()}", left + 1
        else:
            waiting = code
        if waiting.endswith(",") and len(waiting) < LONGEST:
            continue
        yield waiting
        yield from [""] * left
        waiting, left = "", 0
    if waiting:
        yield waiting


def _scope(text: str) -> str:
    """The groups' names; empty for the one that every program needs."""
    names = [name for name in WORD.findall(text) if name != "default"]
    return ", ".join(names)


def _spec(rest: str) -> str | None:
    """The version requirements in order, joined as they are written."""
    found = []
    while stated := VERSION.match(rest):
        found.append(stated[1])
        rest = rest[stated.end() :]
    return ", ".join(found) or None
