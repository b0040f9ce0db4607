"""Findings as GitHub's workflow commands, which the run's page shows beside the line that they are about."""

from __future__ import annotations

from collections.abc import Mapping

from draft_summary.redaction import visible
from draft_summary.values.findings import Severity
from draft_summary.values.results import CheckResult

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def wanted(environ: Mapping[str, str]) -> bool:
    """Whether a GitHub workflow reads what is printed (docs.github.com, "Variables reference")."""
    return environ.get("GITHUB_ACTIONS") == "true"


def of_check(result: CheckResult) -> tuple[str, ...]:
    """A workflow command a finding: `::error file=…,line=…,title=…::message`, on one line whatever it says."""
    path = result.dossier.branch.summary_path
    lines = []
    for finding in result.findings:
        # Without a summary there is no file to show it in.
        place = {"file": path, "line": str(finding.line or 1)} if result.document is not None else {}
        properties = {**place, "title": f"draft-summary: {finding.code}"}
        said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        message = finding.reason + (f" ({finding.remedy})" if finding.remedy else "")
        lines.append(f"::{_COMMANDS[finding.severity]} {said}::{_data(message)}")
    return tuple(lines)


def _data(text: str) -> str:
    """Escape a message as the runner undoes it (actions/toolkit, `command.ts`)."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
