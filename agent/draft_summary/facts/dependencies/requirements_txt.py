"""Dependencies in requirements files, as pip reads them."""

from __future__ import annotations

import re
from dataclasses import replace

from draft_summary.facts.dependencies.declared import Declared, Manifest, requirement
from draft_summary.facts.path_kinds import is_requirements

COMMENT = re.compile(r"(^|\s)#.*$")
OPTION = re.compile(r"\s--[a-z].*$")  # per-requirement options: --hash=..., --config-settings
EGG = re.compile(r"#(?:.{0,200}&)?egg=([A-Za-z0-9._-]{1,200})")
EDITABLE = ("-e ", "--editable ", "--editable=")
MAIN = frozenset({"", "base", "main", "prod", "production"})


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests. Constraints only pin what something else asks for."""
    return is_requirements(path) and "constraint" not in path.rpartition("/")[2].lower()


def scope_of(path: str) -> str:
    """What the file's name adds to `requirements`: `dev` for requirements-dev.txt and requirements/dev.in."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    rest = re.sub(r"requirements", "", stem, flags=re.IGNORECASE).strip("-_.")
    return "" if rest.lower() in MAIN else rest


def declared(text: str) -> list[Declared]:
    """The requirements; references to other files and local paths are none. Never raises."""
    joined = text.replace("\\\r\n", " ").replace("\\\n", " ")
    return [one for line in joined.splitlines() if (one := _line(line.strip()))]


def scoped(manifest: Manifest) -> list[Declared]:
    """The requirements, with the scope that the file's name tells."""
    scope = scope_of(manifest.path)
    return [replace(one, scope=scope) for one in declared(manifest.text)]


def _line(line: str) -> Declared | None:
    if line.startswith(EDITABLE) or "://" in line.partition(" ")[0]:
        egg = EGG.search(line)
        target = re.sub(r"^(-e|--editable)[ =]\s*", "", line).partition("#")[0].strip()
        return Declared(egg[1], target, text=line) if egg else None
    line = OPTION.sub("", COMMENT.sub("", line)).strip()
    if not line or line.startswith("-"):
        return None
    return requirement(line)
