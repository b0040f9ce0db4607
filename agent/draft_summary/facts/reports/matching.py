"""What a report may say of this head: it is newer, its tests and lines are the head's; else it is no evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from draft_summary.facts.survey import Survey
from draft_summary.values.facts import Change, Test
from draft_summary.values.reports import Outcome, ReadReport, Report, ReportKind, TestCase, Timing

MOST_NAMED = 10  # failed tests, and what is missing
MOST_FILES = 40  # changed files whose coverage is told
MOST_TIMINGS = 40
OLDER = "it is older than the head"
DOTTED = re.compile(r"\w+(?:\.\w+)+")
PARAMETERS = re.compile(r"(?:\[.*\]|\(.*\))\Z", re.DOTALL)


@dataclass(frozen=True)
class Head:
    """What reports are held against: the head's hash, its paths, lines by path, its tests, the tests of the change."""

    sha: str
    paths: Collection[str]
    lines: Mapping[str, int]
    changed: Collection[str]
    tests: tuple[str, ...]
    changes: tuple[Test, ...]

    @classmethod
    def of(cls, survey: Survey, tests: tuple[str, ...], changes: tuple[Test, ...]) -> Head:
        """Return the head of a survey; `tests` are the ids of all its tests, `changes` those of the change."""
        changed = frozenset(file.path for file in survey.branch.files)
        texts = survey.trees.head.texts
        lines = {path: texts[path].count("\n") + 1 for path in changed if path in texts}
        return cls(survey.branch.head, survey.head_paths, lines, changed, tests, changes)

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of tests by each form in which a runner may name them."""
        found: dict[str, list[str]] = {}
        for test in self.tests:
            chain = test.partition("::")[2].split("::")
            for form in {chain[-1], *(mark.join(chain) for mark in (" ", " > ", ".", "::", " \u203a "))}:
                found.setdefault(form, []).append(test)
        return {name: tuple(tests) for name, tests in found.items()}

    @cached_property
    def by_last_part(self) -> Mapping[str, tuple[str, ...]]:
        """The paths by the name of their file."""
        found: dict[str, list[str]] = {}
        for path in self.paths:
            found.setdefault(path.rpartition("/")[2], []).append(path)
        return {name: tuple(paths) for name, paths in found.items()}

    @cached_property
    def modules(self) -> frozenset[str]:
        """Test files as dotted names: those whose tests are known."""
        return frozenset(_dotted(test.partition("::")[0]) for test in self.tests)


def matched(read: Iterable[ReadReport], head: Head) -> tuple[Report, ...]:
    """Judge each report; those of tests together have to have every test that the change added or modified."""
    every = tuple(read)
    cases = tuple(case for one in every if one.kind is ReportKind.TESTS and not one.problem for case in one.cases)
    missing = _missing(cases, head) if cases else ()
    found = tuple(_judged(one, head, missing) for one in every)
    numbers = iter(range(1, len(found) + 1))
    return tuple(one if one.problem else replace(one, id=f"R{next(numbers)}") for one in found)


def _judged(one: ReadReport, head: Head, missing: tuple[str, ...]) -> Report:
    problem = one.problem or ("" if one.newer else OLDER)
    if problem:
        return Report(one.path, one.kind, problem=problem)
    if one.kind is ReportKind.TESTS:
        return _of_tests(one, head, missing)
    return _JUDGES[one.kind](one, head)


def _of_tests(one: ReadReport, head: Head, missing: tuple[str, ...]) -> Report:
    found = {case: _tests_of(case, head) for case in one.cases}
    strange = [case for case, tests in found.items() if not tests and _module(case, head)]
    problem = ""
    if not any(found.values()):
        problem = "none of its tests is one of the head's"
    elif strange:
        problem = f"it has tests that the head does not have: {_some(_called(case) for case in strange)}"
    elif missing:
        problem = f"tests of the branch are not in it: {_some(missing)}"
    if problem:
        return Report(one.path, one.kind, problem=problem)
    number = {outcome: sum(case.outcome is outcome for case in one.cases) for outcome in Outcome}
    failed = [case for case in one.cases if case.outcome in (Outcome.FAILED, Outcome.ERROR)]
    text = (
        f"Test report ({one.path}): {len(one.cases)} tests, {number[Outcome.PASSED]} passed, {number[Outcome.FAILED]} "
        f"failed, {number[Outcome.ERROR]} with errors, {number[Outcome.SKIPPED]} skipped"
    )
    text += f"; failed: {_some(_called(case) for case in failed)}" if failed else ""
    passing = not failed and number[Outcome.PASSED] > 0
    return Report(one.path, one.kind, text, passing=passing, all_ran=passing and not number[Outcome.SKIPPED])


def _of_coverage(one: ReadReport, head: Head) -> Report:
    places = {file: _place(file.path, head) for file in one.files}
    lines = sum(file.lines for file in places)
    beyond = [path for file, path in places.items() if path in head.lines and file.last > head.lines[path]]
    changed = [(path, file) for file, path in places.items() if path in head.changed and file.lines]
    problem = ""
    if not lines or not any(places.values()):
        problem = "none of its files is one of the head's"
    elif beyond:
        problem = f"it speaks of lines that the head does not have: {_some(beyond)}"
    elif not changed:
        problem = "no changed file is in it"
    if problem:
        return Report(one.path, one.kind, problem=problem)
    covered = sum(file.covered for file in places)
    text = f"Coverage report ({one.path}): {_percent(covered, lines)} of lines ({covered} of {lines})"
    named = [
        f"{path} {_percent(file.covered, file.lines)} ({file.covered} of {file.lines})"
        for path, file in sorted(changed)[:MOST_FILES]
    ]
    return Report(one.path, one.kind, f"{text}; changed files: {', '.join(named)}")


def _of_benchmarks(one: ReadReport, head: Head) -> Report:
    strange = [timing.name for timing in one.timings if not _benchmarked(timing, head)]
    problem = ""
    if not one.timings:
        problem = "it has no benchmark"
    elif one.commit and one.commit != head.sha:
        problem = f"it was made on {one.commit[:7]}, which is not the head"
    elif strange:
        problem = f"it has benchmarks that the head does not have: {_some(strange)}"
    if problem:
        return Report(one.path, one.kind, problem=problem)
    named = (
        f"{timing.name} mean {_duration(timing.mean)}, median {_duration(timing.median)}, {timing.rounds} rounds"
        for timing in one.timings[:MOST_TIMINGS]
    )
    return Report(one.path, one.kind, f"Benchmark report ({one.path}): {'; '.join(named)}")


_JUDGES: Mapping[ReportKind, Callable[[ReadReport, Head], Report]] = {
    ReportKind.COVERAGE: _of_coverage,
    ReportKind.BENCHMARK: _of_benchmarks,
}


def _tests_of(case: TestCase, head: Head) -> tuple[str, ...]:
    """The tests at head that a case can be; where it names a Python module, those of that module alone."""
    plain = PARAMETERS.sub("", case.name)
    tests = head.by_name.get(case.name) or head.by_name.get(plain) or ()
    if not DOTTED.fullmatch(case.owner):
        return tests
    return tuple(test for test in tests if not test.partition("::")[0].endswith(".py") or _owns(case.owner, test))


def _owns(owner: str, test: str) -> bool:
    path, _, chain = test.partition("::")
    full = ".".join((_dotted(path), *chain.split("::")[:-1]))
    return f".{full}".endswith(f".{owner}") or f".{owner}".endswith(f".{full}")


def _module(case: TestCase, head: Head) -> bool:
    """Whether the case is filed under a file of which the head's tests are known."""
    parts = case.owner.split(".")
    prefixes = (".".join(parts[:length]) for length in range(1, len(parts) + 1))
    return any(prefix in head.modules for prefix in prefixes)


