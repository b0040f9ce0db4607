"""Which new blocks go in: a place that a person holds is not taken, and what a person took out does not come back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import Enum, auto

from draft_summary.document.inline import inline_digest
from draft_summary.document.occupancy import Occupied
from draft_summary.document.outline import slot_of
from draft_summary.document.pieces import ITEMS, Kind
from draft_summary.document.plan import Plan
from draft_summary.document.rendering import Drafted
from draft_summary.document.state import Status
from draft_summary.values.slots import Owner


class Choice(Enum):
    """What becomes of a block that does not stand. HOLD: its place is a person's; UNPLACED: the file has no section."""

    INSERT = auto()
    HOLD = auto()
    SKIP = auto()
    UNPLACED = auto()


def choose(blocks: Sequence[Drafted], plan: Plan, taken: Occupied, standing: Collection[str]) -> dict[str, Choice]:
    """A choice for each block that does not stand. `standing` are the keys of those that do, in their place."""
    gone = {
        (slot_of(entry.key), digest)
        for entry in plan.found.entries.values()
        if entry.status is not Status.HELD and entry.key not in plan.found.pieces
        for cell in entry.cells
        for digest in cell.digests
    }
    choices: dict[str, Choice] = {}
    above: list[Drafted] = []  # the list items that a block is nested in
    for block in blocks:
        above = [item for item in above if block.kind in ITEMS and item.block.depth < block.block.depth]
        if block.key in plan.carried:
            choices[block.key] = Choice.INSERT
        elif block.key not in plan.found.pieces:
            choice = Choice.SKIP if _taken_out(block, plan, gone) else _choice(block, taken)
            choices[block.key] = (
                Choice.HOLD if choice is Choice.INSERT and _orphan(above, choices, standing) else choice
            )
        above.append(block)
    for index, block in enumerate(blocks):
        if block.key in choices and block.is_subheading:
            choices[block.key] = _subheading(blocks, index, choices, taken, standing)
    return choices


def _taken_out(block: Drafted, plan: Plan, gone: Collection[tuple[str, str]]) -> bool:
    """Whether a person deleted it: by its key, or, for prose, whose keys are new with each draft, by what it says."""
    entry = plan.found.entries.get(block.key)
    if entry is not None and entry.status is not Status.HELD and not plan.judged.anew:
        return True
    said = [inline_digest(text) for text in block.texts if text]
    if plan.judged.anew and said:
        return False
    return not said or (not block.has_fact and all((block.block.slot, digest) in gone for digest in said))


def _choice(block: Drafted, taken: Occupied) -> Choice:
    says_nothing = block.is_emptiness or block.is_open
    if block.section not in taken.sections:
        return Choice.SKIP if says_nothing or block.is_subheading else Choice.UNPLACED
    if says_nothing and (block.section not in taken.headed or taken.has_prose(block.block.slot)):
        return Choice.SKIP
    if block.kind in ITEMS and block.block.cells[0].owner is Owner.FACT and block.block.identity:
        return Choice.HOLD if taken.names(block) else Choice.INSERT
    return Choice.HOLD if taken.holds(block) else Choice.INSERT


def _orphan(above: Sequence[Drafted], choices: Mapping[str, Choice], standing: Collection[str]) -> bool:
    return bool(above) and choices.get(above[-1].key) is not Choice.INSERT and above[-1].key not in standing


def _subheading(
    blocks: Sequence[Drafted], index: int, choices: Mapping[str, Choice], taken: Occupied, standing: Collection[str]
) -> Choice:
    # it comes with its first content; content that stands somewhere without it keeps its place
    under = []
    for block in blocks[index + 1 :]:
        if block.section != blocks[index].section or block.kind is Kind.HEADING:
            break
        under.append(block.key)
    if blocks[index].section not in taken.sections or any(key in standing for key in under):
        return Choice.SKIP
    return Choice.INSERT if any(choices.get(key) is Choice.INSERT for key in under) else Choice.SKIP
