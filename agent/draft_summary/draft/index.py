"""The index of a collection: what changed, what is asked, which pages to read, how to reply. At most 8 KB."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from draft_summary.draft import prompts
from draft_summary.draft.schema import apply_schema
from draft_summary.values.branch import Branch
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.facts import Facts
from draft_summary.values.handover import Collection, Page
from draft_summary.values.slots import Ask

MOST_BYTES = 8 * 1024
FOR_PAGES, FOR_ASKS = 2_200, 2_600  # bytes of their lists
WIDEST = 110  # characters of one line of a list
MOST_NAMED = 3  # paths of uncommitted work
UNCOUNTED = frozenset({"files", "tests_at_head", "criteria", "plan", "decisions", "passages", "coverage"})


def index(dossier: Dossier, found: Collection, kept: Path | None, apply: str) -> str:
    """Return the index as text. What has no room is counted, not dropped silently.

    `kept` is the folder in which the pages are files, None where they could not be written; `apply` the next command.
    """
    asks, pages = found.asks, found.pages
    schema = json.dumps(apply_schema(), ensure_ascii=False, separators=(",", ":"))
    head = "\n".join((*_head(dossier), ""))
    listed = _within(FOR_PAGES, [_page(page) for page in pages], "page")
    asked = _within(FOR_ASKS, [_ask(ask) for ask in asks], "ask") or "Nothing is asked: all that can be said is said.\n"
    tail = prompts.part("handover", schema=schema, apply=apply)
    parts = (head, "## Pages\n", _where(kept), "\n", listed, "\n## Asks\n", asked, "\n", tail, "\n")
    left = MOST_BYTES - sum(len(part.encode("utf-8", "replace")) for part in parts) - len("## Facts\n\n")
    facts = _within(left, [_short(item.text) for item in dossier.catalogue.of_kind(EvidenceKind.FACT)], "fact")
    return "".join((head, f"## Facts\n{facts}\n" if facts else "", *parts[1:]))


def _where(kept: Path | None) -> str:
    return prompts.part("pages", files=f"`{kept}/NAME.txt` is a page; or: " if kept else "")


def _head(dossier: Dossier) -> Iterator[str]:
    branch = dossier.branch
    yield f"# {branch.name or branch.head[:12]} against {branch.base}"
    yield f"snapshot: {dossier.catalogue.snapshot.token}"
    stands = "none yet" if branch.summary is None else "stands, and will be refreshed"
    yield f"summary: {branch.summary_path or 'printed'} ({stands})"
    yield f"change: {', '.join(_counted(dossier))}"
    yield from (f"note: {_short(note)}" for note in _notes(branch))


def _counted(dossier: Dossier) -> Iterator[str]:
    facts = dossier.facts
    files = facts.files
    added, removed = (sum(getattr(one.file, name) for one in files) for name in ("insertions", "deletions"))
    yield f"{len(files)} files (+{added} -{removed})"
    for name, items in (("commits", dossier.branch.commits), ("criteria", facts.criteria)):
        if items:
            yield f"{len(items)} {name}"
    for name, number in _kinds(facts):
        yield f"{name} {number}"


def _kinds(facts: Facts) -> Iterator[tuple[str, int]]:
    for field in fields(facts):
        values = getattr(facts, field.name)
        if field.name not in UNCOUNTED and isinstance(values, tuple) and values:
            yield field.name.replace("_", " "), len(values)


def _notes(branch: Branch) -> Iterator[str]:
    if branch.dirty and not branch.uncommitted:
        some = ", ".join(branch.dirty[:MOST_NAMED]) + (", …" if len(branch.dirty) > MOST_NAMED else "")
        yield f"uncommitted work left out: {some}; --uncommitted takes it in"
    yield from branch.notes
    yield from branch.feature.notes


def _page(page: Page) -> str:
    kilobytes = max(1, round(len(page.text.encode("utf-8", "replace")) / 1024))
    return f"{page.name} ({kilobytes} KB)" + (f": {_short(page.about)}" if page.about else "")


def _ask(ask: Ask) -> str:
    keys = f"{len(ask.keys)} key{'s' if len(ask.keys) > 1 else ''}" if ask.keys else "no keys"
    parts = f", parts {' '.join(ask.slot.parts)}" if len(ask.slot.parts) > 1 else ""
    existing = f", {len(ask.existing)} stand" if ask.existing else ""
    limit = f", {ask.slot.limit} blocks at most" if ask.slot.limit else ""
    return f"{ask.id}: {keys}{parts}{existing}, {ask.slot.longest} characters{limit}"


def _within(most: int, lines: Sequence[str], noun: str) -> str:
    """The first lines that fit in so many bytes, a list item each; the rest is counted."""
    sizes = [len(line.encode("utf-8", "replace")) + 3 for line in lines]
    room = most if sum(sizes) <= most else most - len(f"- … and {len(lines)} more {noun}s\n".encode())
    kept = list(_fitting(zip(lines, sizes, strict=True), room))
    more = len(lines) - len(kept)
    rest = [f"… and {more} more {noun}{'s' if more > 1 else ''}"] if more and kept else []
    return "".join(f"- {line}\n" for line in (*kept, *rest))


def _fitting(sized: Iterable[tuple[str, int]], room: int) -> Iterator[str]:
    for line, size in sized:
        room -= size
        if room < 0:
            return
        yield line


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDEST else f"{flat[: WIDEST - 1]}…"
