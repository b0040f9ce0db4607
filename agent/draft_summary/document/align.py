"""Which piece of the file is which block: by state where there is one, by what a block is about where there is none."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from draft_summary.document.cells import word_ends
from draft_summary.document.inline import code_spans, inline_digest, outside_code, words
from draft_summary.document.outline import Place, section_of, slot_of
from draft_summary.document.pieces import ITEMS, Kind, Piece, letter_of
from draft_summary.document.rendering import Drafted
from draft_summary.document.sequence import ascending
from draft_summary.document.state import Entry, State, Status
from draft_summary.document.subjects import by_subject

_SEPARATORS = (" — ", " → ", ": ")
_MOST = 4  # separators of a kind looked at
_FIRST_WORDS = 12  # words that a fact half may have whose separator a person took out
_ALIKE = 0.5  # share of a block's words that a rewritten one still has
_NEAREST = 20  # pieces of one gap that a lost block is compared with
Signature = tuple[frozenset[str], frozenset[str]]  # code spans and words


@dataclass(slots=True)
class Alignment:
    """Pieces (by their number) and block keys, one to one, and the state's entries under the keys they have now."""

    entries: Mapping[str, Entry]
    relocated: frozenset[str] = frozenset()  # keys that another slot's block had until now
    keys: dict[int, str] = field(default_factory=dict)
    pieces: dict[str, int] = field(default_factory=dict)

    def match(self, piece: int, key: str) -> None:
        """Note that this piece is that block."""
        self.keys[piece] = key
        self.pieces[key] = piece

    def lost(self, section: str | None = None) -> list[Entry]:
        """Entries (of one section) that stood and are not matched yet, in their order."""
        found = (entry for entry in self.entries.values() if entry.stood and entry.key not in self.pieces)
        ordered = sorted(found, key=lambda entry: (entry.order, entry.key))
        return [entry for entry in ordered if section is None or section_of(entry.key) == section]


def align(pieces: Sequence[Piece], where: Sequence[Place], state: State | None, blocks: Sequence[Drafted]) -> Alignment:
    """Find every known block among the pieces.

    State first: digests in the same order are anchors, the same digest elsewhere is moved; then what half of a block,
    or its own subject, gives away; last, what is left between the same two anchors on both sides is edited. What is not
    found then was deleted.
    """
    found = _renamed(state, blocks)
    near: dict[str, list[int]] = {}
    for number, place in enumerate(where):
        if not place.opens and pieces[number].kind is not Kind.RULE:
            near.setdefault(place.section, []).append(number)
    sections = sorted({section_of(key) for key in found.entries})
    for section in sections:
        _exact(found, found.lost(section), pieces, near.get(section, []))
    # to another section anything may have been moved, but a line that says nothing of its own
    anywhere = [number for number, piece in enumerate(pieces) if piece.kind not in {Kind.RULE, Kind.OTHER}]
    _exact(found, [entry for entry in found.lost() if not entry.key.endswith("#none")], pieces, anywhere)
    for section in sections:
        _halves(found, section, pieces, near.get(section, []))
    for section in dict.fromkeys(block.section for block in blocks):
        wanted = [block for block in blocks if block.section == section and _findable(found, block)]
        free = [number for number in near.get(section, []) if number not in found.keys]
        for number, block in by_subject(wanted, pieces, where, free):
            found.match(number, block.key)
    drafts = {block.key: block for block in blocks}
    for section in sections:
        _between(found, section, pieces, near.get(section, []), drafts)
        # what was taken out and stands again, word for word: an edit was undone
        gone = [
            entry for key, entry in found.entries.items() if entry.status is Status.GONE and section_of(key) == section
        ]
        _exact(found, gone, pieces, near.get(section, []))
    return found


def _renamed(state: State | None, blocks: Sequence[Drafted]) -> Alignment:
    entries = dict(state.entries) if state else {}
    current = {block.key for block in blocks}
    relocated = set()
    for block in blocks:
        for old in block.block.previous_keys:
            if block.key not in entries and old in entries and old not in current:
                entries[block.key] = replace(entries.pop(old), key=block.key)
                relocated |= {block.key} if slot_of(old) != slot_of(block.key) else set()
    return Alignment(entries, frozenset(relocated))


def _findable(found: Alignment, block: Drafted) -> bool:
    entry = found.entries.get(block.key)
    return block.key not in found.pieces and (entry is None or entry.status is not Status.GONE)


