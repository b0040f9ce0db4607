"""What each finding of `check` is about, and the one place that decides how it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from draft_summary.values.findings import Finding, Severity


class About(StrEnum):
    """The three ways in which a summary can fall short."""

    STALE = "stale"  # the change is another than the summary states
    FALSE = "false"  # what it says is nowhere, or a fact contradicts it, or only a person or a report may say it
    INCOMPLETE = "incomplete"  # it still asks for something


CODES: Mapping[str, About] = {
    "no-summary": About.INCOMPLETE,
    "open-line": About.INCOMPLETE,
    "unmapped-criterion": About.INCOMPLETE,
    "section-left-alone": About.INCOMPLETE,
    "unchecked-report": About.INCOMPLETE,
    "stale": About.STALE,
    "missing-file": About.STALE,
    "file-not-changed": About.STALE,
    "wrong-status": About.STALE,
    "missing-commit": About.STALE,
    "moved-commit": About.STALE,
    "left-out": About.STALE,
    "lapsed-edit": About.STALE,
    "missing-fact": About.STALE,
    "wrong-count": About.FALSE,
    "false-fact": About.FALSE,
    "phantom-file": About.FALSE,
    "unknown-path": About.FALSE,
    "unknown-name": About.FALSE,
    "unknown-version": About.FALSE,
    "unknown-commit": About.FALSE,
    "unknown-quote": About.FALSE,
    "absent-test": About.FALSE,
    "contradiction": About.FALSE,
    "unattested": About.FALSE,
}
# What a summary in progress is meant to have, still; once its status is Complete, it says that nothing is left.
_LEFT_TO_DO = frozenset({"open-line", "unmapped-criterion"})
_NOTES = frozenset({"moved-commit", "left-out", "lapsed-edit"})  # what a person took out or rewrote is theirs
_WARNINGS = frozenset({"section-left-alone", "unchecked-report"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What bears on how a finding counts: the summary's status, and the lines that speak of what is yet to be done."""

    complete: bool
    planned: frozenset[int] = frozenset()


def kind_of(code: str) -> About:
    """What a finding with this code is about; a code of the merge's own is about what is false."""
    return CODES.get(code, About.FALSE)


def settled(finding: Finding, standing: Standing) -> Finding:
    """Return the finding with its severity, by its code alone and what the summary says of itself."""
    return replace(finding, severity=_severity(finding, standing))


def _severity(finding: Finding, standing: Standing) -> Severity:
    if finding.code in _NOTES:
        return Severity.NOTE
    if finding.code in _WARNINGS or (finding.code in _LEFT_TO_DO and not standing.complete):
        return Severity.WARNING
    if finding.code == "absent-test" and finding.line in standing.planned:
        return Severity.WARNING  # the summary itself says that the test is yet to be written
    return Severity.ERROR