def _missing(cases: tuple[TestCase, ...], head: Head) -> tuple[str, ...]:
    """The tests of the change that no case is."""
    ran = {test for case in cases for test in _tests_of(case, head)}
    mine = (one for one in head.changes if one.change in (Change.ADDED, Change.MODIFIED) and not one.skipped)
    return tuple(one.test_id for one in mine if one.test_id not in ran)


def _benchmarked(timing: Timing, head: Head) -> bool:
    name = PARAMETERS.sub("", timing.name)
    near = head.by_name.get(name.rpartition("::")[2], ())
    return any(f"/{name}".endswith(f"/{test}") or f"/{test}".endswith(f"/{name}") for test in near)


def _place(path: str, head: Head) -> str:
    """The head's path that a report's path is: the same, or the one that it is the end of, or that is its end."""
    near = head.by_last_part.get(path.rpartition("/")[2], ())
    longer = [one for one in near if f"/{one}".endswith(f"/{path}")]
    if len(longer) == 1:
        return longer[0]
    shorter = [one for one in near if path.endswith(f"/{one}")]
    return path if path in near else max(shorter, key=len, default="")


def _dotted(path: str) -> str:
    return path.rpartition(".")[0].replace("/", ".")


def _called(case: TestCase) -> str:
    return f"{case.owner}.{case.name}" if case.owner else case.name


def _some(names: Iterable[str]) -> str:
    every = list(names)
    more = f" and {len(every) - MOST_NAMED} more" if len(every) > MOST_NAMED else ""
    return ", ".join(every[:MOST_NAMED]) + more


def _percent(part: int, whole: int) -> str:
    """In tenths, never rounded up: what lacks a line is not 100 %."""
    return f"{part * 1000 // whole / 10:.1f} %"


def _duration(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"
