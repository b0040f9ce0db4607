"""Lines that say what a report says, in a check that the report was not given to: nothing is known against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draft_summary.values.document import Edit
from draft_summary.values.facts import Facts
from draft_summary.values.findings import Finding

NO_REPORT = "No report given."  # what stands for Performance where there is none
HEADING = "#heading"
GIVE_IT = "give it with --report"


def of_reports(changes: Sequence[Edit], facts: Facts) -> tuple[Edit, ...]:
    """Return those changes that a refresh would make only because no report was given."""
    gone = tuple(edit for edit in changes if _goes(edit)) if not facts.reports else ()
    return (*gone, *(edit for edit in changes if gone and edit.new.strip() == NO_REPORT))


def unchecked(changes: Sequence[Edit]) -> Iterator[Finding]:
    """Yield for each line of a report that it could not be checked."""
    for edit in changes:
        old = edit.old.strip()
        if old and not edit.key.endswith(HEADING):
            reason = f"cannot be checked without its report: {old}"
            yield Finding("unchecked-report", reason, edit.key, edit.standing, old, remedy=GIVE_IT)


def _goes(edit: Edit) -> bool:
    if edit.new.strip():
        return False
    slot, _, key = edit.key.removesuffix(HEADING).partition("/")
    return slot == "performance.results" or (slot == "testing.coverage" and "report (" in key)
