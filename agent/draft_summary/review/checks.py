"""What `check` finds in a summary: where it is stale, what in it is false, what is still open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from draft_summary.review.severity import Standing, settled
from draft_summary.values.document import Document, Edit
from draft_summary.values.evidence import Dossier
from draft_summary.values.findings import Finding
from draft_summary.values.results import CheckResult

Require = Literal["always", "feature", "never"]


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary that is checked, in two readings of the merge: as it stands, and with the facts laid into it."""

    as_it_stands: Document
    with_facts: Document


def missing(dossier: Dossier, command: str, *, require: Require, named: bool) -> CheckResult:
    """Return the result where no summary stands: a failure where one is required, else not applicable.

    `named`: the user said where it is, so that its absence is a failure whatever else is there.
    """
    branch = dossier.branch
    wanted = require == "always" or (require == "feature" and (named or bool(branch.feature.directory)))
    if not wanted:
        return CheckResult(dossier, (), "not_applicable")
    place = f"{branch.summary_path} does not exist"
    folder = branch.feature.directory
    reason = place if named or not folder else f"no Implementation Summary for {folder}: {place}"
    return CheckResult(dossier, (Finding("no-summary", reason, remedy=f"run: {command}"),), "missing")


def checked(dossier: Dossier, summary: Summary, command: str) -> CheckResult:
    """Return what a summary that stands states otherwise than git does, and what in it is still open.

    `command` is what brings its facts up to date.
    """
    refresh = f"run: {command}"
    standing = Standing(complete=_status(dossier.branch.summary or b"").lower().startswith("complete"))
    stale = [_stale(edit, refresh) for edit in summary.with_facts.edits]
    opened = [
        Finding("open-line", text, line=line, remedy="replace the line with the answer")
        for line, text in summary.as_it_stands.open_lines
    ]
    found = [settled(one, standing) for one in (*stale, *summary.with_facts.findings, *opened)]
    return CheckResult(dossier, tuple(_in_order(found)), "checked", summary.with_facts)


def _in_order(findings: list[Finding]) -> list[Finding]:
    """By line, each once: two checks may see the same thing."""
    once = dict.fromkeys(replace(one, place="", key="") if one.line is None else one for one in findings)
    return sorted(once, key=lambda one: (one.line or 0, one.code, one.subject))


def _stale(edit: Edit, remedy: str) -> Finding:
    old, new = edit.old.strip(), edit.new.strip()
    if not old:
        reason = f"missing: {new}"
    elif not new:
        reason = f"no longer so: {old}"
    else:
        reason = f"says {old} where git says {new}"
    return Finding("stale", reason, place=edit.key, line=edit.standing, subject=old or new, remedy=remedy)


def _status(data: bytes) -> str:
    for line in data.decode("utf-8", "replace").split("\n"):
        label, _, value = line.replace("*", "").partition(":")
        if label.strip().lower() == "status":
            return value.strip()
    return ""
