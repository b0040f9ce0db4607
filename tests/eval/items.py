"""Facts and labels as items that can be compared: the kind, the language, and the forms under which they match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from draft_summary.facts.languages import language_of, named
from draft_summary.values.facts import Change, Facts

DEPENDENCY_CHANGES = {"added": Change.ADDED, "updated": Change.MODIFIED, "removed": Change.REMOVED}
ENDPOINT_CHANGES = {"new": Change.ADDED, "modified": Change.MODIFIED, "removed": Change.REMOVED}
MANIFESTS = {
    "pyproject.toml": "Python",
    "Pipfile": "Python",
    "setup.cfg": "Python",
    "package.json": "JavaScript",
    "go.mod": "Go",
    "Cargo.toml": "Rust",
    "Gemfile": "Ruby",
    "composer.json": "PHP",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One fact or label: `names` are the forms under which it may be matched; a `soft` label is never missing."""

    kind: str
    language: str
    names: frozenset[str]
    shown: str
    path: str = ""
    soft: bool = False


def labelled_items(case: Mapping[str, Any]) -> Iterator[Item]:
    """The labels of a case, an item each."""
    labels, fallback = case["labels"], title(case["languages"][0])
    for one in case["files"]:
        yield _item("files", "", f"{one['path']} {one['status']}", path=one["path"])
    for name, change in DEPENDENCY_CHANGES.items():
        for one in labels["dependencies"].get(name) or []:
            shown = _dependency(change, one["name"], one.get("old"), one.get("new"), one["manifest"])
            yield _item("dependencies", language(one["manifest"], fallback), shown, path=one["manifest"])
            if also := one.get("also"):  # the same one in a compiled file
                shown = _dependency(change, one["name"], also.get("old"), also.get("new"), also["manifest"])
                yield _item("dependencies", "", shown, path=also["manifest"], soft=True)
    listed = labels["dependencies"].get("lockfiles_changed")
    for path in listed or []:
        yield _item("lockfiles", "", path, path=path)
    unlisted = [one["path"] for one in case["files"]] if listed is None else labels["dependencies"]["manifests_changed"]
    for path in unlisted:
        yield _item("lockfiles", "", path, path=path, soft=True)
    for path in labels.get("config_files") or []:
        yield _item("config_files", "", path, path=path)
    yield from _contract(labels, fallback)
    yield from _named(labels, fallback)


def _contract(labels: Mapping[str, Any], fallback: str) -> Iterator[Item]:
    for name, change in ENDPOINT_CHANGES.items():
        for one in labels["endpoints"].get(name) or []:
            routes = {one.get(key) or one["route"] for key in ("route", "declared", "route_as_written")}
            names = [f"{change} {one['method']} {_route(route)}" for route in routes]
            soft = change is Change.MODIFIED
            yield _item("endpoints", language(one["path"], fallback), *names, path=one["path"], soft=soft)
    for one in labels.get("migrations") or []:
        yield _item("migrations", language(one["path"], fallback), one["path"], path=one["path"])
    for one in labels.get("schema") or []:
        yield from _schema(one, language(one.get("path", ""), fallback))
    for one in labels.get("environment") or []:
        path = one.get("path") or ""
        yield _item("environment", language(path, fallback), one["name"], path=path)
        yield _item("defaults", language(path, fallback), f"{one['name']}={one['default']}", path=path)


def _named(labels: Mapping[str, Any], fallback: str) -> Iterator[Item]:
    yield from _tests(labels["tests"], fallback)
    for one in labels.get("logging") or []:
        for _ in range(one["count"]):
            yield _item(
                "logging", language(one["path"], fallback), f"{one['path']} {_level(one['level'])}", path=one["path"]
            )
    for one in labels.get("metrics") or []:
        names = {one["name"], one.get("full_name", one["name"])}
        yield _item("metrics", language(one["path"], fallback), *names, path=one["path"])
    for one in labels.get("flags") or []:
        yield _item("flags", language(one["path"], fallback), one["name"], path=one["path"])
    for one in labels.get("debt") or []:
        yield _item("debt", language(one["path"], fallback), _debt(one["path"], one["text"]), path=one["path"])
    for one in labels.get("breaking") or []:
        path = one["path"] or ""
        told = frozenset(name for each in (path, *one.get("also_paths", ())) for name in _broken(each, one["what"]))
        yield Item("breaking", language(path, fallback), told, one["what"], path)


