"""Decisions, reasons and limits: only what the TDR or a message states, and only where the change bears it out."""

from __future__ import annotations

from typing import Any

import pytest

from draft.offline.claims import text, texts, written
from draft_summary.draft.offline import OfflineDrafter
from draft_summary.values import facts as f
from draft_summary.values.branch import Commit
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change, FileKind
from draft_summary.values.spec import PlannedDecision
from support.dossiers import ask, changed, commit, dossier, slot

PATH = "pkg/a.py"
FILE = changed(PATH, ["+x_y = 1"])
PARTS = slot("decisions.list", "title", "context", "choice", "rationale", "differs", keyed="block", work_done=False)


def decisions(found: Dossier) -> list[dict[str, str]]:
    blocks: dict[str, dict[str, str]] = {}
    for claim in written(found, ask("decisions.list", of=PARTS)):
        blocks.setdefault(claim.key, {})[claim.part] = claim.text
    return list(blocks.values())


def planned(**more: Any) -> PlannedDecision:
    given = {
        "title": "Override semantics",
        "choice": "Values replace.",
        "rationale": "One rule for all.",
        "hunks": ("F1.1",),
    }
    return PlannedDecision(**{**given, **more}, line=3)


def test_a_decision_of_the_tdr_that_the_change_bears_out() -> None:
    assert decisions(dossier(FILE, decisions=[planned(context="Two ways to merge.")])) == [
        {
            "title": "Override semantics",
            "choice": 'As the TDR states: "Values replace"',
            "rationale": 'The TDR: "One rule for all"',
            "differs": "No",
            "context": 'The TDR: "Two ways to merge"',
        }
    ]


LACKING = {
    "no hunk": {"hunks": ()},
    "rejected": {"chosen": False},
    "no reason": {"rationale": ""},
    "no choice": {"choice": ""},
}


@pytest.mark.parametrize("lacking", LACKING.values(), ids=LACKING.keys())
def test_a_decision_that_is_not_wholly_stated_or_built_is_none(lacking: dict[str, Any]) -> None:
    assert decisions(dossier(FILE, decisions=[planned(**lacking)])) == []


STATED: dict[str, tuple[str, tuple[str, str] | None]] = {
    "because": ("Keep rows sorted because readers search them.", ("Keep rows sorted", "readers search them")),
    "so that": ("- Cache the rows so that\n  readers stay fast", ("Cache the rows", "readers stay fast")),
    "to avoid": ("Copy the rows first to avoid shared state", ("Copy the rows first", "to avoid shared state")),
    "names what is in the change": ("Set `x_y` early because readers need it", ("Set `x_y` early", "readers need it")),
    "names what is not": ("Call z_z() early because readers need it", None),
    "no reason": ("Keep rows sorted.", None),
    "half a reason": ("Keep rows sorted because reasons.", None),
    "a boast": ("Everything is production ready because of tests here", None),
}


@pytest.mark.parametrize(("body", "halves"), STATED.values(), ids=STATED.keys())
def test_a_reason_in_a_message(body: str, halves: tuple[str, str] | None) -> None:
    made = commit("fix: order of rows", PATH, body=body)
    expected = [
        {
            "title": "order of rows",
            "choice": f'`{made.short}`: "{halves[0]}"',
            "rationale": f'`{made.short}`: "{halves[1]}"',
        }
        for halves in [halves]
        if halves
    ]
    assert decisions(dossier(FILE, commits=[made])) == expected


def test_a_message_about_files_that_are_not_in_the_net_change_is_not_used() -> None:
    assert decisions(dossier(FILE, commits=[commit("x", "b.py", body=STATED["because"][0])])) == []


MANIFEST = changed("pyproject.toml", ['+"httpx>=0.28"'], kind=FileKind.CONFIG)
HTTPX = f.Dependency(path="pyproject.toml", name="httpx", change=Change.ADDED, new=">=0.28")
WHY: dict[str, tuple[Commit, str]] = {
    "named": (commit("use httpx for uploads", "pyproject.toml"), '"use httpx for uploads"'),
    "another package": (commit("use httpx2 for uploads", "pyproject.toml"), ""),
    "another manifest": (commit("use httpx for uploads", "package.json"), ""),
}


@pytest.mark.parametrize(("made", "expected"), WHY.values(), ids=WHY.keys())
def test_why_a_dependency(made: Commit, expected: str) -> None:
    found = text(dossier(MANIFEST, commits=[made], dependencies=[HTTPX]), "dependencies.added", "pyproject.toml:httpx")
    assert found == (f"`{made.short}`: {expected}" if expected else "")


def test_names_say_of_themselves_what_they_are_for() -> None:
    found = dossier(
        FILE,
        endpoints=[f.Endpoint(path=PATH, method="POST", route="/x", change=Change.ADDED, summary="Make an x.")],
        symbols=[
            f.Symbol(path=PATH, module="pkg.a", name="load", kind="function", change=Change.ADDED, summary="Load x_y."),
            f.Symbol(path=PATH, module="pkg.a", name="save", kind="function", change=Change.ADDED),
        ],
    )
    assert texts(found, "api.new", "POST /x", "pkg.a.load", "pkg.a.save", "event x") == {
        "POST /x": "Make an x.",
        "pkg.a.load": "Load `x_y`.",
    }


COMMENTS: dict[str, tuple[tuple[str, ...], str]] = {
    "above": (("+# Seconds until a run ends", "+RUN_LIMIT=30"), '`.env.example`: "Seconds until a run ends"'),
    "not next to it": (("+# Seconds until a run ends", "+", "+RUN_LIMIT=30"), ""),
    "several lines": (
        ("+// RunLimit is the seconds until", "+// a run ends. It may", "+// be zero in tests", "+\tRUN_LIMIT int"),
        '`.env.example`: "RunLimit is the seconds until a run ends"',
    ),
    "not all of it added": ((" # Seconds of all runs until", "+# the longest run ends", "+RUN_LIMIT=30"), ""),
    "a call": (("+// Seconds until a run ends", "+a.RUN_LIMIT(1)"), ""),
    "of another line": (("+# Seconds until a run ends", "+OTHER=30", "+RUN_LIMIT=30"), ""),
}


@pytest.mark.parametrize(("lines", "expected"), COMMENTS.values(), ids=COMMENTS.keys())
def test_a_variable_has_the_comment_above_it(lines: tuple[str, ...], expected: str) -> None:
    found = dossier(changed(".env.example", lines), environment=[f.EnvironmentVariable(path=PATH, name="RUN_LIMIT")])
    assert text(found, "configuration.environment", "RUN_LIMIT") == expected


def test_limits_that_a_message_states() -> None:
    made = commit(
        "feat: rows", PATH, body="Known limitation: rows are read twice.\n\nNot yet: columns are ignored here."
    )
    said = [claim.text for claim in written(dossier(FILE, commits=[made]), ask("debt.list"))]
    assert said == [
        f'`{made.short}`: "Known limitation: rows are read twice"',
        f'`{made.short}`: "Not yet: columns are ignored here"',
    ]


def test_what_needs_judgement_gets_no_claim() -> None:
    asks = tuple(
        ask(key) for key in ("security.changes", "breaking.list", "deviations.list", "review.list", "api.modified")
    )
    assert OfflineDrafter().write(dossier(FILE), asks).claims == ()
    assert OfflineDrafter().repair(dossier(FILE), asks, ()) is None
