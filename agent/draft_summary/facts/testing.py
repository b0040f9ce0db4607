"""Tests of the change, and every test at head."""

from __future__ import annotations

import re

from draft_summary.facts.languages import language_of
from draft_summary.facts.parsing import Source
from draft_summary.facts.path_kinds import is_vendored
from draft_summary.facts.readers import READERS
from draft_summary.facts.reading import FoundTest, TestReader
from draft_summary.facts.survey import CODE_AND_TESTS, TESTS, SourcePair, Survey
from draft_summary.facts.wanted import folders
from draft_summary.values.branch import Branch
from draft_summary.values.facts import Change, Coverage, Facts, Test

kind = "tests"
MOST_FILES = 400
MOST_TEXT = 8_000_000  # characters of unchanged test files that are read for their tests' names


# A folder's name tells the tier only when it is the tier's name; `functional` and `acceptance` tests drive the whole.
TIER_FOLDER = re.compile(
    r"^(?:tests?[_-]?)?(unit|integration|e2e|end[_-]to[_-]end|functional|acceptance)(?:[_-]?tests?)?$", re.IGNORECASE
)


def wanted(branch: Branch, head_paths: tuple[str, ...]) -> frozenset[str]:
    """The unchanged test files at head, those nearest to the change first, up to `MOST_FILES`."""
    changed = {file.path for file in branch.files}
    near = {folder for path in changed for folder in folders(path)}
    candidates = [
        path for path in head_paths if path not in changed and reader_of(path) is not None and not is_vendored(path)
    ]
    candidates.sort(key=lambda path: (-sum(folder in near for folder in folders(path)), path))
    return frozenset(candidates[:MOST_FILES])


def detect(survey: Survey, _found: Facts) -> tuple[Test, ...]:
    """Tests by (path, name) that exist on one side only, or whose text differs; a renamed file keeps its tests."""
    found = [test for pair in survey.source_pairs(kind, CODE_AND_TESTS) for test in _compared(pair)]
    return tuple(sorted(found, key=lambda test: (test.path, test.line or 0, test.name)))


def coverage(survey: Survey) -> Coverage:
    """Test files alone can hold tests; code that is none is no omission."""
    return survey.coverage(kind, TESTS)


def tests_at_head(survey: Survey) -> tuple[str, ...]:
    """`path::name` of every test in the test files that were read, changed or not."""
    budget = MOST_TEXT
    found: list[str] = []
    for pair in survey.source_pairs(kind, CODE_AND_TESTS):
        found += [f"{pair.path}::{name}" for name in read_side(pair.head)]
    for path, text in survey.unchanged.items():
        reader = reader_of(path)
        if reader is None or reader.hint not in text or budget < len(text):
            continue
        budget -= len(text)
        if source := survey.sources.glance(path, text):
            found += [f"{path}::{test.name}" for test in _tests(source)]
    return tuple(sorted(found))


def read_side(source: Source | None) -> dict[str, FoundTest]:
    """A side's tests by name; none for a file that no test runner looks into."""
    return {test.name: test for test in _tests(source)} if source else {}


def tier_of(path: str) -> str:
    """The tier that the folders name: unit, integration or e2e, else empty. The innermost one counts."""
    for folder in reversed(path.split("/")[:-1]):
        if named := TIER_FOLDER.match(folder):
            word = named[1].lower()
            return word if word in ("unit", "integration") else "e2e"
    return ""


def _tests(source: Source) -> tuple[FoundTest, ...]:
    reader = reader_of(source.path)
    return reader.read(source) if reader else ()


def reader_of(path: str) -> TestReader | None:
    """How the tests of the file are read; None where no test runner that is known would look into it."""
    language = language_of(path)
    reader = READERS[language.family].tests if language and language.family in READERS else None
    return reader if reader and reader.is_test_file(path) else None


def _compared(pair: SourcePair) -> list[Test]:
    old, new = read_side(pair.base), read_side(pair.head)
    base_path = pair.base.path if pair.base else pair.path
    found = [_fact(base_path, one, Change.REMOVED) for name, one in old.items() if name not in new]
    for name, one in new.items():
        if name not in old:
            found.append(_fact(pair.path, one, Change.ADDED))
        elif old[name].body != one.body:
            found.append(_fact(pair.path, one, Change.MODIFIED))
    return found


def _fact(path: str, one: FoundTest, change: Change) -> Test:
    tier = one.tier or tier_of(path)
    return Test(
        path=path, line=one.line, name=one.name, change=change, tier=tier, summary=one.summary, skipped=one.skipped
    )
