"""Purposes of files without a model: their own words, their facts, a message about them, or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from draft.offline.claims import text
from draft_summary.values import facts as f
from draft_summary.values.branch import ChangedFile, Hunk, Status
from draft_summary.values.facts import Change, FileFact, FileKind
from support.dossiers import changed, commit, dossier, hunk

PATH = "pkg/a.py"
AT: dict[str, Any] = {"path": PATH, "line": 3}


def symbol(name: str, change: Change = Change.ADDED, kind: str = "function", **more: Any) -> f.Symbol:
    return f.Symbol(**{"path": PATH, "line": 3, "module": "pkg.a", **more}, name=name, kind=kind, change=change)


def file(*hunks: Hunk | tuple[str, ...], **details: Any) -> FileFact:
    return changed(PATH, *hunks, **details)


def new(*lines: str, path: str = PATH, **details: Any) -> FileFact:
    return changed(path, lines or ("+x = 1",), status=Status.ADDED, **details)


def described(slot: str, one: FileFact, **facts: Any) -> str:
    return text(dossier(one, **facts), slot, one.path)


NEW_FILES: dict[str, tuple[FileFact, dict[str, Any], str]] = {
    "its title": (
        new('+"""Configuration loading module."""', title="Configuration loading module."),
        {},
        "Configuration loading module",
    ),
    "an identifier in a title": (new(title="Run of Agent.run() alone"), {}, "Run of `Agent.run()` alone"),
    "a title that repeats the name": (new(title="A"), {"symbols": [symbol("load")]}, "defines `load()`"),
    "a title that boasts": (new(title="Production ready loader"), {"symbols": [symbol("load")]}, "defines `load()`"),
    "a document's title": (
        new("+# How to run", path="docs/run.md", kind=FileKind.DOCS, title="How to run"),
        {},
        '"How to run"',
    ),
    "its only name, with its summary": (
        new(),
        {"symbols": [symbol("load", summary="Load a file.")]},
        'defines `load()`: "Load a file"',
    ),
    "its names": (
        new(),
        {"symbols": [symbol("a"), symbol("B", kind="class"), symbol("B.c", kind="method")]},
        "defines `a()` and `B`",
    ),
    "its endpoint": (
        new(),
        {"endpoints": [f.Endpoint(**AT, method="GET", route="/x", change=Change.ADDED)]},
        "adds `GET /x`",
    ),
    "its migration": (
        new(),
        {"migrations": [f.Migration(**AT, name="m", operations=("create table `t`",))]},
        "migration: create table `t`",
    ),
    "nothing true to say": (new(), {}, ""),
}


@pytest.mark.parametrize(("one", "facts", "expected"), NEW_FILES.values(), ids=NEW_FILES.keys())
def test_new_file(one: FileFact, facts: dict[str, Any], expected: str) -> None:
    assert described("files.new", one, **facts) == expected


TEST_PATH = "tests/test_a.py"


def some_tests(number: int, change: Change = Change.ADDED, **more: Any) -> list[f.Test]:
    return [f.Test(path=TEST_PATH, line=n, name=f"test_{n}", change=change, **more) for n in range(number)]


def test_a_new_test_file_is_about_the_changed_module_that_it_imports() -> None:
    one = new("+from pkg.a import load", path=TEST_PATH, kind=FileKind.TEST, title="Tests for things")
    found = dossier(one, file(("+def load():",)), tests=some_tests(19), symbols=[symbol("load")])
    assert text(found, "files.new", TEST_PATH) == "19 tests of `pkg.a`"


def test_a_new_test_file_says_what_it_is_for() -> None:
    one = new("+import os", path=TEST_PATH, kind=FileKind.TEST, title="Tests for the loader")
    assert text(dossier(one, tests=some_tests(1)), "files.new", TEST_PATH) == "Tests for the loader (1 test)"


def test_what_tests_say_that_they_check() -> None:
    one = new(path=TEST_PATH, kind=FileKind.TEST)
    found = dossier(one, tests=some_tests(2, summary="A missing file raises an error."))
    assert (
        text(found, "testing.files", TEST_PATH) == '"A missing file raises an error", "A missing file raises an error"'
    )


MODIFIED: dict[str, tuple[FileFact, dict[str, Any], str]] = {
    "a name added": (file(("+def load():",)), {"symbols": [symbol("load")]}, "adds `load()`"),
    "a name that came from elsewhere": (
        file(("+x",)),
        {
            "symbols": [
                symbol("load", Change.MODIFIED, moved_from="pkg.old.load"),
                symbol("load", Change.REMOVED, path="pkg/old.py", module="pkg.old"),
            ]
        },
        "takes over `load()` from `pkg.old`",
    ),
    "names added and lost": (
        file(("+x",)),
        {"symbols": [symbol("load"), symbol("old", Change.REMOVED)]},
        "adds `load()`; no longer defines `old()`",
    ),
    "a signature": (
        file(("-def run(a):", "+def run(a, b):")),
        {"symbols": [symbol("run", Change.MODIFIED, signature="(a, b)", old_signature="(a)")]},
        "`run(a)` becomes `run(a, b)`",
    ),
    "signatures": (
        file(("+x",)),
        {"symbols": [symbol(name, Change.MODIFIED, signature="(b)", old_signature="(a)") for name in "pq"]},
        "changes the signatures of `p()` and `q()`",
    ),
    "a re-export": (file(("+x",)), {"symbols": [symbol("load", kind="re-export")]}, "exports `load`"),
    "dependencies": (
        file(("+x",)),
        {
            "dependencies": [
                f.Dependency(path=PATH, name="httpx", change=Change.ADDED),
                f.Dependency(path=PATH, name="rich", change=Change.MODIFIED),
            ]
        },
        "adds `httpx`; updates `rich`",
    ),
    "a variable read": (file(("+x",)), {"environment": [f.EnvironmentVariable(**AT, name="TOKEN")]}, "reads `TOKEN`"),
    "keys of configuration": (
        file(("+x",)),
        {"config_files": [f.ConfigFile(path=PATH, change=Change.MODIFIED, keys=("a", "b"))]},
        "changes `a` and `b`",
    ),
    "the function around a change": (file((" def run():", "-    a()", "+    b()")), {}, "changes `run`"),
    "only permissions": (
        FileFact(ChangedFile(PATH, Status.MODIFIED, new_mode="100755"), FileKind.CODE),
        {},
        "made executable",
    ),
    "nothing true to say": (file(("+x = 1",)), {}, ""),
}


@pytest.mark.parametrize(("one", "facts", "expected"), MODIFIED.values(), ids=MODIFIED.keys())
def test_modified_file(one: FileFact, facts: dict[str, Any], expected: str) -> None:
    assert described("files.modified", one, **facts) == expected


def test_a_test_file_that_changed() -> None:
    one = changed(TEST_PATH, ["+x"], kind=FileKind.TEST)
    found = dossier(one, tests=[*some_tests(3), *some_tests(1, Change.REMOVED)])
    assert text(found, "files.modified", TEST_PATH) == "adds 3 tests; removes 1 test"


HEADINGS: dict[str, tuple[tuple[str, ...], str]] = {
    "added": (("+## Using Config Files", "+text"), 'adds "Using Config Files"'),
    "removed": (("-### Old *way* ##",), 'removes "Old \\*way\\*"'),
    "renamed": (("-## Old way", "+## New way"), 'adds "New way"; removes "Old way"'),
    "only moved": (("-## Same", " text", "+## Same"), ""),
    "a comment in a fence": ((" ```sh", "+## not a heading", " ```"), ""),
    "the document's title": (("+# Title",), ""),
    "the highest level alone": (("+### Low", "+## High", "+### Lower"), 'adds "High"'),
    "a hunk that begins in a fence": (
        (" x = 1", " ```", "+## Real", "+```python", "+## comment", "+```"),
        'adds "Real"',
    ),
    "a pictogram before it": (("+## 🚨 First step",), 'adds "First step"'),
}


@pytest.mark.parametrize(("lines", "expected"), HEADINGS.values(), ids=HEADINGS.keys())
def test_headings_of_a_document(lines: tuple[str, ...], expected: str) -> None:
    assert described("files.modified", changed("README.md", lines, kind=FileKind.DOCS)) == expected


BODIES: dict[str, tuple[Hunk, str]] = {
    "a method": (hunk(PATH, " class A:", "     def run(self):", "-        a()", "+        b()"), "changes `run`"),
    "by git's header": (hunk(PATH, "     x = 1", "+    y = 2", heading="def run():"), "changes `run`"),
    "after the function ended": (hunk(PATH, " def run():", "     a()", " ", "+y = 2"), ""),
    "a class's own line": (
        hunk(PATH, " class A:", "     def run(self):", "         a()", "+    limit = 3"),
        "changes `A`",
    ),
    "JavaScript": (hunk(PATH, " export async function run(a) {", "+  b();", " }"), "changes `run`"),
    "Go": (hunk(PATH, " func (s *Store) Get(id int) {", "+\tb()", " }"), "changes `Get`"),
    "a header of unknown depth": (hunk(PATH, "+    y = 2", heading="def run(self):"), ""),
    "two functions": (hunk(PATH, " def a():", "-    x()", " def b():", "+    y()"), "changes `a` and `b`"),
}


@pytest.mark.parametrize(("one", "expected"), BODIES.values(), ids=BODIES.keys())
def test_changed_functions(one: Hunk, expected: str) -> None:
    assert described("files.modified", file(one)) == expected


KEEP = '`abc1234`: "keep the order of rows"'
MESSAGES: dict[str, tuple[tuple[Any, ...], str]] = {
    "few files": (
        (commit("fix(x): keep the order of rows (#12)", PATH, sha="abc1234" * 6),),
        '`abc1234`: "keep the order of rows"',
    ),
    "many files": ((commit("keep the order of rows", PATH, "b", "c", "d"),), ""),
    "many files, but it names this one": (
        (commit("sort the rows in a.py by key", PATH, "b", "c", "d", sha="abc1234" * 6),),
        '`abc1234`: "sort the rows in `a.py` by key"',
    ),
    "says nothing": ((commit("fix typo in it", PATH), commit("wip on the rows", PATH)), ""),
    "says nothing in few words": ((commit("fix: tests", PATH),), ""),
    "boasts": ((commit("all tests pass with the rows", PATH),), ""),
    "measures": ((commit("make reading rows 50% faster", PATH),), ""),
    "names what is not in the change": ((commit("call sort_rows() before writing", PATH),), ""),
    "names what is in the change": (
        (commit("set x_y before writing rows", PATH, sha="abc1234" * 6),),
        '`abc1234`: "set `x_y` before writing rows"',
    ),
    "pictograms before": ((commit("✨ keep the order of rows", PATH, sha="abc1234" * 6),), KEEP),
    "pictograms between": ((commit("keep the ✨ order of rows", PATH),), ""),
    "another file's commit made it": (
        (commit("keep the order of rows", PATH, sha="abc1234" * 6), commit("add rows of a kind", PATH, "b", "c", "d")),
        KEEP,
    ),
    "carries a link": (
        (commit("keep rows as in https://evil.example/x", PATH),),
        "",
    ),
    "the one with fewer files": (
        (
            commit("keep rows and columns", PATH, "b", sha="1" * 40),
            commit("keep the order of rows", PATH, sha="2" * 40),
        ),
        '`2222222`: "keep the order of rows"',
    ),
}


@pytest.mark.parametrize(("commits", "expected"), MESSAGES.values(), ids=MESSAGES.keys())
def test_a_message_about_a_file(commits: tuple[Any, ...], expected: str) -> None:
    assert described("files.modified", file(("+x_y = 1",)), commits=commits) == expected


def gone(path: str = "PR.md") -> FileFact:
    return changed(path, ["-x"], status=Status.DELETED, kind=FileKind.DOCS)


def test_a_deleted_file_has_the_words_of_the_commit_that_deleted_it() -> None:
    deleting = commit(
        "docs: add spec", "PR.md", "a", "b", "c", body="- Add a spec\n- Remove old PR\n  description files\n"
    )
    assert (
        described("files.deleted", gone(), commits=[deleting])
        == f'`{deleting.short}`: "Remove old PR description files"'
    )


def test_a_deleted_module_says_where_its_names_are() -> None:
    was = changed("pkg/old.py", ["-def load():"], status=Status.DELETED)
    moved = symbol("load", Change.REMOVED, path="pkg/old.py", module="pkg.old")
    found = dossier(was, new(), symbols=[symbol("load"), moved])
    assert text(found, "files.deleted", "pkg/old.py") == "`load()` is now in `pkg.a`"


def test_a_deletion_that_nobody_explains_stays_open() -> None:
    assert (
        described("files.deleted", gone(), commits=[commit("chore: things of all kinds", "PR.md", "a", "b", "c")]) == ""
    )
