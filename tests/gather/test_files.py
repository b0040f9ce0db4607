"""Changed files: each kind of change that git knows, with its counts and hunks."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from draft_summary.values.branch import ChangedFile, Status
from support.gathered import read, statuses
from support.repositories import Executable, Files, Sample, Symlink, build

LINES = "".join(f"line {number}\n" for number in range(1, 21))
EDITED = LINES.replace("line 10\n", "line ten\n")
PNG = b"\x89PNG\r\n\x1a\n\0\0\0" + bytes(range(256))
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "{0}" * 64 + "\nsize 12345\n"


@dataclass(frozen=True)
class Case:
    """A change of one path, and what is to be read of it: status, counts, changed lines (None: no hunk at all)."""

    base: Files
    change: Files
    path: str
    status: Status
    counts: tuple[int, int] = (0, 0)
    lines: tuple[str, ...] | None = None
    old_path: str | None = None
    binary: bool = False


A, M, D, R, T = Status.ADDED, Status.MODIFIED, Status.DELETED, Status.RENAMED, Status.TYPE_CHANGED
NO_NEWLINE = "\\ No newline at end of file"

CASES = {
    "added": Case({}, {"a": "x\n"}, "a", A, (1, 0), ("+x",)),
    "added empty": Case({}, {"a": ""}, "a", A),
    "modified": Case({"a": LINES}, {"a": EDITED}, "a", M, (1, 1), ("-line 10", "+line ten")),
    "deleted": Case({"a": "x\n"}, {"a": None}, "a", D, (0, 1), ("-x",)),
    "deleted empty": Case({"a": ""}, {"a": None}, "a", D),
    "renamed": Case({"a": LINES}, {"a": None, "b": LINES}, "b", R, old_path="a"),
    "renamed and edited": Case(
        {"a": LINES}, {"a": None, "b": EDITED}, "b", R, (1, 1), ("-line 10", "+line ten"), old_path="a"
    ),
    "renamed onto another": Case({"a": LINES, "b": "b\n"}, {"a": None, "b": LINES}, "b", M, (20, 1), None),
    "copied is added": Case({"a": LINES}, {"b": LINES}, "b", A, (20, 0)),
    "case of the name": Case({"readme": LINES}, {"readme": None, "README": LINES}, "README", R, old_path="readme"),
    "binary added": Case({}, {"a.png": PNG}, "a.png", A, binary=True),
    "binary modified": Case({"a.png": PNG}, {"a.png": PNG + b"x"}, "a.png", M, binary=True),
    "binary renamed": Case(
        {"a.png": PNG}, {"a.png": None, "b.png": PNG + b"x"}, "b.png", R, binary=True, old_path="a.png"
    ),
    "UTF-16": Case({"a": "x\n".encode("utf-16")}, {"a": "xy\n".encode("utf-16")}, "a", M, binary=True),
    "mode alone": Case({"a": "x\n"}, {"a": Executable("x\n")}, "a", M),
    "mode and text": Case({"a": "x\n"}, {"a": Executable("y\n")}, "a", M, (1, 1), ("-x", "+y")),
    "link added": Case({}, {"a": Symlink("to")}, "a", A, (1, 0), ("+to", NO_NEWLINE)),
    "link retargeted": Case(
        {"a": Symlink("to")}, {"a": Symlink("up")}, "a", M, (1, 1), ("-to", NO_NEWLINE, "+up", NO_NEWLINE)
    ),
    "file to link": Case({"a": "x\n"}, {"a": Symlink("to")}, "a", T, (1, 1), ("-x", "+to", NO_NEWLINE)),
    "link to file": Case({"a": Symlink("to")}, {"a": "x\n"}, "a", T, (1, 1), ("-to", NO_NEWLINE, "+x")),
    "file to folder": Case({"a": "x\n"}, {"a": None, "a/b": "other\n"}, "a/b", A, (1, 0), ("+other",)),
    "no final newline": Case({"a": "x\n"}, {"a": "x"}, "a", M, (1, 1), ("-x", "+x", NO_NEWLINE)),
    "final newline added": Case({"a": "x"}, {"a": "x\n"}, "a", M, (1, 1), ("-x", NO_NEWLINE, "+x")),
    "line endings": Case({"a": "x\ny\n"}, {"a": "x\r\ny\r\n"}, "a", M, (2, 2), ("-x", "-y", "+x\r", "+y\r")),
    "whitespace alone": Case({"a": "x\n"}, {"a": "x \n"}, "a", M, (1, 1), ("-x", "+x ")),
    "lone carriage returns": Case({"a": "x\ry\n"}, {"a": "x\rz\n"}, "a", M, (1, 1), ("-x\ry", "+x\rz")),
    "form feed and U+2028": Case({}, {"a": "x\fy\u2028z\n"}, "a", A, (1, 0), ("+x\fy\u2028z",)),
    "not UTF-8": Case({}, {"a": b"caf\xe9\n"}, "a", A, (1, 0), ("+caf\N{REPLACEMENT CHARACTER}",)),
    "NUL late in the text": Case({}, {"a": b"x\n" * 5000 + b"y\0z\n"}, "a", A, (5001, 0), None),
    "looks like a section": Case(
        {}, {"a": "diff --git a/x b/x\n@@ -1 +1 @@\n"}, "a", A, (2, 0), ("+diff --git a/x b/x", "+@@ -1 +1 @@")
    ),
    "minus signs": Case({"a": "-- x\n"}, {"a": "++ x\n"}, "a", M, (1, 1), ("--- x", "+++ x")),
    "LFS pointer added": Case({}, {"a.bin": POINTER.format("a")}, "a.bin", A, binary=True),
    "LFS pointer modified": Case(
        {"a.bin": POINTER.format("a")}, {"a.bin": POINTER.format("b")}, "a.bin", M, binary=True
    ),
    "path with spaces": Case({}, {"a b/c d": "x\n"}, "a b/c d", A, (1, 0), ("+x",)),
    "path with quotes": Case({}, {"a\"'\\b": "x\n"}, "a\"'\\b", A, (1, 0), ("+x",)),
    "path with a tab": Case({}, {"a\tb": "x\n"}, "a\tb", A, (1, 0), ("+x",)),
    "path with lines": Case({}, {"a\ndiff --git b": "x\n"}, "a\ndiff --git b", A, (1, 0), ("+x",)),
    "path in Unicode": Case({}, {"café/日本": "x\n"}, "café/日本", A, (1, 0), ("+x",)),
    "path not UTF-8": Case({}, {os.fsdecode(b"caf\xe9"): "x\n"}, "caf\\xe9", A, (1, 0), ("+x",)),
    "path like an option": Case({}, {"--output=x": "x\n"}, "--output=x", A, (1, 0), ("+x",)),
    "path like pathspec magic": Case({}, {":(exclude)a": "x\n"}, ":(exclude)a", A, (1, 0), ("+x",)),
    "path renamed with lines": Case({"a\n:b": LINES}, {"a\n:b": None, "c\nd": LINES}, "c\nd", R, old_path="a\n:b"),
}  # fmt: skip


def only(sample: Sample, path: str) -> ChangedFile:
    return next(file for file in read(sample).files if file.path == path)


def changed_lines(file: ChangedFile) -> tuple[str, ...]:
    return tuple(line for hunk in file.hunks for line in hunk.lines if not line.startswith(" "))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_kinds_of_change(tmp_path: Path, case: Case) -> None:
    file = only(build(tmp_path / "repo", {"other": "o\n", **case.base}, case.change), case.path)
    assert (file.status, file.old_path, file.binary) == (case.status, case.old_path, case.binary)
    assert (file.insertions, file.deletions) == case.counts
    if case.lines is not None:
        assert changed_lines(file) == case.lines
    if case.counts == (0, 0):
        assert file.hunks == ()
    assert sum(len(hunk.added) for hunk in file.hunks) == file.insertions
    assert sum(len(hunk.removed) for hunk in file.hunks) == file.deletions
    for hunk in file.hunks:
        assert len([line for line in hunk.lines if line[0] in " +"]) == hunk.new_count
        assert len([line for line in hunk.lines if line[0] in " -"]) == hunk.old_count


def test_places_and_headings_of_hunks(tmp_path: Path) -> None:
    body = LINES.replace("line", "  line")
    code = f"def first():\n{body}def second():\n{body}"
    sample = build(
        tmp_path / "repo", {"a.py": code}, {"a.py": code.replace("  line 10\n", "").replace("line 15\n", "x\n")}
    )
    hunks = only(sample, "a.py").hunks
    first = hunks[0]
    assert (first.old_start, first.old_count, first.new_start, first.new_count) == (8, 12, 8, 11)
    assert (first.heading, first.removed[0], first.added[0]) == ("def first():", (11, "  line 10"), (15, "  x"))
    assert hunks[1].heading == "def second():"


def test_modes_and_objects(tmp_path: Path) -> None:
    sample = build(tmp_path / "repo", {"a": "x\n", "b": "1\n"}, {"a": Executable("y\n"), "b": Symlink("a")})
    changed = only(sample, "a")
    assert (changed.old_mode, changed.new_mode) == ("100644", "100755")
    assert (changed.old_oid, changed.new_oid) == tuple(sample.git("rev-parse", "main:a", "HEAD:a").split())
    assert only(sample, "b").new_mode == "120000"


def test_a_submodule_is_a_file_without_hunks(tmp_path: Path) -> None:
    inner = build(tmp_path / "inner", {"a": "1\n"}, {"a": "2\n"})
    sample = build(tmp_path / "repo", {"x": "1\n"}, branch="")
    sample.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "sub")
    sample.commit({}, "add the submodule")
    sample.branch("feature/thing")
    Sample(sample.path / "sub").checkout("HEAD~1")
    sample.commit({}, "bump")
    sample.git("config", "diff.ignoreSubmodules", "all")
    sample.git("config", "diff.submodule", "log")
    sample.git("config", "submodule.sub.ignore", "all")
    (file,) = read(sample).files
    assert (file.path, file.status, file.hunks) == ("sub", Status.MODIFIED, ())
    assert (file.old_mode, file.new_oid) == ("160000", inner.sha("HEAD~1"))


@pytest.mark.parametrize(
    "attributes", ["* -diff\n", "* binary\n", "* diff=odd\n", "* -text -diff -merge\n", "* export-ignore\n"]
)
def test_attributes_hide_nothing(tmp_path: Path, attributes: str) -> None:
    base = {"a.py": "x\n", ".gitattributes": attributes}
    sample = build(tmp_path / "repo", base, {"a.py": "y\n", "deep/.gitattributes": attributes, "deep/b.py": "z\n"})
    sample.git("config", "diff.odd.binary", "true")
    sample.git("config", "diff.default.binary", "true")
    assert changed_lines(only(sample, "a.py")) == ("-x", "+y")
    assert changed_lines(only(sample, "deep/b.py")) == ("+z",)
    sample.git("config", "core.worktree", "..")
    assert changed_lines(only(sample, "a.py")) == ("-x", "+y")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.renames", "copies"),
        ("diff.renames", "false"),
        ("diff.renameLimit", "1"),
        ("diff.algorithm", "patience"),
        ("diff.context", "0"),
        ("diff.interHunkContext", "50"),
        ("diff.orderFile", "nowhere"),
        ("diff.relative", "true"),
        ("diff.suppressBlankEmpty", "true"),
        ("diff.colorMoved", "zebra"),
        ("diff.wsErrorHighlight", "all"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("core.abbrev", "4"),
        ("core.bigFileThreshold", "1"),
        ("log.showRoot", "false"),
        ("log.showSignature", "true"),
        ("i18n.logOutputEncoding", "UTF-16"),
    ],
)
def test_configuration_changes_nothing(tmp_path: Path, name: str, value: str) -> None:
    base = {"old": LINES, "b": LINES + "\n\n" + LINES, "é": "1\n"}
    sample = build(tmp_path / "repo", base, {"old": None, "new": EDITED, "b": EDITED + "\n\n" + EDITED, "é": "2\n"})
    before = read(sample)
    sample.git("config", name, value)
    after = read(sample)
    assert (after.files, after.commits) == (before.files, before.commits)
    assert statuses(after) == {"b": "modified", "new": "renamed", "é": "modified"}


def test_commits_that_cancel_each_other_out_are_said(tmp_path: Path) -> None:
    sample = build(tmp_path / "repo", {"a": "1\n"}, {"a": "2\n"}, {"a": "1\n"})
    branch = read(sample)
    assert (branch.files, len(branch.commits)) == ((), 2)
    assert "cancel each other out" in branch.notes[-1]
