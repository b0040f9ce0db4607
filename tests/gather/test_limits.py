"""Bombs stay bounded and said; the number of git processes does not depend on the branch."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from draft_summary.gather import diff, plumbing
from support.features import SPEC, SUMMARY, THING
from support.gathered import read, read_texts, refused
from support.repositories import Sample, build

LINES = "".join(f"line {number}\n" for number in range(50))


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return build(tmp_path / "repo", {"z.py": "1\n"}, {"a.py": "1\n2\n", "long.py": LINES, "z.py": "2\n"})


def hunks(sample: Sample) -> dict[str, int]:
    return {file.path: len(file.hunks) for file in read(sample).files}


@pytest.mark.parametrize(
    ("cap", "value"), [("MOST_CHANGED_LINES", 49), ("LARGEST_SECTION", 300)], ids=["changed lines", "bytes"]
)
def test_hunks_of_long_changes_are_left_out_and_said(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, cap: str, value: int
) -> None:
    monkeypatch.setattr(diff, cap, value)
    assert hunks(sample) == {"a.py": 1, "long.py": 0, "z.py": 1}
    branch = read(sample)
    assert branch.notes == ("hunks of long.py left out: too many or too long lines",)
    assert next(file.insertions for file in branch.files if file.path == "long.py") == 50


def test_all_hunks_together_are_bounded(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "MOST_LINES", 30)
    assert hunks(sample) == {"a.py": 1, "long.py": 0, "z.py": 1}


def test_a_patch_that_is_cut_keeps_the_list_of_files(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    for cap in range(600, 1500, 50):
        monkeypatch.setattr(diff, "LARGEST_PATCH", cap)
        found = hunks(sample)
        assert list(found) == ["a.py", "long.py", "z.py"]
        assert [file.insertions for file in read(sample).files] == [2, 50, 1]
    assert hunks(sample) == {"a.py": 1, "long.py": 1, "z.py": 1}


def test_a_list_of_files_that_is_cut_is_refused(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "LARGEST_PATCH", 100)
    assert refused(sample).code == "too-large"


def test_a_listing_that_is_too_long_is_refused(sample: Sample) -> None:
    # Eight levels of eight folders with one content: 16 million paths out of nine objects.
    tree = sample.git("rev-parse", "HEAD^{tree}")
    for _ in range(8):
        rows = "".join(f"040000 tree {tree}\t{'d' * 60}{number}\n" for number in range(8))
        tree = sample.git("mktree", stdin=rows.encode())
    bomb = sample.git("commit-tree", "-m", "bomb", "-p", "HEAD", tree)
    sample.git("update-ref", "refs/heads/bomb", bomb)
    assert refused(sample, head="bomb").code == "too-large"


def test_a_long_line(tmp_path: Path) -> None:
    sample = build(tmp_path / "repo", {"a.js": "x"}, {"a.js": "y" * (2 << 20), "b.js": "b\n"})
    branch = read(sample)
    assert {file.path: (file.insertions, len(file.hunks)) for file in branch.files} == {"a.js": (1, 0), "b.js": (1, 1)}
    assert branch.notes == ("hunks of a.js left out: too many or too long lines",)


def test_a_file_too_large_to_compare_is_said(tmp_path: Path) -> None:
    sample = build(tmp_path / "repo", {"a.json": "1\n"}, {"a.json": "line\n" * (2 << 20), "a.png": b"\0"})
    branch = read(sample)
    assert branch.notes == ("a.json not compared line by line: larger than 8 MB",)
    assert [(file.binary, file.insertions) for file in branch.files] == [(True, 0), (True, 0)]


def test_git_that_takes_too_long_is_ended(sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow(tmp_path / "bin", "exec sleep 60", monkeypatch)
    monkeypatch.setattr(plumbing, "SECONDS", 1)
    error = refused(sample)
    assert (error.code, "diff-tree" in error.message) == ("git-timeout", True)


def slow(folder: Path, instead: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have `diff-tree` replaced, and every call of git written down in `calls`."""
    git = shutil.which("git")
    folder.mkdir()
    script = f'#!/bin/sh\necho "$*" >>{folder}/calls\ncase "$*" in *diff-tree*) {instead};; esac\nexec {git} "$@"\n'
    (folder / "git").write_text(script)
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.mark.parametrize("uncommitted", [False, True])
def test_the_number_of_processes_is_fixed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    uncommitted: bool,  # noqa: FBT001 — a table's column
) -> None:
    documents = {SPEC: "# S\n", f"{THING}/tdr.md": "# T\n", SUMMARY: "# S\n"}
    small = build(tmp_path / "small", {"a.py": "1\n"}, {"a.py": "2\n", **documents})
    many = {f"folder{number % 7}/file{number}.py": LINES + str(number) for number in range(150)}
    large = build(tmp_path / "large", {"a.py": "1\n"}, {**many, **documents})
    for number in range(12):
        large.commit({f"folder{number % 7}/file{number}.py": "edited\n"})
    slow(tmp_path / "bin", ":", monkeypatch)
    counted = []
    for sample in (small, large):
        sample.path.joinpath("a.py").write_text("dirty\n")
        (tmp_path / "bin" / "calls").unlink(missing_ok=True)
        read_texts(sample, of_head=("a.py",), uncommitted=uncommitted)
        counted.append(len((tmp_path / "bin" / "calls").read_text().splitlines()))
    assert counted == ([22, 22] if uncommitted else [17, 17])
