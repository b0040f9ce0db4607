"""Reports: what each format says, which reports speak of this head, and files that are none, or hostile."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from draft_summary.facts import detect
from draft_summary.facts.reports import read
from draft_summary.values.reports import Outcome, Report, ReportFile, ReportKind
from facts.changes import change

TESTS = """
class TestCart:
    def test_add(self):
        assert True

    def test_total(self):
        assert True

def test_empty():
    assert True
"""
CODE = "def add(a):\n    return a\n\n\ndef total(b):\n    return b\n"
OLD = {"tests/unit/test_old.py": "def test_before():\n    assert 1\n", "src/shop/old.py": "x = 1\n"}
NEW = {**OLD, "tests/unit/test_cart.py": TESTS, "src/shop/cart.py": CODE}
BRANCH = change(OLD, NEW)
HEAD = "c" * 40


def case(owner: str, name: str, inside: str = "") -> str:
    return f'<testcase classname="{owner}" name="{name}" time="0.1">{inside}</testcase>'


def junit(*cases: str) -> bytes:
    return (
        f'<?xml version="1.0"?><testsuites><testsuite name="pytest">{"".join(cases)}</testsuite></testsuites>'.encode()
    )


ADD = case("tests.unit.test_cart.TestCart", "test_add")
TOTAL = case("tests.unit.test_cart.TestCart", "test_total")
EMPTY = case("tests.unit.test_cart", "test_empty")
BEFORE = case("tests.unit.test_old", "test_before")


def cobertura(name: str = "shop/cart.py", last: int = 6) -> bytes:
    lines = f'<line number="1" hits="3"/><line number="2" hits="0"/><line number="{last}" hits="00012"/>'
    method = '<methods><method name="m"><lines><line number="900" hits="0"/></lines></method></methods>'
    return (
        f'<coverage line-rate="0.9"><packages><package><classes><class filename="{name}">{method}'
        f"<lines>{lines}</lines></class></classes></package></packages></coverage>"
    ).encode()


def coverage_py(name: str = "src/shop/cart.py", missing: tuple[int, ...] = (2,)) -> bytes:
    one = {"executed_lines": [1, 5, 6], "missing_lines": list(missing), "summary": {"percent_covered": 1}}
    return json.dumps({"meta": {}, "files": {name: one}, "totals": {"percent_covered": 99}}).encode()


def benchmark(name: str = "tests/unit/test_cart.py::test_empty[big]", **more: Any) -> bytes:
    stats = {"mean": 0.00123456, "median": 0.0012, "rounds": 100}
    return json.dumps({"machine_info": {}, "benchmarks": [{"fullname": name, "stats": stats}], **more}).encode()


def reports(*data: bytes, newer: bool = True) -> tuple[Report, ...]:
    files = tuple(ReportFile(f"report-{number}", one, newer) for number, one in enumerate(data, start=1))
    return detect(*BRANCH, files).reports


def test_a_test_report_of_this_head() -> None:
    (one,) = reports(junit(ADD, TOTAL, EMPTY, BEFORE))
    assert one.text == "Test report (report-1): 4 tests, 4 passed, 0 failed, 0 with errors, 0 skipped"
    assert (one.id, one.kind, one.passing, one.all_ran, one.problem) == ("R1", ReportKind.TESTS, True, True, "")


def test_failures_errors_and_skips_are_told() -> None:
    failed = case("tests.unit.test_cart.TestCart", "test_add", '<failure message="no"/>')
    broken = case("tests.unit.test_cart.TestCart", "test_total", "<error/>")
    (one,) = reports(junit(failed, broken, EMPTY, case("tests.unit.test_old", "test_before", "<skipped/>")))
    assert "1 passed, 1 failed, 1 with errors, 1 skipped" in one.text
    assert one.text.endswith("failed: tests.unit.test_cart.TestCart.test_add, tests.unit.test_cart.TestCart.test_total")
    assert (one.passing, one.all_ran) == (False, False)
    (skipped,) = reports(junit(ADD, TOTAL, EMPTY, case("tests.unit.test_old", "test_before", "<skipped/>")))
    assert (skipped.passing, skipped.all_ran) == (True, False)


MATCHING = [
    ("parametrized", junit(ADD, TOTAL, case("tests.unit.test_cart", "test_empty[a-1]"))),
    ("from below the top level", junit(*(one.replace("tests.unit.", "unit.") for one in (ADD, TOTAL, EMPTY)))),
    ("entries that are no tests", junit(ADD, TOTAL, EMPTY, case("src.shop.cart", "ruff"))),
    ("one suite as root", junit(ADD, TOTAL, EMPTY).replace(b"<testsuites>", b"").replace(b"</testsuites>", b"")),
    ("UTF-16", junit(ADD, TOTAL, EMPTY).decode().replace('?xml version="1.0"', '?xml version="1.0"').encode("utf-16")),
    ("coverage by its end", cobertura()),
    ("coverage from elsewhere", cobertura("/build/agent/src/shop/cart.py")),
    ("coverage of Windows", cobertura("src\\shop\\cart.py")),
    ("coverage.py", coverage_py()),
    ("benchmark of the head", benchmark(commit_info={"id": HEAD, "dirty": False})),
    ("benchmark", benchmark()),
]


@pytest.mark.parametrize("data", [row[1] for row in MATCHING], ids=[row[0] for row in MATCHING])
def test_a_report_that_matches_is_evidence(data: bytes) -> None:
    (one,) = reports(data)
    assert (one.problem, one.id) == ("", "R1")


def test_a_coverage_report_is_counted_not_believed() -> None:
    (one,) = reports(coverage_py())
    assert one.text == (
        "Coverage report (report-1): 75.0 % of lines (3 of 4); changed files: src/shop/cart.py 75.0 % (3 of 4)"
    )
    (xml,) = reports(cobertura())
    assert "66.6 % of lines (2 of 3)" in xml.text


def test_a_benchmark_report_has_its_own_units() -> None:
    (one,) = reports(benchmark())
    assert one.text == (
        "Benchmark report (report-1): tests/unit/test_cart.py::test_empty[big] mean 1.23 ms, median 1.2 ms, 100 rounds"
    )


def test_two_runs_together_have_all_tests() -> None:
    assert [one.problem for one in reports(junit(ADD, TOTAL), junit(EMPTY, BEFORE))] == ["", ""]


FOREIGN = [
    (
        "a test is missing",
        junit(ADD, EMPTY),
        "tests of the branch are not in it: tests/unit/test_cart.py::TestCart::te",
    ),
    (
        "a test that is gone",
        junit(ADD, TOTAL, EMPTY, case("tests.unit.test_cart", "test_gone")),
        "does not have: tests.",
    ),
    ("other tests", junit(case("com.acme.Other", "works")), "none of its tests is one of the head's"),
    ("no tests", junit(), "none of its tests"),
    ("another class of that name", junit(case("tests.unit.test_old", "test_add"), TOTAL, EMPTY), "does not have"),
    ("coverage of other files", cobertura("shop/basket.py"), "none of its files is one of the head's"),
    ("coverage of what did not change", cobertura("shop/old.py", last=1), "no changed file is in it"),
    ("coverage of a longer file", cobertura(last=400), "lines that the head does not have: src/shop/cart.py"),
    ("benchmark of another commit", benchmark(commit_info={"id": "d" * 40}), "it was made on ddddddd"),
    ("benchmark with changes", benchmark(commit_info={"id": HEAD, "dirty": True}), "it was made on ccccccc"),
    ("benchmark of no test", benchmark("tests/unit/test_cart.py::test_gone"), "it has benchmarks that the head"),
    ("no benchmark", b'{"benchmarks": []}', "it has no benchmark"),
]


@pytest.mark.parametrize(("data", "problem"), [row[1:] for row in FOREIGN], ids=[row[0] for row in FOREIGN])
def test_a_report_of_something_else_is_no_evidence(data: bytes, problem: str) -> None:
    (one,) = reports(data)
    assert problem in one.problem
    assert (one.id, one.text, one.passing) == ("", "", False)


def test_a_report_older_than_the_head_is_no_evidence() -> None:
    assert [one.problem for one in reports(junit(ADD, TOTAL, EMPTY), newer=False)] == ["it is older than the head"]


BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<testsuites>&b;</testsuites>"
)
OUTSIDE = (
    b'<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&x;" classname="a"/></testsuite>'
)
BROKEN = [
    ("empty", b"", "it is not whole XML"),
    ("text", b"all good", "it is not whole XML"),
    ("cut off", junit(ADD)[:-30], "it is not whole XML"),
    ("a web page", b"<html><body></body></html>", "its root is <html>"),
    ("entities", BILLION, "it declares a document type"),
    ("an entity of outside", OUTSIDE, "it declares a document type"),
    ("deep", b"<testsuite>" * 5000, "larger or deeper than any report"),
    ("unknown encoding", b'<?xml version="1.0" encoding="x-none"?><testsuite/>', ""),
    ("NUL", b"<testsuite>\0</testsuite>", "it is not whole XML"),
    ("cut JSON", b'{"benchmarks": [', "it is not whole JSON"),
    ("deep JSON", b"[" * 100_000, "it is not whole JSON"),
    ("other JSON", b'{"files": []}', "it is none of JUnit XML"),
    ("a list", b"[]", "it is none of JUnit XML"),
    (
        "wrong types",
        b'{"benchmarks": [1, {"stats": 2}, {"fullname": [], "stats": {"mean": "x"}}]}',
        "it has no benchmark",
    ),
    (
        "lines of wrong types",
        b'{"files": {"a": {"executed_lines": [true], "missing_lines": ["x"]}}, "totals": 0}',
        "none",
    ),
]


@pytest.mark.parametrize(("data", "problem"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_what_is_no_report_says_so_and_does_no_harm(data: bytes, problem: str) -> None:
    start = time.monotonic()
    (one,) = reports(data)
    assert time.monotonic() - start < 5
    assert problem in one.problem
    assert one.id == ""


def test_a_large_report_takes_linear_time() -> None:
    many = junit(*(case("tests.unit.test_cart", f"test_{number}" + "x" * 200) for number in range(20_000)))
    start = time.monotonic()
    (one,) = read((ReportFile("large.xml", many, newer=True),))
    assert len(one.cases) == 20_000
    assert {case.outcome for case in one.cases} == {Outcome.PASSED}
    assert time.monotonic() - start < 5
