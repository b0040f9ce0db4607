"""What is still to be written: the slots whose evidence changed, and in them the keys without prose that holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from draft_summary.sections.blocks import ASKING
from draft_summary.sections.registry import SECTIONS
from draft_summary.sections.sources import Sources, Topic
from draft_summary.values.document import Standing, StandingBlock
from draft_summary.values.evidence import Catalogue, Dossier, EvidenceKind, digest_of
from draft_summary.values.slots import Ask, Author, Slot

OPEN = "/open"  # what the key of an open line ends in


def asks(dossier: Dossier, standing: Standing, *, fresh: bool, improve: bool = False) -> tuple[Ask, ...]:
    """The asks, in the template's order: one a slot, only for slots with evidence, never for facts.

    A slot is asked for when its evidence is another than what its prose was drafted from, or when its prose cites what
    no longer exists; in it only keys that are new, without prose, or of which a citation no longer exists; with
    `fresh`, all; with `improve`, also what no model, agent or person has written yet. A person's words, and what a
    person took out, are never asked for again; what was taken out is with `fresh`.
    """
    deleted = () if fresh else standing.deleted
    durables = {item.durable for item in dossier.catalogue.items.values()}
    lapsed = {one.slot for one in standing.blocks if _prose_of_ours(one) and not durables.issuperset(one.citations)}
    found = []
    for key, topics in _by_slot(dossier).items():
        changed = fresh or key in lapsed or standing.inputs.get(key) != _digest(dossier.catalogue, topics)
        due = topics if changed else _poor(topics, standing) if improve else ()
        if due:
            found.append(_ask(due, replace(standing, deleted=deleted), dossier.catalogue, fresh=fresh or not changed))
    return tuple(ask for ask in found if ask)


def _poor(topics: Sequence[Topic], standing: Standing) -> Sequence[Topic]:
    """The topics for which only code or the offline drafter has written."""
    slot = topics[0].slot
    better = {block.key: block.slot for block in standing.blocks if block.author not in (Author.GIT, Author.OFFLINE)}
    if slot.keyed in {"", "block"}:
        return () if slot.key in better.values() else topics
    return [topic for topic in topics if topic.block not in better]


def inputs_of(dossier: Dossier) -> Mapping[str, str]:
    """The digest of what each slot that is asked for is drafted from, by slot key."""
    return {key: _digest(dossier.catalogue, topics) for key, topics in _by_slot(dossier).items()}


def tokens(dossier: Dossier) -> frozenset[str]:
    """What stands for each item of evidence in state; a file's stands for its hunks and facts too."""
    return frozenset(_tokens(dossier.catalogue).values())


def _tokens(catalogue: Catalogue) -> Mapping[str, str]:
    """The token of each item by id: 6 hex digits."""
    files = {item.path: item.durable for item in catalogue.of_kind(EvidenceKind.FILE)}
    parts = (EvidenceKind.HUNK, EvidenceKind.FACT)
    return {
        item.id: digest_of(files.get(item.path, item.durable) if item.kind in parts else item.durable)[:6]
        for item in catalogue.items.values()
    }


def _by_slot(dossier: Dossier) -> Mapping[str, Sequence[Topic]]:
    sources = Sources.of(dossier)
    found: dict[str, list[Topic]] = {}
    for topic in (topic for section in SECTIONS for topic in section.topics(sources)):
        found.setdefault(topic.slot.key, []).append(topic)
    return found


def _digest(catalogue: Catalogue, topics: Sequence[Topic]) -> str:
    """Over durable names alone: the same evidence under other ids gives the same digest."""
    parts = [(topic.block, *sorted(_durables(catalogue, topic)), "", *topic.basis) for topic in topics]
    return digest_of(*(digest_of(*part) for part in sorted(parts)))


def _durables(catalogue: Catalogue, topic: Topic) -> set[str]:
    return {item.durable for one in topic.evidence if (item := catalogue.get(one))}


