"""`check` over what this program drafted itself: nothing in it is stale or false, and what a person adds is judged."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.branches import generate
from draft_summary import pipeline
from draft_summary.integrations import sample
from draft_summary.review.severity import About, kind_of
from draft_summary.settings import Settings
from draft_summary.values.findings import Finding, Severity
from support.features import SPEC, SUMMARY
from support.repositories import Executable, Sample, Symlink, build
from support.shop import shop


def silent(_: str) -> None:
    """No progress is shown."""


def of_the_sample(path: Path) -> Path:
    return sample.build(path).path


def of_the_shop(path: Path) -> Path:
    return shop(path).path


def of_forty_files(path: Path) -> Path:
    generate(path, 45)
    return path


def of_odd_names(path: Path) -> Path:
    odd = {
        "a b.py": "x_1 = 1\n",
        "ünï/cödé.py": "1\n",
        "we`ird.md": "1\n",
        "new line/[x].ts": "1\n",
        "Makefile": "a:\n",
    }
    return build(path, {"app.py": "1\n"}, odd).path


def of_renames_and_deletions(path: Path) -> Path:
    long = "".join(f"line_{number} = {number}\n" for number in range(30))
    base = {"a.py": long, "gone.py": "def gone_now():\n    pass\n", "link": "1\n", "run.sh": "1\n"}
    moved = {"b/a.py": long, "a.py": None, "gone.py": None, "link": Symlink("run.sh"), "run.sh": Executable("1\n")}
    return build(path, base, ("refactor: drop `gone_now()` and never_there_at_all", {**moved, SPEC: "# Thing\n"})).path


def of_binaries(path: Path) -> Path:
    return build(
        path, {"a.bin": b"\0\1"}, {"a.bin": b"\0\2", "b.png": b"\x89PNG\0"}, {"c.md": "# All tests pass\n"}
    ).path


@pytest.mark.parametrize(
    "arranged", [of_the_sample, of_the_shop, of_forty_files, of_odd_names, of_renames_and_deletions, of_binaries]
)
def test_a_fresh_draft_has_nothing_stale_or_false(tmp_path: Path, arranged: Callable[[Path], Path]) -> None:
    settings = Settings(repo=arranged(tmp_path / "repository"), offline=True)
    pipeline.draft(settings, silent)
    findings = pipeline.check(settings, silent).findings
    assert [one for one in findings if kind_of(one.code) is not About.INCOMPLETE] == []
    assert {one.severity for one in findings} <= {Severity.WARNING}


@pytest.fixture
def drafted(tmp_path: Path) -> Sample:
    repository = shop(tmp_path / "repository")
    pipeline.draft(Settings(repo=repository.path, offline=True), silent)
    return repository


def check(repository: Sample) -> tuple[Finding, ...]:
    return pipeline.check(Settings(repo=repository.path), silent).findings


def edited(repository: Sample, old: str, new: str) -> None:
    text = (repository.path / SUMMARY).read_text("utf-8")
    assert re.search(old, text), old
    repository.write({SUMMARY: re.sub(old, new, text, count=1)})


def test_a_line_that_a_person_deleted_is_not_missing(drafted: Sample) -> None:
    edited(drafted, r"- `tests/test_coupons.py`[^\n]*\n", "")
    edited(drafted, r"- `SHOP_COUPON_LIMIT`[^\n]*\n", "")
    assert [one for one in check(drafted) if one.severity is Severity.ERROR] == []


def test_a_file_that_left_the_branch_is_stale(drafted: Sample) -> None:
    drafted.commit({"src/shop/coupons.py": None}, "revert: coupons")
    stale = [one for one in check(drafted) if "src/shop/coupons.py" in one.reason]
    assert stale
    assert {kind_of(one.code) for one in stale} <= {About.STALE, About.FALSE}


def test_an_amended_commit_is_a_note(drafted: Sample) -> None:
    drafted.git("commit", "--amend", "--quiet", "--date", "2026-03-03T03:03:03Z", "--no-edit")
    about_commits = [one for one in check(drafted) if "commit" in one.code or one.place.startswith("commits")]
    assert [(one.code, one.severity) for one in about_commits] == [("moved-commit", Severity.NOTE)]


def test_who_ticks_a_box_of_ours_signs_it(drafted: Sample) -> None:
    edited(drafted, r"- \[ \] No breaking changes", "- [x] No breaking changes")
    assert [one for one in check(drafted) if one.code == "unattested"] == []


def test_what_a_person_adds_to_a_draft_is_looked_up(drafted: Sample) -> None:
    edited(drafted, r"## Overview\n", "## Overview\nIt calls `coupon_gateway_client`.\n\n")
    assert [one.subject for one in check(drafted) if one.code == "unknown-name"] == ["coupon_gateway_client"]


@pytest.mark.parametrize("status", ["Complete", "✅ Done", "Completed on Monday"])
def test_open_lines_fail_once_the_summary_says_that_it_is_complete(drafted: Sample, status: str) -> None:
    opened = [one for one in check(drafted) if one.code == "open-line"]
    assert {one.severity for one in opened} == {Severity.WARNING}
    edited(drafted, r"\*\*Status\*\*: In Progress", f"**Status**: {status}")
    assert {one.severity for one in check(drafted) if one.code == "open-line"} == {Severity.ERROR}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("`a_b.c::" * 20_000, id="one long line"),
        pytest.param(("a_" * 900 + "/a.b::c" * 200 + "\n") * 50, id="long words"),
        pytest.param("\n".join(f"- `name_{n}_x` and test_{n}_y 1.{n}.3" for n in range(1_500)), id="many names"),
        pytest.param("## Files Changed\n```\n" + "│   " * 900 + "├── a.py\n" * 4_000 + "```\n", id="a deep tree"),
        pytest.param(
            "all the " * 40_000 + "\n" + "100% of " * 400 + "\n" + "[" * 3_000 + "`" * 3_000, id="almost claims"
        ),
    ],
)
def test_a_hostile_summary_takes_seconds(drafted: Sample, text: str) -> None:
    drafted.write({SUMMARY: "# Summary\n\n## Overview\n" + text})
    started = time.process_time()
    check(drafted)
    assert time.process_time() - started < 15
