"""What of the summary stands already, for whoever asks for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from draft_summary.document import sentences
from draft_summary.document.align import align
from draft_summary.document.inline import inline_digest, placeholder
from draft_summary.document.lines import decode
from draft_summary.document.outline import places, slot_of
from draft_summary.document.pieces import Piece
from draft_summary.document.reading import parse
from draft_summary.document.refresh import PROPOSED, standing_cells, untouched, whole
from draft_summary.document.rendering import Drafted, drafted
from draft_summary.document.state import CellState, Entry, State, Status
from draft_summary.values.document import SectionDraft, Standing, StandingBlock
from draft_summary.values.slots import Author, Owner


def read(data: bytes | None, skeleton: tuple[SectionDraft, ...]) -> Standing:
    """Find the known blocks in a summary. Lines are 1-based in `data`.

    `skeleton` are the sections without prose: what state does not know is recognised by it. Raises DocumentError for a
    file that cannot be read.
    """
    if data is None:
        return Standing()
    parsed = parse(decode(data))
    state = parsed.state or State()
    blocks = drafted(skeleton)
    drafts = {block.key: block for block in blocks}
    where = places(parsed.pieces, [section.outline for section in skeleton])
    found = align(parsed.pieces, where, parsed.state, blocks)
    standing = []
    for number in sorted(found.keys):
        key, piece = found.keys[number], parsed.pieces[number]
        entry = found.entries.get(key)
        if entry is None and placeholder(piece.raw):
            continue  # recognised, but never filled in
        standing.append(_standing(piece, key, entry, drafts.get(key)))
    gone = [
        entry.key for entry in found.entries.values() if entry.status is Status.GONE and entry.key not in found.pieces
    ]
    gone += [entry.key for entry in found.lost()]
    return Standing(
        tuple(standing),
        dict(state.inputs),
        tuple(sorted(gone)),
        parsed.state is not None,
        state.change,
        state.seen,
        state.adopted,
    )


def _standing(piece: Piece, key: str, entry: Entry | None, block: Drafted | None) -> StandingBlock:
    slot = block.block.slot if block is not None else slot_of(key)
    before = entry.cells if entry else ()
    if block is None or len(before) not in {0, len(block.texts)}:
        prose, ours = piece.inline, untouched(piece, entry)
        said = [prose]
        states: Sequence[CellState] = before
    else:
        texts = standing_cells(whole(piece, block.block.form), block, entry)
        indices = [index for index, cell in enumerate(block.block.cells) if cell.owner is not Owner.FACT]
        prose = (
            block.block.separator.join(texts[index] for index in indices if texts[index]) if indices else piece.inline
        )
        states = [before[index] for index in indices or range(len(texts))] if before else []
        said = [texts[index] for index in indices or range(len(texts))]
        ours = untouched(piece, entry) or (
            bool(states) and all(_ours(text, cell) for text, cell in zip(said, states, strict=True))
        )
    author = _author(prose, states)
    citations = tuple(dict.fromkeys(one for cell in states for one in cell.citations))
    if not ours and (among := _among(said, states)):
        return StandingBlock(key, slot, among, ours, author, citations, piece.start + 1, mixed=True, written=True)
    written = any(cell.author is not None for cell in before)
    text = " ".join(prose.split())
    return StandingBlock(key, slot, text, ours, author, citations, piece.start + 1, written=written)


def _among(said: Sequence[str], states: Sequence[CellState]) -> str:
    """What was generated of a text in which a person's sentences stand as well; empty where nothing can be told."""
    if len(said) != 1 or len(states) != 1 or states[0].author is None or states[0].open:
        return ""
    return " ".join(sentences.generated(said[0], states[0].base).split())


def _ours(text: str, cell: CellState) -> bool:
    return inline_digest(text) in cell.digests if text else not cell.digests


def _author(prose: str, states: Sequence[CellState]) -> Author:
    if any(inline_digest(prose + PROPOSED) in cell.digests for cell in states):
        return Author.CONFIRMED
    authors = [cell.author for cell in states if cell.author is not None]
    return next((author for author in authors if author is not Author.GIT), authors[0] if authors else Author.GIT)
