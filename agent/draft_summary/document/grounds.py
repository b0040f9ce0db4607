"""Whether standing prose still rests on anything: what is kept, what gives way to the draft, what is retired.

A generated text has lapsed when some evidence that it cites is no longer there; it is baseless when a path that it
cites, or a name that it has in a code span, is nowhere in the change any more. A text that lapsed gives way to a draft
by an author of the same rank, also to one that has nothing to say; what is baseless always goes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from draft_summary.document import sentences
from draft_summary.document.align import Alignment
from draft_summary.document.inline import code_spans, inline_digest
from draft_summary.document.outline import slot_of
from draft_summary.document.pieces import Piece
from draft_summary.document.refresh import standing_cells, untouched, whole
from draft_summary.document.rendering import Drafted, drafted_block
from draft_summary.document.state import CellState, Entry
from draft_summary.values.document import Grounds
from draft_summary.values.findings import Finding, Outcome, Severity
from draft_summary.values.slots import Author, Owner

_RANKS: Mapping[Author | None, int] = {Author.MODEL: 1, Author.AGENT: 1, Author.CONFIRMED: 2}
_NAME = re.compile(r"[^\W\d]\w{2,}")
_FILES = ("file", "hunk")  # durable names that have a path in them
_TITLE = "#title"


@dataclass(frozen=True, slots=True)
class Judged:
    """The blocks to merge, the keys of standing ones that are retired, what to tell of the block of a key.

    `behind` are slots whose prose stays although what it is drafted from has changed.
    """

    blocks: tuple[Drafted, ...]
    retired: frozenset[str] = frozenset()
    findings: Mapping[str, Finding] = field(default_factory=dict)
    behind: frozenset[str] = frozenset()
    anew: bool = False  # what a person deleted comes back
    seen: frozenset[str] = frozenset()  # what all prose that stands was drafted from; empty where some was not


def judge(
    blocks: Sequence[Drafted],
    pieces: Sequence[Piece],
    found: Alignment,
    grounds: Grounds | None,
    changed: Collection[str],
) -> Judged:
    """Decide what of the standing prose stays. `changed` are slots that are drafted from other evidence now."""
    if grounds is None:
        return Judged(tuple(blocks))
    basis = _Basis(grounds, pieces, found)
    drafts = {block.key for block in blocks}
    retired = basis.retired(drafts)
    held = {slot for slot in basis.better(retired) if not grounds.anew}
    findings: dict[str, Finding] = {}
    kept = []
    for block in blocks:
        if _is_prose(block) and block.block.slot in held:
            if block.key in found.pieces:
                kept.append(_silent(block))
            continue
        settled, finding = basis.settled(block)
        kept.append(settled)
        if finding is not None:
            findings[block.key] = finding
    # of a decision's parts, one speaks for all
    lapsed = {key.partition("#")[0]: key for key in basis.prose_but(drafts | retired) if basis.has_lapsed(key)}
    findings |= {key: _lapsed() if basis.is_ours(key) else _outlived() for key in lapsed.values()}
    stands = {key for key in basis.prose_but(drafts | retired) if basis.outranks(key)}
    stands |= {block.key for block in kept if None in block.texts and basis.outranks(block.key)}
    behind = {slot_of(key) for key in findings} | {slot_of(key) for key in stands}.intersection(changed)
    seen = frozenset[str]() if behind else grounds.seen
    return Judged(tuple(kept), frozenset(retired), findings, frozenset(behind), grounds.anew, seen)


class _Basis:
    """What the standing prose of one document rests on."""

    def __init__(self, grounds: Grounds, pieces: Sequence[Piece], found: Alignment) -> None:
        self.grounds = grounds
        self.pieces = pieces
        self.found = found
        self.paths = frozenset(filter(None, map(_path, grounds.durables)))
        self.rank = max(_RANKS.values()) if grounds.anew else _RANKS.get(grounds.author, 0)

    def entry(self, key: str) -> Entry | None:
        """The entry of a block that stands."""
        return self.found.entries.get(key) if key in self.found.pieces else None

    def prose_but(self, known: Collection[str]) -> Iterator[str]:
        """Keys of standing blocks that are nothing but prose, without the `known`."""
        for key in self.found.pieces:
            entry = self.found.entries.get(key)
            if entry is not None and key not in known and _prose_only(entry):
                yield key

    def retired(self, drafts: Collection[str]) -> set[str]:
        """Keys of standing prose that has nothing to rest on, or lapsed and got no successor."""
        gone = {key for key in self.prose_but(drafts) if self._goes(key)}
        # a decision stands and goes with its title and its choice
        whole_gone = {key.partition("#")[0] for key in gone if key.endswith((_TITLE, "#choice"))}
        return gone | {key for key in self.prose_but(drafts) if "#" in key and key.partition("#")[0] in whole_gone}

    def better(self, retired: Collection[str]) -> Iterator[str]:
        """Slots in which prose of a higher rank than the draft's stands and holds."""
        for key in self.prose_but(retired):
            entry = self.found.entries[key]
            intact = untouched(self.pieces[self.found.pieces[key]], entry)
            if intact and any(self._outranks(cell) for cell in entry.cells) and not self._baseless(key):
                yield slot_of(key)

    def outranks(self, key: str) -> bool:
        """Whether the block stands, and is by an author of a higher rank than the draft's."""
        entry = self.entry(key)
        return entry is not None and any(map(self._outranks, entry.cells))

    def settled(self, block: Drafted) -> tuple[Drafted, Finding | None]:
        """The block as it is to be merged, each cell of it new, silent or emptied."""
        entry = self.entry(block.key)
        if entry is None or len(entry.cells) != len(block.texts):
            return block, None
        lapsed = [self._lapsed(cell) for cell in entry.cells]
        if not any(lapsed) and not any(map(self._outranks, entry.cells)):
            return block, None
        piece = whole(self.pieces[self.found.pieces[block.key]], block.block.form)
        standing = standing_cells(piece, block, entry)
        finding, cells = None, list(block.block.cells)
        for index, (cell, state) in enumerate(zip(block.block.cells, entry.cells, strict=True)):
            if cell.owner is Owner.FACT or state.author in {None, Author.GIT}:
                continue
            intact = inline_digest(standing[index]) in state.digests or sentences.generated(standing[index], state.base)
            gone = lapsed[index] and self._without_ground(state, standing[index])
            gives_way = gone or (lapsed[index] and cell.fallback) or not self._outranks(state)
            answered = block.block.slot in self.grounds.answered
            if not gives_way:
                cells[index] = replace(cell, text=None)
            elif cell.text is None and (gone or (lapsed[index] and answered)):
                cells[index] = replace(cell, text="")
            if not intact and standing[index]:
                finding = _rewritten() if gone else finding
            elif lapsed[index] and cells[index].text is None:
                finding = _lapsed() if intact or not standing[index] else _outlived()
        return drafted_block(replace(block.block, cells=tuple(cells)), block.section), finding

    def has_lapsed(self, key: str) -> bool:
        """Whether a standing block cites what is no longer there."""
        entry = self.entry(key)
        return entry is not None and any(map(self._lapsed, entry.cells))

    def is_ours(self, key: str) -> bool:
        """Whether all that was generated of a standing block stands as it was generated."""
        entry, piece = self.found.entries[key], self.pieces[self.found.pieces[key]]
        return untouched(piece, entry) or any(sentences.generated(piece.inline, cell.base) for cell in entry.cells)

    def _goes(self, key: str) -> bool:
        entry = self.found.entries[key]
        if not untouched(self.pieces[self.found.pieces[key]], entry) or not self.has_lapsed(key):
            return False
        answered = slot_of(key) in self.grounds.answered and not any(map(self._outranks, entry.cells))
        return answered or self._baseless(key)

    def _baseless(self, key: str) -> bool:
        inline = self.pieces[self.found.pieces[key]].inline
        return any(self._lapsed(cell) and self._without_ground(cell, inline) for cell in self.found.entries[key].cells)

    def _outranks(self, cell: CellState) -> bool:
        return _RANKS.get(cell.author, 0) > self.rank

    def _lapsed(self, cell: CellState) -> bool:
        generated = cell.author not in {None, Author.GIT, Author.CONFIRMED}
        return generated and not self.grounds.durables.issuperset(cell.citations)

    def _without_ground(self, cell: CellState, text: str) -> bool:
        paths = filter(None, map(_path, cell.citations))
        if any(path not in self.paths and not self._said(path) for path in paths):
            return True
        return any(not self._said(name) for span in code_spans(text) for name in _names(span))

    def _said(self, text: str) -> bool:
        return any(text in one for one in self.grounds.texts)


