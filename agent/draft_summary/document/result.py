"""A merge that was laid out and read again, before it is told of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from draft_summary.document.choose import Choice
from draft_summary.document.nodes import Node
from draft_summary.document.pieces import Piece
from draft_summary.document.plan import Plan
from draft_summary.document.reading import Parsed
from draft_summary.document.rendering import Drafted


@dataclass(frozen=True, slots=True)
class Result:
    """`nodes` are the result's blocks in order, `pieces` the same as they parse now, one each.

    `body` is the text without state. `choices` say what became of the `blocks` that did not stand.
    """

    parsed: Parsed
    plan: Plan
    blocks: tuple[Drafted, ...]
    choices: Mapping[str, Choice]
    nodes: tuple[Node, ...]
    body: str
    pieces: tuple[Piece, ...]
