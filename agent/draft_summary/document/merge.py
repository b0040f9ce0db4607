"""The merge: a draft laid into the file that stands, or into the template's own text, and read again to check it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from draft_summary.document import report, state
from draft_summary.document.choose import Choice, choose
from draft_summary.document.insert import Chain
from draft_summary.document.layout import lay_out, style_of
from draft_summary.document.lines import blank, decode, encode, followed, split
from draft_summary.document.nodes import Node, chain, forward
from draft_summary.document.occupancy import in_place, occupied
from draft_summary.document.outline import heading_level, places
from draft_summary.document.pieces import Kind, Piece
from draft_summary.document.plan import Plan, plan
from draft_summary.document.reading import Parsed, parse
from draft_summary.document.refresh import untouched, whole
from draft_summary.document.remember import remembered
from draft_summary.document.rendering import Drafted, drafted, guarded
from draft_summary.document.result import Result
from draft_summary.document.roles import Template, template_of
from draft_summary.errors import DraftSummaryError
from draft_summary.values.document import Document, Grounds, SectionDraft


def merge(
    data: bytes | None,
    template: str,
    sections: tuple[SectionDraft, ...],
    *,
    change_digest: str,
    upstream: Sequence[str] = (),
    grounds: Grounds | None = None,
) -> Document:
    """Merge the drafted sections into the summary `data`, or into the template where there is none (or an empty one).

    Outside of what changes every byte stays. Where a change would make a person's words read differently (an indented
    code block after a new list item, say), its section is left as it is, with a finding. `upstream` are other templates
    whose lines count as unfilled. Without `grounds`, all prose that stands is taken to hold. Raises DocumentError for a
    file that cannot be read.
    """
    parsed = parse(decode(data)) if data is not None else None
    if parsed is None or not parsed.pieces:
        data, parsed = None, parse(split(template))
    known = template_of(template, *upstream)
    left: list[str] = []
    result = _attempt(parsed, known, sections, left, grounds)
    while isinstance(result, str):
        if not result or result in left:
            raise DraftSummaryError(
                "the merged summary would not read as it was meant; nothing was written",
                code="merge-misread",
                hint="please report it, with the summary as it stands",
            )
        left.append(result)
        result = _attempt(parsed, known, sections, left, grounds)
    inputs = {slot: digest for section in sections for slot, digest in section.inputs.items() if slot}
    drafted_keys = frozenset(section.outline.key for section in sections).difference(left)
    after = remembered(result, inputs, drafted_keys, change_digest, existing=data is not None)
    edits = report.edits(result)
    alone = drafted([section for section in sections if section.outline.key in left])
    return Document(
        data=data if data is not None and not edits and _same_state(parsed, after) else _bytes(result, after),
        edits=edits,
        suggestions=report.suggestions(result),
        findings=(*report.findings(result), *(report.misread(section) for section in left)),
        unplaced=report.unplaced(result, alone),
        open_lines=report.open_lines(result, known),
    )


def _attempt(
    parsed: Parsed,
    known: Template,
    sections: Sequence[SectionDraft],
    left: Collection[str],
    grounds: Grounds | None,
) -> Result | str:
    """The merge, the sections in `left` not touched; or the section whose changes would be misread."""
    where = places(parsed.pieces, [section.outline for section in sections])
    wanted = [section for section in sections if section.outline.key not in left]
    decided = plan(parsed, where, wanted, known, grounds)
    blocks = decided.judged.blocks
    head = chain(parsed.source, parsed.pieces, where, decided.removed)
    drafts = {block.key: block for block in blocks}
    for node in forward(head.next):
        _settle(node, decided, drafts)
    regions = {slot.key: slot.key for section in wanted for slot in section.outline.slots if slot.headings}
    taken = occupied(parsed.pieces, decided, drafts.keys(), regions, parsed.source.front_matter)
    standing = in_place(blocks, decided, taken)
    choices = choose(blocks, decided, taken, standing)
    chosen = {key for key, choice in choices.items() if choice is Choice.INSERT}
    links = Chain(head, where, heading_level(parsed.pieces, where), standing)
    for section in wanted:
        own = [decided.carried.get(block.key, block) for block in blocks if block.section == section.outline.key]
        links.insert(own, chosen)
    nodes = tuple(forward(head.next))
    laid = lay_out(nodes, parsed, style_of(parsed))
    pieces = parse(split(laid.text)).pieces
    misread = _misread(nodes, laid.starts, pieces)
    if misread is None:
        return Result(parsed, decided, blocks, choices, nodes, laid.text, pieces)
    return _blamed(nodes, misread, {section.outline.key for section in wanted})


def _settle(node: Node, decided: Plan, drafts: dict[str, Drafted]) -> None:
    """Give a standing block its key, its text from now on, and what to remember of it."""
    if node.number is None or node.piece is None or node.number not in decided.found.keys:
        return
    node.key = decided.found.keys[node.number]
    refreshed = decided.refreshed.get(node.key)
    if refreshed is None:
        entry = decided.found.entries[node.key]
        node.cells, node.ours = entry.cells, untouched(node.piece, entry)
        return
    node.block, node.cells, node.ours = drafts[node.key], refreshed.cells, refreshed.ours
    node.pliable = refreshed.any_ours
    piece = whole(node.piece, node.block.block.form)
    if refreshed.inline != piece.inline:
        before = piece.raw[: piece.head]
        space = "" if not before or before.endswith((" ", "\t")) else " "
        node.raw = before + space + guarded(refreshed.inline, node.block.block.form) + piece.raw[piece.tail :]
        node.touched = True


def _misread(nodes: Sequence[Node], starts: Sequence[int], pieces: Sequence[Piece]) -> int | None:
    """The first node that does not read back as what it is, None where all do."""
    for number, (node, start) in enumerate(zip(nodes, starts, strict=True)):
        if number >= len(pieces):
            return number
        piece = pieces[number]
        same_kind = piece.kind is node.kind or {piece.kind, node.kind} == {Kind.FIELD, Kind.PARAGRAPH}
        same_place = node.number is None or piece.depth == node.depth
        if piece.start != start or piece.raw != node.raw or not same_kind or not same_place:
            return number
    return None if len(pieces) == len(nodes) else len(nodes) - 1


def _blamed(nodes: Sequence[Node], misread: int, wanted: Collection[str]) -> str:
    """The section of the change nearest to where the reading differs."""
    changed = [number for number, node in enumerate(nodes) if node.touched and node.section in wanted]
    nearest = min(changed, key=lambda number: abs(number - misread), default=None)
    return nodes[nearest].section if nearest is not None else ""


def _same_state(parsed: Parsed, after: state.State) -> bool:
    if parsed.state is None or len(parsed.hidden) != 1:
        return False
    below = parsed.source.texts[parsed.hidden[0][1] :]
    return all(map(blank, below)) and state.serialise(parsed.state) == state.serialise(after)


def _bytes(result: Result, after: state.State) -> bytes:
    source = result.parsed.source
    body = split(result.body)
    text = result.body
    if body.texts and not body.ends[-1]:
        text += source.newline
    if body.texts and not blank(body.texts[-1]):
        text = followed(text, source.newline)
    return encode(text + "".join(line + source.newline for line in state.serialise(after)), bom=source.bom)
