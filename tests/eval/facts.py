"""Precision and recall of the detectors on labelled changes, by kind of fact and language.

Usage: python tests/eval/facts.py CASES.json REPOSITORIES [CASE ...]
`REPOSITORIES` holds a git directory per repository, `<owner>+<name>/repo`; a case without its repository is skipped.
What a case calls ambiguous counts neither way. Every false and every missing fact is printed before the table.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from draft_summary import facts, gather
from draft_summary.errors import DraftSummaryError
from draft_summary.facts.languages import language_of
from draft_summary.settings import Settings
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


# One label may name several things that are gone.
TOLD_TOGETHER = frozenset({"breaking"})


@dataclass(slots=True)
class Score:
    """Counts of one kind in one language."""

    right: int = 0
    false: int = 0
    missing: int = 0

    @property
    def precision(self) -> str:
        """As a percentage; a dash where nothing was found."""
        return percentage(self.right, self.right + self.false)

    @property
    def recall(self) -> str:
        """As a percentage; a dash where nothing was to be found."""
        return percentage(self.right, self.right + self.missing)


def main(cases: Path, repositories: Path, wanted: frozenset[str]) -> int:
    """Print the faults and the table; 1 if no case could be run."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    run = 0
    for case in json.loads(cases.read_text()):
        repository = repositories / case["repository"].replace("/", "+") / "repo"
        if (wanted and case["id"] not in wanted) or not repository.is_dir():
            continue
        try:
            found = detected(repository, case)
        except DraftSummaryError as error:
            say(f"{case['id']}: not run: {error}")
            continue
        run += 1
        add(scores, case, [*labelled_items(case)], found_items(found))
    say(f"{run} cases run\n")
    say("| kind | language | right | false | missing | precision | recall |")
    say("| --- | --- | --- | --- | --- | --- | --- |")
    for (kind, language), one in sorted(scores.items()):
        counts = f"{one.right} | {one.false} | {one.missing} | {one.precision} | {one.recall}"
        say(f"| {kind} | {language} | {counts} |")
    return 0 if run else 1


def detected(repository: Path, case: Mapping[str, Any]) -> Any:
    """The facts of a case, as the program derives them."""
    settings = Settings(repo=repository, base=case["base"], head=case["head"], output="-")
    opened = gather.open_repository(repository)
    branch = gather.read_branch(opened, settings)
    return facts.detect(branch, gather.read_trees(opened, branch, facts.paths_wanted))


def add(
    scores: dict[tuple[str, str], Score], case: Mapping[str, Any], labelled: list[Item], found: Iterable[Item]
) -> None:
    """Match each found item with a label of its kind, one to one, and count."""
    open_labels = list(labelled)
    for item in found:
        label = matching(item, open_labels)
        if label is not None:
            open_labels.remove(label)
            scores[label.kind, label.language].right += 1
        elif not ambiguous(case, item) and not (item.kind in TOLD_TOGETHER and matching(item, labelled)):
            scores[item.kind, item.language].false += 1
            say(f"{case['id']}: false {item.kind}: {item.shown}")
    for label in open_labels:
        if not label.soft:
            scores[label.kind, label.language].missing += 1
            say(f"{case['id']}: missing {label.kind}: {label.shown}")


def matching(item: Item, labels: Iterable[Item]) -> Item | None:
    """The first label of the item's kind that may be called as the item is."""
    return next((one for one in labels if one.kind == item.kind and one.names & item.names), None)


def say(line: str) -> None:
    """A line of the report."""
    sys.stdout.write(f"{line}\n")


