"""Numbers in headings (`Decision 2: ...`): a standing one keeps its own, a new one takes the first that is free."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from draft_summary.document.pieces import Kind, Piece
from draft_summary.document.rendering import Drafted, drafted_block

_NUMBERED = re.compile(r"(Decision )(\d{1,3})(?=:)")


def renumbered(
    blocks: Sequence[Drafted], pieces: Sequence[Piece], standing: Mapping[str, int], leaving: Collection[int]
) -> tuple[Drafted, ...]:
    """The blocks with their numbers as they are to stand.

    `standing` are the pieces (by number) of the blocks that stand, `leaving` those pieces that are taken out.
    """
    stays = {at: number for at, piece in enumerate(pieces) if at not in leaving and (number := _number(piece))}
    used = set(stays.values())
    found = []
    for block in blocks:
        text = block.texts[0] if block.kind is Kind.HEADING and len(block.texts) == 1 else None
        if text is None or not _NUMBERED.match(text):
            found.append(block)
            continue
        number = stays.get(standing.get(block.key, -1))
        if number is None:
            number = next(free for free in range(1, len(used) + 2) if free not in used)
            used.add(number)
        cell = replace(block.block.cells[0], text=_NUMBERED.sub(rf"\g<1>{number}", text, count=1))
        found.append(drafted_block(replace(block.block, cells=(cell,)), block.section))
    return tuple(found)


def _number(piece: Piece) -> int | None:
    found = _NUMBERED.match(piece.inline) if piece.kind is Kind.HEADING else None
    return int(found[2]) if found else None
