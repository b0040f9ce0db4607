"""Configuration Changes: environment variables, feature flags and configuration files."""

from __future__ import annotations

from collections.abc import Mapping

from draft_summary.sections.blocks import bullet, by_key, emptiness, fact, heading, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.emptiness import none_detected, none_of
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import code, default_of, listed
from draft_summary.sections.written import Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change, ConfigFile, EnvironmentVariable, Facts, Flag
from draft_summary.values.slots import SectionOutline, Slot

MOST_KEYS = 10  # of one configuration file

ENVIRONMENT = Slot(
    "configuration.environment",
    "configuration",
    ("Environment Variables", "Env Vars", "New Environment Variables", "Environment"),
    parts=("text",),
    keyed="name",
    evidence=WORK,
    ask="configuration.environment",
)
FLAGS = Slot(
    "configuration.flags",
    "configuration",
    ("Feature Flags", "Flags", "Feature Toggles"),
    parts=("text",),
    keyed="name",
    evidence=WORK,
    ask="configuration.flags",
)
FILES = Slot(
    "configuration.files",
    "configuration",
    ("Config Files", "Configuration Files", "Configuration File Changes"),
    parts=("text",),
    keyed="path",
    evidence=WORK,
    ask="configuration.files",
)
OUTLINE = SectionOutline(
    "configuration",
    "Configuration Changes",
    ("Configuration", "Config Changes", "Config", "Settings", "Configuration Updates"),
    (ENVIRONMENT, FLAGS, FILES),
)
NOUNS = {"environment": "environment variables", "flags": "feature flags", "config_files": "configuration files"}
KINDS = {"environment": ENVIRONMENT, "flags": FLAGS, "config_files": FILES}

Setting = EnvironmentVariable | Flag | ConfigFile


class SettingLine(Content):
    """One variable, flag or file, under the heading of its slot."""

    slot: str
    key: str
    fact: Known[Setting]
    what: Prose | None


class ConfigurationContent(Content):
    """`none` says what was looked for and is not there, empty where all of it is."""

    lines: tuple[SettingLine, ...]
    none: str


def assemble(dossier: Dossier, written: Written) -> ConfigurationContent:
    """What a deployment has to know."""
    found = {kind: _by_key(dossier.facts, slot) for kind, slot in KINDS.items()}
    lines = (
        SettingLine(slot=slot.key, key=key, fact=one, what=written.about(slot, key))
        for kind, slot in KINDS.items()
        for key, one in found[kind].items()
    )
    missing = {kind: noun for kind, noun in NOUNS.items() if not found[kind]}
    say = none_detected if len(missing) == len(NOUNS) else none_of
    return ConfigurationContent(lines=tuple(lines), none=say(dossier.facts, missing) if missing else "")


def render(content: ConfigurationContent) -> tuple[Block, ...]:
    """The headings that have something under them, then one line for the rest."""
    blocks: list[Block] = []
    for slot in OUTLINE.slots:
        bullets = [
            bullet(slot, one.key, fact(_text(one.fact)), prose(one.what), identity=(_name(one.fact),))
            for one in content.lines
            if one.slot == slot.key
        ]
        blocks += [heading(slot), *bullets] if bullets else []
    if content.none:
        blocks.append(emptiness("configuration", content.none))
    return tuple(blocks)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """What each setting is for."""
    return tuple(
        topic
        for slot in OUTLINE.slots
        for key, one in _by_key(sources.dossier.facts, slot).items()
        for topic in sources.topic(slot, sources.of_fact(one), key)
    )


def _by_key(facts: Facts, slot: Slot) -> Mapping[str, Setting]:
    """The settings of a slot; what several files read is one setting."""
    every: dict[str, tuple[Setting, ...]] = {
        ENVIRONMENT.key: facts.environment,
        FLAGS.key: facts.flags,
        FILES.key: facts.config_files,
    }
    once = {(_name(one), one.change): one for one in reversed(every[slot.key])}
    return by_key((name, one) for (name, _), one in reversed(once.items()))


def _name(one: Setting) -> str:
    return one.path if isinstance(one, ConfigFile) else one.name


def _text(one: Setting) -> str:
    notes = []
    if one.change is not Change.ADDED:
        gone = "no longer read" if isinstance(one, EnvironmentVariable) else "removed"
        notes.append(gone if one.change is Change.REMOVED else one.change.value)
    elif isinstance(one, ConfigFile):
        notes.append("new")
    if not isinstance(one, ConfigFile) and one.change is not Change.REMOVED:
        notes.append(default_of(_name(one), one.default))
    if isinstance(one, ConfigFile) and one.keys:
        notes.append(f"keys {listed([code(key) for key in one.keys], MOST_KEYS)}")
    return f"{code(_name(one))} ({', '.join(notes)})"


SECTION = Section(OUTLINE, assemble, render, topics)
