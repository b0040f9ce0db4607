"""Which section and which slot of it every piece of a document belongs to, headings matched by meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from draft_summary.document.inline import meaning
from draft_summary.document.pieces import ITEMS, Kind, Piece
from draft_summary.values.slots import SectionOutline

HEADER = "header"
_CLOSING_LONGEST = 3  # pieces after the last rule


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands. `section` is empty outside of the known sections.

    `slot` is the slot whose sub-heading it stands under (or is), empty in the section's own body and under sub-headings
    that the program does not know; only the latter are not `known`. `opens` marks a section's own heading.
    """

    section: str = ""
    slot: str = ""
    known: bool = False
    opens: bool = False


def places(pieces: Sequence[Piece], outlines: Sequence[SectionOutline]) -> tuple[Place, ...]:
    """A place per piece. A section's name counts at one level, the one that most of the names are found at.

    What precedes the first heading of that level is the header; the closing rule, with what little follows it, belongs
    to no section.
    """
    names = _names((outline.key, (outline.heading, *outline.aliases)) for outline in outlines if outline.key != HEADER)
    subs = {outline.key: _names((slot.key, slot.headings) for slot in outline.slots) for outline in outlines}
    title = _title(pieces, names)
    level = _section_level(pieces, names, title)
    found: list[Place] = []
    here, slot_level, used = Place(HEADER if HEADER in subs else "", known=True), 0, set[str]()
    for number, piece in enumerate(pieces):
        if piece.kind is not Kind.HEADING or number == title:
            found.append(Place(here.section, here.slot, here.known))
        elif piece.level <= level:
            section = _named(names, piece)
            section = "" if section in used else section
            used.add(section)
            here, slot_level = Place(section, known=bool(section)), 0
            found.append(Place(section, known=bool(section), opens=True))
        else:
            slot = _named(subs.get(here.section, {}), piece)
            if slot or not slot_level or piece.level <= slot_level:
                here = Place(here.section, slot, known=bool(slot))
                slot_level = piece.level if slot else 0
            found.append(here)
    return _without_closing(pieces, found)


def heading_level(pieces: Sequence[Piece], found: Sequence[Place]) -> int:
    """The level of the sections' headings, 2 where none stands."""
    levels = [piece.level for piece, place in zip(pieces, found, strict=True) if place.opens and place.section]
    return Counter(levels).most_common(1)[0][0] if levels else 2


def section_of(key: str) -> str:
    """The section that a block's or slot's key belongs to."""
    return key.partition("/")[0].partition("#")[0].partition(".")[0]


def slot_of(key: str) -> str:
    """The slot that a block's key begins with."""
    return key.partition("/")[0].partition("#")[0]


def _names(named: Iterable[tuple[str, Sequence[str]]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for key, headings in named:
        for heading in headings:
            for form in meaning(heading):
                names.setdefault(form, key)
    return names


def _named(names: Mapping[str, str], piece: Piece) -> str:
    # the whole heading before the one without its aside
    forms = sorted(meaning(piece.inline), key=len, reverse=True)
    return next((names[form] for form in forms if form in names), "")


def _title(pieces: Sequence[Piece], names: Mapping[str, str]) -> int:
    """The first heading, if of level 1: also one that reads like a section's, as long as the sections lie deeper."""
    headings = [number for number, piece in enumerate(pieces) if piece.kind is Kind.HEADING]
    if not headings or pieces[headings[0]].level != 1:
        return -1
    deeper = _section_level(pieces, names, headings[0]) > 1
    return headings[0] if deeper or not _named(names, pieces[headings[0]]) else -1


def _section_level(pieces: Sequence[Piece], names: Mapping[str, str], title: int) -> int:
    levels = Counter(
        piece.level
        for number, piece in enumerate(pieces)
        if piece.kind is Kind.HEADING and number != title and _named(names, piece)
    )
    return min(levels, key=lambda level: (-levels[level], level)) if levels else 2


def closes_at(pieces: Sequence[Piece]) -> int:
    """The number of the rule that begins what closes the document, that of all pieces where nothing closes it."""
    rule = next((number for number in range(len(pieces) - 1, -1, -1) if pieces[number].kind is Kind.RULE), -1)
    after = pieces[rule + 1 :]
    if rule < 0 or len(after) > _CLOSING_LONGEST or any(piece.kind in {Kind.HEADING, *ITEMS} for piece in after):
        return len(pieces)
    return rule


def _without_closing(pieces: Sequence[Piece], found: list[Place]) -> tuple[Place, ...]:
    rule = closes_at(pieces)
    return (*found[:rule], *(Place() for _ in found[rule:]))
