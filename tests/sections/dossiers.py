"""Hand-built dossiers, and blocks as Markdown lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from draft_summary import sections
from draft_summary.values.branch import Branch, ChangedFile, Commit, Feature, Hunk, Status, TextFile
from draft_summary.values.claims import Claim, Verified
from draft_summary.values.document import Block, Form, SectionDraft
from draft_summary.values.evidence import Catalogue, Dossier, Evidence, EvidenceKind, Snapshot, digest_of
from draft_summary.values.facts import Coverage, Fact, Facts, FileFact, FileKind
from draft_summary.values.slots import Author
from draft_summary.values.spec import PlannedDecision

SPEC = TextFile("directive/specs/login/spec.md", "# Spec: Login\n")
TDR = TextFile("directive/specs/login/tdr.md", "# TDR: Login\nAdds login.py.\n")
FEATURE = Feature("directive", "directive/specs/login", SPEC, TDR)
EVERYTHING = tuple(Coverage(one.name, ("Python",)) for one in fields(Facts))


def changed(path: str, kind: FileKind = FileKind.CODE, **values: Any) -> FileFact:
    """A changed file; by default modified, with one hunk."""
    hunk = Hunk(path, 1, 1, 1, 2, "", ("-old", f"+new of {path}", "+more"))
    usual: dict[str, Any] = {"status": Status.MODIFIED, "insertions": 2, "deletions": 1, "hunks": (hunk,)}
    return FileFact(ChangedFile(path, **(usual | values)), kind)


def commit(number: int, subject: str = "feat: x", **values: Any) -> Commit:
    usual = {"author": "Ada", "date": "2026-01-02T10:00:00+00:00", "patch_id": f"patch{number}", "body": ""}
    return Commit(f"{number:x}".ljust(40, "0"), subject, **(usual | values))


def dossier(
    *, files: Iterable[FileFact] = (), commits: Iterable[Commit] = (), feature: Feature = FEATURE, **facts: Any
) -> Dossier:
    """A dossier with ids and a catalogue, as the facts room would give them. All kinds count as examined in Python."""
    numbered = tuple(replace(one, id=f"F{number}") for number, one in enumerate(files, 1))
    found = Facts(**({"title": "Login", "files": numbered, "coverage": EVERYTHING} | facts))
    found = _with_ids(found)
    branch = Branch(
        "feature/login", "main", "a" * 40, "b" * 40, tuple(one.file for one in numbered), tuple(commits), feature
    )
    items = {item.id: item for item in _evidence(branch, found)}
    return Dossier(branch, found, Catalogue(Snapshot("a" * 40, "b" * 40, digest_of(*items)), items))


def lines(drafted: Iterable[SectionDraft], section: str) -> list[str]:
    """The Markdown lines of one section, without blank ones."""
    return [line for one in drafted if one.outline.key == section for block in one.blocks if (line := line_of(block))]


def written(found: Dossier, section: str, *claims: Claim, **verified: Any) -> list[str]:
    """The lines of one section with these claims."""
    return lines(sections.compose(found, Verified(claims=claims, **verified)), section)


def claim(slot: str, text: str, key: str = "", **values: Any) -> Claim:
    return Claim(slot, text, key=key, **({"author": Author.MODEL} | values))


def line_of(block: Block) -> str:
    """One block as Markdown, the way a document without any text of its own would show it."""
    text = block.separator.join(cell.text for cell in block.cells if cell.text)
    marks = {Form.TITLE: "# ", Form.HEADING: "### ", Form.BULLET: "- ", Form.NUMBERED: "1. "}
    label = f"**{block.label}**: " if block.form is Form.FIELD else ""
    return f"{'  ' * block.depth}{marks.get(block.form, '')}{label}{text}" if text else ""


def _with_ids(found: Facts) -> Facts:
    values: dict[str, Any] = {}
    number, prefixes = 0, {"criteria": "A", "plan": "P", "decisions": "P", "passages": "S"}
    planned = len(found.plan)
    for one in fields(Facts):
        items = getattr(found, one.name)
        if one.name in prefixes:
            first = planned + 1 if one.name == "decisions" else 1
            values[one.name] = tuple(
                replace(item, id=f"{prefixes[one.name]}{at}") for at, item in enumerate(items, first)
            )
        elif isinstance(items, tuple) and items and isinstance(items[0], Fact):
            values[one.name] = tuple(replace(item, id=f"K{number + at}") for at, item in enumerate(items, 1))
            number += len(items)
    return replace(found, **values)


def _evidence(branch: Branch, found: Facts) -> Iterator[Evidence]:
    for number, one in enumerate(branch.commits, 1):
        yield Evidence(f"C{number}", EvidenceKind.COMMIT, one.subject, f"commit:{one.patch_id}")
    for fact in found.files:
        yield Evidence(fact.id, EvidenceKind.FILE, fact.path, f"file:{fact.path}@{fact.file.digest}", fact.path)
        for hunk_id, hunk in zip(fact.hunk_ids, fact.file.hunks, strict=True):
            durable = f"hunk:{hunk.path}@{hunk.digest}"
            yield Evidence(hunk_id, EvidenceKind.HUNK, hunk.text, durable, hunk.path, hunk.new_start)
    documents: tuple[tuple[EvidenceKind, str, tuple[Any, ...]], ...] = (
        (EvidenceKind.CRITERION, "criterion", found.criteria),
        (EvidenceKind.PLAN, "plan", (*found.plan, *found.decisions)),
        (EvidenceKind.PASSAGE, "passage", found.passages),
    )
    for kind, word, items in documents:
        for item in items:
            text = item.title if isinstance(item, PlannedDecision) else item.text
            yield Evidence(item.id, kind, text, f"{word}:{digest_of(text)}")
    for name in (one.name for one in fields(Facts)):
        for item in getattr(found, name):
            if isinstance(item, Fact):
                durable = f"fact:{digest_of(repr(replace(item, id='', line=None)))}"
                yield Evidence(item.id, EvidenceKind.FACT, repr(item), durable, item.path, item.line)
