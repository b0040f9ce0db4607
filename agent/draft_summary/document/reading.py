"""A document read: its lines, its pieces, and the state that travels in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from draft_summary.document import state as states
from draft_summary.document.lines import Source, blank
from draft_summary.document.pieces import Kind, Piece, pieces_of, tokens_of
from draft_summary.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Parsed:
    """`hidden` are the line ranges (half-open) of the state comments; `state` is None where there is none."""

    source: Source
    pieces: tuple[Piece, ...]
    hidden: tuple[tuple[int, int], ...]
    state: states.State | None


def parse(source: Source) -> Parsed:
    """Read a document. Raises DocumentError for a state of a newer version and for merge conflicts left in the text."""
    hidden = _comments(source)
    pieces = pieces_of(source, hidden)
    _refuse_conflicts(source, pieces)
    if not hidden:
        return Parsed(source, pieces, (), None)
    lines = [text for start, end in hidden for text in source.texts[start:end]]
    return Parsed(source, pieces, hidden, states.parse(lines))


def _comments(source: Source) -> tuple[tuple[int, int], ...]:
    # At the document's end a comment is the state even if an unclosed fence has swallowed it; anywhere else it must be
    # a comment to Markdown too, for a document may quote one.
    found = states.spans(source.texts)
    if not found or (len(found) == 1 and _last(source, found[0])):
        return found
    starts = {token.map[0] for token in tokens_of(source) if token.type == "html_block" and token.map}
    return tuple(span for span in found if _last(source, span) or starts & {span[0], span[0] + 1})


def _last(source: Source, span: tuple[int, int]) -> bool:
    return all(blank(text) for text in source.texts[span[1] :])


def _refuse_conflicts(source: Source, pieces: Sequence[Piece]) -> None:
    wanted = ["<<<<<<< ", "=======", ">>>>>>> "]
    first = 0
    for piece in pieces:
        if piece.kind is Kind.OTHER and piece.raw.lstrip(" ").startswith(("```", "~~~")):
            continue  # shown, not meant
        for number, text in enumerate(source.texts[piece.start : piece.end], piece.start + 1):
            if text.startswith(wanted[0]):
                first = first or number
                wanted.pop(0)
            if not wanted:
                raise DocumentError(
                    f"the summary has an unresolved merge conflict in line {first}",
                    code="summary-conflict",
                    hint="resolve it, leave the comment at the end as it is, then run again",
                )
