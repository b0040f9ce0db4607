"""Branches made of texts: a spec, a design, and files before and after."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from draft_summary.facts import spec
from draft_summary.facts.spec import SpecFacts
from draft_summary.values.branch import Branch, ChangedFile, Commit, Feature, Hunk, Status, TextFile, Tree, Trees
from draft_summary.values.facts import Change, Endpoint, FileFact, FileKind, Symbol, Test

FOLDER = "directive/specs/lamp"
KINDS = {
    "test_": FileKind.TEST,
    ".md": FileKind.DOCS,
    ".py": FileKind.CODE,
    ".ts": FileKind.CODE,
    ".lock": FileKind.LOCK,
}


@dataclass(frozen=True)
class Made:
    """A branch whose files changed from `before` to `after`; `unchanged` are further paths of both trees."""

    spec: str | None = None
    design: str | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    tests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # changed ones by path
    old_tests: tuple[str, ...] = ()  # ids of others at head
    others: tuple[TextFile, ...] = ()
    unchanged: tuple[str, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    commits: tuple[Commit, ...] = ()
    design_before: str | None = None  # what the design said at the base, where it stood there

    def read(self) -> SpecFacts:
        """What the documents say of it."""
        facts = tuple(FileFact(one, _kind(one.path), f"F{number}") for number, one in enumerate(self._files(), start=1))
        documents = [f"{FOLDER}/spec.md", f"{FOLDER}/tdr.md"]
        found = [
            None if text is None else TextFile(path, text)
            for path, text in zip(documents, (self.spec, self.design), strict=True)
        ]
        feature = Feature("directive", FOLDER, found[0], found[1], self.others)
        changed = (*(one.file for one in facts), *self._design(documents[1]))
        branch = Branch("feature/lamp", "b" * 40, "b" * 40, "h" * 40, changed, self.commits, feature)
        trees = Trees(
            Tree((*self.before, *self.unchanged), dict(self.before)),
            Tree((*self.after, *self.unchanged, *documents), dict(self.after)),
        )
        tests = tuple(
            Test(path=path, name=name, change=Change.ADDED) for path, names in self.tests.items() for name in names
        )
        at_head = (*(one.test_id for one in tests), *self.old_tests)
        return spec.read(branch, trees, facts, tests, at_head, endpoints=self.endpoints, symbols=self.symbols)

    def _design(self, path: str) -> list[ChangedFile]:
        if self.design_before is None or self.design is None:
            return [ChangedFile(path, Status.ADDED)] if self.commits else []
        return [ChangedFile(path, Status.MODIFIED, hunks=tuple(_hunks(path, self.design_before, self.design)))]

    def _files(self) -> list[ChangedFile]:
        made = []
        for path in sorted({*self.before, *self.after}):
            old, new = self.before.get(path), self.after.get(path)
            if old == new:
                continue
            status = Status.ADDED if old is None else Status.DELETED if new is None else Status.MODIFIED
            made.append(ChangedFile(path, status, hunks=tuple(_hunks(path, old or "", new or ""))))
        return made


def _hunks(path: str, old: str, new: str) -> list[Hunk]:
    before, after = old.splitlines(), new.splitlines()
    made = []
    for group in difflib.SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(1):
        lines: list[str] = []
        for tag, a, b, c, d in group:
            if tag == "equal":
                lines += [f" {line}" for line in before[a:b]]
            else:
                lines += [f"-{line}" for line in before[a:b]] + [f"+{line}" for line in after[c:d]]
        first, last = group[0], group[-1]
        made.append(Hunk(path, first[1] + 1, last[2] - first[1], first[3] + 1, last[4] - first[3], "", tuple(lines)))
    return made


def _kind(path: str) -> FileKind:
    if path.startswith(FOLDER):
        return FileKind.SPEC
    name = path.rpartition("/")[2]
    return next((kind for part, kind in KINDS.items() if part in name), FileKind.CONFIG)
