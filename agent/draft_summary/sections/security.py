"""Security Considerations: what the change touches, and what in the diff guards it."""

from __future__ import annotations

from collections.abc import Mapping

from draft_summary.sections.blocks import bullet, by_key, emptiness, entries, fact, heading, open_line, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.emptiness import none_detected
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import code, one_line, plain, shortened
from draft_summary.sections.written import Entry, Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier, digest_of
from draft_summary.values.facts import Facts, SecurityTouch
from draft_summary.values.slots import SectionOutline, Slot

MOST = 20  # places that are named; the rest is counted
LONGEST_LINE = 120  # characters of the line that shows one

CHANGES = Slot(
    "security.changes",
    "security",
    ("Changes Impacting Security", "Security Changes", "Security Impact", "Security-Relevant Changes"),
    parts=("text",),
    keyed="place",
    evidence=WORK,
    ask="security.changes",
)
MITIGATIONS = Slot(
    "security.mitigations",
    "security",
    ("Mitigations Implemented", "Mitigations", "Security Measures", "Security Mitigations"),
    parts=("text",),
    keyed="block",
    evidence=WORK,
    ask="security.mitigations",
    limit=8,
)
OUTLINE = SectionOutline(
    "security", "Security Considerations", ("Security", "Security Notes", "Security Review"), (CHANGES, MITIGATIONS)
)


class TouchLine(Content):
    """One place that touches security, and what that means."""

    key: str
    fact: Known[SecurityTouch]
    meaning: Prose | None


class SecurityContent(Content):
    """`more` counts the places that are not listed."""

    touches: tuple[TouchLine, ...]
    more: int
    mitigations: tuple[Entry, ...]
    none: str


def assemble(dossier: Dossier, written: Written) -> SecurityContent:
    """The places, and the mitigations that were found in the diff."""
    facts = dossier.facts
    places = _by_key(facts)
    return SecurityContent(
        touches=tuple(TouchLine(key=key, fact=one, meaning=written.about(CHANGES, key)) for key, one in places.items()),
        more=len(facts.security) - len(places),
        mitigations=written.entries(MITIGATIONS) if places else (),
        none="" if places else none_detected(facts, {"security": "security-relevant code"}),
    )


def render(content: SecurityContent) -> tuple[Block, ...]:
    """Both headings, or one line where nothing was found."""
    if content.none:
        return (emptiness("security", content.none),)
    more = [bullet(CHANGES, "#more", fact(f"{content.more:,} more of these."))] if content.more else []
    guards = entries(MITIGATIONS, content.mitigations)
    asked = () if guards else (open_line(MITIGATIONS, 'mitigations, or "none"'),)
    return (heading(CHANGES), *map(_touch, content.touches), *more, heading(MITIGATIONS), *guards, *asked)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """What each place means, and what guards them."""
    places = _by_key(sources.dossier.facts)
    found = [topic for key, one in places.items() for topic in sources.topic(CHANGES, sources.of_fact(one), key)]
    every = (item for one in places.values() for item in sources.of_fact(one))
    return (*found, *sources.topic(MITIGATIONS, every))


def _by_key(facts: Facts) -> Mapping[str, SecurityTouch]:
    """The places by path, topic and what shows them: a line that only moved keeps its key."""
    return by_key((f"{one.path}:{one.topic}:{digest_of(one_line(one.what))[:8]}", one) for one in facts.security[:MOST])


def _touch(line: TouchLine) -> Block:
    one = line.fact
    shows = f" ({code(shortened(one.what, LONGEST_LINE))})" if one.what.strip() else ""
    text = f"{code(one.path)}: {plain(one.topic)}{shows}"
    return bullet(CHANGES, line.key, fact(text), prose(line.meaning))


SECTION = Section(OUTLINE, assemble, render, topics)
