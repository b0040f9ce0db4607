"""Both documents together: ids, what is missing, and what is too large."""

from __future__ import annotations

import time

import pytest

from draft_summary.facts.spec import SpecFacts
from draft_summary.values.branch import TextFile
from facts.spec.branches import FOLDER, Made

SPEC = """# Spec
## Problem
The lamp is much too bright at night.
## Acceptance Criteria
- Given a, then b
- Given c, then d
"""
DESIGN = """# TDR
## Design
Add `dim_slowly()`.
## Alternatives
- Polling: slow; rejected.
"""


def test_each_kind_is_numbered_and_decisions_follow_the_plan() -> None:
    found = Made(SPEC, DESIGN, after={"src/lamp.py": "x = 1\n"}).read()

    assert [one.id for one in found.criteria] == ["A1", "A2"]
    assert [(one.id, one.text) for one in found.plan] == [("P1", "dim_slowly")]
    assert [(one.id, one.title) for one in found.decisions] == [("P2", "Polling")]
    assert [one.id for one in found.passages] == ["S1"]


def test_without_documents_there_is_nothing() -> None:
    assert Made(after={"src/lamp.py": "x = 1\n"}).read() == SpecFacts()


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\ufeff", "---\n", "```\nnever closed", "<!-- never closed", "\0\x0c\u2028"]
)
def test_an_odd_document_gives_nothing(text: str) -> None:
    found = Made(text, text).read()

    assert (found.criteria, found.plan, found.decisions) == ((), (), ())


def test_each_path_is_the_documents_own() -> None:
    found = Made(SPEC, DESIGN, after={"src/lamp.py": "x = 1\n"}).read()

    assert {found.criteria[0].path, found.passages[0].path} == {f"{FOLDER}/spec.md"}
    assert {found.plan[0].path, found.decisions[0].path} == {f"{FOLDER}/tdr.md"}


def test_criteria_of_every_capability_are_read() -> None:
    other = TextFile(
        f"{FOLDER}/specs/dim/spec.md", "### Requirement: Dim\n#### Scenario: Slow\n- **WHEN** dimmed\n- **THEN** slow\n"
    )

    found = Made(SPEC, others=(other, TextFile(f"{FOLDER}/tasks.md", SPEC))).read()

    assert [(one.id, one.path) for one in found.criteria][1:] == [("A2", f"{FOLDER}/spec.md"), ("A3", other.path)]


ODD = {
    "clauses": "**Given** a\n\n```\nx\n```\n\n**When** b\n\n**Then**:\n- c\n\n---\n\n",
    "headings": "### AC-1: x\n- Given a\n",
    "numbers": "1,1,1,",
    "stars": "**a ",
    "ticks": "`a ",
    "comments": "<!-- ",
    "brackets": "[a](",
    "quotes": ">",
    "nesting": "- ",
    "table": "| a | test_b |\n",
    "options": "**Option A: x** ✅ CHOSEN\n- Pros: a\n",
    "additions": "new add `x` and ",
    "punctuation": "...,,,!!!",
    "emphasis": "* _ ",
}


@pytest.mark.parametrize("piece", ODD.values(), ids=ODD)
def test_the_time_to_read_an_odd_document_does_not_run_away(piece: str) -> None:
    text = "## Acceptance Criteria\n\n" + piece * (60_000 // len(piece))
    start = time.perf_counter()

    Made(text, text.replace("Acceptance Criteria", "Design")).read()

    assert time.perf_counter() - start < 30  # half a second of an idle machine; a pattern that backtracks takes minutes


@pytest.mark.parametrize("start", ["**a**", "abc", "- **Decision**:", "summary", "| a |", "### Option A"])
@pytest.mark.parametrize("run", [" ", "*", ".", ":", "_ ", "-"])
def test_a_long_run_of_one_sign_is_read_at_once(start: str, run: str) -> None:
    text = f"## Acceptance Criteria\n\n{start}{run * 20_000}x\n\n- {start}{run * 20_000}x\n"
    begun = time.perf_counter()

    Made(text, text.replace("Acceptance Criteria", "Alternatives")).read()

    assert time.perf_counter() - begun < 30  # some milliseconds of an idle machine


def test_a_spec_of_half_a_megabyte_is_read_in_seconds() -> None:
    item = "- Given a `lamp.on()` thing, when `lamp.dim()` is called, then it is dark\n"
    start = time.perf_counter()

    found = Made("## Acceptance Criteria\n\n" + item * (500_000 // len(item))).read()

    assert time.perf_counter() - start < 30  # 3 s of an idle machine; slack for a busy one
    assert len(found.criteria) == 2_000
