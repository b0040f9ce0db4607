"""The evidence of one snapshot: every citable thing with its id, its text, and the name that outlives the snapshot."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields

from draft_summary.facts.statements import place, statement
from draft_summary.values.branch import Branch, Status
from draft_summary.values.evidence import Catalogue, Evidence, EvidenceKind, Snapshot, digest_of
from draft_summary.values.facts import Fact, Facts, FileFact
from draft_summary.values.spec import Criterion, PlanItem, PlannedDecision


def catalogue(branch: Branch, facts: Facts) -> Catalogue:
    """All evidence in the order a model is shown it.

    Commits, files with their hunks, criteria, plan, passages, reports, facts. The snapshot's digest is over ids,
    durable names and texts: it changes exactly when some evidence does.
    """
    items = {
        one.id: one
        for part in (_commits(branch), _files(facts), _documents(branch, facts), _reports(facts), _facts(facts))
        for one in part
    }
    digest = hashlib.sha256()
    for one in items.values():
        digest.update(f"{one.id}\0{one.durable}\0{one.text}\0".encode("utf-8", "surrogatepass"))
    return Catalogue(Snapshot(branch.merge_base, branch.head, digest.hexdigest()), items)


def _commits(branch: Branch) -> Iterator[Evidence]:
    for number, commit in enumerate(branch.commits, start=1):
        text = f"{commit.short} {commit.subject}\n\n{commit.body}".rstrip()
        yield Evidence(f"C{number}", EvidenceKind.COMMIT, text, f"commit:{commit.patch_id or commit.sha}")


def _files(facts: Facts) -> Iterator[Evidence]:
    for fact in facts.files:
        file = fact.file
        yield Evidence(fact.id, EvidenceKind.FILE, _file(fact), f"file:{file.path}@{file.digest}", file.path)
        for hunk_id, hunk in zip(fact.hunk_ids, file.hunks, strict=True):
            durable = f"hunk:{file.path}@{hunk.digest}"
            line = hunk.old_start if file.status is Status.DELETED else hunk.new_start
            yield Evidence(hunk_id, EvidenceKind.HUNK, hunk.text, durable, file.path, line)


def _file(fact: FileFact) -> str:
    file = fact.file
    name = f"{file.old_path} → {file.path}" if file.old_path and file.old_path != file.path else file.path
    size = "binary" if file.binary else f"+{file.insertions} −{file.deletions}"  # noqa: RUF001 — the sign a summary shows
    return f"{file.status} {name} ({size}, {fact.kind})" + (f": {fact.title}" if fact.title else "")


def _documents(branch: Branch, facts: Facts) -> Iterator[Evidence]:
    spec, design = branch.feature.spec, branch.feature.design
    spec_path, design_path = spec.path if spec else "", design.path if design else ""
    for criterion in facts.criteria:
        durable = f"criterion:{digest_of(criterion.text)}"
        path = criterion.path or spec_path
        yield Evidence(criterion.id, EvidenceKind.CRITERION, _criterion(criterion), durable, path, criterion.line)
    for item in facts.plan:
        durable = f"plan:{digest_of(item.kind, item.text)}"
        yield Evidence(item.id, EvidenceKind.PLAN, _plan(item), durable, item.path or design_path, item.line)
    for one in facts.decisions:
        durable = f"plan:{digest_of('decision', one.title, one.choice)}"
        yield Evidence(one.id, EvidenceKind.PLAN, _decision(one), durable, one.path or design_path, one.line)
    for passage in facts.passages:
        path = passage.path or (spec_path if passage.document == "spec" else design_path)
        text = f"{passage.document}, {passage.role}: “{passage.text}”"
        durable = f"passage:{digest_of(passage.document, passage.text)}"
        yield Evidence(passage.id, EvidenceKind.PASSAGE, text, durable, path, passage.line)


def _criterion(one: Criterion) -> str:
    return f"{one.display}: {one.text}" + (f"\ncandidate tests: {', '.join(one.candidates)}" if one.candidates else "")


def _plan(one: PlanItem) -> str:
    found = f": {one.found}" if one.found else ""
    where = f" ({one.where})" if one.where else ""
    differs = f", where it says {one.differs}" if one.differs else ""
    return f"planned {one.kind} {one.text}{found}{where}{differs}"


def _decision(one: PlannedDecision) -> str:
    lines = [f"decision {'chosen' if one.chosen else 'rejected'}: {one.title}"]
    lines += [
        f"{name}: {said}"
        for name, said in (("context", one.context), ("choice", one.choice), ("rationale", one.rationale))
        if said
    ]
    if one.hunks:
        lines.append(f"borne out by {', '.join(one.hunks)}")
    return "\n".join(lines)


def _reports(facts: Facts) -> Iterator[Evidence]:
    """The reports that speak of this head."""
    for one in facts.reports:
        if one.id:
            yield Evidence(one.id, EvidenceKind.REPORT, one.text, f"report:{digest_of(one.text)}", one.path)


def _facts(facts: Facts) -> Iterator[Evidence]:
    """Facts in the order of the fields of `Facts`; its documents' items and files are evidence of their own kinds."""
    for field in fields(facts):
        values = getattr(facts, field.name)
        for fact in values if isinstance(values, tuple) else ():
            if isinstance(fact, Fact):
                said = statement(fact)
                durable = f"fact:{digest_of(field.name, fact.path, said)}"
                yield Evidence(fact.id, EvidenceKind.FACT, f"{said} ({place(fact)})", durable, fact.path, fact.line)
