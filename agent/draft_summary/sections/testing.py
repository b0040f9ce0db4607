"""Testing: tests by tier, the files they stand in, and which test shows which acceptance criterion."""

from __future__ import annotations

from draft_summary.sections.blocks import bullet, emptiness, fact, heading, open_line, paragraph, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.emptiness import none_detected, none_of, not_examined
from draft_summary.sections.mapping import MAPPING, MappedCriterion, mapped, mapping_blocks, mapping_topics
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import code, counted, either, listed, plain
from draft_summary.sections.written import Written
from draft_summary.values.branch import Status
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.facts import Change, Facts, FileKind, Test
from draft_summary.values.reports import ReportKind
from draft_summary.values.slots import SectionOutline, Slot

MOST_FILES = 40  # that get a line; with more, those with the most changed tests
MOST_CLASSES = 12  # of one file that are named with their counts
TIERS = {"unit": "Unit tests", "integration": "Integration tests", "e2e": "E2E tests", "": "Tier not marked"}

COVERAGE = Slot("testing.coverage", "testing", ("Test Coverage", "Coverage", "Tests Added", "Test Summary"))
FILES = Slot(
    "testing.files",
    "testing",
    ("Test Files", "Tests by File", "New Tests", "Test Files Changed"),
    parts=("text",),
    keyed="path",
    evidence=WORK | {EvidenceKind.REPORT},
    ask="testing.files",
)
MANUAL = Slot(
    "testing.manual",
    "testing",
    ("Manual Testing Notes", "Manual Testing", "Manual Verification", "Manual Test Notes"),
    person=("text",),
)
OUTLINE = SectionOutline(
    "testing",
    "Testing",
    ("Tests", "Testing Summary", "Test Results", "Testing Strategy", "Test Plan", "Testing Notes"),
    (COVERAGE, FILES, MAPPING, MANUAL),
)


class TestFile(Content):
    """A changed test file: the tests of it that changed, and what they show. `read`: its tests could be read."""

    __test__ = False  # pytest would collect a class of this name

    path: str
    status: Status | None
    read: bool
    tests: tuple[Known[Test], ...]
    what: Prose | None


class TestingContent(Content):
    """`more` counts the test files without a line; `spec` is the spec's path, empty where there is none.

    `unread` says in which files of the change no tests could be read; `reports` what reports say of this head.
    """

    __test__ = False

    tests: tuple[Known[Test], ...]
    reports: tuple[str, ...]
    files: tuple[TestFile, ...]
    more: int
    unread: str
    spec: str
    criteria: tuple[MappedCriterion, ...]
    other_labels: tuple[str, ...]
    none: str


def assemble(dossier: Dossier, written: Written) -> TestingContent:
    """Tests and test files of the change, criteria with the tests that show them."""
    facts = dossier.facts
    spec = dossier.branch.feature.spec
    paths = _tests_by_path(facts)
    return TestingContent(
        tests=facts.tests,
        reports=tuple(one.text for one in facts.reports if one.id and one.kind is not ReportKind.BENCHMARK),
        files=_files(facts, written),
        more=max(len(paths) - MOST_FILES, 0),
        unread=not_examined(facts, "tests", "tests") if paths else "",
        spec=spec.path if spec else "",
        criteria=mapped(facts, written),
        other_labels=facts.other_labels,
        none=_none(facts, spec=spec is not None),
    )


def render(content: TestingContent) -> tuple[Block, ...]:
    """Counts, files, the mapping; what was tried by hand only a person knows."""
    blocks: list[Block] = []
    if content.none:
        blocks.append(emptiness("testing", content.none))
    counts = _coverage(content.tests) if content.tests else []
    if content.unread:
        counts.append(bullet(COVERAGE, "#unread", fact(content.unread)))
    counts += [bullet(COVERAGE, text.partition(":")[0], fact(f"{plain(text)}.")) for text in content.reports]
    blocks += [heading(COVERAGE), *counts] if counts else []
    if content.files:
        blocks += [heading(FILES), *(_file(one) for one in content.files)]
    if content.more:
        blocks.append(bullet(FILES, "#more", fact(f"{counted(content.more, 'more test file')}.")))
    if content.spec or content.criteria:
        blocks += [heading(MAPPING), *mapping_blocks(content.criteria, content.spec, content.other_labels)]
    elif not content.none:
        blocks += [heading(MAPPING), paragraph(MAPPING, "line", fact("No spec found."))]
    return (*blocks, heading(MANUAL), open_line(MANUAL, 'what was tried by hand, or "none"'))


