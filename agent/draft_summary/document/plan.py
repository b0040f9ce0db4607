"""What becomes of what stands: what is rewritten, what goes, what is kept although git no longer says it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from draft_summary.document.align import Alignment, align
from draft_summary.document.cells import spans
from draft_summary.document.grounds import Judged, judge
from draft_summary.document.inline import inline_digest
from draft_summary.document.numbering import renumbered
from draft_summary.document.outline import Place, section_of, slot_of
from draft_summary.document.pieces import ITEMS, Kind, Piece
from draft_summary.document.reading import Parsed
from draft_summary.document.refresh import Refreshed, refresh, standing_cells, untouched, whole
from draft_summary.document.rendering import Drafted, drafted, drafted_block, redrafted_slots
from draft_summary.document.roles import Role, Template, roles
from draft_summary.document.state import Entry
from draft_summary.values.document import Grounds, SectionDraft
from draft_summary.values.slots import Author

_SEPARATOR = " — "


@dataclass(frozen=True, slots=True)
class Plan:
    """What was decided of the pieces, by their numbers, and of the blocks that stand, by their keys.

    `carried` are blocks that change their place and take the prose that stood in them along. `false` are blocks kept
    for a person's words in them whose fact git no longer states. `judged` are the blocks as they are to be merged.
    """

    where: tuple[Place, ...]
    roles: tuple[Role, ...]
    found: Alignment
    refreshed: Mapping[str, Refreshed]
    removed: frozenset[int]
    carried: Mapping[str, Drafted]
    false: tuple[str, ...]
    judged: Judged


def plan(
    parsed: Parsed,
    where: tuple[Place, ...],
    wanted: Sequence[SectionDraft],
    template: Template,
    grounds: Grounds | None,
) -> Plan:
    """Decide about every standing piece. Only sections that are `wanted` are touched."""
    pieces, sections = parsed.pieces, {section.outline.key for section in wanted}
    inputs = parsed.state.inputs if parsed.state else {}
    changed = {slot for section in wanted for slot, now in section.inputs.items() if inputs.get(slot) != now}
    every = drafted(wanted)
    found = align(pieces, where, parsed.state, every)
    judged = _numbered(judge(every, pieces, found, grounds, changed), pieces, found, template)
    blocks, drafts = judged.blocks, {block.key: block for block in judged.blocks}
    refreshed = _refreshed(pieces, found, drafts, template)
    keyed = {
        number: refreshed[key].any_ours if key in refreshed else untouched(pieces[number], found.entries.get(key))
        for number, key in found.keys.items()
    }
    whose = roles(
        pieces,
        where,
        keyed,
        template=template,
        drafted={block.section for block in blocks},
        front_matter=parsed.source.front_matter,
    )
    gone = {
        number: found.entries[key]
        for number, key in found.keys.items()
        if key not in drafts and section_of(key) in sections
    }
    redrafted = redrafted_slots(blocks)
    carried = _carried(pieces, where, found, drafts)
    removable = {number for number, entry in gone.items() if _removable(pieces[number], entry, redrafted)}
    removable |= {number for number, role in enumerate(whose) if role is Role.UNFILLED}
    removable |= {found.pieces[key] for key in judged.retired}
    removed = _without_orphans(pieces, where, removable | {found.pieces[key] for key in carried})
    return Plan(
        where,
        whose,
        found,
        refreshed,
        removed,
        {key: block for key, block in carried.items() if found.pieces[key] in removed},
        tuple(
            gone[number].key for number in sorted(gone.keys() - removed) if _still_says(pieces[number], gone[number])
        ),
        judged,
    )


def _numbered(judged: Judged, pieces: Sequence[Piece], found: Alignment, template: Template) -> Judged:
    drafts, redrafted = {block.key for block in judged.blocks}, redrafted_slots(judged.blocks)
    leaving = {
        number
        for number, key in found.keys.items()
        if key in judged.retired
        or (key not in drafts and slot_of(key) in redrafted and untouched(pieces[number], found.entries.get(key)))
    }
    leaving |= {number for number, piece in enumerate(pieces) if piece.anchor in template.anchors}
    return replace(judged, blocks=renumbered(judged.blocks, pieces, found.pieces, leaving))


def _refreshed(
    pieces: Sequence[Piece], found: Alignment, drafts: Mapping[str, Drafted], template: Template
) -> dict[str, Refreshed]:
    refreshed: dict[str, Refreshed] = {}
    for number, key in found.keys.items():
        block, piece, entry = drafts.get(key), pieces[number], found.entries.get(key)
        if block is not None:
            unfilled = piece.anchor in template.anchors and not untouched(piece, entry)
            room = not _below(pieces, number)  # what is nested in an item describes it
            refreshed[key] = refresh(whole(piece, block.block.form), block, entry, unfilled=unfilled, room=room)
    return refreshed


def _removable(piece: Piece, entry: Entry, redrafted: Collection[str]) -> bool:
    """Whether a block that the draft no longer has may go: nothing of a person's in it, and the draft speaks of it.

    Prose without a fact is drafted only when its slot was asked for: its absence says something only then.
    """
    if not entry.cells:
        return False
    if not entry.stated_by_git and not all(cell.open for cell in entry.cells):
        return slot_of(entry.key) in redrafted and untouched(piece, entry)
    return untouched(piece, entry) or inline_digest(piece.inline) in entry.cells[0].digests


def _still_says(piece: Piece, entry: Entry) -> bool:
    if not entry.stated_by_git or piece.kind is Kind.HEADING or not entry.cells:
        return False
    known = [cell.digests for cell in entry.cells]
    found = spans(piece.inline, _SEPARATOR, known, fact=[cell.author is Author.GIT for cell in entry.cells])
    if found is None:
        return False
    texts = [piece.inline[start:end] for start, end in found]
    return any(
        cell.author is Author.GIT and not cell.open and inline_digest(text) in cell.digests
        for cell, text in zip(entry.cells, texts, strict=True)
    )


def _carried(
    pieces: Sequence[Piece], where: Sequence[Place], found: Alignment, drafts: Mapping[str, Drafted]
) -> dict[str, Drafted]:
    """Blocks that are another slot's now (a file that was new is a renamed one): only if no person touched them."""
    carried: dict[str, Drafted] = {}
    for key in sorted(found.relocated & found.pieces.keys()):
        number, entry, block = found.pieces[key], found.entries[key], drafts[key]
        if untouched(pieces[number], entry) and where[number].slot not in {"", block.block.slot}:
            standing = standing_cells(pieces[number], block, entry)
            cells = tuple(
                replace(cell, text=text, author=before.author or cell.author, citations=before.citations)
                if cell.text is None
                else cell
                for cell, text, before in zip(block.block.cells, standing, entry.cells, strict=False)
            )
            carried[key] = drafted_block(replace(block.block, cells=cells), block.section)
    return carried


def _without_orphans(pieces: Sequence[Piece], where: Sequence[Place], candidates: set[int]) -> frozenset[int]:
    """Those of the candidates that may go: no heading, and no list item, over something that stays."""
    removed = set(candidates)
    for number in sorted(candidates, reverse=True):
        section = where[number].section  # what closes the document is below no heading
        if any(below not in removed and where[below].section == section for below in _below(pieces, number)):
            removed.discard(number)
    return frozenset(removed)


def _below(pieces: Sequence[Piece], number: int) -> list[int]:
    piece = pieces[number]
    below: list[int] = []
    if piece.kind is not Kind.HEADING and piece.kind not in ITEMS:
        return below
    for other in range(number + 1, len(pieces)):
        following = pieces[other]
        if piece.kind is Kind.HEADING:
            if following.kind is Kind.HEADING and following.level <= piece.level:
                break
            if following.kind is not Kind.RULE:
                below.append(other)
        elif following.depth > piece.depth:
            below.append(other)
        else:
            break
    return below
