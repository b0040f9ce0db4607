from __future__ import annotations

from typing import Any

import pytest

from draft_summary import sections
from draft_summary.values.branch import Feature, Status
from draft_summary.values.claims import CriterionMapping, Verified
from draft_summary.values.facts import Change, Coverage, FileKind, Test
from draft_summary.values.slots import Author
from draft_summary.values.spec import Criterion
from sections.dossiers import changed, claim, dossier, lines, written

MANUAL = ["### Manual Testing Notes", '_Needs author: what was tried by hand, or "none"._']
INTRODUCTION = 'No test was run for this; delete "(proposed)" from a row to confirm it.'


def case(name: str, change: Change = Change.ADDED, path: str = "tests/test_a.py", tier: str = "") -> Test:
    return Test(path=path, name=name, change=change, tier=tier)


def test_counts_by_file_and_class() -> None:
    tests = (case("TestA::test_x"), case("TestA::test_y"), case("test_z"), case("test_old", Change.REMOVED))
    files = [changed("tests/test_a.py", FileKind.TEST), changed("tests/conftest.py", FileKind.TEST)]
    said = claim("testing.files", "login and its failures", "tests/test_a.py")
    assert written(dossier(tests=tests, files=files), "testing", said) == [
        "### Test Coverage",
        "- 3 tests added, 1 removed, in 1 file; no tier is marked by path or marker.",
        "### Test Files",
        "- `tests/test_a.py` (3 tests added: TestA 2, outside a class 1; 1 test removed) — login and its failures",
        "- `tests/conftest.py` (modified, no test of it changed)",
        "### Spec → Test Mapping",
        "No acceptance criterion was recognised in the spec (`directive/specs/login/spec.md`).",
        *MANUAL,
    ]


def test_many_test_files_are_cut_to_those_with_the_most_changed_tests() -> None:
    tests = [
        case(f"t{at}", path=f"tests/test_{number:02}.py") for number in range(42) for at in range(1 + number // 41)
    ]
    shown = written(dossier(tests=tuple(tests)), "testing")
    assert "- 2 more test files." in shown
    assert "- `tests/test_41.py` (2 tests added)" in shown
    assert "- `tests/test_40.py` (1 test added)" not in shown


def test_tests_that_could_not_be_read_are_not_called_unchanged() -> None:
    files = [changed("web/a.test.ts", FileKind.TEST), changed("tests/test_a.py", FileKind.TEST)]
    coverage = (Coverage("tests", ("Python",), ((".ts", 1),)),)
    assert written(dossier(files=files, coverage=coverage), "testing")[:5] == [
        "### Test Coverage",
        "- Not examined: 1 .ts.",
        "### Test Files",
        "- `web/a.test.ts` (modified, its tests were not read)",
        "- `tests/test_a.py` (modified, no test of it changed)",
    ]
    nothing = written(dossier(files=files[1:], coverage=()), "testing")
    assert nothing[1:4:2] == ["- Not examined: tests.", "- `tests/test_a.py` (modified, its tests were not read)"]


def test_tiers_where_any_is_marked() -> None:
    tests = (case("a", tier="unit"), case("b", tier="e2e", path="e2e/b.py"), case("c", tier="e2e"), case("d"))
    assert written(dossier(tests=tests, feature=Feature()), "testing")[1:4] == [
        "- **Unit tests**: 1 test added, in 1 file",
        "- **E2E tests**: 2 tests added, in 2 files",
        "- **Tier not marked**: 1 test added, in 1 file",
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({"feature": Feature()}, ["None detected (Python). No spec found.", *MANUAL], id="nothing at all"),
        pytest.param(
            {"criteria": (Criterion(text="Given x", line=1, label="AC-1"),)},
            [
                "No tests added, modified or removed (Python).",
                "### Spec → Test Mapping",
                INTRODUCTION,
                '- AC-1: "Given x"',
                *MANUAL,
            ],
            id="a spec and no test",
        ),
        pytest.param(
            {"feature": Feature(), "files": [changed("test_a.py", FileKind.TEST, status=Status.DELETED)]},
            [
                "### Test Files",
                "- `test_a.py` (deleted, no test of it changed)",
                "### Spec → Test Mapping",
                "No spec found.",
                *MANUAL,
            ],
            id="a test file and no spec",
        ),
    ],
)
def test_what_is_missing_is_said(facts: dict[str, Any], expected: list[str]) -> None:
    assert written(dossier(**facts), "testing") == expected


CRITERIA = (
    Criterion(text="Given a `config`\nwhen *x* then y", line=1, label="AC-1", tests=("t.py::test_a",)),
    Criterion(text="Given none", line=2, group="Edge Cases", ordinal=2, reason="no test names it"),
    Criterion(text="z" * 301, line=3, ordinal=3, tests=("t.py::test_b", "t.py::test_c")),
)


def test_negative_cases_and_labels_of_another_list_are_told() -> None:
    criteria = (
        Criterion(text="If none, it shall say so", line=1, ordinal=1, negative=True),
        Criterion(text="Given none", line=2, group="Negative Cases", ordinal=1, negative=True),
    )
    assert written(dossier(criteria=criteria, other_labels=("AC-1", "AC-25")), "testing")[2:5] == [
        f"{INTRODUCTION} `AC-1` … `AC-25` in the tests number another list than the spec's.",
        '- Criterion 1 (negative case): "If none, it shall say so"',
        '- Negative Cases 1: "Given none"',
    ]


def test_candidates_are_proposed_until_a_drafter_chose() -> None:
    found = dossier(criteria=CRITERIA)
    assert written(found, "testing")[-3].endswith('…"')  # nothing was written: what stands is to stay
    assert written(found, "testing", claim("overview.text", "Any."))[2:-2] == [
        INTRODUCTION,
        '- AC-1: "Given a `config` when \\*x\\* then y" → `t.py::test_a` (proposed)',
        '- Edge Cases 2: "Given none" → no test found: no test names it',
        f'- Criterion 3: "{"z" * 300}…" → `t.py::test_b`, `t.py::test_c` (proposed)',
    ]
    chosen = (CriterionMapping("A1", ()), CriterionMapping("A3", ("t.py::test_c",), author=Author.MODEL))
    verified = Verified(mappings=chosen)
    drafted = sections.compose(found, verified)
    assert lines(drafted, "testing")[3:-2] == [
        '- AC-1: "Given a `config` when \\*x\\* then y" → no test found',
        '- Edge Cases 2: "Given none" → no test found: no test names it',
        f'- Criterion 3: "{"z" * 300}…" → `t.py::test_c` (proposed)',
    ]
    rows = [block for one in drafted for block in one.blocks if " → " in block.separator]
    assert [row.cells[1].fallback for row in rows] == [False, True, False]
    assert [row.cells[1].author for row in rows] == [Author.OFFLINE, Author.OFFLINE, Author.MODEL]
    assert found.catalogue.items["A3"].durable in rows[2].cells[1].citations


def test_two_criteria_with_the_same_words_are_two_rows() -> None:
    twice = (Criterion(text="Given x", line=1, label="AC-1"), Criterion(text="Given x", line=9, label="AC-2"))
    shown = written(dossier(criteria=twice), "testing")
    assert [line for line in shown if "Given" in line] == ['- AC-1: "Given x"', '- AC-2: "Given x"']
