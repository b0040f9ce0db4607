"""Debt that the change takes up: TODO, FIXME, HACK and XXX in comments on added lines, and newly skipped tests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from draft_summary.facts.comments import comments
from draft_summary.facts.languages import language_of
from draft_summary.facts.path_kinds import suffix_of
from draft_summary.facts.readers import READERS
from draft_summary.facts.survey import CODE_AND_TESTS, Survey, ordered
from draft_summary.facts.testing import read_side
from draft_summary.values.facts import Coverage, Debt, Facts, FileKind

kind = "debt"
KINDS = frozenset({FileKind.CODE, FileKind.TEST, FileKind.CONFIG})
LONGEST = 300
WORDS = ("TODO", "FIXME", "HACK", "XXX")
MARKER = re.compile(rf"(?<![\w-])({'|'.join(WORDS)})(?![\w-])")
# Three X are more often a placeholder than a marker: they count only where a marker stands.
AT_START = re.compile(r"^[\s*@#/!-]*XXX\b")
SKIPS = tuple(skip for reader in READERS.values() if reader.tests for skip in reader.tests.skips)
OWNER = re.compile(r"^\s*\([^)]{0,80}\)")


def detect(survey: Survey, _found: Facts) -> tuple[Debt, ...]:
    """Markers that did not stand elsewhere in the change at base, and tests that are skipped now."""
    gone = Counter[tuple[str, str]]()
    new: list[Debt] = []
    for pair in survey.pairs(KINDS):
        if not any(word in text for word in WORDS for text in (pair.head, pair.base) if text):
            continue
        added, removed = survey.added_lines(pair.file), survey.removed_lines(pair.file)
        new += _marked(pair.path, pair.head, added)
        gone += Counter((one.marker, one.text) for one in _marked(pair.base_path, pair.base, removed))
    found = [*_without_moved(new, gone), *_skipped(survey)]
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.marker)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose comments are known; markup counts, for its comments are read too."""
    examined, missed = set(), Counter[str]()
    for file in survey.files:
        if file.kind not in (FileKind.CODE, FileKind.TEST):
            continue
        language = language_of(file.path)
        if language and language.name == "data":
            continue
        if language and language.comments.line + language.comments.block and survey.pair(file):
            examined.add(language.title)
        else:
            missed[suffix_of(file.path) or file.path.rpartition("/")[2]] += 1
    return Coverage(kind, ordered(examined), tuple(sorted(missed.items())))


def _without_moved(new: list[Debt], gone: Counter[tuple[str, str]]) -> Iterator[Debt]:
    for one in new:
        if gone[one.marker, one.text] > 0:
            gone[one.marker, one.text] -= 1
        else:
            yield one


def _marked(path: str, text: str | None, among: frozenset[int]) -> Iterator[Debt]:
    """The markers on these lines; the text is scanned only if such a line contains one, in a comment or not."""
    language = language_of(path)
    if not text or language is None:
        return
    if not any(MARKER.search(line) for number, line in enumerate(text.split("\n"), 1) if number in among):
        return
    for line, comment in comments(text, language.comments):
        found = MARKER.search(comment) if line in among else None
        if found and (found[1] != "XXX" or AT_START.match(comment)):
            said = OWNER.sub("", comment[found.end() :], count=1).lstrip(" :-—").strip().removesuffix("*/").strip()
            yield Debt(path=path, line=line, marker=found[1], text=" ".join(said.split())[:LONGEST])


def _skipped(survey: Survey) -> Iterator[Debt]:
    for pair in survey.source_pairs("tests", CODE_AND_TESTS, SKIPS):
        before = read_side(pair.base)
        for name, test in read_side(pair.head).items():
            old = before.get(name)
            text = f"{name}: {test.reason}" if test.reason else name
            if test.skipped and not (old and old.skipped):
                yield Debt(path=pair.path, line=test.line, marker="skip", text=text[:LONGEST])
            if test.expected_to_fail and not (old and old.expected_to_fail):
                yield Debt(path=pair.path, line=test.line, marker="xfail", text=text[:LONGEST])
