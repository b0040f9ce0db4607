"""Dependencies in a pyproject.toml: PEP 621, PEP 735 groups, build requirements, Poetry, uv and PDM."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from draft_summary.facts.dependencies.declared import Declared, normalised, requirements

PYTHON = "python"  # Poetry lists the interpreter among the packages


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests."""
    return path.rpartition("/")[2] == "pyproject.toml"


def declared(text: str) -> list[Declared]:
    """The dependencies, the project's own extras left out.

    Raises ValueError for a text that is no TOML.
    """
    document = tomllib.loads(text)
    project, tool = _table(document, "project"), _table(document, "tool")
    own = {normalised(str(name)) for name in (project.get("name"), _table(tool, "poetry").get("name")) if name}
    found = [
        *_standard(document, project),
        *_poetry(_table(tool, "poetry")),
        *_lists(_table(tool, "uv"), "dev-dependencies"),
        *_grouped(_table(tool, "pdm").get("dev-dependencies")),
    ]
    return [one for one in found if normalised(one.name) not in own]


def _standard(document: Mapping[str, Any], project: Mapping[str, Any]) -> Iterator[Declared]:
    yield from requirements(_list(project.get("dependencies")))
    yield from _grouped(project.get("optional-dependencies"))
    yield from _grouped(document.get("dependency-groups"))
    yield from requirements(_list(_table(document, "build-system").get("requires")), "build")


def _grouped(groups: object) -> Iterator[Declared]:
    if isinstance(groups, dict):
        for scope, texts in groups.items():
            yield from requirements(_list(texts), str(scope))


def _lists(table: Mapping[str, Any], key: str) -> list[Declared]:
    return requirements(_list(table.get(key)), "dev")


def _poetry(poetry: Mapping[str, Any]) -> Iterator[Declared]:
    yield from _constraints(poetry.get("dependencies"), "")
    yield from _constraints(poetry.get("dev-dependencies"), "dev")
    for scope, group in _table(poetry, "group").items():
        if isinstance(group, dict):
            yield from _constraints(group.get("dependencies"), str(scope))


def _constraints(table: object, scope: str) -> Iterator[Declared]:
    if not isinstance(table, dict):
        return
    for name, constraint in table.items():
        if name.lower() != PYTHON:
            yield Declared(str(name), constraint_text(constraint), scope, str(name))


def constraint_text(constraint: object) -> str | None:
    """A constraint as Poetry and Pipenv write it: a version, or a table with a version, a repository or a path."""
    if isinstance(constraint, list):
        texts = [text for one in constraint if (text := constraint_text(one))]
        return " or ".join(texts) or None
    if isinstance(constraint, dict):
        if source := constraint.get("git"):
            ref = next((constraint[key] for key in ("tag", "rev", "ref", "branch") if key in constraint), "")
            return f"{source}@{ref}" if ref else str(source)
        return next((str(constraint[key]) for key in ("version", "url", "path", "file") if key in constraint), None)
    return str(constraint) if constraint else None


def _table(parent: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
