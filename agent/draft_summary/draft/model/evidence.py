"""Evidence as the model is shown it: each item with its id, in forms from whole to named to left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from draft_summary.draft.examples import is_example
from draft_summary.draft.model.budget import Item
from draft_summary.values.branch import Hunk
from draft_summary.values.evidence import Dossier, Evidence, EvidenceKind
from draft_summary.values.facts import FileFact, FileKind
from draft_summary.values.slots import Ask

# Bands of importance. A file is always named; then what is short and says much; then source before tests before docs.
NAMED, STATED, SOURCE, COMMITS, CONFIGURATION, EXAMPLES, TESTS, DOCUMENTS, PLANS, UNREAD = range(10)
BANDS = {
    FileKind.CODE: SOURCE,
    FileKind.CONFIG: CONFIGURATION,
    FileKind.TEST: TESTS,
    FileKind.DOCS: DOCUMENTS,
    FileKind.SPEC: PLANS,  # its criteria, items and passages are evidence of their own
    FileKind.LOCK: UNREAD,
    FileKind.GENERATED: UNREAD,
    FileKind.BINARY: UNREAD,
}
BEGINNINGS = (40, 12)  # changed lines of a longer hunk that are shown before the rest is named
FIRST_LINE = 160  # characters of an item that is not a hunk


def items(dossier: Dossier, asks: tuple[Ask, ...]) -> tuple[Item, ...]:
    """Return the evidence that the asks need, in the catalogue's order, and every changed file by name."""
    wanted = _wanted(dossier, asks)
    files = {one.id: one for one in dossier.facts.files}
    risk = _risk(dossier)
    late = _late(dossier)
    names = _names_by_path(dossier)
    found = []
    for item in dossier.catalogue.items.values():
        if item.kind is EvidenceKind.FILE:
            found.append(Item(item.id, (NAMED, *_weight(files.get(item.id), risk)), _stated_forms(item)))
        elif item.id in wanted and item.kind is EvidenceKind.HUNK:
            file = files.get(item.id.partition(".")[0])
            forms, whole = _hunk_forms(item, _names_in(file, item, names))
            found.append(Item(item.id, (_band(file), *_weight(file, risk)), forms, whole))
        elif item.id in wanted:
            found.append(Item(item.id, (late.get(item.id, STATED),), _stated_forms(item)))
    return tuple(found)


def _band(file: FileFact | None) -> int:
    if file is None:
        return SOURCE
    return EXAMPLES if file.kind is FileKind.CODE and is_example(file.path) else BANDS[file.kind]


def _late(dossier: Dossier) -> Mapping[str, int]:
    """What is short too, but says less: commits, tests one by one, planned things that were built."""
    bands = {item.id: COMMITS for item in dossier.catalogue.of_kind(EvidenceKind.COMMIT)}
    bands.update((one.id, TESTS) for one in dossier.facts.tests)
    bands.update((one.id, PLANS) for one in dossier.facts.plan if one.found == "found")
    return bands


def _wanted(dossier: Dossier, asks: tuple[Ask, ...]) -> frozenset[str]:
    """The ids that bear on what is asked; an ask that names none may need all of its kinds."""
    ids: set[str] = set()
    for ask in asks:
        ids.update(ask.evidence or (item.id for item in dossier.catalogue.of_kind(*ask.slot.evidence)))
    return frozenset(ids)


def _weight(file: FileFact | None, risk: Counter[str]) -> tuple[int, int]:
    """Risky files before others, then large before small."""
    return (-risk[file.path], -(file.file.insertions + file.file.deletions)) if file else (0, 0)


def _risk(dossier: Dossier) -> Counter[str]:
    facts = dossier.facts
    touched: Iterable[str] = (one.path for some in (facts.security, facts.breaking, facts.migrations) for one in some)
    return Counter(touched)


def _names_by_path(dossier: Dossier) -> dict[str, list[tuple[int, str]]]:
    named: dict[str, list[tuple[int, str]]] = {}
    for symbol in dossier.facts.symbols:
        if symbol.line is not None:
            named.setdefault(symbol.path, []).append((symbol.line, symbol.name))
    return named


def _names_in(file: FileFact | None, item: Evidence, named: dict[str, list[tuple[int, str]]]) -> list[str]:
    hunk = _hunk(file, item)
    if file is None or hunk is None:
        return []
    within = range(hunk.new_start, hunk.new_start + hunk.new_count)
    return [name for line, name in named.get(file.path, ()) if line in within]


def _hunk(file: FileFact | None, item: Evidence) -> Hunk | None:
    ordinal = item.id.partition(".")[2]
    hunks = file.file.hunks if file else ()
    return hunks[int(ordinal) - 1] if ordinal.isdigit() and 0 < int(ordinal) <= len(hunks) else None


def _hunk_forms(item: Evidence, names: list[str]) -> tuple[tuple[str, ...], int]:
    """Whole; changed lines; the first of them; header and names; nothing. And how many of these lose no change."""
    header, *lines = item.text.split("\n")
    head = f"[{item.id}] {header}"
    changed = [line for line in lines if line[:1] in ("+", "-")]
    whole = list(dict.fromkeys(("\n".join((head, *lines)), "\n".join((head, *changed)))))
    named = f"; names: {', '.join(names)}" if names else ""
    beginnings = (
        "\n".join((head, *changed[:shown], f"({len(changed) - shown} more changed lines not shown{named})"))
        for shown in BEGINNINGS
        if len(changed) > 2 * shown
    )
    return (*whole, *beginnings, f"{head} ({len(changed)} changed lines not shown{named})", ""), len(whole)


def _stated_forms(item: Evidence) -> tuple[str, ...]:
    # Indented, a line of the text cannot pass for the beginning of another item.
    first, *rest = item.text.split("\n")
    place = f"{item.path}:{item.line} " if item.path and item.line and item.path not in first else ""
    whole = "\n".join((f"[{item.id}] {place}{first}", *(f"  {line}".rstrip() for line in rest)))
    short = f"[{item.id}] {place}{first[:FIRST_LINE]}"
    return tuple(dict.fromkeys((whole, short, "")))
