"""Results as JSON: stable names under `schema_version` 1, the form that other programs build on."""

from __future__ import annotations

import re
from dataclasses import asdict
from difflib import diff_bytes, unified_diff
from typing import Any

from draft_summary.review.severity import kind_of
from draft_summary.values.evidence import Dossier
from draft_summary.values.findings import Finding, Severity
from draft_summary.values.results import Answer, CheckResult, DraftResult
from draft_summary.values.spec import PlanItem

SCHEMA_VERSION = 1
STATE = re.compile(rb"<!-- draft-summary:state.*?-->\s?", re.DOTALL)


def of_draft(result: DraftResult) -> dict[str, Any]:
    """The JSON object of `draft-summary --json` and of `apply --json`."""
    draft = result.draft
    return {
        "schema_version": SCHEMA_VERSION,
        "snapshot": result.dossier.catalogue.snapshot.token,
        "branch": _branch(result.dossier),
        "summary": {
            "path": result.dossier.branch.summary_path,
            "written": result.written,
            "refreshed": result.refreshed,
            "changed_blocks": len(result.document.edits),
        },
        "counts": counts(result.dossier),
        "prose": {
            "author": draft.author.value,
            "model": draft.model,
            "prompts": draft.prompts,
            "claims": len(result.verified.claims),
            "usage": asdict(draft.usage),
            "unanswered": [{"ask": ask, "reason": reason} for ask, reason in draft.unanswered],
        },
        "answers": [_answer(one) for one in result.answers],
        "findings": [of_finding(finding) for finding in result.findings],
        "suggestions": [asdict(suggestion) for suggestion in result.document.suggestions],
        "questions": list(result.verified.questions),
        "deviations": [_deviation(item) for item in result.dossier.facts.plan if item.found not in ("", "found")],
        "open": [{"line": line, "text": text} for line, text in result.document.open_lines],
        "unplaced": sorted({block.slot for block in result.document.unplaced}),
        "omitted": list(draft.omitted),
        "notes": list(notes(result.dossier)),
        "redactions": result.dossier.redactions,
    }


def _answer(one: Answer) -> dict[str, Any]:
    """What became of one thing that was sent; `evidence` and `reasons` are empty where it holds."""
    return {
        "where": one.where,
        "ask": one.ask,
        "key": one.key,
        "part": one.part,
        "text": one.text,
        "held": one.held,
        "reasons": [{"code": why.code, "reason": why.reason, "remedy": why.remedy} for why in one.reasons],
        "evidence": list(one.evidence),
    }


def _deviation(item: PlanItem) -> dict[str, str]:
    """A thing that the TDR plans and the branch has not, or has otherwise: all of them, for the summary shows some."""
    return {"kind": item.kind, "text": item.text, "found": item.found, "where": item.where, "differs": item.differs}


def text_of(result: DraftResult, *, as_diff: bool) -> dict[str, str]:
    """What a command prints without `--json`, as a field of its JSON: the diff, or a summary that goes to no file."""
    if as_diff:
        return {"diff": diff(result).decode("utf-8", "replace")}
    return {"document": result.document.data.decode("utf-8", "replace")} if result.path is None else {}


def adopted(result: DraftResult) -> bool:
    """Whether the summary that stood was written without this program."""
    before = result.dossier.branch.summary or b""
    return bool(before.strip()) and STATE.search(before) is None


def diff(result: DraftResult | CheckResult) -> bytes:
    """Return a unified diff from the summary that stands to the merged one, without the hidden state at its end."""
    if result.document is None:
        return b""
    path = result.dossier.branch.summary_path
    before, after = (_shown(data) for data in (result.dossier.branch.summary or b"", result.document.data))
    return b"".join(diff_bytes(unified_diff, before, after, f"a/{path}".encode(), f"b/{path}".encode()))


def _shown(data: bytes) -> list[bytes]:
    return STATE.sub(b"", data).splitlines(keepends=True)


def of_check(result: CheckResult) -> dict[str, Any]:
    """The JSON object of `draft-summary check --json`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "snapshot": result.dossier.catalogue.snapshot.token,
        "branch": _branch(result.dossier),
        "summary": {"path": result.dossier.branch.summary_path},
        "status": result.status,
        "ok": not result.failed,
        "counts": {level.value: sum(one.severity is level for one in result.findings) for level in Severity},
        "findings": [_of_checked(finding, result.dossier.branch.summary_path) for finding in result.findings],
        "notes": list(notes(result.dossier)),
    }


def _of_checked(finding: Finding, path: str) -> dict[str, Any]:
    return {"file": path, "kind": kind_of(finding.code).value, **of_finding(finding)}


def of_finding(finding: Finding) -> dict[str, Any]:
    """One finding, every field present."""
    return {**asdict(finding), "outcome": finding.outcome.value, "severity": finding.severity.value}


def counts(dossier: Dossier) -> dict[str, int]:
    """How much of each kind git gave: files, commits, and facts that are not empty."""
    facts = dossier.facts
    kinds = {
        "files": facts.files,
        "commits": dossier.branch.commits,
        "tests": facts.tests,
        "dependencies": facts.dependencies,
        "endpoints": facts.endpoints,
        "migrations": facts.migrations,
        "environment": facts.environment,
        "symbols": facts.symbols,
        "criteria": facts.criteria,
    }
    return {name: len(items) for name, items in kinds.items()}


def notes(dossier: Dossier) -> tuple[str, ...]:
    """What was left out or chosen on the way, one sentence each."""
    branch = dossier.branch
    left: tuple[str, ...] = ()
    if branch.dirty and not branch.uncommitted:
        some = ", ".join(branch.dirty[:3]) + (", …" if len(branch.dirty) > 3 else "")  # noqa: PLR2004 — fits a line
        left = (f"{len(branch.dirty)} paths with uncommitted changes left out: {some} (--uncommitted includes them)",)
    redacted = (f"{dossier.redactions} secrets redacted",) if dossier.redactions else ()
    unusable = (f"report {one.path} is not used: {one.problem}" for one in dossier.facts.reports if one.problem)
    return (*branch.notes, *branch.feature.notes, *dossier.facts.spec_notes, *left, *unusable, *redacted)


def _branch(dossier: Dossier) -> dict[str, Any]:
    branch = dossier.branch
    return {
        "name": branch.name,
        "base": branch.base,
        "merge_base": branch.merge_base,
        "head": branch.head,
        "dirty": bool(branch.dirty),
    }
