"""What `collect --json` prints, `schema_version` 1: the names that other programs build on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from draft_summary.draft import prompts
from draft_summary.draft.schema import apply_schema
from draft_summary.values.branch import Branch
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.facts import Change, Dependency, Endpoint, Fact, Facts, FileFact, Test
from draft_summary.values.slots import Ask
from draft_summary.values.spec import Criterion

SCHEMA_VERSION = 1


def collected(dossier: Dossier, asks: tuple[Ask, ...]) -> dict[str, object]:
    """Return the evidence, the facts, the asks and the schema of the reply, as plain JSON values."""
    facts = dossier.facts
    return {
        "schema_version": SCHEMA_VERSION,
        "snapshot": dossier.catalogue.snapshot.token,
        "branch": _branch(dossier.branch),
        "feature": _feature(dossier.branch),
        "commits": _commits(dossier),
        "files": [_file(one) for one in facts.files],
        "hunks": _hunks(dossier),
        "criteria": [_criterion(one) for one in facts.criteria],
        "plan": _plan(facts),
        "passages": [
            {"id": one.id, "document": one.document, "role": one.role, "text": one.text, "line": one.line}
            for one in facts.passages
        ],
        "reports": [
            {"id": one.id, "path": one.path, "kind": one.kind.value, "text": one.text, "problem": one.problem}
            for one in facts.reports
        ],
        "facts": _facts(facts),
        "asks": [_ask(one) for one in asks],
        "reply_schema": apply_schema(),
        "omitted": _omitted(facts),
    }


def _branch(branch: Branch) -> dict[str, object]:
    return {
        "name": branch.name,
        "base": branch.base,
        "merge_base": branch.merge_base,
        "head": branch.head,
        "dirty": bool(branch.dirty),
    }


def _feature(branch: Branch) -> dict[str, object]:
    feature = branch.feature
    return {
        "layout": feature.layout,
        "directory": feature.directory,
        "spec": feature.spec.path if feature.spec else None,
        "design": feature.design.path if feature.design else None,
        "template": branch.template.path or None,
        "summary": branch.summary_path or None,
    }


def _commits(dossier: Dossier) -> list[dict[str, object]]:
    ids = [item.id for item in dossier.catalogue.of_kind(EvidenceKind.COMMIT)]
    return [
        {"id": id_, "sha": one.sha, "subject": one.subject, "body": one.body, "author": one.author, "date": one.date}
        for id_, one in zip(ids, dossier.branch.commits, strict=False)
    ]


def _file(one: FileFact) -> dict[str, object]:
    file = one.file
    return {
        "id": one.id,
        "path": file.path,
        "old_path": file.old_path,
        "status": file.status.value,
        "insertions": file.insertions,
        "deletions": file.deletions,
        "binary": file.binary,
        "kind": one.kind.value,
    }


def _hunks(dossier: Dossier) -> list[dict[str, object]]:
    items = dossier.catalogue.items
    return [
        {"id": id_, "file": one.id, "text": items[id_].text}
        for one in dossier.facts.files
        for id_ in one.hunk_ids
        if id_ in items
    ]


def _criterion(one: Criterion) -> dict[str, object]:
    return {
        "id": one.id,
        "label": one.label,
        "display": one.display,
        "text": one.text,
        "negative": one.negative,
        "tests": list(one.tests),
        "candidates": list(one.candidates),
    }


def _plan(facts: Facts) -> list[dict[str, object]]:
    """The TDR's items, then its decisions: one list, as their ids are."""
    items: list[dict[str, object]] = [
        {
            "id": one.id,
            "text": one.text,
            "kind": one.kind,
            "found": one.found,
            "where": one.where,
            "differs": one.differs,
        }
        for one in facts.plan
    ]
    for one in facts.decisions:
        parts = (one.title, one.context, one.choice, one.rationale)
        found = "found" if one.hunks else ""
        items.append({"id": one.id, "text": " — ".join(filter(None, parts)), "found": found})
    return items


def _ask(ask: Ask) -> dict[str, object]:
    return {
        "id": ask.id,
        "instruction": prompts.instruction(ask.slot.ask),
        "keys": list(ask.keys),
        "parts": list(ask.slot.parts),
        "evidence": list(ask.evidence),
        "existing": [{"key": key, "text": text} for key, text in ask.existing],
        "limit": ask.slot.limit,
        "longest": ask.slot.longest,
    }


def _omitted(facts: Facts) -> list[str]:
    """The ids of files whose change could not be shown: binary, or larger than is read."""
    return [one.id for one in facts.files if not one.hunk_ids and (one.file.binary or one.file.insertions)]


def _facts(facts: Facts) -> dict[str, object]:
    return {
        "dependencies": _dependencies(facts.dependencies),
        "lockfiles": _all(facts.lockfiles, "packages"),
        "tests": _tests(facts.tests),
        "migrations": _all(facts.migrations, "name", "operations", "reversible"),
        "schema": _all(facts.schema, "table", "added", "modified", "dropped", "indexes", "created", "removed"),
        "endpoints": _endpoints(facts.endpoints),
        "events": _all(facts.events, "name", "direction", "change"),
        "symbols": _all(
            facts.symbols,
            "module",
            "name",
            "kind",
            "change",
            "signature",
            "old_signature",
            "summary",
            "language",
            "moved_from",
        ),
        "environment": _all(facts.environment, "name", "default", "change"),
        "flags": _all(facts.flags, "name", "default", "change"),
        "config_files": _all(facts.config_files, "change", "keys"),
        "logging": _all(facts.logging, "level", "message"),
        "metrics": _all(facts.metrics, "name", "type", "change"),
        "dashboards": _all(facts.dashboards, "name", "change"),
        "alerts": _all(facts.alerts, "name", "condition", "change"),
        "debt": _all(facts.debt, "marker", "text"),
        "breaking": _all(facts.breaking, "what"),
        "security": _all(facts.security, "topic", "what"),
        "callers": _all(facts.callers, "symbol"),
    }


def _dependencies(every: tuple[Dependency, ...]) -> dict[str, object]:
    names = {"added": Change.ADDED, "updated": Change.MODIFIED, "removed": Change.REMOVED}
    fields = ("name", "old", "new", "manifest", "scope")
    return {name: _all((one for one in every if one.change is change), *fields) for name, change in names.items()}


def _tests(every: tuple[Test, ...]) -> dict[str, object]:
    changes = (Change.ADDED, Change.REMOVED, Change.MODIFIED)
    fields = ("name", "tier", "summary", "skipped")
    return {change.value: _all((one for one in every if one.change is change), *fields) for change in changes}


def _endpoints(every: tuple[Endpoint, ...]) -> dict[str, object]:
    names = {
        "new": Change.ADDED,
        "modified": Change.MODIFIED,
        "deprecated": Change.DEPRECATED,
        "removed": Change.REMOVED,
    }
    fields = ("method", "route", "summary")
    return {name: _all((one for one in every if one.change is change), *fields) for name, change in names.items()}


def _all(facts: Iterable[Fact], *names: str) -> list[dict[str, Any]]:
    return [_fact(one, names) for one in facts]


def _fact(fact: Fact, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(fact, name) for name in names}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {"id": fact.id, "path": fact.path, "line": fact.line, **plain}
