"""Three ways, per cell: what was generated last, what stands in the file, what is newly drafted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from draft_summary.document import sentences
from draft_summary.document.cells import spans
from draft_summary.document.inline import canonical, code_spans, inline_digest, shape, words
from draft_summary.document.pieces import Kind, Piece
from draft_summary.document.rendering import Drafted, is_question, joined
from draft_summary.document.state import CellState, Entry, Status
from draft_summary.document.subjects import subject
from draft_summary.values.document import Cell, Form
from draft_summary.values.findings import Finding, Outcome
from draft_summary.values.slots import Author, Owner

_PAIR = 2
PROPOSED = " (proposed)"
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one cell: `text` is what replaces it, None where it stays."""

    state: CellState
    ours: bool
    text: str | None = None
    suggestion: str = ""
    finding: Finding | None = None
    partly: bool = False  # a person's sentences stand among ours


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What becomes of a standing block: its text from now on, and what to remember and to tell of it."""

    inline: str
    cells: tuple[CellState, ...]
    ours: bool  # all of it is what we wrote
    any_ours: bool
    suggestion: str = ""
    findings: tuple[Finding, ...] = ()


def untouched(piece: Piece, entry: Entry | None) -> bool:
    """Whether the piece is, word for word, what we wrote there."""
    return entry is not None and entry.status is Status.OURS and piece.anchor in entry.anchors


def refresh(piece: Piece, block: Drafted, entry: Entry | None, *, unfilled: bool, room: bool) -> Refreshed:
    """Merge the newly drafted `block` into the `piece` that it is.

    `unfilled`: the piece is the template's own line. `room`: a cell that was never written may be added to it.
    """
    if block.is_subheading or (unfilled and not block.inline):
        return _kept(piece, block, entry, unfilled=unfilled)
    before = _before(entry, len(block.texts))
    block = _worth_it(piece, block, before)
    if unfilled or (untouched(piece, entry) and None not in block.texts):
        return _replaced(piece, block)
    if untouched(piece, entry) and not any(
        _changed(cell, text) for cell, text in zip(before, block.texts, strict=True)
    ):
        return Refreshed(piece.inline, tuple(map(_updated, before, block.block.cells)), ours=True, any_ours=True)
    return _cell_by_cell(piece, block, before, room=room)


def whole(piece: Piece, form: Form) -> Piece:
    """The piece as one text where the block is a paragraph: `**Label**: ...` in it is then no field."""
    if form is not Form.PARAGRAPH or piece.kind is not Kind.FIELD:
        return piece
    return replace(piece, kind=Kind.PARAGRAPH, head=len(piece.raw) - len(piece.raw.lstrip(" \t")), label="")


def written(block: Drafted) -> tuple[CellState, ...]:
    """What to remember of a block that stands as drafted."""
    return tuple(
        _generated(cell, text) if text else CellState()
        for cell, text in zip(block.block.cells, block.texts, strict=True)
    )


def _worth_it(piece: Piece, block: Drafted, before: tuple[CellState, ...]) -> Drafted:
    """The block without texts that would take the place of better ones.

    Where an answer was generated, the question does not come back for want of a newer one; and what code falls back on
    does not supersede what a model, an agent or a person said.
    """
    asked = is_question(piece.inline)
    texts = tuple(
        None
        if state.digests
        and (
            (is_question(text) and not (asked or state.open))
            or (cell.fallback and state.author not in {Author.GIT, Author.OFFLINE})
        )
        else text
        for cell, text, state in zip(block.block.cells, block.texts, before, strict=True)
    )
    return replace(block, texts=texts)


def _before(entry: Entry | None, count: int) -> tuple[CellState, ...]:
    if entry is None or len(entry.cells) != count:
        return (CellState(),) * count
    return entry.cells


def _generated(cell: Cell, text: str) -> CellState:
    author = cell.author
    if cell.owner is Owner.PROSE and author is Author.GIT:
        author = Author.OFFLINE  # only a fact is git's
    parts = sentences.digests(text) if cell.owner is not Owner.FACT and not cell.open else ()
    several = parts if len(parts) > 1 else ()
    return CellState(author, frozenset({inline_digest(text)}), cell.citations, cell.open, several)


def _updated(before: CellState, cell: Cell) -> CellState:
    return before if cell.text is None else replace(before, citations=cell.citations, author=_author(before, cell))


def _author(before: CellState, cell: Cell) -> Author | None:
    return _generated(cell, "").author if before.author is not None else None


def _changed(before: CellState, text: str | None) -> bool:
    if text is None:
        return False
    return inline_digest(text) not in before.digests if text else bool(before.digests)


def _kept(piece: Piece, block: Drafted, entry: Entry | None, *, unfilled: bool) -> Refreshed:
    # a sub-heading is known by its meaning: what it reads like is its author's choice
    ours = untouched(piece, entry) or piece.anchor == block.anchor or unfilled
    return Refreshed(piece.inline, entry.cells if entry and not ours else written(block), ours=ours, any_ours=True)


def _replaced(piece: Piece, block: Drafted) -> Refreshed:
    same = canonical(piece.inline) == canonical(block.inline)
    return Refreshed(piece.inline if same else block.inline, written(block), ours=True, any_ours=True)


def standing_cells(piece: Piece, block: Drafted, entry: Entry | None) -> list[str]:
    """The texts of the block's cells as they stand, all in the first where they can't be told apart."""
    found = _spans(piece, block, _before(entry, len(block.texts)))
    if found is None:
        return [piece.inline, *[""] * (len(block.texts) - 1)]
    return [piece.inline[start:end].strip() for start, end in found]


def _spans(piece: Piece, block: Drafted, before: tuple[CellState, ...]) -> list[tuple[int, int]] | None:
    known = [
        cell.digests | ({inline_digest(text)} if text else frozenset())
        for cell, text in zip(before, block.texts, strict=True)
    ]
    fact = [cell.owner is Owner.FACT for cell in block.block.cells]
    return spans(piece.inline, block.block.separator, known, fact=fact)


def _cell_by_cell(piece: Piece, block: Drafted, before: tuple[CellState, ...], *, room: bool) -> Refreshed:
    inline, cells, separator = piece.inline, block.block.cells, block.block.separator
    found = _spans(piece, block, before)
    if found is None:
        return _unsplit(piece, block, before)
    standing = [inline[start:end].strip() for start, end in found]
    room = room and (len(found) < _PAIR or found[-1][0] < len(inline) or found[-2][1] == len(inline))
    prose_intact = _prose_intact(standing, before, block)
    verdicts = [
        _fact(block, index, standing[index], before[index], prose_intact=prose_intact)
        if cell.owner is Owner.FACT
        else _prose(cell, block.texts[index], standing[index], before[index], room=room)
        for index, cell in enumerate(cells)
    ]
    result = _spliced(inline, found, verdicts, separator)
    now = [standing[index] if verdict.text is None else verdict.text for index, verdict in enumerate(verdicts)]
    return Refreshed(
        result,
        tuple(verdict.state for verdict in verdicts),
        ours=all(verdict.ours for verdict in verdicts) and canonical(joined(now, separator)) == canonical(result),
        any_ours=any((verdict.ours or verdict.partly) and text for verdict, text in zip(verdicts, now, strict=True)),
        suggestion=joined([verdict.suggestion for verdict in verdicts], separator),
        findings=tuple(verdict.finding for verdict in verdicts if verdict.finding is not None),
    )


def _unsplit(piece: Piece, block: Drafted, before: tuple[CellState, ...]) -> Refreshed:
    # nothing of our own is left in it: a person's words altogether
    cells, suggested = [], []
    for cell, text, state in zip(block.block.cells, block.texts, before, strict=True):
        digest = inline_digest(text) if text and not is_question(text) and cell.owner is not Owner.FACT else ""
        news = bool(digest) and digest not in state.digests
        cells.append(replace(state, digests=frozenset({digest})) if news else state)
        suggested.append(text if news and cell.owner is Owner.PROSE else None)
    suggestion = joined(suggested, block.block.separator)
    stated = [
        (text, state)
        for cell, text, state in zip(block.block.cells, block.texts, before, strict=True)
        if text and cell.owner is Owner.FACT and state.author is not None
    ]
    kept = (_kept_fact(block, piece.inline, text, state) for text, state in stated)
    findings = tuple(finding for finding in kept if finding is not None)
    return Refreshed(piece.inline, tuple(cells), ours=False, any_ours=False, suggestion=suggestion, findings=findings)


def _prose_intact(standing: list[str], before: tuple[CellState, ...], block: Drafted) -> bool:
    prose = [index for index, cell in enumerate(block.block.cells) if cell.owner is not Owner.FACT and standing[index]]
    return bool(prose) and all(inline_digest(standing[index]) in before[index].digests for index in prose)


def _fact(block: Drafted, index: int, now: str, before: CellState, *, prose_intact: bool) -> Verdict:
    cell, text = block.block.cells[index], block.texts[index]
    standing = inline_digest(now)
    if text is None or not now:  # not drafted, or a person took it out, or says it in a list below
        return Verdict(before, ours=bool(now) and standing in before.digests)
    if standing == inline_digest(text):
        return Verdict(_generated(cell, text), ours=True)
    known = before.author is not None
    # a count whose state was lost is known by its words
    follows = _same_shape(now, text) and (known or (block.is_counted and not before.digests))
    if follows or (known and (standing in before.digests or (prose_intact and words(now) <= words(text)))):
        return Verdict(_generated(cell, text), ours=True, text=text)
    if known:
        return Verdict(before, ours=False, finding=_kept_fact(block, now, text, before))
    if _says(now, text):
        return Verdict(CellState(), ours=False)
    suggestion = text if inline_digest(text) not in before.digests else ""
    return Verdict(CellState(None, frozenset({inline_digest(text)})), ours=False, suggestion=suggestion)


def _says(now: str, text: str) -> bool:
    """Whether a person's version of a fact still has all of it: every name, word and number."""
    names, standing = ({subject(span) for span in code_spans(each)} for each in (text, now))
    numbers, its = (set(_DIGITS.findall(canonical(each))) for each in (text, now))
    return names <= standing and words(text) <= words(now) and numbers <= its


