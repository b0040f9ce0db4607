"""API/Contract Changes: endpoints, events and public symbols that are new, changed, deprecated or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from draft_summary.sections.blocks import bullet, by_key, emptiness, fact, heading, open_line, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.emptiness import none_detected, none_of
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import code, counted
from draft_summary.sections.written import Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change, Endpoint, Event, Facts, FileKind, Symbol
from draft_summary.values.slots import SectionOutline, Slot

MOST_SYMBOLS = 40  # under one heading; endpoints and events are always named


def _slot(place: str, *headings: str) -> Slot:
    parts = ("text",)
    return Slot(f"api.{place}", "api", headings, parts, keyed="route", evidence=WORK, ask=f"api.{place}")


NEW = _slot("new", "New Endpoints/Events", "New Endpoints", "New Events", "New APIs", "New API", "Added Endpoints")
MODIFIED = _slot("modified", "Modified Endpoints/Events", "Modified Endpoints", "Changed Endpoints", "Modified APIs")
DEPRECATED = _slot(
    "deprecated",
    "Deprecated Endpoints/Events",
    "Deprecated Endpoints",
    "Removed Endpoints",
    "Deprecated APIs",
    "Removed",
)
SLOTS = {
    Change.ADDED: NEW,
    Change.MODIFIED: MODIFIED,
    Change.DEPRECATED: DEPRECATED,
    Change.REMOVED: DEPRECATED,
}
OUTLINE = SectionOutline(
    "api",
    "API/Contract Changes",
    ("API Changes", "Contract Changes", "API", "Public API", "API and Contract Changes", "Interfaces", "API Contracts"),
    (NEW, MODIFIED, DEPRECATED),
)
Contract = Endpoint | Event | Symbol
NOUNS = {"endpoints": "endpoints", "events": "events", "symbols": "public symbols"}


class ContractLine(Content):
    """One thing that others call or listen to."""

    key: str
    fact: Known[Contract]
    what: Prose | None


class ApiContent(Content):
    """`more` counts the public symbols that are not listed, by slot key; `none` says what is empty."""

    lines: tuple[ContractLine, ...]
    more: Mapping[str, int]
    none: str


def assemble(dossier: Dossier, written: Written) -> ApiContent:
    """The contract's changes; test code is nobody's contract."""
    facts = dossier.facts
    places = {slot.key: _under(facts, slot) for slot in OUTLINE.slots}
    lines = (
        ContractLine(key=key, fact=one, what=written.about(slot, key))
        for slot in OUTLINE.slots
        for key, one in places[slot.key][0].items()
    )
    more = {key: left for key, (_, left) in places.items() if left}
    return ApiContent(lines=tuple(lines), more=more, none=_none(facts))


def render(content: ApiContent) -> tuple[Block, ...]:
    """A bullet for each; one line for what is empty."""
    blocks: list[Block] = []
    for slot in OUTLINE.slots:
        lines = [one for one in content.lines if SLOTS[one.fact.change] is slot]
        if not lines:
            continue
        blocks += [heading(slot), *(_bullet(slot, one) for one in lines)]
        if left := content.more.get(slot.key):
            blocks.append(bullet(slot, "#more", fact(f"{counted(left, 'more public symbol')}.")))
        if any(one.fact.change is Change.DEPRECATED for one in lines):
            blocks.append(open_line(slot, "deprecation timeline"))
    if content.none:
        blocks.append(emptiness("api", content.none))
    return tuple(blocks)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """What each new or changed one is for."""
    return tuple(
        topic
        for slot in OUTLINE.slots
        for key, one in _under(sources.dossier.facts, slot)[0].items()
        for topic in sources.topic(slot, sources.of_fact(one), key)
    )


def _under(facts: Facts, slot: Slot) -> tuple[Mapping[str, Contract], int]:
    """What stands under a heading, by key, and the number of public symbols beyond those listed."""
    tests = {one.path for one in facts.files if one.kind is FileKind.TEST}
    endpoints = [one for one in facts.endpoints if SLOTS[one.change] is slot]
    events = [one for one in facts.events if SLOTS[one.change] is slot]
    symbols = [one for one in facts.symbols if SLOTS[one.change] is slot and one.path not in tests]
    shown: list[Contract] = [*endpoints, *events, *symbols[:MOST_SYMBOLS]]
    return by_key((_key(one), one) for one in shown), len(symbols[MOST_SYMBOLS:])


def _key(one: Contract) -> str:
    match one:
        case Endpoint():
            return f"{one.method} {one.route}"
        case Event():
            return f"event {one.name}"
        case Symbol():
            return one.qualified


def _names(one: Contract) -> tuple[str, ...]:
    """What the first code span of a bullet may say."""
    match one:
        case Endpoint():
            return (f"{one.method} {one.route}",)
        case Event():
            return (one.name,)
        case Symbol():
            return (one.qualified, one.qualified + one.signature, f"{one.qualified}()", one.name, f"{one.name}()")


def _bullet(slot: Slot, line: ContractLine) -> Block:
    gone = "Removed: " if line.fact.change is Change.REMOVED else ""
    text = " ".join(_texts(line.fact))
    return bullet(slot, line.key, fact(gone + text), prose(line.what), identity=_names(line.fact))


def _texts(one: Contract) -> Iterator[str]:
    match one:
        case Endpoint():
            yield code(f"{one.method} {one.route}")
        case Event():
            yield f"Event: {code(one.name)}"
            if one.direction != "published":
                yield f"({one.direction})"
        case Symbol():
            changed = one.change is Change.MODIFIED and one.old_signature and one.old_signature != one.signature
            yield f"{one.language}: {code(one.qualified + (one.old_signature if changed else one.signature))}"
            if changed:
                yield f"is now {code(one.signature or one.name)}"
            if one.kind == "re-export":
                yield "(re-export)"


def _none(facts: Facts) -> str:
    missing = [slot for slot in OUTLINE.slots if not _under(facts, slot)[0]]
    if len(missing) == len(OUTLINE.slots):
        return none_detected(facts, NOUNS)
    adjectives = [change.value.replace("added", "new") for change, slot in SLOTS.items() if slot in missing]
    return none_of(facts, NOUNS, *adjectives) if missing else ""


SECTION = Section(OUTLINE, assemble, render, topics)