def percentage(part: int, whole: int) -> str:
    """One decimal, a dash of nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "–"  # noqa: RUF001 — a dash in a table


def labelled_items(case: Mapping[str, Any]) -> Iterator[Item]:
    """The labels of a case, an item each."""
    labels, fallback = case["labels"], str(case["languages"][0]).capitalize()
    for one in case["files"]:
        yield _item("files", "", f"{one['path']} {one['status']}", path=one["path"])
    for name, change in DEPENDENCY_CHANGES.items():
        for one in labels["dependencies"].get(name) or []:
            shown = _dependency(change, one["name"], one.get("old"), one.get("new"), one["manifest"])
            yield _item("dependencies", language(one["manifest"], fallback), shown, path=one["manifest"])
    for path in labels["dependencies"].get("lockfiles_changed") or []:
        yield _item("lockfiles", "", path, path=path)
    for path in labels.get("config_files") or []:
        yield _item("config_files", "", path, path=path)
    yield from _contract(labels, fallback)
    yield from _named(labels, fallback)


def _contract(labels: Mapping[str, Any], fallback: str) -> Iterator[Item]:
    for name, change in ENDPOINT_CHANGES.items():
        for one in labels["endpoints"].get(name) or []:
            routes = {one["route"], one.get("declared", one["route"])}
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
    for change in ("added", "removed"):
        for one in labels["tests"].get(change) or []:
            name = one["name"].replace(" > ", "::")
            yield _item("tests", language(one["path"], fallback), f"{change} {one['path']}::{name}", path=one["path"])
    for one in labels.get("logging") or []:
        for _ in range(one["count"]):
            yield _item("logging", language(one["path"], fallback), f"{one['path']} {one['level']}", path=one["path"])
    for one in labels.get("metrics") or []:
        names = {one["name"], one.get("full_name", one["name"])}
        yield _item("metrics", language(one["path"], fallback), *names, path=one["path"])
    for one in labels.get("flags") or []:
        yield _item("flags", language(one["path"], fallback), one["name"], path=one["path"])
    for one in labels.get("debt") or []:
        yield _item("debt", language(one["path"], fallback), _debt(one["path"], one["text"]), path=one["path"])
    for one in labels.get("breaking") or []:
        path = one["path"] or ""
        yield Item("breaking", language(path, fallback), _broken(path, one["what"]), one["what"], path)


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
        yield _item("endpoints", language(route.path), shown, path=route.path)
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
    for test in found.tests:
        if test.change in (Change.ADDED, Change.REMOVED):
            yield _item("tests", language(test.path), f"{test.change} {test.test_id}", path=test.path)
    for call in found.logging:
        yield _item("logging", language(call.path), f"{call.path} {call.level}", path=call.path)
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
        yield Item("breaking", language(candidate.path), names, candidate.what, candidate.path)


def ambiguous(case: Mapping[str, Any], item: Item) -> bool:
    """Whether the case says that this may be counted or not."""
    for one in case["ambiguous"]:
        kind, what, path = (
            (one["kind"], one["what"], one.get("path") or "") if isinstance(one, dict) else (*one.split(": ", 1), "")
        )
        if kind.partition(".")[0] not in (item.kind, {"defaults": "environment"}.get(item.kind, item.kind)):
            continue
        words = {word.rpartition("/")[2] for name in item.names for word in name.split()} | {item.path}
        if (path and path == item.path) or any(len(word) > 3 and word in what for word in words if word):
            return True
    return False


def language(path: str, fallback: str = "") -> str:
    """The language of a file, of a manifest that of its packages; the case's own for SQL and what is not known."""
    name = path.rpartition("/")[2]
    if name in MANIFESTS or "requirements" in name:
        return MANIFESTS.get(name, "Python")
    known = language_of(path)
    return known.title if known else fallback


def _item(kind: str, tongue: str, *names: str, path: str = "", soft: bool = False) -> Item:
    return Item(kind, tongue, frozenset(names), min(names), path, soft)


def _dependency(change: Change, name: str, old: str | None, new: str | None, manifest: str) -> str:
    versions = {Change.ADDED: f"{new}", Change.REMOVED: f"{old}", Change.MODIFIED: f"{old} → {new}"}[change]
    return f"{change} {name} {versions} in {manifest}"


def _route(route: str) -> str:
    return route.strip("/")


def _schema(one: Mapping[str, Any], tongue: str) -> Iterator[Item]:
    kinds = {"added": "added_columns", "modified": "modified_columns", "dropped": "dropped_columns", "index": "indexes"}
    for what, key in kinds.items():
        for name in one.get(key) or []:
            yield _item("schema", tongue, _column(one["table"], what, name), path=one.get("path", ""))


def _column(table: str, what: str, name: str) -> str:
    return f"{table.rpartition('.')[2].casefold()} {what} {name}"


def _debt(path: str, text: str) -> str:
    """Path and the first words: markers are written with and without a colon."""
    return f"{path} {' '.join(re.findall(r'[A-Za-z0-9]+', text)[:4]).lower()}"


def _broken(path: str, what: str) -> frozenset[str]:
    """What a breaking change is about: the last parts of code-like names, with the path; without one, the commit."""
    if not path:
        return frozenset({"commit"})
    names = re.findall(r"[A-Za-z_][A-Za-z0-9_]*(?:[./][A-Za-z0-9_{}-]+)*", what)
    words = {name.rpartition(".")[2] for name in names if "_" in name or "/" in name or not name.islower()}
    return frozenset(f"{path} {word}" for word in words)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), frozenset(sys.argv[3:])))
