"""`check` as a user runs it: what it exits with, what it prints where, and what it names as the remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from draft_summary.integrations.annotations import of_check
from draft_summary.values.branch import Branch
from draft_summary.values.document import Document
from draft_summary.values.evidence import Catalogue, Dossier, Snapshot
from draft_summary.values.facts import Facts
from draft_summary.values.findings import Finding, Severity
from draft_summary.values.results import CheckResult
from support.command import draft_summary, files_of
from support.features import SPEC, SUMMARY, branch_of
from support.repositories import Sample, build

SPEC_TEXT = "# Thing\n\n## Acceptance Criteria\n- Given x, when y, then z\n"


def with_feature(path: Path) -> Sample:
    return branch_of(path, {SPEC: SPEC_TEXT})


def without_feature(path: Path) -> Sample:
    return build(path / "repo", {"app.py": "1\n"}, {"x.py": "1\n"})


@pytest.mark.parametrize(
    ("arranged", "options", "code", "status"),
    [
        pytest.param(with_feature, (), 1, "missing", id="a feature folder asks for a summary"),
        pytest.param(without_feature, (), 0, "not_applicable", id="without one, none is asked for"),
        pytest.param(without_feature, ("--require", "always"), 1, "missing", id="always"),
        pytest.param(with_feature, ("--require", "never"), 0, "not_applicable", id="never"),
        pytest.param(
            without_feature, ("--output", "docs/s.md"), 1, "missing", id="a summary that is named and not there"
        ),
    ],
)
def test_a_missing_summary_fails_where_one_is_required(
    tmp_path: Path, arranged: Callable[[Path], Sample], options: tuple[str, ...], code: int, status: str
) -> None:
    ran = draft_summary("check", "--json", *options, cwd=arranged(tmp_path).path)
    assert (ran.code, ran.json["status"], ran.json["ok"]) == (code, status, code == 0)


@pytest.mark.parametrize("branch", ["", "feature/empty"], ids=["main", "a branch without commits"])
@pytest.mark.parametrize(
    ("require", "code", "status"),
    [("feature", 0, "not_applicable"), ("never", 0, "not_applicable"), ("always", 1, "missing")],
)
def test_a_branch_without_a_change_needs_no_summary(
    tmp_path: Path, branch: str, require: str, code: int, status: str
) -> None:
    path = build(tmp_path / "repo", {"app.py": "1\n"}, branch=branch).path
    ran = draft_summary("check", "--require", require, "--json", cwd=path)
    assert (ran.code, ran.json["status"], ran.json["ok"]) == (code, status, code == 0)
    assert ran.json["notes"]


def test_a_summary_that_is_named_and_not_there_is_named(tmp_path: Path) -> None:
    ran = draft_summary("check", "--output", "docs/mine.md", cwd=with_feature(tmp_path).path)
    assert "docs/mine.md does not exist" in ran.err
    assert "--output docs/mine.md" in ran.err
    assert "no Implementation Summary for" not in ran.err


def test_the_remedy_has_the_options_that_the_check_was_run_with(tmp_path: Path) -> None:
    repository = with_feature(tmp_path)
    assert draft_summary("--offline", cwd=repository.path).code == 0
    repository.write({"late arrival.py": "1\n"})
    ran = draft_summary("check", "--uncommitted", "--base", "main", "--json", cwd=repository.path)
    remedies = {one["remedy"] for one in ran.json["findings"] if one["kind"] == "stale"}
    assert remedies == {"run: draft-summary --base main --uncommitted"}
    mended = draft_summary("--offline", "--base", "main", "--uncommitted", cwd=repository.path)
    assert mended.code == 0
    assert draft_summary("check", "--uncommitted", "--base", "main", cwd=repository.path).code == 0


def test_the_diff_shows_what_a_refresh_would_change_and_writes_nothing(tmp_path: Path) -> None:
    repository = with_feature(tmp_path)
    draft_summary("--offline", cwd=repository.path)
    repository.commit({"second.py": "1\n"}, "feat: second")
    before = files_of(repository.path)
    ran = draft_summary("check", "--diff", cwd=repository.path)
    assert ran.code == 1
    assert ran.out.startswith(f"--- a/{SUMMARY}\n+++ b/{SUMMARY}\n".encode())
    assert b"\n+- `second.py`" in ran.out
    assert files_of(repository.path) == before


THEIRS = """# Implementation Summary: Thing

