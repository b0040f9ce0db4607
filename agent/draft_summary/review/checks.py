"""What `check` finds in a summary: where it is stale, what in it is false, what is still open."""

from __future__ import annotations

from draft_summary.values.document import Document, Edit
from draft_summary.values.evidence import Dossier
from draft_summary.values.findings import Finding, Severity
from draft_summary.values.results import CheckResult

REFRESH = "run: draft-summary"


def missing(dossier: Dossier) -> CheckResult:
    """Return the result where no summary stands: a failure with a feature folder, else not applicable."""
    if not dossier.branch.feature.directory:
        return CheckResult(dossier, (), "not_applicable")
    reason = f"no Implementation Summary for {dossier.branch.feature.directory}"
    return CheckResult(dossier, (Finding("no-summary", reason, remedy=REFRESH),), "missing")


def checked(dossier: Dossier, merged: Document, open_lines: tuple[tuple[int, str], ...]) -> CheckResult:
    """Return the result where a summary stands.

    `merged` is the summary with the facts alone laid into it, `open_lines` what of it is unanswered as it stands.
    An open line is a warning as long as the status is not Complete: a draft is meant to have some.
    """
    complete = _status(dossier.branch.summary or b"").lower().startswith("complete")
    severity = Severity.ERROR if complete else Severity.WARNING
    stale = tuple(_stale(edit) for edit in merged.edits)
    opened = tuple(
        Finding("open-line", text, line=line, severity=severity, remedy="replace the line with the answer")
        for line, text in open_lines
    )
    return CheckResult(dossier, (*stale, *merged.findings, *opened))


def _stale(edit: Edit) -> Finding:
    old, new = edit.old.strip(), edit.new.strip()
    if not old:
        reason = f"missing: {new}"
    elif not new:
        reason = f"no longer so: {old}"
    else:
        reason = f"says {old} where git says {new}"
    return Finding("stale", reason, place=edit.key, line=edit.standing, subject=old or new, remedy=REFRESH)


def _status(data: bytes) -> str:
    for line in data.decode("utf-8", "replace").split("\n"):
        label, _, value = line.replace("*", "").partition(":")
        if label.strip().lower() == "status":
            return value.strip()
    return ""
