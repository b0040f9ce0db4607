"""What a merge tells: each change with its line, suggestions, what no longer holds, what is still open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from draft_summary.document.choose import Choice
from draft_summary.document.inline import inline_digest
from draft_summary.document.lines import split
from draft_summary.document.outline import slot_of
from draft_summary.document.pieces import Kind
from draft_summary.document.rendering import Drafted
from draft_summary.document.result import Result
from draft_summary.document.roles import Template
from draft_summary.values.document import Block, Edit, Suggestion
from draft_summary.values.findings import Finding, Outcome, Severity

_OPEN = re.compile(r"[_*]Needs author[^\n]{0,400}?[_*](?=\W|$)")


def edits(result: Result) -> tuple[Edit, ...]:
    """Every block that came, went or changed, by its line in the result."""
    found: list[Edit] = []
    lines = {node.number: piece.start + 1 for node, piece in zip(result.nodes, result.pieces, strict=True)}
    standing = 1
    for node, piece in zip(result.nodes, result.pieces, strict=True):
        old = node.piece.raw if node.piece is not None else ""
        standing = node.piece.start + 1 if node.piece is not None else standing
        if node.raw != old:
            found.append(Edit(piece.start + 1, node.key, old, node.raw, standing))
    last = result.pieces[-1].end if result.pieces else 1
    below = last
    for number in range(len(result.parsed.pieces) - 1, -1, -1):
        if number in result.plan.removed:
            gone = result.parsed.pieces[number]
            found.append(Edit(below, result.plan.found.keys.get(number, ""), gone.raw, "", gone.start + 1))
        below = lines.get(number, below)
    return tuple(sorted(found, key=lambda edit: edit.line))


def suggestions(result: Result) -> tuple[Suggestion, ...]:
    """New text for places that a person holds, each told once: state remembers what was suggested."""
    found: list[Suggestion] = []
    openers: dict[str, int] = {}
    for node, piece in zip(result.nodes, result.pieces, strict=True):
        if node.section:
            openers.setdefault(node.section, piece.start + 1)
        refreshed = result.plan.refreshed.get(node.key)
        if refreshed is not None and refreshed.suggestion and node.number is not None:
            found.append(
                Suggestion(node.key, piece.start + 1, refreshed.suggestion, "a person wrote what stands there")
            )
    for block in result.blocks:
        if result.choices.get(block.key) is Choice.HOLD and _is_news(block, result):
            reason = "a person wrote what stands in its section"
            found.append(Suggestion(block.key, openers.get(block.section, 1), _labelled(block), reason))
    return tuple(sorted(found, key=lambda suggestion: (suggestion.line, suggestion.key)))


def findings(result: Result) -> tuple[Finding, ...]:
    """A person's words that git contradicts."""
    lines = {
        node.key: (piece.start + 1, piece) for node, piece in zip(result.nodes, result.pieces, strict=True) if node.key
    }
    found = [
        replace(finding, line=lines[key][0])
        for key, refreshed in result.plan.refreshed.items()
        if key in lines
        for finding in refreshed.findings
    ]
    found += [
        Finding(
            "false-fact",
            reason="the branch no longer has it; the line stays for what a person wrote in it",
            place=slot_of(key),
            line=lines[key][0],
            subject=" ".join(lines[key][1].inline.split()),
            outcome=Outcome.KEPT,
            remedy="delete the line, or move what you wrote",
        )
        for key in result.plan.false
        if key in lines
    ]
    judged = result.plan.judged
    found += [
        replace(finding, place=slot_of(key), line=lines[key][0], subject=" ".join(lines[key][1].inline.split()))
        for key, finding in judged.findings.items()
        if key in lines
    ]
    if out := _left_out(result):
        found.append(out)
    if behind := sorted(judged.behind - {slot_of(key) for key in judged.findings}):
        found.append(_behind(behind))
    return tuple(sorted(found, key=lambda finding: (finding.line or 0, finding.place)))


def _left_out(result: Result) -> Finding | None:
    """Facts that stay out because a person deleted them."""
    entries = result.plan.found.entries
    out = [
        _labelled(block)
        for block in result.blocks
        if result.choices.get(block.key) is Choice.SKIP
        and block.key in entries
        and block.has_fact
        and not (block.is_subheading or block.is_emptiness or block.is_open)
    ]
    if not out:
        return None
    return Finding(
        "left-out",
        reason=f"git states what a person deleted; it stays out: {'; '.join(out)}",
        subject="; ".join(out),
        severity=Severity.NOTE,
        outcome=Outcome.KEPT,
        remedy="draft-summary --fresh puts it back",
    )


def _behind(slots: Sequence[str]) -> Finding:
    return Finding(
        "prose-behind",
        reason="what a model or an agent wrote before the last changes was kept, and is asked for again",
        subject=", ".join(slots),
        severity=Severity.WARNING,
        outcome=Outcome.KEPT,
        remedy="run draft-summary with a model, or with --fresh --offline",
    )


def misread(section: str) -> Finding:
    """A section was left as it stands."""
    return Finding(
        "section-left-alone",
        reason="what is new in it would change how a person's words there read",
        place=section,
        severity=Severity.WARNING,
        remedy="move indented code, HTML or lists out of the way of the section's lists, then run again",
    )


def open_lines(result: Result, template: Template) -> tuple[tuple[int, str], ...]:
    """Lines that ask the author for something: `_Needs author: ..._`, and the template's own unfilled ones."""
    texts = split(result.body).texts
    found: list[tuple[int, str]] = []
    for piece in result.pieces:
        for number in range(piece.start, piece.end):
            line = texts[number]
            if line.strip() in template.asking:
                found.append((number + 1, line.strip()))
            if piece.kind is not Kind.OTHER:
                found.extend((number + 1, match[0]) for match in _OPEN.finditer(line))
    return tuple(found)


def unplaced(result: Result, left: Sequence[Drafted]) -> tuple[Block, ...]:
    """Blocks for which the file has no section, and those of sections that were left alone."""
    missing = [block for block in result.blocks if result.choices.get(block.key) is Choice.UNPLACED]
    stood = result.plan.found.pieces
    missing += [block for block in left if block.key not in stood and not (block.is_subheading or block.is_open)]
    return tuple(block.block for block in missing)


def _is_news(block: Drafted, result: Result) -> bool:
    before = result.plan.found.entries
    known = {
        digest
        for entry in before.values()
        if slot_of(entry.key) == block.block.slot or entry.key == block.key
        for cell in entry.cells
        for digest in cell.digests
    }
    said = [text for text, cell in zip(block.texts, block.block.cells, strict=True) if text and not cell.open]
    return any(inline_digest(text) not in known for text in said)


def _labelled(block: Drafted) -> str:
    return f"**{block.block.label}**: {block.inline}" if block.kind is Kind.FIELD else block.inline
