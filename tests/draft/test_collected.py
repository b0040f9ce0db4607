"""The object of `collect --json`: the field names that others build on."""

from __future__ import annotations

import json
from typing import Any

from draft_summary.draft.handoff import collected
from draft_summary.values import facts as f
from draft_summary.values.branch import Feature, Status, TextFile
from draft_summary.values.facts import Change, FileKind
from draft_summary.values.spec import Criterion, Passage, PlanItem, PlannedDecision
from support.dossiers import ask, changed, commit, dossier

AT: dict[str, Any] = {"path": "src/a.py", "line": 3}
EVERY_FACT: dict[str, Any] = {
    "dependencies": [
        f.Dependency(path="pyproject.toml", name="httpx", change=Change.ADDED, new=">=0.28"),
        f.Dependency(path="pyproject.toml", name="rich", change=Change.MODIFIED, old="13", new="14", scope="dev"),
        f.Dependency(path="pyproject.toml", name="six", change=Change.REMOVED, old="1"),
    ],
    "lockfiles": [f.Lockfile(path="uv.lock", packages=3)],
    "tests": [
        f.Test(path="tests/test_a.py", line=1, name="TestA::test_x", change=Change.ADDED, tier="unit"),
        f.Test(path="tests/test_a.py", line=2, name="test_old", change=Change.REMOVED),
        f.Test(path="tests/test_a.py", line=3, name="test_z", change=Change.MODIFIED),
    ],
    "symbols": [f.Symbol(**AT, module="a", name="load", kind="function", change=Change.ADDED, signature="()")],
    "migrations": [f.Migration(**AT, name="0002_x", operations=("create table t",), reversible=True)],
    "schema": [f.SchemaChange(**AT, table="t", added=("id",), created=True)],
    "endpoints": [
        f.Endpoint(**AT, method="POST", route="/x", change=Change.ADDED),
        f.Endpoint(**AT, method="GET", route="/x", change=Change.MODIFIED),
        f.Endpoint(**AT, method="GET", route="/y", change=Change.DEPRECATED),
        f.Endpoint(**AT, method="GET", route="/z", change=Change.REMOVED),
    ],
    "events": [f.Event(**AT, name="x.made", change=Change.ADDED)],
    "environment": [f.EnvironmentVariable(**AT, name="TOKEN", default="t")],
    "flags": [f.Flag(**AT, name="new_x")],
    "config_files": [f.ConfigFile(path="app.toml", change=Change.MODIFIED, keys=("a",))],
    "logging": [f.LogCall(**AT, level="info", message="hello")],
    "metrics": [f.Metric(**AT, name="requests")],
    "dashboards": [f.Dashboard(**AT, name="overview")],
    "alerts": [f.Alert(**AT, name="down", condition="up == 0")],
    "debt": [f.Debt(**AT, marker="TODO", text="later")],
    "breaking": [f.BreakingCandidate(**AT, what="`x` is gone")],
    "security": [f.SecurityTouch(**AT, topic="auth", what="check()")],
}
DOSSIER = dossier(
    changed("src/a.py", ["+def load():"], ["-old()"], status=Status.RENAMED, old_path="src/b.py"),
    changed("logo.png", status=Status.ADDED, kind=FileKind.BINARY, binary=True),
    commits=[commit("feat: add load", "src/a.py")],
    feature=Feature("directive", "directive/specs/x", TextFile("directive/specs/x/spec.md", "…")),
    summary_path="directive/specs/x/implementation_summary.md",
    criteria=[Criterion(text="Given x", line=3, group="Edge", ordinal=2, tests=("tests/test_a.py::TestA::test_x",))],
    plan=[PlanItem(text="a loader", kind="symbol", line=4, found="found")],
    decisions=[PlannedDecision(title="Loader", line=9, choice="YAML", hunks=("F1.1",))],
    passages=[Passage(document="spec", role="reason", text="Because.", line=1)],
    **EVERY_FACT,
)
ASKS = (ask("files.modified", "src/a.py", evidence=["F1"], existing=(("files.modified/src/a.py", "old words"),)),)
SAID: dict[str, Any] = json.loads(json.dumps(collected(DOSSIER, ASKS)))


