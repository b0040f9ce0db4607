"""`--report`, as a user gives it: the summary states what a report says of this head, and nothing of any other."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from draft_summary import pipeline
from draft_summary.integrations import sample
from draft_summary.settings import Settings
from support.command import draft_summary
from support.standing import text_of

LONG_AGO = 1_000_000_000  # seconds since 1970: before the sample's commits


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return sample.build(tmp_path / "sample").path


def junit(repository: Path, path: Path, *, without: str = "") -> Path:
    """A report in which every test at head passed, but the one that is left out."""
    settings = Settings(repo=repository, offline=True)
    tests = pipeline.examine(settings, lambda _: None).dossier.facts.tests_at_head
    cases = [
        f'<testcase classname="{file.removesuffix(".py").replace("/", ".")}" name="{name}"/>'
        for file, _, name in (test.partition("::") for test in tests)
        if name != without
    ]
    path.write_text(f"<testsuite>{''.join(cases)}</testsuite>")
    return path


def test_a_report_is_stated_and_the_same_without_it_is_not(repository: Path, tmp_path: Path) -> None:
    report = junit(repository, tmp_path / "junit.xml")
    ran = draft_summary("--offline", "--output", "-", "--report", report, cwd=repository)
    assert ran.code == 0, ran.err
    assert re.search(
        rb"^- Test report \(`junit\.xml`\): .* passed, 0 failed, 0 with errors, 0 skipped\.$", ran.out, re.MULTILINE
    )
    assert b" passed, 0 failed" not in draft_summary("--offline", "--output", "-", cwd=repository).out


def test_a_report_that_lacks_a_test_of_the_branch_is_named_and_not_used(repository: Path, tmp_path: Path) -> None:
    report = junit(repository, tmp_path / "junit.xml", without="test_join_twice_is_refused")
    ran = draft_summary("--offline", "--output", "-", "--report", report, cwd=repository)
    assert b" passed, 0 failed" not in ran.out
    assert "is not used: tests of the branch are not in it: tests/unit/test_waitlist.py::test_join_twice" in ran.err


def test_a_report_older_than_the_head_is_not_used(repository: Path, tmp_path: Path) -> None:
    report = junit(repository, tmp_path / "junit.xml")
    os.utime(report, (LONG_AGO, LONG_AGO))
    ran = draft_summary("--offline", "--output", "-", "--report", report, cwd=repository)
    assert b" passed, 0 failed" not in ran.out
    assert "is not used: it is older than the head" in ran.err


def test_every_command_takes_reports_and_names_them_on(repository: Path, tmp_path: Path) -> None:
    report = junit(repository, tmp_path / "junit.xml")
    assert draft_summary("--offline", "--report", report, cwd=repository).code == 0
    checked = draft_summary("check", "--report", report, cwd=repository)
    assert "not used" not in checked.err
    collected = draft_summary("collect", "--json", "--report", report, cwd=repository)
    assert [one["id"] for one in collected.json["reports"]] == ["R1"]
    applied = draft_summary("apply", "-", "--report", report, cwd=repository, stdin=b"{}")
    assert applied.code == 3


def test_check_without_the_report_says_that_it_cannot_check_and_does_not_fail(repository: Path, tmp_path: Path) -> None:
    test = "tests/unit/test_waitlist.py::test_join_twice_is_refused"
    stats = {"mean": 0.001, "median": 0.001, "rounds": 9}
    benchmark = tmp_path / "benchmark.json"
    benchmark.write_text(json.dumps({"benchmarks": [{"fullname": test, "stats": stats}]}))
    given = ("--report", junit(repository, tmp_path / "junit.xml"), "--report", benchmark)
    assert draft_summary("--offline", *given, cwd=repository).code == 0
    assert "mean 1 ms, median 1 ms, 9 rounds" in text_of(repository)
    assert draft_summary("check", *given, cwd=repository).code == 0
    without = draft_summary("check", "--json", cwd=repository)
    assert without.code == 0, without.out
    unchecked = [one for one in without.json["findings"] if one["code"] == "unchecked-report"]
    assert [one["severity"] for one in unchecked] == ["warning"] * len(unchecked)
    assert any("Test report (`junit.xml`)" in one["subject"] for one in unchecked)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=repository, check=True, capture_output=True, text=True)
    sample.add_commit(sample.SampleBranch(repository, sample.BRANCH, "", head.stdout.strip()))
    assert draft_summary("check", cwd=repository).code == 1


@pytest.mark.parametrize("name", ["nothing.xml", "."], ids=["missing", "a folder"])
def test_a_report_that_cannot_be_read_is_said(name: str, repository: Path) -> None:
    ran = draft_summary("--offline", "--report", name, cwd=repository)
    assert ran.code == 3
    assert name in ran.err
    assert "Traceback" not in ran.err


def test_a_link_that_the_branch_could_have_brought_is_not_followed(repository: Path, tmp_path: Path) -> None:
    report = junit(repository, tmp_path / "junit.xml")
    (repository / "junit.xml").symlink_to(report)
    assert draft_summary("--offline", "--report", "junit.xml", cwd=repository).code == 3
