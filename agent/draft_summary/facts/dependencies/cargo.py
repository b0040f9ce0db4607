"""Dependencies in a Cargo.toml (doc.rust-lang.org/cargo/reference/specifying-dependencies.html)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from draft_summary.facts.dependencies.declared import Declared

TABLES = {"dependencies": "", "dev-dependencies": "dev", "build-dependencies": "build"}


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests."""
    return path.rpartition("/")[2] == "Cargo.toml"


def declared(text: str) -> list[Declared]:
    """The dependencies, those of the workspace with the scope `workspace`. Raises ValueError for what is no TOML.

    What a member inherits has the version `workspace`: that stands in the manifest of the workspace.
    """
    document = tomllib.loads(text)
    found = list(_tables(document))
    for target in _table(document, "target").values():
        found += _tables(target) if isinstance(target, dict) else ()
    return [*found, *_of_table(_table(_table(document, "workspace"), "dependencies"), "workspace")]


def _tables(document: Mapping[str, Any]) -> Iterator[Declared]:
    for name, scope in TABLES.items():
        yield from _of_table(_table(document, name), scope)
        yield from _of_table(_table(document, name.replace("-", "_")), scope) if "-" in name else ()


def _of_table(table: Mapping[str, Any], scope: str) -> Iterator[Declared]:
    for name, spec in table.items():
        yield Declared(str(name), _spec(spec), scope, str(name))


def _spec(spec: object) -> str | None:
    if not isinstance(spec, dict):
        return str(spec)
    if spec.get("workspace") is True:
        return "workspace"
    if source := spec.get("git"):
        ref = next((spec[key] for key in ("tag", "rev", "branch") if key in spec), "")
        return f"{source}@{ref}" if ref else str(source)
    return next((str(spec[key]) for key in ("version", "path") if key in spec), None)


def _table(parent: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}
