"""What can be looked up of a dossier: its evidence by id and by file, and the texts in which a reference may occur."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from draft_summary.values.evidence import Dossier, Evidence, EvidenceKind
from draft_summary.values.facts import FileKind
from draft_summary.values.reports import Report, ReportKind
from draft_summary.verify.occurrence import without_places
from draft_summary.verify.phrases import Shown

# What shows what was done. What commits, the spec and the TDR say shows only that they say it.
_WORK = frozenset({EvidenceKind.HUNK, EvidenceKind.FILE, EvidenceKind.FACT, EvidenceKind.REPORT})
_PLANNED = frozenset({EvidenceKind.CRITERION, EvidenceKind.PLAN, EvidenceKind.PASSAGE})
_BETWEEN = "\n\0\n"  # between two items' texts; no reference holds it
_COMMENT = re.compile(r"^[ +-]?\s*(?:#+|//+|/\*+|\*+/?|--|;+|>)?\s*", re.MULTILINE)
_FACT_LINE = re.compile(r":\d+\)\Z")

Finder = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Several items' texts as one, to search them at memory speed."""

    text: str
    starts: tuple[int, ...]
    ids: tuple[str, ...]

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Corpus:
        """Join the texts, by evidence id."""
        starts, offset = [], 0
        for text in texts.values():
            starts.append(offset)
            offset += len(text) + len(_BETWEEN)
        return cls(_BETWEEN.join(texts.values()), tuple(starts), tuple(texts))

    def find(self, finder: Finder) -> str:
        """Return the id of the item in which the finder finds something, empty if in none."""
        at = finder(self.text)
        return self.ids[bisect_right(self.starts, at) - 1] if at >= 0 else ""