def _tests(labels: Mapping[str, Any], fallback: str) -> Iterator[Item]:
    """Tests by name with its chain; tiers where the case is certain: of each test, or all of one."""
    counted = [tier for tier, count in labels["tiers"].items() if count]
    common = counted[0] if labels.get("tiers_certain") and len(counted) == 1 else "unclear"
    for change in ("added", "removed"):
        for one in labels.get(change) or []:
            tongue, tier = language(one["path"], fallback), one.get("tier", common)
            written = (one["name"], one.get("full") or one["name"])
            names = {f"{change} {one['path']}::{chain(name)}" for name in written}
            yield Item("tests", tongue, frozenset(names), max(names, key=len), one["path"])
            if change == "added":
                tiers = [tier] if tier != "unclear" else ["", "unit", "integration", "e2e"]
                names = {f"{name} is {each}" for name in names for each in tiers}
                yield Item("tiers", tongue, frozenset(names), min(names), one["path"], soft=tier == "unclear")


def chain(name: str) -> str:
    """A test's name with its parts joined by `::`: written ` > `, or in Go and C# with a dot."""
    joined = name.replace(" > ", "::")
    return joined.replace(".", "::") if re.fullmatch(r"\w+(\.\w+)+", joined) else joined


def found_items(found: Facts) -> Iterator[Item]:
    """The facts of the program, an item each, in the order of the kinds."""
    for file in found.files:
        yield _item("files", "", f"{file.path} {file.file.status.value[0].upper()}", path=file.path)
    for dep in found.dependencies:
        shown = _dependency(dep.change, dep.name, dep.old, dep.new, dep.manifest)
        yield _item("dependencies", language(dep.path), shown, path=dep.path)
    for lock in found.lockfiles:
        yield _item("lockfiles", "", lock.path, path=lock.path)
    for config in found.config_files:
        yield _item("config_files", "", config.path, path=config.path)
    yield from _found_contract(found)
    yield from _found_names(found)


def _found_contract(found: Facts) -> Iterator[Item]:
    for route in found.endpoints:
        change = Change.MODIFIED if route.change is Change.DEPRECATED else route.change
        shown = f"{change} {route.method} {_route(route.route)}"
        yield _item("endpoints", language(route.path), shown, path=route.path, soft=change is Change.MODIFIED)
    for migration in found.migrations:
        yield _item("migrations", language(migration.path), migration.path, path=migration.path)
    for table in found.schema:
        columns = {"added": table.added, "modified": table.modified, "dropped": table.dropped, "index": table.indexes}
        for what, names in columns.items():
            for name in names:
                yield _item("schema", language(table.path), _column(table.table, what, name), path=table.path)
    for variable in found.environment:
        if variable.change is Change.ADDED:
            yield _item("environment", language(variable.path), variable.name, path=variable.path)
            yield _item("defaults", language(variable.path), f"{variable.name}={variable.default}", path=variable.path)


def _found_names(found: Facts) -> Iterator[Item]:
    yield from _found_tests(found)
    for call in found.logging:
        yield _item("logging", language(call.path), f"{call.path} {_level(call.level)}", path=call.path)
    for metric in found.metrics:
        if metric.change is Change.ADDED:
            yield _item("metrics", language(metric.path), metric.name, path=metric.path)
    for flag in found.flags:
        if flag.change is Change.ADDED:
            yield _item("flags", language(flag.path), flag.name, path=flag.path)
    for debt in found.debt:
        shown = _debt(debt.path, f"{debt.marker} {debt.text}")
        yield _item("debt", language(debt.path), shown, path=debt.path)
    for candidate in found.breaking:
        names = _broken(candidate.path, candidate.what)
        covered = not candidate.path or re.search(r"removed|is now", candidate.what)
        yield Item("breaking", language(candidate.path), names, candidate.what, candidate.path, soft=not covered)