def _same_shape(now: str, text: str) -> bool:
    return shape(now) == shape(text)


def _kept_fact(block: Drafted, now: str, text: str, before: CellState) -> Finding | None:
    if _says(now, text):
        return None
    if inline_digest(text) in before.digests:
        return Finding(
            "edited-fact",
            reason=f"git says: {text}",
            place=block.block.slot,
            subject=now,
            outcome=Outcome.KEPT,
            remedy="correct the line, or delete it and run draft-summary",
        )
    return Finding(
        "false-fact",
        reason=f"a person rewrote it, and git now says: {text}",
        place=block.block.slot,
        subject=now,
        outcome=Outcome.KEPT,
        remedy="correct the line, or delete it and run draft-summary",
    )


def _prose(cell: Cell, text: str | None, now: str, before: CellState, *, room: bool) -> Verdict:
    standing = inline_digest(now)
    if not now and (before.digests or not room):  # a person took it out, or it was never written
        return Verdict(before, ours=not before.digests)
    if not now or standing in before.digests:
        if not text or standing == inline_digest(text):
            emptied = text == "" and bool(now)
            return Verdict(CellState() if emptied else _updated(before, cell), ours=True, text="" if emptied else None)
        return Verdict(_generated(cell, text), ours=True, text=text)
    if text and standing == inline_digest(text):
        return Verdict(_generated(cell, text), ours=True)
    first_sight = before.author is None and not before.digests
    if inline_digest(now + PROPOSED) in before.digests:
        before = replace(before, author=Author.CONFIRMED)
    among = _by_sentence(cell, text, now, before)
    if among or not text or cell.fallback or is_question(text) or inline_digest(text) in before.digests:
        return among or Verdict(before, ours=False)
    suggestion = "" if first_sight and cell.owner is Owner.PERSON else text
    return Verdict(replace(before, digests=frozenset({inline_digest(text)})), ours=False, suggestion=suggestion)


def _by_sentence(cell: Cell, text: str | None, now: str, before: CellState) -> Verdict | None:
    """The verdict where a person's sentences stand among ours, all of which stand as they were generated."""
    if before.author is None or before.open or is_question(text) or not sentences.generated(now, before.base):
        return None
    if text is None:
        return Verdict(before, ours=False, partly=True)
    mixed = sentences.interleaved(now, before.base, text)
    state = _generated(cell, text) if text else CellState()
    return None if mixed is None else Verdict(state, ours=False, text=mixed, partly=bool(text))


def _spliced(inline: str, found: list[tuple[int, int]], verdicts: list[Verdict], separator: str) -> str:
    for index in range(len(found) - 1, -1, -1):
        start, end = found[index]
        text = verdicts[index].text
        if text is None:
            continue
        if start == end and text and index:
            inline = f"{inline[:start].rstrip()}{separator}{text}{inline[end:]}"
        elif text:
            inline = inline[:start] + text + inline[end:]
        else:
            inline = inline[: found[index - 1][1] if index else start] + inline[end:]
    return inline