def _places(found: Alignment, pieces: Sequence[Piece], near: Sequence[int]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for number in near:
        if number not in found.keys:
            places.setdefault(pieces[number].anchor, []).append(number)
    return places


def _exact(found: Alignment, entries: Sequence[Entry], pieces: Sequence[Piece], near: Sequence[int]) -> None:
    places = _places(found, pieces, near)
    owners = Counter(anchor for entry in entries for anchor in entry.anchors)
    for entry in entries:
        if entry.key in found.pieces:
            continue
        alone = [anchor for anchor in sorted(entry.anchors) if owners[anchor] == 1 and len(places.get(anchor, ())) == 1]
        if alone:
            found.match(places[alone[0]][0], entry.key)
    # of several that read the same, each takes the first one after its predecessor
    certain = [found.pieces[entry.key] for entry in entries if entry.key in found.pieces]
    in_order = {certain[index] for index in ascending(certain)}
    last = -1
    for entry in entries:
        if entry.key in found.pieces:
            last = found.pieces[entry.key] if found.pieces[entry.key] in in_order else last
            continue
        same = [number for anchor in entry.anchors for number in places.get(anchor, ()) if number not in found.keys]
        if same:
            last = next((number for number in same if number > last), same[0])
            found.match(last, entry.key)


def _halves(found: Alignment, section: str, pieces: Sequence[Piece], near: Sequence[int]) -> None:
    # one half of a bullet was rewritten, and perhaps the bullet moved: the other half is still known
    owners: dict[tuple[int, str], str] = {}
    for entry in found.lost(section):
        if len(entry.cells) > 1 and entry.stated_by_git:
            for half in (0, 1):
                for known in entry.cells[half].digests:
                    owners.setdefault((half, known), entry.key)
    # a text that several blocks have says nothing beside another one's fact: a person copied that line
    stated = {known for entry in found.entries.values() if entry.stated_by_git for known in entry.cells[0].digests}
    for half in (0, 1) if owners else ():
        for number in near:
            if number in found.keys or pieces[number].kind not in ITEMS:
                continue
            halves = _split_anywhere(pieces[number].inline)
            pairs = (pair for pair in halves if not half or inline_digest(pair[0]) not in stated)
            keys = (owners.get((half, inline_digest(pair[half]))) for pair in pairs)
            key = next((key for key in keys if key is not None and key not in found.pieces), None)
            if key is not None:
                found.match(number, key)


def _split_anywhere(inline: str) -> list[tuple[str, str]]:
    return [(inline[:end], "") for end in word_ends(inline, _FIRST_WORDS)] + [
        (inline[:place], inline[place + len(separator) :])
        for separator in _SEPARATORS
        for place in outside_code(inline, separator, _MOST)
    ]


def _between(
    found: Alignment, section: str, pieces: Sequence[Piece], near: Sequence[int], drafts: Mapping[str, Drafted]
) -> None:
    stood = (entry for entry in found.entries.values() if entry.stood and section_of(entry.key) == section)
    entries = sorted(stood, key=lambda entry: (entry.order, entry.key))
    matched = [(index, found.pieces[entry.key]) for index, entry in enumerate(entries) if entry.key in found.pieces]
    anchors = [matched[index] for index in ascending([number for _, number in matched])]
    before = [index for index, _ in anchors]
    bounds = [number for _, number in anchors]
    free: dict[int, list[int]] = {}
    for number in near:
        if number not in found.keys:
            free.setdefault(bisect_left(bounds, number), []).append(number)
    lost = any(entry.key not in found.pieces for entry in entries)
    signatures = {number: _signature(pieces[number].inline) for gap in free.values() for number in gap} if lost else {}
    for index, entry in enumerate(entries):
        gap = free.get(bisect_left(before, index), [])
        if entry.key in found.pieces or not gap:
            continue
        block = drafts.get(entry.key)
        drafted = _signature(block.inline) if block else None
        likely = (one for one in gap[:_NEAREST] if _rewritten(entry, pieces[one], drafted, signatures[one]))
        nearest = next(likely, None)
        if nearest is not None:
            gap.remove(nearest)
            found.match(nearest, entry.key)


def _signature(inline: str) -> Signature:
    return frozenset(code_spans(inline)), words(inline)


def _rewritten(entry: Entry, piece: Piece, drafted: Signature | None, standing: Signature) -> bool:
    if letter_of(piece.kind) not in {anchor[:1] for anchor in entry.anchors}:
        return False
    if not entry.stated_by_git:
        return True
    # a fact that has nothing of itself left is not rewritten: it was deleted, and this is a person's own
    if drafted is None:
        return False
    if drafted[0] & standing[0]:
        return True
    return bool(drafted[1]) and len(drafted[1] & standing[1]) >= _ALIKE * len(drafted[1])
