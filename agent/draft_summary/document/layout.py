"""The result as text: what stood together stays as it was, byte for byte; blank lines are made only around changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from draft_summary.document import lines
from draft_summary.document.nodes import Node, in_list
from draft_summary.document.pieces import ITEMS, Kind, Piece
from draft_summary.document.reading import Parsed

_MARKER = re.compile(r"([ \t]*)([-+*]|\d{1,9}[.)])([ \t]*)")


@dataclass(frozen=True, slots=True)
class Laid:
    """The body without state. `starts` are each node's first line, 0-based, in the chain's order."""

    text: str
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How the document is written: its newline, whether blank lines follow its headings, its bullet."""

    newline: str
    spaced: bool
    bullet: str


def style_of(parsed: Parsed) -> Style:
    """What new lines should look like to fit in."""
    spaced = 0
    for piece, following in pairwise(parsed.pieces):
        if piece.kind is Kind.HEADING and following.kind is not Kind.HEADING:
            spaced += 1 if following.start > piece.end else -1
    # an item that is all placeholder (`- <note>`) is HTML to Markdown, but its bullet counts
    marks = (piece.raw.lstrip(" \t")[:2] for piece in parsed.pieces if piece.kind in {Kind.BULLET, Kind.OTHER})
    bullets = (mark[0] for mark in marks if mark in {"- ", "* ", "+ "})
    return Style(parsed.source.newline, spaced > 0, next(bullets, "-"))


def lay_out(nodes: Sequence[Node], parsed: Parsed, style: Style) -> Laid:
    """The nodes' text: new ones get their `raw` here, and the blank lines that their neighbours ask for."""
    for node in nodes:
        if node.number is None:
            node.raw = _rendered(node, style)
    for node, following in pairwise(nodes):
        _keep_apart(node, following)
    gaps = _gaps(parsed)
    parts: list[str] = []
    starts: list[int] = []
    line = 0
    for number, node in enumerate(nodes):
        previous = nodes[number - 1] if number else None
        before = _between(previous, node, gaps, parsed.pieces, style)
        line += lines.count(before)
        starts.append(line)
        line += lines.count(node.raw)
        parts += [before, node.raw]
    parts.append(_bottom(nodes, parsed, gaps))
    return Laid("".join(parts), tuple(starts))


def _gaps(parsed: Parsed) -> list[str]:
    """The blank lines before each piece, and after the last; state comments left out."""
    hidden = {number for start, end in parsed.hidden for number in range(start, end)}
    source, gaps, last = parsed.source, [], 0
    for start, end in (*((piece.start, piece.end) for piece in parsed.pieces), (len(source.texts), 0)):
        gaps.append("".join(source.texts[n] + source.ends[n] for n in range(last, start) if n not in hidden))
        last = end
    return gaps


def _between(previous: Node | None, node: Node, gaps: list[str], pieces: Sequence[Piece], style: Style) -> str:
    if previous is None:
        return gaps[0] if node.number == 0 else ""
    return lines.followed(previous.ending or style.newline, _gap(previous, node, gaps, pieces, style))


def _bottom(nodes: Sequence[Node], parsed: Parsed, gaps: list[str]) -> str:
    if not nodes:
        return "".join(gaps)
    if nodes[-1].number == len(parsed.pieces) - 1:
        return nodes[-1].ending + gaps[-1]
    return parsed.source.newline


def _gap(previous: Node, node: Node, gaps: list[str], pieces: Sequence[Piece], style: Style) -> str:
    after = gaps[previous.number + 1] if previous.number is not None else ""
    before = gaps[node.number] if node.number is not None else ""
    if previous.number is not None and node.number == previous.number + 1:
        return before
    if previous.kind is Kind.HEADING and node.kind is not Kind.HEADING:
        number = previous.number
        if number is not None and number + 1 < len(pieces) and pieces[number + 1].kind is not Kind.HEADING:
            return after
        return style.newline if style.spaced else ""
    if not _apart(previous, node):
        return min(after, before, key=len) if previous.number is not None and node.number is not None else ""
    if node.number is None:
        return style.newline
    return max(after, before, key=len) or style.newline


def _apart(previous: Node, node: Node) -> bool:
    """Whether a blank line belongs between the two."""
    if Kind.HEADING in {previous.kind, node.kind}:
        return True
    if in_list(previous) and node.kind in ITEMS:
        return False
    if previous.kind is Kind.FIELD and node.kind is Kind.FIELD:
        return not previous.raw.endswith(("  ", "\\"))
    same_slot = (
        previous.block is not None and node.block is not None and previous.block.block.slot == node.block.block.slot
    )
    return not (previous.kind is Kind.PARAGRAPH and node.kind is Kind.BULLET and node.depth == 0 and same_slot)


def _keep_apart(node: Node, following: Node) -> None:
    # two fields' lines in a row need a hard break between them, unless a person's line would have to get it
    consecutive = node.number is not None and following.number == node.number + 1
    if consecutive or node.kind is not Kind.FIELD or following.kind is not Kind.FIELD:
        return
    if (node.number is None or node.pliable) and not node.raw.endswith(("  ", "\\")):
        node.raw = f"{node.raw.rstrip()}  "


def _rendered(node: Node, style: Style) -> str:
    block = node.block
    if block is None:
        return node.raw
    match node.kind:
        case Kind.HEADING:
            return f"{'#' * node.level} {block.inline}"
        case Kind.FIELD:
            return f"**{block.block.label}**: {block.inline}".rstrip()
        case Kind.BULLET | Kind.NUMBERED:
            return f"{_marker(node, style)}{block.inline}"
        case _:
            return block.inline


def _marker(node: Node, style: Style) -> str:
    own = "1." if node.kind is Kind.NUMBERED else style.bullet
    for other, following in _neighbours(node):
        found = _MARKER.match(other.raw) if other.kind in ITEMS else None
        if found is None:
            continue
        indent, mark, space = found[1], found[2], found[3] or " "
        if other.depth < node.depth:
            return f"{indent}{' ' * len(mark + space)}{own} "
        if other.kind is not node.kind:
            mark = own
        elif node.kind is Kind.NUMBERED:
            mark = f"{max(int(mark[:-1]) + (0 if following else 1), 0)}{mark[-1]}"
        return f"{indent}{mark}{space}"
    return f"{own} "


def _neighbours(node: Node) -> list[tuple[Node, bool]]:
    """List items that the node stands beside or in, the nearest first, and whether it is one that follows."""
    found: list[tuple[Node, bool]] = []
    other = node.previous
    while other is not None and in_list(other):
        if other.depth <= node.depth and other.kind in ITEMS:
            found.append((other, False))
            break
        other = other.previous
    other = node.next
    if other is not None and other.kind in ITEMS and other.depth == node.depth and other.raw:
        found.append((other, True))
    return found
