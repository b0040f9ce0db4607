"""The result in the making: a chain of blocks, standing and new, that can be inserted into at any place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from draft_summary.document.lines import Source
from draft_summary.document.outline import Place
from draft_summary.document.pieces import ITEMS, Kind, Piece
from draft_summary.document.rendering import Drafted
from draft_summary.document.state import CellState


@dataclass(eq=False, slots=True)
class Node:
    """One block of the result. `number` is its piece's in the file, None for a new one.

    `raw` are its lines without the last newline, empty for a new one until it is laid out. `ours`: every word of it is
    what we wrote; `pliable`: some are, so that blanks at its line's end may be.
    """

    kind: Kind
    level: int
    depth: int
    section: str
    number: int | None = None
    piece: Piece | None = None
    raw: str = ""
    ending: str = ""  # the newline after it in the file
    key: str = ""
    block: Drafted | None = None
    cells: tuple[CellState, ...] = ()
    ours: bool = False
    pliable: bool = False
    touched: bool = False  # itself changed, or its neighbour taken out
    previous: Node | None = field(default=None, repr=False)
    next: Node | None = field(default=None, repr=False)


def chain(source: Source, pieces: Sequence[Piece], where: Sequence[Place], removed: frozenset[int]) -> Node:
    """The pieces that stay, as a chain after a head that stands for the document's beginning."""
    head = last = Node(Kind.OTHER, 0, 0, "")
    gap = False
    for number, (piece, place) in enumerate(zip(pieces, where, strict=True)):
        if number in removed:
            gap = True
            continue
        node = Node(piece.kind, piece.level, piece.depth, place.section, number, piece, piece.raw, touched=gap)
        node.ending = source.ends[piece.end - 1]
        gap = False
        insert_after(last, node)
        last = node
    return head


def insert_after(place: Node, node: Node) -> None:
    """Put a node into the chain."""
    node.previous, node.next = place, place.next
    if place.next is not None:
        place.next.previous = node
    place.next = node


def forward(node: Node | None) -> Iterator[Node]:
    """The node and all that follow."""
    while node is not None:
        yield node
        node = node.next


def in_list(node: Node | None) -> bool:
    """Whether the node is part of a list."""
    return node is not None and (node.kind in ITEMS or node.depth > 0)


def subtree_end(node: Node) -> Node:
    """The last node nested in this one, itself where none is."""
    last = node
    while node.kind in ITEMS and last.next is not None and in_list(last.next) and last.next.depth > node.depth:
        last = last.next
    return last


def region_end(node: Node, level: int) -> Node:
    """The last node before the next heading of this level or above, or the section's end; closing rules left out."""
    last = node
    while last.next is not None and last.next.section == node.section:
        if last.next.kind is Kind.HEADING and last.next.level <= level:
            break
        last = last.next
    while last is not node and last.kind is Kind.RULE and last.previous is not None:
        last = last.previous
    return last
