"""Dependencies in a Pipfile."""

from __future__ import annotations

import tomllib

from draft_summary.facts.dependencies.declared import Declared
from draft_summary.facts.dependencies.pyproject import constraint_text

SCOPES = {"packages": "", "dev-packages": "dev"}
NOT_PACKAGES = ("source", "requires", "scripts", "pipenv")


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests."""
    return path.rpartition("/")[2] == "Pipfile"


def declared(text: str) -> list[Declared]:
    """The dependencies; any other table of packages is a category of that name. Raises ValueError for no TOML."""
    found = []
    for table, packages in tomllib.loads(text).items():
        if table not in NOT_PACKAGES and isinstance(packages, dict):
            scope = SCOPES.get(table, table)
            found += [Declared(name, constraint_text(spec), scope, name) for name, spec in packages.items()]
    return found