class Lookup:
    """A dossier's evidence, built once for all claims; each text is made when it is first needed."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.items = dossier.catalogue.items
        self._texts: dict[str, str] = {}
        self._spoken: dict[str, str] = {}

    def text(self, id_: str) -> str:
        """Return the text in which an item's references are looked up; a file's is its paths and what is said of it."""
        if id_ not in self._texts:
            self._texts[id_] = _searchable(self.items[id_])
        return self._texts[id_]

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Evidence ids of the changed files by path, old paths included."""
        facts = self.dossier.facts.files
        old = {fact.file.old_path: fact.id for fact in facts if fact.file.old_path}
        return {**old, **{fact.path: fact.id for fact in facts}}

    @cached_property
    def hunks(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the hunks by the id of their file."""
        return {fact.id: fact.hunk_ids for fact in self.dossier.facts.files}

    def with_hunks(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids, and after each file's those of its hunks: who cites a file cites its change."""
        return tuple(dict.fromkeys(one for id_ in ids for one in (id_, *self.hunks.get(id_, ())) if one in self.items))

    def with_files(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids, and after each hunk's that of its file, which says its path and size."""
        files = {hunk: file for file, hunks in self.hunks.items() for hunk in hunks}
        return tuple(dict.fromkeys(one for id_ in ids for one in (id_, files.get(id_, id_))))

    def of_path(self, path: str) -> tuple[str, ...]:
        """Return the ids of a changed file and its hunks, none for any other path."""
        return self.with_hunks([self.files[path]]) if path in self.files else ()

    def reported(self, cited: Iterable[str]) -> frozenset[Shown]:
        """Return what those reports show that are cited."""
        ids = frozenset(cited)
        return frozenset(shown for one in self.dossier.facts.reports if one.id in ids for shown in _shown(one))

    @cached_property
    def planned(self) -> frozenset[str]:
        """Ids of what spec and TDR say, hunks that add them included: they mostly come with the branch itself."""
        documents = (one for one in self.dossier.facts.files if one.kind is FileKind.SPEC)
        added = {id_ for one in documents for id_ in one.hunk_ids}
        return frozenset(id_ for id_, item in self.items.items() if item.kind in _PLANNED or id_ in added)

    @cached_property
    def shows_work(self) -> frozenset[str]:
        """Ids of what shows what was done; that a hunk adds a plan shows nothing of it."""
        return frozenset(id_ for id_, item in self.items.items() if item.kind in _WORK and id_ not in self.planned)

    @cached_property
    def work(self) -> Corpus:
        """All that shows what was done."""
        return self._corpus(self.shows_work)

    @cached_property
    def said(self) -> Corpus:
        """All that commits and documents say."""
        return self._corpus(self.items.keys() - self.shows_work)

    @cached_property
    def folded_work(self) -> Corpus:
        """`work` without regard to case."""
        return _folded(self.work)

    @cached_property
    def folded_said(self) -> Corpus:
        """`said` without regard to case."""
        return _folded(self.said)

    def spoken(self, id_: str) -> str:
        """Return an item's text as running words, in which a quotation is looked up."""
        if id_ not in self._spoken:
            self._spoken[id_] = _as_spoken(self.items[id_])
        return self._spoken[id_]

    def hash_of(self, id_: str) -> str:
        """Return the full hash of a commit by its evidence id, which counts the commits from the oldest."""
        commits = self.dossier.branch.commits
        number = int(id_[1:]) if id_[1:].isdigit() else 0
        return commits[number - 1].sha if 0 < number <= len(commits) else ""

    @cached_property
    def by_file(self) -> Mapping[str, str]:
        """The whole text of each changed file's change, by the file's evidence id."""
        return {id_: "\n".join(map(self.text, (id_, *hunks))) for id_, hunks in self.hunks.items() if id_ in self.items}

    def lines_of(self, path: str) -> tuple[str, str, str] | None:
        """Return a changed file's added lines, its removed ones and all that its change says; None without a hunk."""
        file = next((one.file for one in self.dossier.facts.files if one.path == path), None)
        if file is None or not file.hunks:
            return None
        added = "\n".join(line for hunk in file.hunks for _, line in hunk.added)
        removed = "\n".join(line for hunk in file.hunks for _, line in hunk.removed)
        return added, removed, self.by_file.get(self.files[path], "")

    @cached_property
    def documents(self) -> str:
        """The full texts of spec and TDR, for numbers of sections and options."""
        feature = self.dossier.branch.feature
        return "\n".join(one.text for one in (feature.spec, feature.design) if one)

    @cached_property
    def tests(self) -> tuple[str, ...]:
        """Ids of all tests at head and of those that the change removed, as one looks them up: without the suffix."""
        facts = self.dossier.facts
        ids = dict.fromkeys((*facts.tests_at_head, *(test.test_id for test in facts.tests)))
        return tuple(map(test_key, ids))

    @cached_property
    def added(self) -> str:
        """All added lines, but for those of the feature's documents."""
        return self._changed("added")

    @cached_property
    def removed(self) -> str:
        """All removed lines, but for those of the feature's documents."""
        return self._changed("removed")

    def _changed(self, side: str) -> str:
        files = (fact.file for fact in self.dossier.facts.files if fact.kind is not FileKind.SPEC)
        hunks = (hunk for file in files for hunk in file.hunks)
        return "\n".join(line for hunk in hunks for _, line in getattr(hunk, side))

    def _corpus(self, ids: AbstractSet[str]) -> Corpus:
        return Corpus.of({id_: self.text(id_) for id_ in self.items if id_ in ids})


def _shown(report: Report) -> Iterator[Shown]:
    if report.kind is ReportKind.COVERAGE:
        yield Shown.COVERAGE
    if report.kind is ReportKind.BENCHMARK:
        yield Shown.TIMES
    if report.passing:
        yield Shown.TESTS_PASS
    if report.all_ran:
        yield Shown.ALL_TESTS_PASS


def test_key(test: str) -> str:
    """Return a test's id without the suffix of its file: people write `test_x::test_y` and `test_x.py::test_y`."""
    path, separator, name = test.partition("::")
    head, dot, tail = path.rpartition(".")
    return f"{head if dot and '/' not in tail else path}{separator}{name}"


def spoken(text: str) -> str:
    """Return words as they are compared with others: one line, no backticks, quotation marks straight."""
    plain = text.replace("`", "").translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    return " ".join(plain.split())


def _as_spoken(item: Evidence) -> str:
    """Return an item's text as running words: without diff and comment marks, on one line, quotation marks straight."""
    text = without_places(item.text)
    return spoken(_COMMENT.sub(" ", text) if item.kind is EvidenceKind.HUNK else text)


def _searchable(item: Evidence) -> str:
    text = item.text
    if item.kind is EvidenceKind.HUNK:
        text = without_places(text)
    elif item.kind is EvidenceKind.FACT:
        text = _FACT_LINE.sub(")", text)
    return f"{item.path}\n{text}"


def _folded(corpus: Corpus) -> Corpus:
    lowered = corpus.text.lower()
    # Few characters have a longer lower-case form; where one occurs, case counts, so that offsets stay right.
    return Corpus(lowered if len(lowered) == len(corpus.text) else corpus.text, corpus.starts, corpus.ids)
