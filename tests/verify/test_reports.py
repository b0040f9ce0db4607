"""What a claim may say beside a report for this head, and beside which one; nothing of it without a report."""

from __future__ import annotations

import pytest

from draft_summary.values.claims import Claim, Draft
from draft_summary.values.reports import Report, ReportKind
from draft_summary.values.slots import Author
from draft_summary.verify import verify
from support.dossiers import ask, changed, dossier

PASSED = "Test report (junit.xml): 217 tests, 217 passed, 0 failed, 0 with errors, 0 skipped"
FAILED = "Test report (j.xml): 217 tests, 215 passed, 2 failed, 0 with errors, 0 skipped; failed: tests.test_a.test_b"
COVERED = "Coverage report (coverage.xml): 87.5 % of lines (7 of 8); changed files: src/a.py 66.6 % (2 of 3)"
TIMED = "Benchmark report (b.json): tests/test_a.py::test_load mean 1.23 ms, median 1.2 ms, 100 rounds"
REPORTS = {
    "R1": Report("junit.xml", ReportKind.TESTS, PASSED, passing=True, all_ran=True, id="R1"),
    "R2": Report("s.xml", ReportKind.TESTS, PASSED.replace("0 skipped", "3 skipped"), passing=True, id="R2"),
    "R3": Report("j.xml", ReportKind.TESTS, FAILED, id="R3"),
    "R4": Report("coverage.xml", ReportKind.COVERAGE, COVERED, id="R4"),
    "R5": Report("b.json", ReportKind.BENCHMARK, TIMED, id="R5"),
}

HOLDS = [
    ("tests pass", "The tests pass.", "R1"),
    ("all tests pass", "All tests pass.", "R1"),
    ("counted", "217 tests pass.", "R1"),
    ("tests pass, some skipped", "The tests pass, 3 are skipped.", "R2"),
    ("failures are told", "2 of 217 tests fail.", "R3"),
    ("coverage", "Line coverage is 87.5 %.", "R4"),
    ("coverage of a file", "Coverage of `src/a.py`: 66.6 %.", "R4"),
    ("time", "`test_load` takes 1.23 ms in the mean.", "R5"),
]
FALLS = [
    ("tests pass without a report", "The tests pass.", "F1.1"),
    ("tests pass by a coverage report", "The tests pass.", "R4"),
    ("tests pass, some failed", "The tests pass.", "R3"),
    ("all tests, some skipped", "All tests pass.", "R2"),
    ("another count", "218 tests pass.", "R1"),
    ("coverage without a report", "Line coverage is 87.5 %.", "F1.1"),
    ("coverage by a test report", "Line coverage is 87.5 %.", "R1"),
    ("coverage rounded up", "Line coverage is 88 %.", "R4"),
    ("full coverage", "The change has full coverage.", "R4"),
    ("another time", "`test_load` takes 1.1 ms in the mean.", "R5"),
    ("faster than before", "Loading is significantly faster.", "R5"),
    ("twice as fast", "Loading is 2x faster.", "R5"),
    ("a green pipeline", "The change has a green build.", "R1"),
    ("nothing breaks", "There are no breaking changes.", "R1"),
    ("all criteria met", "All acceptance criteria are met.", "R1"),
    ("unknown report", "The tests pass.", "R9"),
]


def holds(text: str, cited: str) -> bool:
    found = dossier(changed("src/a.py", ["+def load():"]), reports=list(REPORTS.values()))
    claim = Claim("overview.text", text, (cited,), author=Author.MODEL)
    return bool(verify(found, Draft(Author.MODEL, claims=(claim,)), (ask("overview.text"),)).claims)


@pytest.mark.parametrize(("text", "cited"), [row[1:] for row in HOLDS], ids=[row[0] for row in HOLDS])
def test_what_the_cited_report_shows_may_be_said(text: str, cited: str) -> None:
    assert holds(text, cited)


@pytest.mark.parametrize(("text", "cited"), [row[1:] for row in FALLS], ids=[row[0] for row in FALLS])
def test_what_the_cited_report_does_not_show_falls(text: str, cited: str) -> None:
    assert not holds(text, cited)
