"""Who holds which part of the file: where a person has written, what is new does not push in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from draft_summary.document.outline import HEADER, section_of, slot_of
from draft_summary.document.pieces import ITEMS, Kind, Piece
from draft_summary.document.plan import Plan
from draft_summary.document.refresh import untouched
from draft_summary.document.rendering import Drafted
from draft_summary.document.roles import Role
from draft_summary.document.state import Status
from draft_summary.document.subjects import mentioned, subject

Region = tuple[str, str]  # section and slot; the slot is empty for a section's own body


@dataclass(frozen=True, slots=True)
class Occupied:
    """What stands where, headings not counted.

    `regions` are the slots that have a sub-heading, each for itself. `sections` has also those of which only something
    is left, `headed` those that are there. `held_slots` had a block before for which there was no room.
    """

    regions: Mapping[str, str]
    sections: frozenset[str]
    headed: frozenset[str]
    persons: frozenset[Region]
    ours: frozenset[Region]
    undrafted: frozenset[str]  # slots whose prose stands and was not drafted again
    held_slots: frozenset[str]
    mentions: Mapping[Region, frozenset[str]]  # what a person's own lists name

    def region(self, block: Drafted) -> Region:
        """Where the block belongs."""
        return block.section, self.regions.get(block.block.slot, "")

    def holds(self, block: Drafted) -> bool:
        """Whether the block's place is a person's: its region is, or all of its section, or it was so before."""
        region = self.region(block)
        if region in self.ours and region not in self.persons:
            return False
        anywhere = any(section == block.section for section, _ in self.persons)
        none_of_ours = all(section != block.section for section, _ in self.ours)
        return (
            (region in self.persons and region not in self.ours)
            or (anywhere and none_of_ours)
            or (anywhere and block.block.slot in self.held_slots)
        )

    def names(self, block: Drafted) -> bool:
        """Whether a person's own list already has what the block is about."""
        named = self.mentions.get(self.region(block), frozenset()) | self.mentions.get((block.section, ""), frozenset())
        return any(subject(text) in named for text in block.block.identity)

    def has_prose(self, slot: str) -> bool:
        """Whether prose stands in the slot, or in one of the section's, that was not drafted again."""
        return any(other == slot or other.startswith(f"{slot}.") for other in self.undrafted)

    def is_place_of(self, block: Drafted, region: Region) -> bool:
        """Whether a block that stands in this region stands where it belongs."""
        return block.section not in self.headed or (
            region[0] == block.section and region[1] in {"", self.region(block)[1]}
        )


def occupied(
    pieces: Sequence[Piece], plan: Plan, drafts: Collection[str], regions: Mapping[str, str], front_matter: int
) -> Occupied:
    """Survey the pieces that stay. `front_matter` lines at the top belong to nobody."""
    body = [number for number, piece in enumerate(pieces) if piece.end > front_matter]
    stay = [number for number in body if number not in plan.removed]
    keys = {number: plan.found.keys[number] for number in stay if number in plan.found.keys}
    where = {number: (plan.where[number].section, plan.where[number].slot) for number in stay}
    content = [number for number in stay if pieces[number].kind is not Kind.HEADING]
    ours = {where[number] for number in content if number in keys and _any_ours(plan, keys[number], pieces[number])}
    persons = {
        where[number]
        for number in content
        if (not _all_ours(plan, keys[number], pieces[number]) if number in keys else plan.roles[number] is Role.PERSON)
    }
    lists: dict[Region, list[Piece]] = {}
    for number in content:
        is_list = pieces[number].kind in ITEMS or pieces[number].kind is Kind.OTHER
        if is_list and number not in keys and plan.roles[number] is Role.PERSON:
            lists.setdefault(where[number], []).append(pieces[number])

    def is_title(number: int) -> bool:
        return plan.where[number].section == HEADER and pieces[number].kind is Kind.HEADING

    # a title alone is no header
    headed = {plan.where[number].section for number in body if not is_title(number)}
    left = {section_of(key) for number, key in keys.items() if not is_title(number)}
    undrafted = {
        slot_of(key)
        for key in keys.values()
        if key not in drafts and not all(cell.open for cell in plan.found.entries[key].cells)
    }
    held = {slot_of(entry.key) for entry in plan.found.entries.values() if entry.status is Status.HELD}
    return Occupied(
        regions=regions,
        sections=frozenset(headed | left) - {""},
        headed=frozenset(headed) - {""},
        persons=frozenset(persons),
        ours=frozenset(ours),
        undrafted=frozenset(undrafted),
        held_slots=frozenset(held),
        mentions={region: mentioned(listed) for region, listed in lists.items()},
    )


def in_place(blocks: Sequence[Drafted], plan: Plan, taken: Occupied) -> frozenset[str]:
    """Keys of the blocks that stand where they belong: what a person moved elsewhere says nothing of its neighbours."""
    found = set()
    for block in blocks:
        number = plan.found.pieces.get(block.key)
        if number is not None and number not in plan.removed:
            place = plan.where[number]
            # recognised below a person's own sub-heading: that may say otherwise of its lines than a list of ours
            entry = plan.found.entries.get(block.key)
            theirs = block.block.slot in taken.regions and not (entry and entry.stated_by_git)
            under_theirs = theirs and not place.known and not place.opens
            if taken.is_place_of(block, (place.section, place.slot)) and not under_theirs:
                found.add(block.key)
    return frozenset(found)


def _any_ours(plan: Plan, key: str, piece: Piece) -> bool:
    refreshed, entry = plan.refreshed.get(key), plan.found.entries.get(key)
    # a person's line without state that names the right path is still a person's
    return refreshed.any_ours if refreshed is not None and entry is not None else _all_ours(plan, key, piece)


def _all_ours(plan: Plan, key: str, piece: Piece) -> bool:
    refreshed = plan.refreshed.get(key)
    return refreshed.ours if refreshed is not None else untouched(piece, plan.found.entries.get(key))