def _names(span: str) -> list[str]:
    return _NAME.findall(span)


def _path(durable: str) -> str:
    kind, _, rest = durable.partition(":")
    return rest.rpartition("@")[0] if kind in _FILES else ""


def _prose_only(entry: Entry) -> bool:
    return any(cell.author not in {None, Author.GIT} and not cell.open for cell in entry.cells) and all(
        cell.author is not Author.GIT for cell in entry.cells
    )


def _is_prose(block: Drafted) -> bool:
    return not block.has_fact and any(
        text and not cell.open and cell.owner is Owner.PROSE
        for text, cell in zip(block.texts, block.block.cells, strict=True)
    )


def _silent(block: Drafted) -> Drafted:
    cells = tuple(replace(cell, text=None) for cell in block.block.cells)
    return drafted_block(replace(block.block, cells=cells), block.section)


def _lapsed() -> Finding:
    return Finding(
        "lapsed-prose",
        reason="what this was written from has changed since; it was kept, and is asked for again",
        severity=Severity.WARNING,
        outcome=Outcome.KEPT,
        remedy="run draft-summary with a model, or correct the line",
    )


def _outlived() -> Finding:
    return Finding(
        "lapsed-edit",
        reason="what this was first written from has changed since; the words are a person's, and stay",
        severity=Severity.NOTE,
        outcome=Outcome.KEPT,
        remedy="read it again",
    )


def _rewritten() -> Finding:
    return Finding(
        "baseless-prose",
        reason="the branch no longer has what this was first written from; it stays for what a person wrote in it",
        severity=Severity.WARNING,
        outcome=Outcome.KEPT,
        remedy="correct the line, or delete it",
    )
