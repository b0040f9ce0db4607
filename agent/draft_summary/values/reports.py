"""Reports of test runs, coverage and benchmarks: what a file says, and whether it speaks of this head."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReportKind(StrEnum):
    """What a report is of."""

    TESTS = "tests"
    COVERAGE = "coverage"
    BENCHMARK = "benchmark"


class Outcome(StrEnum):
    """How a test ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report as it was given: its path in the user's words, its bytes, and whether it is newer than the head."""

    path: str
    data: bytes
    newer: bool


@dataclass(frozen=True, slots=True)
class TestCase:
    """One test of a run: the class or module that it is filed under, its name, how it ended."""

    __test__ = False  # pytest would collect a class of this name

    owner: str
    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CoveredFile:
    """A file of a coverage report: lines covered, lines that could be, and the last line that it speaks of."""

    path: str
    covered: int
    lines: int
    last: int = 0


@dataclass(frozen=True, slots=True)
class Timing:
    """One benchmark: its test, mean and median in seconds, and the number of rounds."""

    name: str
    mean: float
    median: float
    rounds: int


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a report says. `problem` is why it says nothing; `commit` the full hash that it names, if it does."""

    path: str
    newer: bool = True
    kind: ReportKind = ReportKind.TESTS
    cases: tuple[TestCase, ...] = ()
    files: tuple[CoveredFile, ...] = ()
    timings: tuple[Timing, ...] = ()
    commit: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report beside this head. `text` is what it says of it, in one line; with `problem`, it is no evidence, and why.

    `passing` says that tests ran and none failed, `all_ran` that none was skipped either. `id` as in `R1`.
    """

    path: str
    kind: ReportKind
    text: str = ""
    problem: str = ""
    passing: bool = False
    all_ran: bool = False
    id: str = ""
