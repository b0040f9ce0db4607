"""Rollout Notes: what a deployment must do, as far as the diff says it; how to go back is mostly a person's to say."""

from __future__ import annotations

from collections.abc import Iterator

from draft_summary.sections.blocks import bullet, by_key, emptiness, entries, fact, heading, open_line
from draft_summary.sections.content import Content, Known
from draft_summary.sections.emptiness import none_of
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import code, default_of
from draft_summary.sections.written import Entry, Written
from draft_summary.values.document import Block, Form
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change, EnvironmentVariable, Facts, Flag, Migration
from draft_summary.values.slots import SectionOutline, Slot

DEPLOY = Slot(
    "rollout.deploy",
    "rollout",
    ("Deployment Steps", "Deployment", "Deployment Instructions", "Deployment Notes"),
    parts=("text",),
    keyed="block",
    evidence=WORK,
    ask="rollout.deploy",
    limit=8,
)
ROLLBACK = Slot(
    "rollout.rollback",
    "rollout",
    ("Rollback Plan", "Rollback", "Rollback Strategy", "Rollback Steps"),
    parts=("text",),
    person=("text",),
    keyed="block",
    evidence=WORK,
    ask="rollout.rollback",
    limit=4,
)
FLAGS = Slot("rollout.flags", "rollout", ("Feature Flag Strategy", "Rollout Strategy", "Feature Flag Rollout"))
OUTLINE = SectionOutline(
    "rollout",
    "Rollout Notes",
    ("Rollout", "Rollout Plan", "Deployment and Rollout", "Release Notes", "Deployment Considerations"),
    (DEPLOY, ROLLBACK, FLAGS),
)
NOUNS = {"migrations": "migrations", "environment": "environment variables", "flags": "flags"}


class RolloutContent(Content):
    """What a deployment has to run or set; `none` stands where the diff shows nothing of it."""

    migrations: tuple[Known[Migration], ...]
    variables: tuple[Known[EnvironmentVariable], ...]
    flags: tuple[Known[Flag], ...]
    steps: tuple[Entry, ...]
    rollback: tuple[Entry, ...]
    none: str


def assemble(dossier: Dossier, written: Written) -> RolloutContent:
    """Migrations to run, variables to set, flags; steps and rollback that evidence states."""
    facts = dossier.facts
    variables, flags = _added(facts)
    nothing = not (facts.migrations or variables or flags)
    to_do = facts.migrations or variables
    return RolloutContent(
        migrations=facts.migrations,
        variables=variables,
        flags=flags,
        steps=written.entries(DEPLOY) if to_do else (),
        rollback=written.entries(ROLLBACK) if _can_go_back(facts) else (),
        none=none_of(facts, NOUNS, ending="to set") if nothing else "",
    )


def render(content: RolloutContent) -> tuple[Block, ...]:
    """Steps in the order of a deployment, ways back, flags; then the one line that asks."""
    if content.none:
        asked = open_line(ROLLBACK, 'deployment steps and rollback, or "none"')
        return (emptiness("rollout", content.none), asked)
    blocks: list[Block] = []
    if steps := _steps(content):
        blocks += [heading(DEPLOY), *steps, *entries(DEPLOY, content.steps, Form.NUMBERED)]
    keyed = by_key((one.path, one) for one in content.migrations)
    ways = [
        bullet(ROLLBACK, key, fact(_reversal(one)), identity=(one.path,))
        for key, one in keyed.items()
        if not one.edited
    ]
    back = [*ways, *entries(ROLLBACK, content.rollback)]
    if missing := _missing(content):
        back.append(open_line(ROLLBACK, missing))
    blocks += [heading(ROLLBACK), *back] if back else []
    if content.flags:
        flags = by_key((one.name, one) for one in content.flags)
        blocks += [heading(FLAGS), *(bullet(FLAGS, key, fact(_flag(one))) for key, one in flags.items())]
    return tuple(blocks)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """Steps where the diff has something to run or set; a way back where it has a down-migration or a flag."""
    facts = sources.dossier.facts
    variables, flags = _added(facts)
    steps = [item for one in (*facts.migrations, *variables) for item in sources.of_fact(one)]
    ways = [item for one in (*facts.migrations, *flags) for item in sources.of_fact(one)]
    return (*sources.topic(DEPLOY, steps), *(sources.topic(ROLLBACK, ways) if _can_go_back(facts) else ()))


def _added(facts: Facts) -> tuple[tuple[EnvironmentVariable, ...], tuple[Flag, ...]]:
    """Variables and flags that a deployment may set, each name once."""
    variables = {one.name: one for one in facts.environment if one.change is not Change.REMOVED}
    flags = {one.name: one for one in facts.flags if one.change is not Change.REMOVED}
    return tuple(variables.values()), tuple(flags.values())


def _can_go_back(facts: Facts) -> bool:
    return bool(_added(facts)[1]) or any(one.reversible for one in facts.migrations)


def _missing(content: RolloutContent) -> str:
    """What only a person knows here: a flag can be turned off again, a migration with a way down can be reversed."""
    reversible = content.migrations and all(one.reversible for one in content.migrations)
    missing = [] if reversible or (content.flags and not content.migrations) else ["rollback plan"]
    return " and ".join([*missing, *(["who gets the flags, and when"] if content.flags else [])])


def _steps(content: RolloutContent) -> list[Block]:
    steps: list[Block] = []
    if content.migrations:
        steps += _migrated(content.migrations)
    needed = [one for one in content.variables if one.default is None]
    if needed:
        steps.append(_step("required", f"Set (no default): {', '.join(code(one.name) for one in needed)}."))
    if optional := [one for one in content.variables if one.default is not None]:
        names = ", ".join(f"{code(one.name)} ({default_of(one.name, one.default)})" for one in optional)
        steps.append(_step("optional", f"Set where the default does not fit: {names}."))
    return steps


def _migrated(migrations: tuple[Migration, ...]) -> Iterator[Block]:
    """New migrations are to be run; of those that stood before and were edited, that is not known."""
    if new := ", ".join(code(one.path) for one in migrations if not one.edited):
        yield _step("migrations", f"Run the migrations: {new}.")
    if edited := ", ".join(code(one.path) for one in migrations if one.edited):
        yield _step(
            "edited", f"Existing migrations were edited: {edited}. Where one already ran, it does not run again."
        )


def _step(key: str, text: str) -> Block:
    return Block(f"{DEPLOY.key}/#{key}", DEPLOY.key, Form.NUMBERED, (fact(text),))


def _reversal(one: Migration) -> str:
    if one.reversible and one.path.endswith(".rb"):
        return f"{code(one.path)} can be reversed."
    if one.reversible is None:
        return f"{code(one.path)}: whether it can be reversed was not determined."
    return f"{code(one.path)} has {'a' if one.reversible else 'no'} down migration."


def _flag(one: Flag) -> str:
    return f"{code(one.name)} ({default_of(one.name, one.default)})"


SECTION = Section(OUTLINE, assemble, render, topics)