**Status**: In Progress

## Overview
All acceptance criteria met.

## Files Changed

### Modified Files
- `app.py` — more

### Renamed Files
- `old.py` → `new.py`
"""


def test_adopting_a_summary_attests_nothing_that_stands_in_it(tmp_path: Path) -> None:
    repository = branch_of(tmp_path, {SPEC: SPEC_TEXT, SUMMARY: THEIRS, "app.py": "2\n"})

    def unattested() -> list[str]:
        found = draft_summary("check", "--json", cwd=repository.path).json["findings"]
        return [one["subject"] for one in found if one["code"] == "unattested"]

    before = unattested()
    assert before == ["All acceptance criteria met"]
    ran = draft_summary("--offline", cwd=repository.path)
    assert (ran.code, "Implementation Summary adopted" in ran.err) == (0, True)
    assert unattested() == before


def test_what_is_no_rename_goes_under_no_heading_of_renames(tmp_path: Path) -> None:
    base = {"a.py": "1\n", "old.py": "x = 1\ny = 2\n"}
    theirs = {"a.py": "2\n", "app.py": "2\n", "old.py": None, "new.py": base["old.py"]}
    repository = branch_of(tmp_path, {SPEC: SPEC_TEXT, SUMMARY: THEIRS, **theirs}, base)
    assert draft_summary("--offline", cwd=repository.path).code == 0
    text = (repository.path / SUMMARY).read_text("utf-8")
    modified, renamed = text.split("### Modified Files")[1].split("### Renamed Files")
    assert "`a.py`" in modified
    assert renamed.split("\n## ")[0].split("\n<!--")[0].strip() == "- `old.py` → `new.py`"


def test_a_falsified_version_is_an_error(tmp_path: Path) -> None:
    build_file = 'dependencies {\n    implementation("net.x:lock-spring:5.7.0")\n}\n'
    repository = branch_of(tmp_path, {"build.gradle": build_file, SPEC: SPEC_TEXT}, {"versions.txt": "5.9.1\n"})
    assert draft_summary("--offline", cwd=repository.path).code == 0
    path = repository.path / SUMMARY
    drafted = path.read_text("utf-8")
    assert drafted.count("`net.x:lock-spring 5.7.0`") == 1
    path.write_text(drafted.replace("spring 5.7.0", "spring 5.9.1"), "utf-8")
    ran = draft_summary("check", "--json", cwd=repository.path)
    told = [(one["code"], one["severity"]) for one in ran.json["findings"] if "spring" in one["subject"]]
    assert (ran.code, told) == (1, [("edited-fact", "error")])


def test_a_workflow_is_told_the_line_and_json_stays_json(tmp_path: Path) -> None:
    repository = with_feature(tmp_path)
    draft_summary("--offline", cwd=repository.path)
    repository.commit({"second.py": "1\n"}, "feat: second")
    told = draft_summary("check", cwd=repository.path, GITHUB_ACTIONS="true")
    lines = [line for line in told.err.split("\n") if line.startswith("::error ")]
    assert lines
    assert all(line.startswith(f"::error file={SUMMARY},line=") for line in lines)
    assert told.out == b""
    silent = draft_summary("check", "--json", cwd=repository.path, GITHUB_ACTIONS="true")
    assert silent.json["ok"] is False
    assert "::error" not in silent.err
    assert "::error" not in draft_summary("check", cwd=repository.path).err


def test_an_annotation_is_one_line_whatever_the_summary_says() -> None:
    snapshot = Snapshot("a" * 40, "b" * 40, "0" * 16)
    branch = Branch("x", "a" * 40, "a" * 40, "b" * 40, summary_path="docs/a,b:c.md")
    finding = Finding("stale", "50% of\n::error::it\x1b[31m", line=3, severity=Severity.WARNING, remedy="run: x")
    result = CheckResult(Dossier(branch, Facts(), Catalogue(snapshot, {})), (finding,), document=Document(b""))
    properties = "file=docs/a%2Cb%3Ac.md,line=3,title=draft-summary%3A stale"
    assert of_check(result) == (f"::warning {properties}::50%25 of%0A::error::it<U+001B>[31m (run: x)",)
