"""The texts that a plan is looked up in: what stood at the base, and the lines that the branch adds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from draft_summary.values.branch import Tree
from draft_summary.values.facts import FileFact, FileKind

LARGEST = 8_000_000  # characters of one corpus: searching it for some hundred names takes a second
_MOST_PLACES = 5_000
_NEAR = 1_000
_UNREAD = frozenset({FileKind.LOCK, FileKind.GENERATED, FileKind.BINARY, FileKind.SPEC})
_PROSE = frozenset({FileKind.DOCS})
# Searched last, like documents: they use what others define.
_SAMPLE = re.compile(r"(?:^|/)(?:examples?|samples?|docs?|demos?)/")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Lines of many files as one text; `places` are `(path, line)` of the line that begins at each of `starts`."""

    text: str
    starts: tuple[int, ...] = ()
    places: tuple[tuple[str, int], ...] = ()

    def has(self, word: str) -> bool:
        """Whether the text has that word, not as a part of a longer one."""
        return next(self.occurrences(word), None) is not None

    def occurrences(self, word: str) -> Iterator[int]:
        """Where that word begins, each time; after some thousand places nobody looks further."""
        at = self.text.find(word) if word else -1
        for _ in range(_MOST_PLACES):
            if at < 0:
                return
            end = at + len(word)
            before, after = self.text[at - 1 : at], self.text[end : end + 1]
            if not (_joins(before) and _joins(word[0])) and not (_joins(after) and _joins(word[-1])):
                yield at
            at = self.text.find(word, end)

    def place(self, at: int) -> str:
        """`path:line` of a position."""
        path, line = self.spot(at)
        return f"{path}:{line}"

    def first(self, word: str) -> str:
        """`path:line` of the word's first occurrence, empty if there is none."""
        at = next(self.occurrences(word), None)
        return "" if at is None else self.place(at)

    def spot(self, at: int) -> tuple[str, int]:
        """Path and line of a position."""
        return self.places[bisect_right(self.starts, at) - 1]

    def line_at(self, at: int) -> str:
        """The line around a position, of a very long one what is near."""
        start, end = max(0, at - _NEAR), min(len(self.text), at + _NEAR)
        first, last = self.text.rfind("\n", start, at), self.text.find("\n", at, end)
        return self.text[first + 1 if first >= 0 else start : last if last >= 0 else end]


def base_corpus(base: Tree, files: Iterable[FileFact], directory: str) -> Corpus:
    """All texts read of the base, but for lockfiles, generated ones and the feature's own documents."""
    unread = {fact.path for fact in files if fact.kind in _UNREAD}
    texts, size = [], 0
    for path, text in base.texts.items():
        if path in unread or (directory and path.startswith(f"{directory}/")) or size + len(text) > LARGEST:
            continue
        texts.append(text)
        size += len(text)
    return Corpus("\n".join(texts))


def added_corpus(files: Iterable[FileFact], *, tests: bool = False, prose: bool = False) -> Corpus:
    """The added lines of code and configuration, with `tests` those of tests instead, with `prose` of documents too."""
    lines: list[str] = []
    starts: list[int] = []
    places: list[tuple[str, int]] = []
    size = 0
    for fact in sorted(files, key=lambda one: (one.kind in _PROSE, bool(_SAMPLE.search(one.path)))):
        if fact.kind in _UNREAD or (fact.kind is FileKind.TEST) is not tests or (fact.kind in _PROSE and not prose):
            continue
        for hunk in fact.file.hunks:
            for number, text in hunk.added:
                if size > LARGEST:
                    break
                starts.append(size)
                places.append((fact.path, number))
                lines.append(text)
                size += len(text) + 1
    return Corpus("\n".join(lines), tuple(starts), tuple(places))


def _joins(letter: str) -> bool:
    return letter == "_" or letter.isalnum()
