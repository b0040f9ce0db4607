"""Whose each piece is: a block we know, the template's unfilled line, fixed furniture, or a person's."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from draft_summary.document.inline import placeholder
from draft_summary.document.lines import split
from draft_summary.document.outline import HEADER, Place, closes_at
from draft_summary.document.pieces import Kind, Piece, pieces_of


class Role(Enum):
    """What merge may do with a piece: only an UNFILLED one is taken out unasked, only a KEYED one rewritten."""

    KEYED = auto()
    UNFILLED = auto()
    FIXED = auto()
    PERSON = auto()


@dataclass(frozen=True, slots=True)
class Template:
    """A template's own text: the digests of its pieces, and its lines that ask to be filled in."""

    anchors: frozenset[str]
    asking: frozenset[str]


@functools.lru_cache(maxsize=8)
def template_of(*texts: str) -> Template:
    """What is to be recognised of one or more templates."""
    anchors: set[str] = set()
    asking: set[str] = set()
    for text in texts:
        source = split(text)
        pieces = pieces_of(source)
        closing = closes_at(pieces)  # furniture, wherever a person's own words have put it
        anchors.update(piece.anchor for piece in pieces[:closing])
        asking.update(line.strip() for line in source.texts if placeholder(line))
    return Template(frozenset(anchors), frozenset(asking))


def roles(
    pieces: Sequence[Piece],
    where: Sequence[Place],
    keyed: Mapping[int, bool],
    *,
    template: Template,
    drafted: Collection[str],
    front_matter: int,
) -> tuple[Role, ...]:
    """A role per piece. `keyed` are pieces that are known blocks, and whether anything in them is ours.

    A line of the template's is unfilled where the program knows what belongs there: in a section that is `drafted`, not
    under a heading that it doesn't know, unless that heading itself asks to be filled in.
    """
    found: list[Role] = []
    asking = 0  # level of the unfilled heading whose content this is
    for number, (piece, place) in enumerate(zip(pieces, where, strict=True)):
        is_heading = piece.kind is Kind.HEADING
        if is_heading and piece.level <= asking:
            asking = 0
        if number in keyed:
            role = Role.KEYED
        elif place.opens or piece.kind is Kind.RULE or piece.end <= front_matter:
            role = Role.FIXED
        elif piece.anchor not in template.anchors:
            role = Role.PERSON
        elif place.section not in drafted or (place.section == HEADER and piece.kind is Kind.FIELD):
            role = Role.FIXED  # no section for it, or a field of the team's own
        elif is_heading:
            role = Role.UNFILLED if place.slot or placeholder(piece.inline) else Role.FIXED
            asking = piece.level if role is Role.UNFILLED and not place.slot and not asking else asking
        else:
            role = Role.UNFILLED if place.known or asking else Role.FIXED
        found.append(role)
    return _with_introductions(pieces, where, keyed, found)


def _with_introductions(
    pieces: Sequence[Piece], where: Sequence[Place], keyed: Mapping[int, bool], found: Sequence[Role]
) -> tuple[Role, ...]:
    # "Notes for reviewers:" over a person's own list is no longer unfilled
    held = {
        (where[number].section, where[number].slot)
        for number, role in enumerate(found)
        if role is Role.PERSON or not keyed.get(number, True)
    }
    return tuple(
        Role.FIXED
        if role is Role.UNFILLED
        and pieces[number].kind is not Kind.HEADING
        and (where[number].section, where[number].slot) in held
        and not placeholder(pieces[number].raw)
        else role
        for number, role in enumerate(found)
    )