def _ask(topics: Sequence[Topic], standing: Standing, catalogue: Catalogue, *, fresh: bool) -> Ask | None:
    slot = topics[0].slot
    blocks = {block.key: block for block in standing.blocks if block.slot == slot.key}
    if slot.keyed in {"", "block"}:
        wanted = [] if _settled(slot, topics[0], blocks, standing.deleted) else list(topics)
        existing = _list_prose(blocks.values())
    else:
        durables = {item.durable for item in catalogue.items.values()}
        wanted = [
            topic
            for topic in topics
            if topic.block not in standing.deleted
            and not _persons(block := blocks.get(topic.block))
            and (fresh or _unwritten(block, durables) or _recast(block, topic, standing.seen, catalogue))
        ]
        standings = (blocks[topic.block] for topic in wanted if topic.block in blocks)
        existing = tuple((block.key, block.text) for block in standings if _prose_of_ours(block))
    if not wanted:
        return None
    evidence = tuple(dict.fromkeys(one for topic in wanted for one in topic.evidence))
    if slot.keyed in {"", "block"} and not fresh:
        evidence = _needed(evidence, blocks.values(), standing.seen, catalogue)
    keyed = [topic for topic in wanted if topic.key]
    keys, by_key = tuple(topic.key for topic in keyed), tuple(topic.evidence for topic in keyed)
    return Ask(slot.key, slot, keys, evidence, existing, by_key)


def _needed(
    evidence: Sequence[str], blocks: Iterable[StandingBlock], seen: Collection[str], catalogue: Catalogue
) -> tuple[str, ...]:
    """The evidence that prose which stands is renewed from: what it cites, and what came since it was drafted.

    All of it where some of the prose is not a model's or an agent's, or none stands.
    """
    ours = [block for block in blocks if _prose_of_ours(block) and not block.text.startswith(ASKING)]
    if not ours or any(block.author not in (Author.MODEL, Author.AGENT) for block in ours):
        return tuple(evidence)
    cited = {one for block in ours for one in block.citations}
    token = _tokens(catalogue)
    return tuple(one for one in evidence if token[one] not in seen or catalogue.items[one].durable in cited)


def _settled(slot: Slot, topic: Topic, blocks: Mapping[str, StandingBlock], deleted: Sequence[str]) -> bool:
    """Whether a person settled a slot that is one text or list prose.

    So it is where its line or its open line is theirs, or gone, and where all prose that stands in it is theirs.
    """
    keys = [key for key in (topic.block, f"{slot.key}{OPEN}") if key]
    if any(key in deleted or _persons(blocks.get(key)) for key in keys):
        return True
    return any(map(_persons, blocks.values())) and not any(map(_prose_of_ours, blocks.values()))


def _unwritten(block: StandingBlock | None, durables: set[str]) -> bool:
    """Whether a key has no prose that still holds."""
    return block is None or not block.text.strip() or not set(block.citations) <= durables


def _recast(block: StandingBlock | None, topic: Topic, seen: Collection[str], catalogue: Catalogue) -> bool:
    """Whether other tests than those it was answered with may show a criterion by now."""
    if topic.slot.keyed != "criterion":
        return False
    token = _tokens(catalogue)
    drafted = block is not None and block.author in (Author.MODEL, Author.AGENT)
    return not drafted or any(token[one] not in seen for one in topic.evidence)


def _persons(block: StandingBlock | None) -> bool:
    return block is not None and not (block.ours or block.mixed) and bool(block.text.strip())


def _prose_of_ours(block: StandingBlock) -> bool:
    return (block.ours or block.mixed) and block.author is not Author.GIT and bool(block.text.strip())


def _list_prose(blocks: Iterable[StandingBlock]) -> tuple[tuple[str, str], ...]:
    """Intact list prose by key; the blocks of one decision are one entry, each under its part's name."""
    found: dict[str, list[str]] = {}
    for block in blocks:
        if _prose_of_ours(block) and not block.text.startswith(ASKING):
            key, _, part = block.key.partition("#")
            found.setdefault(key, []).append(f"{part}: {block.text}" if part else block.text)
    return tuple((key, "\n".join(texts)) for key, texts in found.items())
