"""The work of a branch, indexed by what the offline drafter asks of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from draft_summary.draft.offline.wording import Statement
from draft_summary.values.branch import Commit
from draft_summary.values.claims import Claim
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.facts import Change, FileFact, FileKind, Symbol, Test
from draft_summary.values.slots import Ask, Author

DONE = frozenset({EvidenceKind.FILE, EvidenceKind.HUNK, EvidenceKind.FACT})
MOST_EVIDENCE = 12  # citations of one text: they travel in the document


class _Placed(Protocol):
    @property
    def path(self) -> str: ...


P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Work:
    """A dossier with its files, symbols, tests and commits by path; `commits` have their evidence ids, oldest first.

    `lost` are public names that a module no longer defines, `homes` their definitions in another, by qualified name.
    """

    dossier: Dossier
    files: Mapping[str, FileFact]
    symbols: Mapping[str, tuple[Symbol, ...]]
    tests: Mapping[str, tuple[Test, ...]]
    commits: tuple[tuple[str, Commit], ...]
    lost: Mapping[str, Symbol]
    homes: Mapping[str, Symbol]

    @classmethod
    def of(cls, dossier: Dossier) -> Work:
        """The index of a dossier; the symbols of test files are nobody's interface and left out."""
        facts = dossier.facts
        files = {one.path: one for one in facts.files}
        tests = {path for path, one in files.items() if one.kind is FileKind.TEST}
        symbols = [one for one in facts.symbols if one.path not in tests]
        lost = {one.qualified: one for one in symbols if is_lost(one)}
        ids = (item.id for item in dossier.catalogue.of_kind(EvidenceKind.COMMIT))
        return cls(
            dossier,
            files,
            by_path(symbols),
            by_path(facts.tests),
            tuple(zip(ids, dossier.branch.commits, strict=False)),
            lost,
            _homes(symbols, lost),
        )

    def claim(self, ask: Ask, said: Statement | None, key: str = "", part: str = "text") -> Iterable[Claim]:
        """The statement as a claim, or nothing where the slot allows none of its evidence or so long a text."""
        if said is None or len(said.text) > ask.slot.longest:
            return
        items = (self.dossier.catalogue.get(one) for one in dict.fromkeys(said.evidence))
        allowed = [item for item in items if item and item.kind in ask.slot.evidence]
        if not allowed or (ask.slot.work_done and not any(item.kind in DONE for item in allowed)):
            return
        evidence = tuple(item.id for item in allowed[:MOST_EVIDENCE])
        yield Claim(ask.slot.key, said.text, evidence, key, part, author=Author.OFFLINE)

    def touching(self, file: FileFact) -> tuple[tuple[str, Commit], ...]:
        """The commits that touch a file under its new or its old path, with their ids, oldest first."""
        paths = {file.path, file.file.old_path or file.path}
        return tuple((id_, commit) for id_, commit in self.commits if not paths.isdisjoint(commit.paths))


def is_lost(symbol: Symbol) -> bool:
    """Whether a module no longer defines the name: it is gone from it, or imported into it."""
    imported = symbol.kind == "re-export" and symbol.change is Change.MODIFIED
    return symbol.change is Change.REMOVED or imported


def is_gained(symbol: Symbol) -> bool:
    """Whether a module newly defines the name: it is new, or its definition was moved here."""
    return bool(symbol.moved_from) or (symbol.change is Change.ADDED and symbol.kind != "re-export")


def by_path(items: Iterable[P]) -> Mapping[str, tuple[P, ...]]:
    """The items by path, in order."""
    found: defaultdict[str, list[P]] = defaultdict(list)
    for one in items:
        found[one.path].append(one)
    return {path: tuple(some) for path, some in found.items()}


def _homes(symbols: Iterable[Symbol], lost: Mapping[str, Symbol]) -> Mapping[str, Symbol]:
    """From qualified lost name to the one definition of that name that another module gained; among several, none."""
    gained: defaultdict[str, list[Symbol]] = defaultdict(list)
    for one in filter(is_gained, symbols):
        gained[one.name].append(one)
    found = {}
    for qualified, one in lost.items():
        elsewhere = [home for home in gained[one.name] if home.module != one.module]
        if len(elsewhere) == 1:
            found[qualified] = elsewhere[0]
    return found
