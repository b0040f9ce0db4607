from __future__ import annotations

import pytest

from draft_summary.facts import paths_wanted
from draft_summary.values.facts import Change, Facts
from facts.changes import change, covered, facts_of

TESTS = '''
"""Shows the loader."""
import pytest
from unittest import TestCase


@pytest.fixture
def test_client():
    return 1


def test_plain():
    """It loads.

    Always.
    """


async def test_async(): ...


@pytest.mark.parametrize("n", [1, 2, 3])
def test_many(n): ...


def helper():
    def test_inner(): ...


class TestGroup:
    def test_method(self): ...

    class TestNested:
        def test_deep(self): ...

    def helper(self): ...


class TestConfig:
    def __init__(self): ...

    def test_like(self): ...


class Helpers:
    def test_not_collected(self): ...


class OrderCase(TestCase):
    def setUp(self): ...

    def test_unittest(self): ...


if True:
    def test_conditional(): ...
'''


def _names(facts: Facts, change: Change = Change.ADDED) -> list[str]:
    return [test.name for test in facts.tests if test.change is change]


def test_what_pytest_and_unittest_collect_is_a_test() -> None:
    facts = facts_of({}, {"tests/test_loader.py": TESTS})
    assert _names(facts) == [
        "test_plain",
        "test_async",
        "test_many",
        "TestGroup::test_method",
        "TestGroup::TestNested::test_deep",
        "OrderCase::test_unittest",
        "test_conditional",
    ]
    first = facts.tests[0]
    assert (first.test_id, first.line, first.summary) == ("tests/test_loader.py::test_plain", 12, "It loads.")
    assert len(facts.tests_at_head) == len(facts.tests)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        pytest.param("pkg/test_a.py", 1, id="prefix"),
        pytest.param("pkg/a_test.py", 1, id="suffix"),
        pytest.param("shop/tests.py", 1, id="django"),
        pytest.param("tests/helpers.py", 0, id="no test file"),
        pytest.param("src/contest.py", 0, id="name that ends alike"),
        pytest.param("tests/test_a.txt", 0, id="no Python"),
    ],
)
def test_only_files_that_a_runner_looks_into_hold_tests(path: str, number: int) -> None:
    assert len(facts_of({}, {path: "def test_a(): ...\n"}).tests) == number


def test_tests_are_compared_by_path_and_name() -> None:
    facts = facts_of(
        {"tests/test_a.py": "def test_same(): ...\ndef test_edited(): assert 1\ndef test_gone(): ...\n"},
        {"tests/test_a.py": "def test_new(): ...\ndef test_same(): ...\ndef test_edited(): assert 2\n"},
    )
    assert [(test.name, test.change, test.line) for test in facts.tests] == [
        ("test_new", Change.ADDED, 1),
        ("test_edited", Change.MODIFIED, 3),
        ("test_gone", Change.REMOVED, 3),
    ]


def test_a_renamed_file_keeps_its_tests() -> None:
    text = "def test_a(): ...\n\n\ndef test_b(): ...\n"
    facts = facts_of(
        {"tests/test_old.py": text},
        {"tests/test_new.py": text + "\n\ndef test_c(): ...\n"},
        renamed={"tests/test_new.py": "tests/test_old.py"},
    )
    assert [(test.test_id, test.change) for test in facts.tests] == [("tests/test_new.py::test_c", Change.ADDED)]


@pytest.mark.parametrize(
    ("path", "text", "tier"),
    [
        pytest.param("tests/unit/test_a.py", "def test_a(): ...", "unit", id="folder"),
        pytest.param("tests/unit_tests/x/test_a.py", "def test_a(): ...", "unit", id="folder with suffix"),
        pytest.param("tests/integration/test_a.py", "def test_a(): ...", "integration", id="integration"),
        pytest.param("tests/end-to-end/test_a.py", "def test_a(): ...", "e2e", id="end to end"),
        pytest.param("tests/acceptance/test_a.py", "def test_a(): ...", "e2e", id="acceptance"),
        pytest.param("tests/integrations/test_a.py", "def test_a(): ...", "", id="the feature of that name"),
        pytest.param("tests/test_unit.py", "def test_a(): ...", "", id="a file's name is no tier"),
        pytest.param(
            "tests/unit/test_a.py", "@pytest.mark.integration\ndef test_a(): ...", "integration", id="marker wins"
        ),
        pytest.param("tests/test_a.py", "pytestmark = [pytest.mark.e2e]\ndef test_a(): ...", "e2e", id="module's mark"),
        pytest.param(
            "tests/test_a.py",
            "@pytest.mark.unit\nclass TestA:\n    def test_a(self): ...",
            "unit",
            id="class's mark",
        ),
    ],
)
def test_the_tier_is_what_folder_or_marker_say(path: str, text: str, tier: str) -> None:
    assert [test.tier for test in facts_of({}, {path: text + "\n"}).tests] == [tier]


@pytest.mark.parametrize(
    ("text", "skipped"),
    [
        pytest.param("@pytest.mark.skip(reason='slow')\ndef test_a(): ...", True, id="skip"),
        pytest.param("@unittest.skip('x')\ndef test_a(): ...", True, id="unittest"),
        pytest.param("@pytest.mark.skipif(True, reason='x')\ndef test_a(): ...", False, id="conditional"),
        pytest.param("@pytest.mark.skip\nclass TestA:\n    def test_a(self): ...", True, id="class"),
    ],
)
def test_a_skipped_test_says_so(text: str, skipped: bool) -> None:  # noqa: FBT001 — a table's column
    assert [test.skipped for test in facts_of({}, {"test_a.py": text + "\n"}).tests] == [skipped]


def test_tests_at_head_are_those_of_unchanged_files_too() -> None:
    unchanged = {
        "tests/test_old.py": "class TestOld:\n    def test_a(self): ...\n",
        "tests/test_not_python.py": "def test(:\n",
    }
    facts = facts_of(
        {**unchanged, "a.py": ""}, {**unchanged, "a.py": "x = 1\n", "tests/test_new.py": "def test_b(): ...\n"}
    )
    assert facts.tests_at_head == ("tests/test_new.py::test_b", "tests/test_old.py::TestOld::test_a")


def test_the_test_files_nearest_to_the_change_are_wanted_first() -> None:
    many = tuple(f"other/tests/test_{number}.py" for number in range(500))
    paths = (*many, "pkg/tests/test_near.py", "pkg/a.py", "vendor/tests/test_x.py")
    branch, _ = change({"pkg/a.py": "x = 1\n"}, {"pkg/a.py": "x = 2\n"})
    base, head = paths_wanted(branch, paths, paths)
    assert base == frozenset()
    assert "pkg/tests/test_near.py" in head
    assert "vendor/tests/test_x.py" not in head
    assert len(head) <= 400


def test_a_file_that_does_not_parse_gives_no_test_and_is_counted() -> None:
    facts = facts_of(
        {"tests/test_a.py": "def test_a(: ...\n"}, {"tests/test_a.py": "def test_a(): ...\n", "web/a_test.exs": "test"}
    )
    assert facts.tests == ()
    assert covered(facts, "tests").not_examined == ((".exs", 1), (".py", 1))
