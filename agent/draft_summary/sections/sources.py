"""Which evidence bears on what: the ids that an ask shows for a path, a fact or a whole slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from draft_summary.values.branch import Hunk
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.facts import Fact, FileFact, FileKind
from draft_summary.values.slots import Slot

# What may show that something was done, and the commits that say what it was meant to be.
WORK = frozenset({EvidenceKind.FILE, EvidenceKind.HUNK, EvidenceKind.FACT, EvidenceKind.COMMIT})
# What may say why: the work, and what the spec and the TDR say of it.
REASONS = WORK | {EvidenceKind.PLAN, EvidenceKind.PASSAGE}
# Files whose lines nobody reviews one by one; nothing is said about them beyond their path.
UNREAD = frozenset({FileKind.LOCK, FileKind.GENERATED, FileKind.BINARY})


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that a slot's prose is to say something about.

    `key` is what a claim's key must be, empty for a slot that is one text or list prose; `block` the key of the block
    that shows it, empty where the claims make the blocks; `evidence` the ids that bear on it, existing and allowed.
    `basis` is what else its prose depends on: the prose is asked for anew when either changes.
    """

    slot: Slot
    key: str
    block: str
    evidence: tuple[str, ...]
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """A dossier with its files by path and its commits' ids by the paths that they touch."""

    dossier: Dossier
    files: Mapping[str, FileFact]
    commits: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, dossier: Dossier) -> Sources:
        """The index of a dossier; commit ids count the commits from the oldest."""
        touching: defaultdict[str, list[str]] = defaultdict(list)
        for number, commit in enumerate(dossier.branch.commits, start=1):
            for path in commit.paths:
                touching[path].append(f"C{number}")
        files = {fact.path: fact for fact in dossier.facts.files}
        return cls(dossier, files, {path: tuple(ids) for path, ids in touching.items()})

    def topic(
        self, slot: Slot, evidence: Iterable[str], key: str = "", *, block: str = "", basis: tuple[str, ...] = ()
    ) -> tuple[Topic, ...]:
        """The topic, or none if no item of its evidence exists and is of a kind that the slot allows."""
        items = (self.dossier.catalogue.get(one) for one in dict.fromkeys(evidence))
        allowed = tuple(item.id for item in items if item and item.kind in slot.evidence)
        shown = block or (f"{slot.key}/{key}" if key else "")
        return (Topic(slot, key, shown, allowed, basis),) if allowed else ()

    def of_path(self, path: str) -> tuple[str, ...]:
        """A changed file, its hunks, and the commits that touch it."""
        fact = self.files.get(path)
        return (fact.id, *fact.hunk_ids, *self.commits.get(path, ())) if fact else ()

    def of_fact(self, fact: Fact) -> tuple[str, ...]:
        """A fact, its file, the hunks around its line (all of the file's if none is there), and the commits."""
        file = self.files.get(fact.path)
        if file is None:
            return (fact.id,)
        there = [
            hunk_id
            for hunk_id, hunk in zip(file.hunk_ids, file.file.hunks, strict=True)
            if fact.line is not None and _around(hunk, fact.line)
        ]
        return (fact.id, file.id, *(there or file.hunk_ids), *self.commits.get(fact.path, ()))

    def of_kind(self, *kinds: EvidenceKind) -> tuple[str, ...]:
        """All items of these kinds; of hunks and files only those that people read."""
        unread = {path for path, fact in self.files.items() if fact.kind in UNREAD}
        return tuple(item.id for item in self.dossier.catalogue.of_kind(*kinds) if item.path not in unread)

    def of_code(self) -> tuple[str, ...]:
        """The files of source and configuration, and their hunks."""
        facts = (fact for fact in self.files.values() if fact.kind in {FileKind.CODE, FileKind.CONFIG})
        return tuple(one for fact in facts for one in (fact.id, *fact.hunk_ids))


def _around(hunk: Hunk, line: int) -> bool:
    head = hunk.new_start <= line < hunk.new_start + max(hunk.new_count, 1)
    return head or hunk.old_start <= line < hunk.old_start + max(hunk.old_count, 1)
