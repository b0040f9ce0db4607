"""Evidence as the model is shown it: each item with its id, in forms from whole to named to left out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from draft_summary.draft.examples import is_example
from draft_summary.draft.model.budget import Item
from draft_summary.values.branch import Hunk, Status
from draft_summary.values.claims import WireClaim
from draft_summary.values.evidence import Dossier, Evidence, EvidenceKind
from draft_summary.values.facts import FileFact, FileKind
from draft_summary.values.slots import Ask

# Bands of importance. A file is always named; then what is short and says much; then source before tests before docs.
NAMED, STATED, SOURCE, COMMITS, CONFIGURATION, EXAMPLES, TESTS, STANDING, DOCUMENTS, PLANS = range(10)
BANDS = {
    FileKind.CODE: SOURCE,
    FileKind.CONFIG: CONFIGURATION,
    FileKind.TEST: TESTS,
    FileKind.DOCS: DOCUMENTS,
    FileKind.SPEC: PLANS,
}
FACTS_ONLY = frozenset({FileKind.LOCK, FileKind.GENERATED, FileKind.BINARY})  # nobody reads their lines
BEGINNINGS = (40, 12)  # changed lines of a longer hunk that are shown before the rest is named
MOST_LISTED = 400  # files with a line of their own
DEEPEST_FOLDER = 2  # parts of a path by which the other files are grouped
NAMES = "names:"  # what the id of a folder's list of names begins with
FIRST_LINE = 160  # characters of an item that is not a hunk


def items(
    dossier: Dossier, asks: tuple[Ask, ...], described: tuple[WireClaim, ...] = (), *, part: bool = False
) -> tuple[Item, ...]:
    """Return the evidence that the asks need, in the catalogue's order, and every changed file by name.

    For a `part` of the change, its files alone are named; where prose about a few is renewed (`is_narrow`), the others
    are counted by folder. After the evidence come the texts that other calls wrote of the same change, and what stands
    in the summary now.
    """
    wanted = _wanted(dossier, asks)
    files = {one.id: one for one in dossier.facts.files}
    risk = _risk(dossier)
    late = _late(dossier)
    names = _names_by_path(dossier)
    narrow = not part and is_narrow(dossier, asks)
    listed = _files_of(dossier, asks) if narrow else frozenset(files) if part else _listed(files, risk)
    found = []
    for item in dossier.catalogue.items.values():
        if item.kind is EvidenceKind.FILE:
            if item.id in listed and not (part and wanted.isdisjoint((item.id, *files[item.id].hunk_ids))):
                place = (NAMED, *_weight(files[item.id], risk))
                found.append(Item(item.id, place, _stated_forms(item)))
        elif item.id in wanted and item.kind is EvidenceKind.HUNK:
            file = files.get(item.id.partition(".")[0])
            if (file is None or file.id in listed) and (forms := _hunk_forms(item, file, names, dossier)):
                found.append(Item(item.id, (band(file), *_weight(file, risk)), *forms))
        elif item.id in wanted:
            rank = (late.get(item.id, STATED),)
            found.append(Item(item.id, rank, _stated_forms(item), shared=item.kind is EvidenceKind.COMMIT))
    others = [one.path for one in dossier.facts.files if one.id not in listed]
    folders = (one for one in _folders(others) if not (narrow and one.id.startswith(NAMES)))
    return (*found, *folders, *_described(described), *_standing(asks))


def is_narrow(dossier: Dossier, asks: tuple[Ask, ...]) -> bool:
    """Whether prose is renewed that rests on less than half of the changed files, as after a commit to one of many."""
    return any(ask.existing for ask in asks) and 2 * len(_files_of(dossier, asks)) < len(dossier.facts.files)


def _files_of(dossier: Dossier, asks: tuple[Ask, ...]) -> frozenset[str]:
    """The ids of the files that the asks rest on: themselves, a hunk of theirs, or a fact found in them."""
    by_path = {one.path: one.id for one in dossier.facts.files}
    items = (dossier.catalogue.get(id_) for id_ in _wanted(dossier, asks))
    return frozenset(by_path[one.path] for one in items if one and one.path in by_path)


def band(file: FileFact | None) -> int:
    """Return how soon the hunks of a file are shown, the lower the sooner."""
    if file is None:
        return SOURCE
    return EXAMPLES if file.kind is FileKind.CODE and is_example(file.path) else BANDS.get(file.kind, PLANS)


def shows_lines(file: FileFact, dossier: Dossier) -> bool:
    """Whether a file's hunks are shown.

    Lockfiles and generated files go as facts; a spec or TDR that the branch adds is criteria, items and passages.
    """
    if file.kind in FACTS_ONLY:
        return False
    feature = dossier.branch.feature
    read = {one.path for one in (feature.spec, feature.design) if one}
    return not (file.kind is FileKind.SPEC and file.path in read and file.file.status is Status.ADDED)


def _listed(files: Mapping[str, FileFact], risk: Counter[str]) -> frozenset[str]:
    """The files that get a line each: of very many those that matter most, so that there is room for hunks."""
    ranked = sorted(files, key=lambda id_: (band(files[id_]), *_weight(files[id_], risk)))
    return frozenset(ranked[:MOST_LISTED])


def _folders(paths: Iterable[str]) -> Iterator[Item]:
    """The other files by folder: how many they are, and their names where there is room."""
    by_folder: dict[str, list[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        by_folder.setdefault("/".join(folder.split("/")[:DEEPEST_FOLDER]), []).append(name)
    for folder, names in by_folder.items():
        yield _context(f"folder:{folder}", NAMED, {"also_changed": folder or ".", "files": len(names)})
        yield _context(f"{NAMES}{folder}", PLANS, {"also_changed": folder or ".", "names": names})


def _late(dossier: Dossier) -> Mapping[str, int]:
    """What is short too, but says less: commits, and tests one by one."""
    bands = {item.id: COMMITS for item in dossier.catalogue.of_kind(EvidenceKind.COMMIT)}
    bands.update((one.id, TESTS) for one in dossier.facts.tests)
    return bands


def _wanted(dossier: Dossier, asks: tuple[Ask, ...]) -> frozenset[str]:
    """The ids that bear on what is asked; an ask that names none may need all of its kinds.

    What breaks silently goes along with everything: the unchanged callers of what is called otherwise now. What was
    planned and built needs no word.
    """
    ids: set[str] = {one.id for one in dossier.facts.callers}
    for ask in asks:
        ids.update(ask.evidence or (item.id for item in dossier.catalogue.of_kind(*ask.slot.evidence)))
    return frozenset(ids) - {one.id for one in dossier.facts.plan if one.found == "found"}


def _weight(file: FileFact | None, risk: Counter[str]) -> tuple[int, int, int]:
    """Risky files before others, then source that takes most away, then large before small."""
    if file is None:
        return (0, 0, 0)
    removed = file.file.deletions if file.kind is FileKind.CODE else 0
    return (-risk[file.path], -removed, -file.file.insertions - file.file.deletions)


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


def _hunk_forms(
    item: Evidence, file: FileFact | None, names: dict[str, list[tuple[int, str]]], dossier: Dossier
) -> tuple[tuple[str, ...], int] | None:
    """Whole; changed lines; the first of them; header and names; nothing. And how many of these lose no change.

    None for a hunk of a file that goes as facts.
    """
    if file and not shows_lines(file, dossier):
        return None
    header, *lines = item.text.split("\n")
    head = f"[{item.id}] {header}"
    changed = [line for line in lines if line[:1] in ("+", "-")]
    whole = list(dict.fromkeys(("\n".join((head, *lines)), "\n".join((head, *changed)))))
    found = _names_in(file, item, names)
    named = f"; names: {', '.join(found)}" if found else ""
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
    whole = "\n".join((f"[{item.id}] {place}{first}", *(f"  {line}".rstrip() for line in rest if line)))
    short = f"[{item.id}] {place}{first[:FIRST_LINE]}"
    return tuple(dict.fromkeys((whole, short, "")))


def _described(claims: tuple[WireClaim, ...]) -> Iterator[Item]:
    for number, one in enumerate(claims):
        told = {"described": one.key or one.ask, "text": one.text, "evidence": one.evidence}
        yield _context(f"described:{number}", STATED, told)


def _standing(asks: tuple[Ask, ...]) -> Iterator[Item]:
    """What stands now, of list prose sooner: there a reply has to name the block that it replaces."""
    for ask in asks:
        rank = STATED if ask.slot.keyed in ("", "block") else STANDING
        for key, text in ask.existing:
            yield _context(f"standing:{ask.id}:{key}", rank, {"standing": ask.id, "block": key, "text": text})


def _context(name: str, rank: int, told: Mapping[str, object]) -> Item:
    """As JSON on one line: no text of it can pass for the beginning of an item."""
    return Item(name, (rank,), (json.dumps(told, ensure_ascii=False), ""), citable=False)
