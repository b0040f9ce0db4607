"""Tests in a Python file, by the rules of pytest's and unittest's collection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, line_of, one_line, written
from draft_summary.facts.python.scopes import Definition, definitions, docstring, statements
from draft_summary.facts.reading import FoundTest, TestReader

if TYPE_CHECKING:
    from tree_sitter import Node

# pytest's defaults for python_files, and Django's and unittest's `tests.py`
TEST_FILE = re.compile(r"(^|/)(test_[^/]*|[^/]*_test|tests?)\.py$")
FIXTURE = re.compile(r"^(pytest\.|pytest_asyncio\.)?fixture\b")
SKIP = re.compile(r"^(pytest\.mark\.skip|mark\.skip|unittest\.skip|skip)(\(|$)")
XFAIL = re.compile(r"^(pytest\.mark\.xfail|mark\.xfail|unittest\.expectedFailure|expectedFailure)(\(|$)")
MARK = re.compile(r"\bmark\.(\w{1,40})")
UNITTEST_BASE = re.compile(r"(TestCase|TransactionTestCase|LiveServerTestCase|APITestCase|TestBase|BaseTest)$")
DEEPEST = 10  # classes within each other
TIER_MARKS = {
    "unit": "unit",
    "integration": "integration",
    "e2e": "e2e",
    "end_to_end": "e2e",
    "functional": "e2e",
    "acceptance": "e2e",
}


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What a class, or the file, gives to the tests in it."""

    chain: tuple[str, ...] = ()
    tier: str = ""
    skipped: bool = False


def is_test_file(path: str) -> bool:
    """Whether a test runner would look into the file."""
    return path.endswith(".py") and TEST_FILE.search(path) is not None


def read_tests(source: Source) -> tuple[FoundTest, ...]:
    """The tests of a file in order, a parametrized one once; of two with one name the last counts, as in Python."""
    marks = _pytestmark(source.root)
    skipped = any(SKIP.match(mark) for mark in marks)
    found = {test.name: test for test in _in_body(source, source.root, _Inherited((), _tier(marks), skipped))}
    return tuple(found.values())


def _in_body(source: Source, body: Node | None, around: _Inherited) -> Iterator[FoundTest]:
    for one in definitions(body) if len(around.chain) < DEEPEST else ():
        if not one.is_class:
            if one.name.startswith("test") and not any(FIXTURE.match(text) for text in one.decorators):
                yield _test(source, one, around)
        elif _holds_tests(one):
            marks = (*one.decorators, *_pytestmark(one.body))
            inner = _Inherited(
                (*around.chain, one.name),
                _tier(marks) or around.tier,
                around.skipped or any(SKIP.match(mark) for mark in marks),
            )
            yield from _in_body(source, one.body, inner)


def _holds_tests(one: Definition) -> bool:
    """pytest: `Test*` without a constructor; unittest: a subclass of a test case, told by the names."""
    if any(UNITTEST_BASE.search(base) for base in one.bases):
        return True
    if any(inner.name in ("__init__", "__new__") for inner in definitions(one.body)):
        return False
    by_base = any("Test" in base for base in one.bases) and one.name.endswith(("Test", "Tests", "TestCase"))
    return one.name.startswith("Test") or by_base


def _test(source: Source, one: Definition, around: _Inherited) -> FoundTest:
    skip = next((text for text in one.decorators if SKIP.match(text)), "")
    xfail = next((text for text in one.decorators if XFAIL.match(text)), "")
    return FoundTest(
        name="::".join((*around.chain, one.name)),
        line=line_of(one.node),
        tier=_tier(one.decorators) or around.tier,
        summary=docstring(source, one.body),
        skipped=around.skipped or bool(skip),
        expected_to_fail=bool(xfail),
        reason=skip or xfail,
        body=written(one.outer),
    )


def _tier(marks: tuple[str, ...]) -> str:
    names = (name for mark in marks for name in MARK.findall(mark))
    return next((TIER_MARKS[name] for name in names if name in TIER_MARKS), "")


def _pytestmark(body: Node | None) -> tuple[str, ...]:
    """The marks that a `pytestmark = ...` statement gives to all tests in the body, each on its own."""
    found: list[str] = []
    for statement in statements(body):
        if statement.type != "expression_statement" or not statement.named_children:
            continue
        assignment = statement.named_children[0]
        if assignment.type == "assignment" and written(assignment.child_by_field_name("left")) == "pytestmark":
            right = assignment.child_by_field_name("right")
            if right is not None:
                found += [
                    one_line(one) for one in (right.named_children if right.type in ("list", "tuple") else [right])
                ]
    return tuple(found)


TESTS = TestReader(is_test_file, read_tests, "def test", ("skip", "xfail", "expectedFailure"))
