"""Dependencies in a package.json, and in the catalogs of a workspace (pnpm, yarn, bun)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from draft_summary.facts.dependencies.declared import Declared, Manifest

SCOPES = {
    "dependencies": "",
    "devDependencies": "dev",
    "peerDependencies": "peer",
    "optionalDependencies": "optional",
}
CATALOG_FILES = ("pnpm-workspace.yaml", "pnpm-workspace.yml", ".yarnrc.yml")
FIXTURES = re.compile(r"(^|/)(__fixtures__|fixtures?|testdata|test-data|__mocks__)/")
# A line of YAML: its blanks, a key with or without quotes, what follows on the line.
YAML_LINE = re.compile(r"""^( *)(?:'([^']{1,214})'|"([^"]{1,214})"|([^\s#:'"][^:#]{0,213}))\s*:(?:\s+(.*?))?\s*$""")


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests; what tests only read is none."""
    name = path.rpartition("/")[2]
    return (name == "package.json" or name in CATALOG_FILES) and not FIXTURES.search(path)


def declared(manifest: Manifest) -> list[Declared]:
    """The dependencies with their spec strings; overrides and resolutions are no dependency. ValueError for no JSON."""
    if not manifest.path.endswith(".json"):
        return list(_catalogs(manifest.text))
    document = json.loads(manifest.text)
    if not isinstance(document, dict):
        message = "no object"
        raise ValueError(message)  # noqa: TRY004 — what callers expect of a text that cannot be read
    found = [one for table, scope in SCOPES.items() for one in _table(document.get(table), scope)]
    workspaces = document.get("workspaces")
    for holder in (document, workspaces if isinstance(workspaces, dict) else {}):  # bun's catalogs
        found += _table(holder.get("catalog"), "catalog")
        catalogs = holder.get("catalogs")
        for name, table in catalogs.items() if isinstance(catalogs, dict) else ():
            found += _table(table, f"catalog {name}")
    return found


def _table(table: object, scope: str) -> list[Declared]:
    entries: Mapping[str, object] = table if isinstance(table, dict) else {}
    return [Declared(name, spec or None, scope, f'"{name}"') for name, spec in entries.items() if isinstance(spec, str)]


def _catalogs(text: str) -> Iterator[Declared]:
    """`catalog:` and the named tables below `catalogs:`; flow style is not read."""
    scope: str | None = None
    inside = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = YAML_LINE.match(line)
        key = (found[2] or found[3] or found[4]).strip() if found else ""
        if not line.startswith(" "):
            inside = key
            scope = "catalog" if key == "catalog" else None
        elif found and inside == "catalogs" and not _value(found[5]):
            scope = f"catalog {key}"
        elif found and inside in ("catalog", "catalogs") and scope is not None:
            yield Declared(key, _value(found[5]), scope, line=number)


def _value(text: str | None) -> str | None:
    """A scalar without its quotes and comment."""
    value = (text or "").strip()
    if value[:1] in ("'", '"'):
        return value[1:].partition(value[0])[0] or None
    return value.partition(" #")[0].strip() or None
