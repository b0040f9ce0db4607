"""The state to write: what stands now, what a person took out, what found its place taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from draft_summary.document.choose import Choice
from draft_summary.document.outline import section_of, slot_of
from draft_summary.document.refresh import written
from draft_summary.document.rendering import Drafted, redrafted_slots
from draft_summary.document.result import Result
from draft_summary.document.roles import Role
from draft_summary.document.sequence import numbered
from draft_summary.document.state import ADOPTED, CellState, Entry, State, Status


def remembered(
    result: Result, inputs: Mapping[str, str], sections: Collection[str], change: str, *, existing: bool
) -> State:
    """The state after this merge. What concerns a section that was not drafted stays as it was.

    `existing`: there was a document before; without it, it is the template that was filled.
    """
    before = result.parsed.state or State()
    entries = _standing(result)
    stood = result.plan.found.pieces
    for key, entry in result.plan.found.entries.items():
        if key in entries:
            continue
        if entry.status is not Status.HELD and key not in stood:
            entries[key] = replace(entry, status=Status.GONE)
        elif entry.status is Status.HELD and not _superseded(key, result, sections):
            entries[key] = entry
    held = {slot_of(key) for key, entry in entries.items() if entry.status is Status.HELD}
    for block in result.blocks:
        # the question of a slot whose answer found no room is no news: the same draft without its prose has it
        if result.choices.get(block.key) is Choice.HOLD and not (block.is_open and block.block.slot in held):
            entries[block.key] = Entry(block.key, Status.HELD, cells=_suggested(block, entries.get(block.key)))
    known = {slot: digest for slot, digest in inputs.items() if slot not in result.plan.judged.behind}
    seen = result.plan.judged.seen or before.seen
    adopted = existing and result.parsed.state is None and Role.PERSON in result.plan.roles
    strays = (*before.strays, ADOPTED) if adopted else before.strays
    return State(change, {**before.inputs, **known}, entries, strays, seen)


def _standing(result: Result) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    keyed = [(node, piece) for node, piece in zip(result.nodes, result.pieces, strict=True) if node.key]
    known = result.plan.found.entries
    orders = numbered(
        [known[node.key].order if node.key in known and known[node.key].stood else None for node, _ in keyed]
    )
    for (node, piece), order in zip(keyed, orders, strict=True):
        status = Status.OURS if node.ours else Status.MIXED
        entries[node.key] = Entry(node.key, status, order, frozenset({piece.anchor}), node.cells)
    return entries


def _suggested(block: Drafted, before: Entry | None) -> tuple[CellState, ...]:
    """What was suggested: a cell that was not drafted again keeps what was suggested for it last."""
    last = before.cells if before is not None and len(before.cells) == len(block.texts) else written(block)
    cells = (last[index] if block.texts[index] is None else cell for index, cell in enumerate(written(block)))
    return tuple(replace(cell, author=None, citations=()) for cell in cells)


def _superseded(key: str, result: Result, sections: Collection[str]) -> bool:
    drafts = {block.key for block in result.blocks}
    return section_of(key) in sections and slot_of(key) in redrafted_slots(result.blocks) and key not in drafts
