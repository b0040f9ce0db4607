"""Dependencies: direct ones added, updated and removed, as the manifests have them."""

from __future__ import annotations

from collections.abc import Mapping

from draft_summary.sections.blocks import bullet, by_key, emptiness, fact, heading, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.emptiness import none_detected, none_of
from draft_summary.sections.section import Section
from draft_summary.sections.sources import REASONS, Sources, Topic
from draft_summary.sections.text import code, counted
from draft_summary.sections.written import Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change, Dependency, Facts, Lockfile
from draft_summary.values.slots import SectionOutline, Slot


def _slot(place: str, *headings: str) -> Slot:
    return Slot(
        f"dependencies.{place}",
        "dependencies",
        headings,
        parts=("text",),
        keyed="name",
        evidence=REASONS,
        work_done=False,  # a reason may rest on the TDR alone; the change itself is a fact
        ask=f"dependencies.{place}",
    )


ADDED = _slot("added", "Added", "New", "Added Dependencies", "New Dependencies", "Dependencies Added")
UPDATED = _slot("updated", "Updated", "Changed", "Upgraded", "Updated Dependencies", "Dependencies Updated")
REMOVED = _slot("removed", "Removed", "Deleted", "Removed Dependencies", "Dependencies Removed")
CHANGES = {Change.ADDED: ADDED, Change.MODIFIED: UPDATED, Change.REMOVED: REMOVED}
OUTLINE = SectionOutline(
    "dependencies",
    "Dependencies",
    ("Dependency Changes", "Package Changes", "Packages"),
    (ADDED, UPDATED, REMOVED),
)


class DependencyLine(Content):
    """One dependency under one of the headings, and why."""

    key: str
    fact: Known[Dependency]
    why: Prose | None


class DependenciesContent(Content):
    """`several`: whether the change has dependencies of more than one manifest; `none`: what is said of the rest."""

    lines: tuple[DependencyLine, ...]
    several: bool
    none: str


def assemble(dossier: Dossier, written: Written) -> DependenciesContent:
    """The direct dependencies that changed."""
    facts = dossier.facts
    return DependenciesContent(
        lines=tuple(
            DependencyLine(key=key, fact=one, why=written.about(slot, key))
            for change, slot in CHANGES.items()
            for key, one in _by_key(facts, change).items()
        ),
        several=len({one.manifest for one in facts.dependencies}) > 1,
        none=_none(facts),
    )


def render(content: DependenciesContent) -> tuple[Block, ...]:
    """A bullet for each dependency; one line for what is empty."""
    blocks: list[Block] = []
    for change, slot in CHANGES.items():
        bullets = [_bullet(slot, one, several=content.several) for one in content.lines if one.fact.change is change]
        blocks += [heading(slot), *bullets] if bullets else []
    if content.none:
        blocks.append(emptiness("dependencies", content.none))
    return tuple(blocks)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """Why each dependency changed."""
    return tuple(
        topic
        for change, slot in CHANGES.items()
        for key, one in _by_key(sources.dossier.facts, change).items()
        for topic in sources.topic(slot, sources.of_fact(one), key)
    )


def _by_key(facts: Facts, change: Change) -> Mapping[str, Dependency]:
    return by_key((f"{one.manifest}:{one.name}", one) for one in facts.dependencies if one.change is change)


def _bullet(slot: Slot, line: DependencyLine, *, several: bool) -> Block:
    one = line.fact
    if one.change is Change.MODIFIED:
        text = f"{code(one.name)} from {_version(one.old)} to {_version(one.new)}"
    else:
        text = code(_pinned(one) if one.change is Change.ADDED else one.name)
    details = ([code(one.manifest)] if several else []) + ([f"scope {code(one.scope)}"] if one.scope else [])
    where = f" ({', '.join(details)})" if details else ""
    names = tuple(dict.fromkeys((one.name, _pinned(one))))
    return bullet(slot, line.key, fact(text + where), prose(line.why), identity=names)


def _pinned(one: Dependency) -> str:
    """Name and version as the manifest's ecosystem writes them together."""
    if not one.new:
        return one.name
    if one.manifest.rpartition("/")[2] == "package.json":
        return f"{one.name}@{one.new}"
    return f"{one.name}{one.new}" if one.new[0] in "=<>!~[" else f"{one.name} {one.new}"


def _version(version: str | None) -> str:
    return code(version) if version else "no version"


def _none(facts: Facts) -> str:
    changed = {one.change for one in facts.dependencies}
    if not changed:
        return none_detected(facts, {"dependencies": "dependencies"}).removesuffix(".") + _lockfiles(facts.lockfiles)
    adjectives = [change.value.replace("modified", "updated") for change in CHANGES if change not in changed]
    return none_of(facts, {"dependencies": "dependencies"}, *adjectives) if adjectives else ""


def _lockfiles(lockfiles: tuple[Lockfile, ...]) -> str:
    """What follows the statement that no direct dependency changed."""
    said = []
    for one in lockfiles:
        packages = f" ({counted(one.packages, 'package')})" if one.packages is not None else ""
        said.append(f"{code(one.path)} changed{packages}")
    return f"; {', '.join(said)}." if said else "."


SECTION = Section(OUTLINE, assemble, render, topics)
