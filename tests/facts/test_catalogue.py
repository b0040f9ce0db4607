"""The evidence of a snapshot: ids, texts, durable names, and a digest over all of it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from draft_summary.facts.catalogue import catalogue
from draft_summary.facts.statements import statement
from draft_summary.values.branch import Branch, ChangedFile, Commit, Feature, Hunk, Status, TextFile
from draft_summary.values.evidence import EvidenceKind
from draft_summary.values.facts import (
    Alert,
    BreakingCandidate,
    Caller,
    Change,
    ConfigFile,
    Dashboard,
    Debt,
    Dependency,
    Endpoint,
    EnvironmentVariable,
    Event,
    Fact,
    Facts,
    FileFact,
    FileKind,
    Flag,
    Lockfile,
    LogCall,
    Metric,
    Migration,
    SchemaChange,
    SecurityTouch,
    Symbol,
    Test,
)
from draft_summary.values.spec import Criterion, Passage, PlanItem, PlannedDecision

SPEC, TDR = TextFile("specs/lamp/spec.md", "# Spec\n"), TextFile("specs/lamp/tdr.md", "# TDR\n")
HUNKS = (Hunk("lamp.py", 1, 1, 1, 2, "def on():", (" a", "+b")), Hunk("lamp.py", 9, 1, 10, 0, "", ("-c",)))
LAMP = ChangedFile("lamp.py", Status.MODIFIED, insertions=1, deletions=1, hunks=HUNKS)
MOVED = ChangedFile("b.py", Status.RENAMED, "a.py")
BRANCH = Branch(
    "feature/lamp",
    "b" * 40,
    "m" * 40,
    "h" * 40,
    (LAMP, MOVED),
    (
        Commit("1" * 40, "feat: dim", "Slowly.", "Ada", "2026-01-01", patch_id="p1"),
        Commit("2" * 40, "fix: x", "", "Ada", "2026-01-02"),
    ),
    Feature("directive", "specs/lamp", SPEC, TDR),
)
FACTS = Facts(
    files=(FileFact(LAMP, FileKind.CODE, "F1"), FileFact(MOVED, FileKind.CODE, "F2")),
    dependencies=(
        Dependency(path="pyproject.toml", line=12, id="K1", name="httpx", change=Change.ADDED, new=">=0.27"),
    ),
    tests=(Test(path="tests/test_lamp.py", line=3, id="K2", name="test_dim", change=Change.ADDED),),
    criteria=(Criterion(text="Given a, then b", line=4, label="AC-1", candidates=("t.py::test_a",), id="A1"),),
    plan=(PlanItem(text="dim", kind="symbol", line=5, found="found", where="lamp.py:2", id="P1"),),
    decisions=(
        PlannedDecision(title="Option A", line=9, choice="Listen", rationale="Cheap", hunks=("F1.1",), id="P2"),
    ),
    passages=(Passage(document="spec", role="reason", text="Too bright.", line=2, id="S1"),),
)


def test_evidence_comes_in_the_order_in_which_a_model_is_shown_it() -> None:
    assert list(catalogue(BRANCH, FACTS).items) == [
        "C1",
        "C2",
        "F1",
        "F1.1",
        "F1.2",
        "F2",
        "A1",
        "P1",
        "P2",
        "S1",
        "K1",
        "K2",
    ]


TEXTS = {
    "C1": ("1111111 feat: dim\n\nSlowly.", "commit:p1", "", None),
    "C2": ("2222222 fix: x", f"commit:{'2' * 40}", "", None),
    "F1": ("modified lamp.py (+1 \u22121, code)", f"file:lamp.py@{LAMP.digest}", "lamp.py", None),
    "F1.1": ("@@ -1,1 +1,2 @@ def on():\n a\n+b", f"hunk:lamp.py@{HUNKS[0].digest}", "lamp.py", 1),
    "F2": ("renamed a.py → b.py (+0 \u22120, code)", f"file:b.py@{MOVED.digest}", "b.py", None),
    "A1": ("AC-1: Given a, then b\ncandidate tests: t.py::test_a", "criterion:", SPEC.path, 4),
    "P1": ("planned symbol dim: found (lamp.py:2)", "plan:", TDR.path, 5),
    "P2": ("decision chosen: Option A\nchoice: Listen\nrationale: Cheap\nborne out by F1.1", "plan:", TDR.path, 9),
    "S1": ("spec, reason: “Too bright.”", "passage:", SPEC.path, 2),
    "K1": ("dependency added: httpx >=0.27 (pyproject.toml:12)", "fact:", "pyproject.toml", 12),
    "K2": ("test added: test_dim (tests/test_lamp.py:3)", "fact:", "tests/test_lamp.py", 3),
}


@pytest.mark.parametrize(("evidence_id", "expected"), TEXTS.items(), ids=TEXTS)
def test_each_item_says_in_short_what_it_is(evidence_id: str, expected: tuple[str, str, str, int | None]) -> None:
    one = catalogue(BRANCH, FACTS).items[evidence_id]

    assert (one.text, one.path, one.line) == (expected[0], expected[2], expected[3])
    assert one.durable.startswith(expected[1])


def test_the_kinds_follow_from_the_ids() -> None:
    items = catalogue(BRANCH, FACTS).items

    assert {one.kind for one in items.values() if "." in one.id} == {EvidenceKind.HUNK}
    assert all(one.kind.value == one.id[0] for one in items.values() if "." not in one.id)


def test_the_snapshot_is_of_the_merge_base_and_the_head() -> None:
    snapshot = catalogue(BRANCH, FACTS).snapshot

    assert (snapshot.base, snapshot.head) == ("m" * 40, "h" * 40)
    assert len(snapshot.token.rpartition("/")[2]) == 16


CHANGES: dict[str, dict[str, Any]] = {
    "a plan item's outcome": {"plan": (replace(FACTS.plan[0], found="not found", where=""),)},
    "tests that a criterion may be mapped to": {"criteria": (replace(FACTS.criteria[0], candidates=()),)},
    "a fact more": {"debt": (Debt(path="lamp.py", line=1, id="K3", marker="TODO", text="dim"),)},
    "a fact's line": {"tests": (replace(FACTS.tests[0], line=4),)},
    "a decision's hunks": {"decisions": (replace(FACTS.decisions[0], hunks=()),)},
}


@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES)
def test_any_change_of_evidence_changes_the_digest(changed: dict[str, Any]) -> None:
    before, after = catalogue(BRANCH, FACTS), catalogue(BRANCH, replace(FACTS, **changed))

    assert before.snapshot.digest != after.snapshot.digest


def test_the_same_evidence_has_the_same_digest() -> None:
    assert catalogue(BRANCH, FACTS).snapshot == catalogue(BRANCH, FACTS).snapshot


def test_a_fact_that_only_moved_keeps_its_durable_name() -> None:
    moved = replace(FACTS, tests=(replace(FACTS.tests[0], line=99, id="K7"),))

    assert catalogue(BRANCH, FACTS).items["K2"].durable == catalogue(BRANCH, moved).items["K7"].durable


STATEMENTS: dict[str, Fact] = {
    "dependency updated: httpx 0.1 → 0.2 [dev]": Dependency(
        path="p", name="httpx", change=Change.MODIFIED, old="0.1", new="0.2", scope="dev"
    ),
    "dependency removed: httpx 0.1": Dependency(path="p", name="httpx", change=Change.REMOVED, old="0.1"),
    "lockfile changed: 3 packages": Lockfile(path="uv.lock", packages=3),
    "test modified: A::test_x (unit) skipped — Says x.": Test(
        path="p", name="A::test_x", change=Change.MODIFIED, tier="unit", summary="Says x.", skipped=True
    ),
    "public modified: Python function lamp.dim(level), was (level, x) — Dim it.": Symbol(
        path="p",
        module="lamp",
        name="dim",
        kind="function",
        change=Change.MODIFIED,
        signature="(level)",
        old_signature="(level, x)",
        summary="Dim it.",
    ),
    "migration: 0001; create lamp; reversible": Migration(
        path="p", name="0001", operations=("create lamp",), reversible=True
    ),
    "table created: lamp; added: level; indexes: by_level": SchemaChange(
        path="p", table="lamp", added=("level",), indexes=("by_level",), created=True
    ),
    "endpoint added: POST /lamp — Dims.": Endpoint(
        path="p", method="POST", route="/lamp", change=Change.ADDED, summary="Dims."
    ),
    "event added: lamp.dimmed (published)": Event(path="p", name="lamp.dimmed", change=Change.ADDED),
    "environment variable added: LAMP — default 5": EnvironmentVariable(path="p", name="LAMP", default="5"),
    "feature flag removed: dim": Flag(path="p", name="dim", change=Change.REMOVED),
    "configuration file modified: a, b": ConfigFile(path="p", change=Change.MODIFIED, keys=("a", "b")),
    'log call added: INFO "on"': LogCall(path="p", level="info", message="on"),
    "metric added: dims — counter": Metric(path="p", name="dims", type="counter"),
    "dashboard added: lamps": Dashboard(path="p", name="lamps"),
    "alert added: hot — temp > 90": Alert(path="p", name="hot", condition="temp > 90"),
    "TODO added: dim": Debt(path="p", marker="TODO", text="dim"),
    "may break callers: `on` is gone": BreakingCandidate(path="p", what="`on` is gone"),
    "touches secrets: TOKEN = 1": SecurityTouch(path="p", topic="secrets", what="TOKEN = 1"),
    "unchanged caller of lamp.on": Caller(path="p", symbol="lamp.on"),
}


@pytest.mark.parametrize(
    ("expected", "fact"), STATEMENTS.items(), ids=[type(fact).__name__ for fact in STATEMENTS.values()]
)
def test_every_kind_of_fact_is_told_in_one_line(expected: str, fact: Fact) -> None:
    assert statement(fact) == expected


def test_no_kind_of_fact_is_left_out() -> None:
    kinds = {one.__name__ for one in Fact.__subclasses__()}

    assert {type(fact).__name__ for fact in STATEMENTS.values()} == kinds


def test_facts_come_in_the_order_of_the_fields_whatever_their_numbers() -> None:
    facts = Facts(
        callers=(Caller(path="p", symbol="lamp.on", id="K4"),),
        symbols=(Symbol(path="p", module="lamp", name="on", kind="function", change=Change.ADDED, id="K1"),),
        debt=(Debt(path="p", marker="TODO", text="dim", id="K3"),),
        flags=(Flag(path="p", name="dim", id="K2"),),
    )

    assert [one.id for one in catalogue(BRANCH, facts).of_kind(EvidenceKind.FACT)] == ["K1", "K2", "K3", "K4"]


def test_a_large_change_is_catalogued_at_once() -> None:
    lines = tuple(f"+line {number} of some code" for number in range(20))
    files = tuple(
        ChangedFile(path, Status.MODIFIED, hunks=tuple(Hunk(path, n, 0, n, 20, "", lines) for n in range(1, 9)))
        for path in (f"src/file_{number}.py" for number in range(1_300))
    )
    facts = Facts(files=tuple(FileFact(one, FileKind.CODE, f"F{number}") for number, one in enumerate(files, start=1)))
    start = time.perf_counter()

    found = catalogue(replace(BRANCH, files=files), facts)

    assert time.perf_counter() - start < 30  # 0.5 s of an idle machine; slack for a busy one
    assert len(found.items) == 2 + 1_300 * 9