def test_top_level() -> None:
    assert list(SAID) == [
        "schema_version", "snapshot", "branch", "feature", "commits", "files", "hunks", "criteria", "plan", "passages",
        "reports", "facts", "asks", "reply_schema", "omitted",
    ]  # fmt: skip
    assert SAID["schema_version"] == 1
    assert SAID["snapshot"] == DOSSIER.catalogue.snapshot.token


def test_branch_and_feature() -> None:
    assert SAID["branch"] == {
        "name": "feature/thing",
        "base": "main",
        "merge_base": "b" * 40,
        "head": "a" * 40,
        "dirty": False,
    }
    assert SAID["feature"] == {
        "layout": "directive",
        "directory": "directive/specs/x",
        "spec": "directive/specs/x/spec.md",
        "design": None,
        "template": None,
        "summary": "directive/specs/x/implementation_summary.md",
    }


def test_commits_files_and_hunks() -> None:
    assert list(SAID["commits"][0]) == ["id", "sha", "subject", "body", "author", "date"]
    assert SAID["commits"][0]["id"] == "C1"
    assert SAID["files"][0] == {
        "id": "F1",
        "path": "src/a.py",
        "old_path": "src/b.py",
        "status": "renamed",
        "insertions": 1,
        "deletions": 1,
        "binary": False,
        "kind": "code",
    }
    assert SAID["hunks"][1] == {"id": "F1.2", "file": "F1", "text": "@@ -1,1 +1,0 @@\n-old()"}


def test_criteria_and_plan() -> None:
    tests = ["tests/test_a.py::TestA::test_x"]
    named = {"id": "A1", "label": "", "display": "Edge 2", "text": "Given x"}
    assert SAID["criteria"] == [{**named, "negative": False, "tests": tests, "candidates": []}]
    assert SAID["plan"] == [
        {"id": "P1", "text": "a loader", "kind": "symbol", "found": "found", "where": "", "differs": ""},
        {"id": "P2", "text": "Loader — YAML", "found": "found"},
    ]


FIELDS = {
    "lockfiles": ["packages"],
    "migrations": ["name", "operations", "reversible"],
    "schema": ["table", "added", "modified", "dropped", "indexes", "created", "removed"],
    "events": ["name", "direction", "change"],
    "symbols": ["module", "name", "kind", "change", "signature", "old_signature", "summary", "language", "moved_from"],
    "environment": ["name", "default", "change"],
    "flags": ["name", "default", "change"],
    "config_files": ["change", "keys"],
    "logging": ["level", "message"],
    "metrics": ["name", "type", "change"],
    "dashboards": ["name", "change"],
    "alerts": ["name", "condition", "change"],
    "debt": ["marker", "text"],
    "breaking": ["what"],
    "security": ["topic", "what"],
}


def test_every_fact_has_its_place_and_its_fields() -> None:
    said = SAID["facts"]
    assert {name: list(said[name][0]) for name in FIELDS} == {
        name: ["id", "path", "line", *fields] for name, fields in FIELDS.items()
    }


def test_facts_that_are_grouped_by_what_became_of_them() -> None:
    said = SAID["facts"]
    named = ("dependencies", "tests", "endpoints")
    assert {name: {kind: len(some) for kind, some in said[name].items()} for name in named} == {
        "dependencies": {"added": 1, "updated": 1, "removed": 1},
        "tests": {"added": 1, "removed": 1, "modified": 1},
        "endpoints": {"new": 1, "modified": 1, "deprecated": 1, "removed": 1},
    }
    assert list(said["dependencies"]["added"][0]) == ["id", "path", "line", "name", "old", "new", "manifest", "scope"]
    assert list(said["tests"]["added"][0]) == ["id", "path", "line", "name", "tier", "summary", "skipped"]
    assert list(said["endpoints"]["new"][0]) == ["id", "path", "line", "method", "route", "summary"]


def test_asks_and_schema() -> None:
    one = SAID["asks"][0]
    assert list(one) == ["id", "instruction", "keys", "parts", "evidence", "existing", "limit", "longest"]
    assert one["existing"] == [{"key": "files.modified/src/a.py", "text": "old words"}]
    assert "modified file" in one["instruction"]
    assert SAID["reply_schema"]["required"] == ["snapshot", "claims", "mappings", "questions"]


def test_files_of_which_no_line_is_shown_are_named_as_omitted() -> None:
    assert SAID["omitted"] == ["F2"]