def title(name: str) -> str:
    """A language's name as the program writes it."""
    known = named(name.lower())
    return known.title if known else {"c#": "C#"}.get(name.lower(), name)


def language(path: str, fallback: str = "") -> str:
    """The language of a file, of a manifest that of its packages; the case's own for SQL and what is not known."""
    name = path.rpartition("/")[2]
    if name in MANIFESTS or "requirements" in name:
        return MANIFESTS.get(name, "Python")
    known = language_of(path)
    return known.title if known else fallback


def _item(kind: str, tongue: str, *names: str, path: str = "", soft: bool = False) -> Item:
    return Item(kind, tongue, frozenset(names), min(names), path, soft)


def _found_tests(found: Facts) -> Iterator[Item]:
    for test in (one for one in found.tests if one.change in (Change.ADDED, Change.REMOVED)):
        # A label without its chain is matched by the last part: the chain must be right where one is labelled.
        shown = (chain(test.name), test.name.rpartition("::")[2])
        names = frozenset(f"{test.change} {test.path}::{name}" for name in shown)
        yield Item("tests", language(test.path), names, max(names, key=len), test.path)
        if test.tier and test.change is Change.ADDED:
            tiers = frozenset(f"{name} is {test.tier}" for name in names)
            yield Item("tiers", language(test.path), tiers, max(tiers, key=len), test.path)


def _dependency(change: Change, name: str, old: str | None, new: str | None, manifest: str) -> str:
    versions = {Change.ADDED: f"{new}", Change.REMOVED: f"{old}", Change.MODIFIED: f"{old} → {new}"}[change]
    return f"{change} {name} {versions} in {manifest}"


def _route(route: str) -> str:
    return route.strip("/")


def _level(name: str) -> str:
    return {"warn": "warning", "fatal": "critical", "err": "error"}.get(name.lower(), name.lower())


def _schema(one: Mapping[str, Any], tongue: str) -> Iterator[Item]:
    kinds = {"added": "added_columns", "modified": "modified_columns", "dropped": "dropped_columns", "index": "indexes"}
    for what, key in kinds.items():
        for place, name in enumerate(one.get(key) or []):
            columns = one.get("index_columns") if what == "index" else None
            names = {name, "_".join(columns[place]), ", ".join(columns[place])} if columns else {name}
            shown = [_column(one["table"], what, each) for each in names]
            yield _item("schema", tongue, *shown, path=one.get("path", ""))


def _column(table: str, what: str, name: str) -> str:
    return f"{table.rpartition('.')[2].casefold()} {what} {name}"


def _debt(path: str, text: str) -> str:
    """Path and the first words, for markers are written with and without a colon; of a skipped test the path."""
    if not re.search(r"\b(TODO|FIXME|HACK|XXX)\b", text):
        return f"{path} skipped"
    return f"{path} {' '.join(re.findall(r'[A-Za-z0-9]+', text)[:4]).lower()}"


def _broken(path: str, what: str) -> frozenset[str]:
    """What a breaking change is about: the last parts of code-like names, with the path; without one, the commit."""
    if not path:
        return frozenset({"commit"})
    names = re.findall(r"[A-Za-z_][A-Za-z0-9_]*(?:[./][A-Za-z0-9_{}-]+)*", what)
    words = {name.rpartition(".")[2] for name in names if "_" in name or "/" in name or not name.islower()} - {"CLI"}
    words.update(re.findall(r"--[a-z][\w-]+", what))
    return frozenset(f"{path} {word}" for word in words)
