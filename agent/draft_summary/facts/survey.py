"""The change as detectors see it: files with their kinds, texts and trees of both sides, what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from draft_summary.facts.languages import LANGUAGES, Language, language_of
from draft_summary.facts.parsing import Source, Sources
from draft_summary.facts.path_kinds import is_example, suffix_of
from draft_summary.values.branch import Branch, ChangedFile, Status, Trees
from draft_summary.values.facts import Coverage, FileFact, FileKind

T = TypeVar("T")
CODE = frozenset({FileKind.CODE})
TESTS = frozenset({FileKind.TEST})
CODE_AND_TESTS = CODE | TESTS
WITHOUT_BASE = (Status.ADDED, Status.COPIED)  # a copy is new: its source still stands
GITLINKS = frozenset({"120000", "160000"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A changed file whose text is known on each side on which it exists."""

    file: FileFact
    base: str | None
    head: str | None

    @property
    def path(self) -> str:
        """The path at head, at base for a deleted file."""
        return self.file.path

    @property
    def base_path(self) -> str:
        """The path at base."""
        return old_path(self.file.file)


@dataclass(frozen=True, slots=True)
class SourcePair:
    """A changed file that parsed on each side on which it exists."""

    file: FileFact
    base: Source | None
    head: Source | None

    @property
    def path(self) -> str:
        """The path at head, at base for a deleted file."""
        return self.file.path


@dataclass(frozen=True)
class Survey:
    """One change. Texts of unchanged files are those of the head, on both sides."""

    branch: Branch
    trees: Trees
    files: tuple[FileFact, ...]
    sources: Sources = field(default_factory=Sources)
    _made: dict[object, object] = field(default_factory=dict)

    @cached_property
    def head_paths(self) -> frozenset[str]:
        """Every path at head."""
        return frozenset(self.trees.head.paths) | frozenset(self.trees.head.texts)

    @cached_property
    def base_paths(self) -> frozenset[str]:
        """Every path at base."""
        return frozenset(self.trees.base.paths) | frozenset(self.trees.base.texts)

    @cached_property
    def changed(self) -> frozenset[str]:
        """The paths of the change, old ones of renamed files included."""
        renamed = (file.old_path for file in self.branch.files if file.status is Status.RENAMED and file.old_path)
        return frozenset((*(file.path for file in self.branch.files), *renamed))

    @cached_property
    def unchanged(self) -> dict[str, str]:
        """The texts that were read of files that did not change, by path, in order."""
        texts = self.trees.head.texts
        return {path: texts[path] for path in sorted(texts) if path not in self.changed}

    @cached_property
    def by_path(self) -> dict[str, FileFact]:
        """The changed files by path."""
        return {file.path: file for file in self.files}

    def pair(self, file: FileFact) -> Pair | None:
        """Both texts of a changed file; None if one that must be there was not read."""
        changed = file.file
        if not GITLINKS.isdisjoint((changed.old_mode, changed.new_mode)):
            return None
        base = None if changed.status in WITHOUT_BASE else self.trees.base.texts.get(old_path(changed))
        head = None if changed.status is Status.DELETED else self.trees.head.texts.get(changed.path)
        missing = (base is None and changed.status not in WITHOUT_BASE) or (
            head is None and changed.status is not Status.DELETED
        )
        return None if missing else Pair(file, base, head)

    def pairs(self, kinds: frozenset[FileKind]) -> Iterator[Pair]:
        """The changed files of these kinds whose texts are known."""
        return (pair for file in self.files if file.kind in kinds and (pair := self.pair(file)))

    def source_pairs(
        self, fact: str, kinds: frozenset[FileKind] = CODE, hints: tuple[str, ...] = ("",)
    ) -> Iterator[SourcePair]:
        """The changed files of these kinds, in languages in which facts of that kind are read, that parsed.

        The trees of code are kept, for many detectors read them; those of tests are let go. Without any of the
        `hints` the head holds no such fact.
        """
        for file in self.files:
            if file.kind in kinds and (language := language_of(file.path)) and fact in language.reads:
                pair = self.pair(file)
                if pair and any(hint in (pair.head or "") for hint in hints) and (parsed := self._parsed(pair)):
                    yield parsed

    def program(self, fact: str) -> Iterator[SourcePair]:
        """As `source_pairs` for code, without what is only shown to readers."""
        return (pair for pair in self.source_pairs(fact) if not is_example(pair.path))

    def once(self, make: Callable[[Survey], T]) -> T:
        """What `make` makes of this survey: made at the first call, and given again at each further one."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def _parsed(self, pair: Pair) -> SourcePair | None:
        parse = self.sources.parse if pair.file.kind is FileKind.CODE else self.sources.glance
        base, head = parse(pair.base_path, pair.base), parse(pair.path, pair.head)
        if (base is None and pair.base is not None) or (head is None and pair.head is not None):
            return None
        return SourcePair(pair.file, base, head)

    def added_lines(self, file: FileFact) -> frozenset[int]:
        """The numbers of the head's lines that the change added."""
        return self._lines(file)[0]

    def removed_lines(self, file: FileFact) -> frozenset[int]:
        """The numbers of the base's lines that the change removed."""
        return self._lines(file)[1]

    def _lines(self, file: FileFact) -> tuple[frozenset[int], frozenset[int]]:
        key = ("lines", file.path)
        if key not in self._made:
            changed = file.file
            added = frozenset(number for hunk in changed.hunks for number, _ in hunk.added)
            if changed.status is Status.ADDED and not changed.hunks:
                added = frozenset(range(1, changed.insertions + 1))
            self._made[key] = added, frozenset(number for hunk in changed.hunks for number, _ in hunk.removed)
        return cast("tuple[frozenset[int], frozenset[int]]", self._made[key])

    def coverage(self, fact: str, kinds: frozenset[FileKind] = CODE) -> Coverage:
        """Which languages of the change facts of that kind are read in, and how many files are not, by suffix.

        Markup and data hold no such facts and are no omission; an MDX page may hold code.
        """
        examined, missed = set(), Counter[str]()
        for file in self.files:
            language = language_of(file.path)
            counts = file.kind in kinds or (FileKind.CODE in kinds and file.path.endswith(".mdx"))
            if not counts or (language is not None and not may_hold(language, fact)):
                continue
            if language and self.is_read(file, language, fact):
                examined.add(language.title)
            else:
                missed[suffix_of(file.path) or file.path.rpartition("/")[2]] += 1
        return Coverage(fact, ordered(examined), tuple(sorted(missed.items())))

    def is_read(self, file: FileFact, language: Language, fact: str) -> bool:
        """Whether facts of that kind can be read in this file: a known language, and text that parses."""
        if fact not in language.reads:
            return False
        pair = self.pair(file)
        if pair is None or not language.grammar:
            return pair is not None
        sides = ((pair.base_path, pair.base), (pair.path, pair.head))
        keep = file.kind is FileKind.CODE
        return all(text is None or self.sources.is_readable(path, text, keep=keep) for path, text in sides)


def may_hold(language: Language, fact: str) -> bool:
    """Whether a file in the language can hold facts of that kind."""
    return language.program and (language.holds is None or fact in language.holds)


def old_path(file: ChangedFile) -> str:
    """The path at base."""
    return file.old_path or file.path


def ordered(titles: set[str]) -> tuple[str, ...]:
    """Language titles in the order of the table."""
    return tuple(dict.fromkeys(language.title for language in LANGUAGES if language.title in titles))
