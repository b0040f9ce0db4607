"""The decisions that a design states: options chosen and rejected, decision lines, and records of decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from draft_summary.facts.spec.inline import clipped, plain
from draft_summary.facts.spec.meaning import Part, part_of, parts_of
from draft_summary.facts.spec.options import (
    CHOSEN,
    LONGEST,
    NOT_CHOSEN,
    Parts,
    labelled,
    read_parts,
    reason_of,
    title_of,
)
from draft_summary.facts.spec.outline import Block, Kind, Section, lead
from draft_summary.values.spec import PlannedDecision

MOST = 40
_BOLD_FIRST = re.compile(r"^[✅❌\s]*\*\*[^*\n]{2,200}[^*\n:]\*\*\s*(?:[✅❌(][^:\n]{0,40})?(?:\n|$)")
_NAME_ENDS = re.compile(r":\s+|\s[\u2014\u2013-]\s|(?<=\w)\u2014(?=\w)")
_WHY = re.compile(r"\s(?=(?:because|due to|since|so that)\s)", re.IGNORECASE)
_FOR = re.compile(r"\s(?=(?:because|due to|since|so that|for|to avoid|to keep)\s)|;\s", re.IGNORECASE)
_PREFIX = re.compile(
    r"^\W*(?:(?:chosen|selected)\s+)?(?:design|solution|option|alternative|approach|variant|decision|adr)[- ]?\w{0,4}"
    r"\s*[:.)\u2014\u2013-]\s*",
    re.IGNORECASE,
)
_OPTION_ITEM = re.compile(
    r"^\s*\*\*(?P<name>[✅❌\s]*(?:option|alternative)\s+\w{1,3}\b[^*\n]{0,200})\*\*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN_OPTION_ITEM = re.compile(
    r"^(?P<name>[✅❌\s]*(?:option|alternative)\s+\w{1,3}\b[^\n]{0,200}?)(?P<rest>\s[\u2014\u2013-]\s.*|\.\s.*|)$",
    re.IGNORECASE | re.DOTALL,
)
_CONSIDERED = re.compile(r"alternatives|considered", re.IGNORECASE)
_BETWEEN = " :.\u2014\u2013-"
_CHOICE_ALONE = re.compile(r"^\W*(?:chosen|selected|decision)(?:\s+(?:design|option|approach))?\W*$", re.IGNORECASE)
_REFERENCE = re.compile(r"\boption\s+\(?([A-Z]|\d)\b|^\W*\(([A-Z])\)", re.IGNORECASE)
_LETTERED = re.compile(r"^\W{0,3}(?:option\s+)?([A-Z]|\d)[).:]\s*(.+)$", re.IGNORECASE | re.DOTALL)
_ONLY_REFERENCE = 6  # words: a choice no longer than that, which names an option, says nothing by itself
_UNREAD = frozenset({Part.CURRENT, Part.EXCLUDED, Part.DONE, Part.SUMMARY})


def read_decisions(sections: tuple[Section, ...], path: str = "") -> tuple[PlannedDecision, ...]:
    """All decisions that the design states, in its order, without ids and hunks. Quoted parts are its own words."""
    found: list[PlannedDecision] = []
    for section in sections:
        part = part_of(section)
        if Part.ALTERNATIVES in parts_of(section):
            found += _alternatives(section)
        elif part is Part.DECISION:
            found += _records(section)
        elif part not in _UNREAD:
            found += _stated(section)
    settled = any(one.chosen for one in found)
    kept = [one for one in found if one.choice and (one.rationale or one.chosen or settled)]
    return tuple(replace(one, path=path) for one in kept[:MOST])


def _alternatives(section: Section) -> Iterator[PlannedDecision]:
    """Options that are items below their question; an option with a heading of its own; else in bold, else items."""
    items = [item for block in section.blocks if block.kind is Kind.LIST for item in block.blocks]
    if options := [(item.line, found) for item in items if (found := _option_item(lead(item)))]:
        question = "" if _CONSIDERED.search(section.title) else section.title
        for line, option in options:
            title, why = plain(option["name"]), plain(option["rest"].lstrip(_BETWEEN))
            chosen = bool(CHOSEN.search(title)) and not NOT_CHOSEN.search(title)
            yield _decision(title, line, _bare(title), why, context=question, chosen=chosen)
        return
    if len(section.trail) > 1 and not _CONSIDERED.search(section.title):
        yield from _option(section.title, section.line, read_parts(section.blocks))
        return
    for title, line, blocks in _chunks(section):
        if title:
            yield from _option(title, line, read_parts(blocks))
        else:
            for block in blocks:
                if block.kind is Kind.LIST:
                    for item in block.blocks:
                        yield from _item(item, rejected=True)


def _option_item(text: str) -> re.Match[str] | None:
    return _OPTION_ITEM.match(text) or _PLAIN_OPTION_ITEM.match(text)


def _option(title: str, line: int, parts: Parts) -> Iterator[PlannedDecision]:
    verdict = f"{title} {parts.get('decision')}"
    if parts.get("rejected") or NOT_CHOSEN.search(verdict):
        why = reason_of(parts.get("rejected") or parts.get("rationale", "decision")) or parts.get("cons")
        yield _decision(
            title, line, parts.get("approach") or _bare(title), why, context=parts.get("context"), chosen=False
        )
    elif CHOSEN.search(title) or CHOSEN.search(parts.get("decision")):
        why = parts.get("rationale") or reason_of(parts.get("decision")) or parts.get("pros")
        # Items without a label say what was chosen where the reason stands elsewhere, else they are the reason.
        choice = "; ".join([parts.get("approach") or _bare(title), *(parts.items[:3] if why else ())])
        why = why or "; ".join(parts.items[:2])
        yield _decision(title, line, choice, why, context=parts.get("context"))
    elif parts.fields:
        why = reason_of(parts.get("rationale", "decision")) or parts.get("cons")
        yield _decision(title, line, parts.get("approach") or _bare(title), why, chosen=False)


def _item(item: Block, *, rejected: bool) -> Iterator[PlannedDecision]:
    """An item such as `Manual dispatch — useful, but unnecessary; omitted`, or `Chosen: ...`, or `Use X: because Y`."""
    text = plain(lead(item))
    parts = read_parts(item.blocks[1:])
    name, rest = _parted(text)
    if parts.fields:
        yield from _option(text, item.line, parts)
    elif _CHOICE_ALONE.match(name) and rest:
        choice, why = _with_reason(rest, _FOR)
        yield _decision(choice, item.line, choice, why)
    elif rest and re.search(r"\bchos[ew]\b|\bchosen\b", rest) and not NOT_CHOSEN.search(rest):
        choice, why = _with_reason(rest, _FOR)
        yield _decision(name, item.line, choice, why)
    elif rest:
        yield _decision(name, item.line, name, rest, chosen=not rejected)


def _records(section: Section) -> Iterator[PlannedDecision]:
    """`### Decision 1: ...` with its parts, a list of decisions, or the decision of a record (ADR)."""
    named = False
    for title, line, blocks in _chunks(section):
        parts = read_parts(blocks)
        if parts.get("decision"):
            yield _decision(
                title or section.title,
                line,
                parts.get("decision"),
                parts.get("rationale"),
                context=parts.get("context"),
            )
        elif title:
            yield from _option(f"{title} (chosen)", line, parts)
        elif len(section.trail) > 1 or _CHOICE_ALONE.match(section.title):
            choice = parts.opening or _bare(section.title)
            said = section.title if len(section.trail) > 1 else choice
            yield _decision(said, section.line, choice, parts.get("rationale", "pros"), context=parts.get("context"))
        else:
            named = True
    for block in section.blocks if named else ():
        if block.kind is Kind.LIST:
            for item in block.blocks:
                yield from _item(item, rejected=False)


def _stated(section: Section) -> Iterator[PlannedDecision]:
    """What a line `**Decision**: ...` under any heading or bold question settles."""
    for title, line, blocks in _chunks(section):
        parts = read_parts(blocks)
        said = parts.get("decision")
        if not said and "✅" in parts.get("pending"):
            said = parts.get("pending").partition("✅")[2].strip()
        if said:
            choice = _resolved(said, parts)
            why = parts.get("rationale") or _with_reason(said, _WHY)[1]
            chosen = not NOT_CHOSEN.search(said)
            yield _decision(title or section.title, line, choice, why, context=parts.get("context"), chosen=chosen)


def _resolved(said: str, parts: Parts) -> str:
    """`Proceed with Option A` as what the section lists as option A."""
    words = re.sub(r"^[✅❌\s]+", "", said)
    found = _REFERENCE.search(words)
    if found and len(words.split()) <= _ONLY_REFERENCE:
        wanted = (found[1] or found[2]).upper()
        for item in parts.items:
            option = _LETTERED.match(item)
            if option and option[1].upper() == wanted:
                return option[2].strip()
    return words


def _chunks(section: Section) -> Iterator[tuple[str, int, list[Block]]]:
    """The blocks parted before each paragraph whose first line is bold; the first part has no title of its own."""
    title, line, part = "", section.line, list[Block]()
    for block in section.blocks:
        if block.kind is Kind.PARAGRAPH and _BOLD_FIRST.match(block.text) and not labelled(block.text.split("\n")[0]):
            if part or title:
                yield title, line, part
            first, _, rest = block.text.partition("\n")
            title, line = plain(first), block.line
            part = [replace(block, text=rest)] if rest else []
        else:
            part.append(block)
    if part or title:
        yield title, line, part


def _parted(text: str) -> tuple[str, str]:
    found = _NAME_ENDS.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text.rstrip(":"), "")


def _with_reason(text: str, words: re.Pattern[str]) -> tuple[str, str]:
    found = words.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def _bare(title: str) -> str:
    """An option's name without `Option A:`."""
    return _PREFIX.sub("", title_of(title)).strip()


def _decision(
    title: str, line: int, choice: str, rationale: str, *, context: str = "", chosen: bool = True
) -> PlannedDecision:
    return PlannedDecision(
        title=clipped(title_of(title), LONGEST),
        line=line,
        context=clipped(context, LONGEST),
        choice=clipped(choice, LONGEST),
        rationale=clipped(rationale, LONGEST),
        chosen=chosen,
    )