def topics(sources: Sources) -> tuple[Topic, ...]:
    """What each test file shows, and which test shows each criterion."""
    facts = sources.dossier.facts
    runs = [one.id for one in facts.reports if one.kind is ReportKind.TESTS]
    of_files = [
        topic
        for path, tests in _listed(facts).items()
        for topic in sources.topic(FILES, (*sources.of_path(path), *(test.id for test in tests), *runs), path)
    ]
    return (*of_files, *mapping_topics(sources))


def _tests_by_path(facts: Facts) -> dict[str, list[Test]]:
    """The changed test files that people read, each with its changed tests."""
    found: dict[str, list[Test]] = {one.path: [] for one in facts.files if one.kind is FileKind.TEST}
    for test in facts.tests:
        found.setdefault(test.path, []).append(test)
    return found


def _listed(facts: Facts) -> dict[str, list[Test]]:
    """Those that get a line, in their order."""
    paths = _tests_by_path(facts)
    chosen = set(sorted(paths, key=lambda path: -len(paths[path]))[:MOST_FILES])
    return {path: tests for path, tests in paths.items() if path in chosen}


def _files(facts: Facts, written: Written) -> tuple[TestFile, ...]:
    status = {one.path: one.file.status for one in facts.files}
    coverage = facts.examined("tests")
    unread = tuple(suffix for suffix, _ in coverage.not_examined) if coverage else ("",)
    return tuple(
        TestFile(
            path=path,
            status=status.get(path),
            read=not path.endswith(unread),
            tests=tuple(tests),
            what=written.about(FILES, path),
        )
        for path, tests in _listed(facts).items()
    )


def _coverage(tests: tuple[Test, ...]) -> list[Block]:
    by_tier = {tier: [test for test in tests if (test.tier if test.tier in TIERS else "") == tier] for tier in TIERS}
    if len(by_tier[""]) == len(tests):
        return [bullet(COVERAGE, "unmarked", fact(f"{_counts(tests)}; no tier is marked by path or marker."))]
    return [
        bullet(COVERAGE, tier or "unmarked", fact(f"**{TIERS[tier]}**: {_counts(tuple(some))}"))
        for tier, some in by_tier.items()
        if some
    ]


def _counts(tests: tuple[Test, ...]) -> str:
    """`33 tests added, 2 removed, in 2 files`."""
    number = {change: sum(test.change is change for test in tests) for change in Change}
    parts = [f"{number[change]:,} {change.value}" for change in Change if number[change]]
    first, _, rest = parts[0].partition(" ")
    noun = "test" if first == "1" else "tests"
    files = counted(len({test.path for test in tests}), "file")
    skipped = sum(test.skipped for test in tests)
    also = [f"{skipped:,} of them skipped"] if skipped else []
    return ", ".join([f"{first} {noun} {rest}", *parts[1:], f"in {files}", *also])


def _file(one: TestFile) -> Block:
    return bullet(FILES, one.path, fact(code(one.path) + _contents(one)), prose(one.what), identity=(one.path,))


def _contents(one: TestFile) -> str:
    """` (19 tests added: TestA 2, TestB 6)`; for a file without changed tests, what became of it."""
    if not one.tests:
        found = "no test of it changed" if one.read else "its tests were not read"
        return f" ({one.status.value}, {found})" if one.status else ""
    changes = [change for change in Change if any(test.change is change for test in one.tests)]
    return f" ({'; '.join(_change(one.tests, change) for change in changes)})"


def _change(tests: tuple[Test, ...], change: Change) -> str:
    of_class: dict[str, int] = {}
    for test in (some := [test for test in tests if test.change is change]):
        chain, _, _ = test.name.rpartition("::")
        of_class[chain.partition("::")[0]] = of_class.get(chain.partition("::")[0], 0) + 1
    named = [f"{plain(name) if name else 'outside a class'} {number}" for name, number in of_class.items()]
    classes = f": {listed(named, MOST_CLASSES)}" if any(of_class) else ""
    return f"{counted(len(some), 'test')} {change.value}{classes}"


def _none(facts: Facts, *, spec: bool) -> str:
    if facts.tests or _tests_by_path(facts):
        return ""
    if not spec and not facts.criteria:
        return f"{none_detected(facts, {'tests': 'tests'})} No spec found."
    changes = either([Change.ADDED.value, Change.MODIFIED.value, Change.REMOVED.value])
    return none_of(facts, {"tests": "tests"}, ending=changes)


SECTION = Section(OUTLINE, assemble, render, topics)
