"""A caller's attestations in the lines that ask the author: marked as reported, and as not checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from draft_summary.values.claims import Attestation
from draft_summary.values.document import Block, SectionDraft
from draft_summary.values.findings import Finding, Outcome
from draft_summary.values.slots import Author


def attest(
    drafted: Sequence[SectionDraft], attestations: Sequence[Attestation]
) -> tuple[tuple[SectionDraft, ...], tuple[Finding, ...]]:
    """Return the sections with each attestation in the first line of its slot that asks, and why others have none."""
    wanted = {one.slot: one for one in attestations}
    open_lines = {block.slot: block.key for one in drafted for block in reversed(one.blocks) if _asks(block)}
    sections = tuple(
        replace(one, blocks=tuple(_answered(block, wanted, open_lines) for block in one.blocks)) for one in drafted
    )
    lost = (one for one in attestations if one.slot not in open_lines)
    return sections, tuple(_finding(one, sorted(open_lines)) for one in lost)


def _asks(block: Block) -> bool:
    return any(cell.open for cell in block.cells)


def _answered(block: Block, wanted: dict[str, Attestation], open_lines: dict[str, str]) -> Block:
    one = wanted.get(block.slot)
    if one is None or open_lines.get(block.slot) != block.key:
        return block
    text = f"{one.text} *Reported by {one.by}, not checked.*"
    cells = (replace(cell, text=text, author=Author.AGENT, open=False) if cell.open else cell for cell in block.cells)
    return replace(block, cells=tuple(cells))


def _finding(one: Attestation, open_slots: Sequence[str]) -> Finding:
    return Finding(
        code="not-open",
        reason=f"{one.slot!r} has no line that asks the author",
        place=one.slot,
        subject=one.text,
        outcome=Outcome.DROPPED,
        remedy=f"Open: {', '.join(open_slots) or 'nothing'}.",
        where=one.where,
    )
