"""Dossiers from a compact description: files with their lines, facts, commits; ids as the program gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from draft_summary.facts.catalogue import catalogue
from draft_summary.values.branch import Branch, ChangedFile, Commit, Feature, Hunk, Status
from draft_summary.values.evidence import Dossier, EvidenceKind, digest_of
from draft_summary.values.facts import Fact, Facts, FileFact, FileKind
from draft_summary.values.slots import Ask, Slot

ALL_KINDS = frozenset(EvidenceKind)


def hunk(path: str, *lines: str, start: int = 1, heading: str = "") -> Hunk:
    """A hunk of these lines, each with git's first character."""
    old = sum(line[:1] in " -" for line in lines)
    new = sum(line[:1] in " +" for line in lines)
    return Hunk(path, start, old, start, new, heading, lines)


def changed(
    path: str,
    *hunks: Hunk | Sequence[str],
    status: Status = Status.MODIFIED,
    kind: FileKind = FileKind.CODE,
    title: str = "",
    **details: Any,
) -> FileFact:
    """A changed file; a hunk may be given as its lines."""
    made = tuple(one if isinstance(one, Hunk) else hunk(path, *one) for one in hunks)
    insertions = sum(len(one.added) for one in made)
    deletions = sum(len(one.removed) for one in made)
    file = ChangedFile(path, status, insertions=insertions, deletions=deletions, hunks=made, **details)
    return FileFact(file, kind, title=title)


def commit(subject: str, *paths: str, body: str = "", sha: str = "") -> Commit:
    """A commit of that subject; its hash follows from its words unless it is given."""
    return Commit(sha or digest_of(subject, body) * 4, subject, body, "Ada", "2026-01-05T10:00:00+00:00", paths)


def dossier(
    *files: FileFact,
    commits: Iterable[Commit] = (),
    feature: Feature | None = None,
    summary_path: str = "",
    **facts: Any,
) -> Dossier:
    """A dossier with ids assigned and a catalogue of everything in it; `facts` are fields of `Facts` as sequences."""
    numbered = tuple(replace(one, id=f"F{number}") for number, one in enumerate(files, start=1))
    found = _numbered(Facts(files=numbered, **{name: _value(value) for name, value in facts.items()}))
    branch = Branch(
        "feature/thing",
        "main",
        "b" * 40,
        "a" * 40,
        tuple(one.file for one in numbered),
        tuple(commits),
        feature or Feature(),
        summary_path=summary_path,
    )
    return Dossier(branch, found, catalogue(branch, found))


def slot(key: str, *parts: str, keyed: str = "", **details: Any) -> Slot:
    """A prose slot that may cite anything."""
    section = key.partition(".")[0]
    evidence = details.pop("evidence", ALL_KINDS)
    return Slot(key, section, parts=parts or ("text",), keyed=keyed, evidence=evidence, ask=key, **details)


def ask(key: str, *keys: str, evidence: Sequence[str] = (), of: Slot | None = None, **details: Any) -> Ask:
    """An ask for a slot, its id the slot's key."""
    return Ask(key, of or slot(key, keyed="path" if keys else ""), keys, tuple(evidence), **details)


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _numbered(facts: Facts) -> Facts:
    """K ids over the facts in the order of the fields, A, P and S ids over what documents say."""
    numbers = dict.fromkeys("KAPS", 0)
    changes: dict[str, Any] = {}
    letters = {"criteria": "A", "plan": "P", "decisions": "P", "passages": "S"}
    for one in fields(facts):
        value = getattr(facts, one.name)
        if one.name == "files" or not isinstance(value, tuple):
            continue
        made = []
        for item in value:
            letter = letters.get(one.name) or ("K" if isinstance(item, Fact) else "")
            if letter:
                numbers[letter] += 1
            made.append(replace(item, id=f"{letter}{numbers[letter]}") if letter else item)
        changes[one.name] = tuple(made)
    return replace(facts, **changes)
