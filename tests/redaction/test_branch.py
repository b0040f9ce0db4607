"""Redaction of a branch: blobs first, hunks rebuilt from them line by line, and everything else that is shown."""

import difflib
from collections.abc import Sequence
from dataclasses import replace

import pytest

from draft_summary.redaction import redact
from draft_summary.values.branch import (
    Branch,
    ChangedFile,
    Commit,
    Feature,
    Hunk,
    Status,
    Template,
    TextFile,
    Tree,
    Trees,
)

SECRET = "q7Zk2" + "mVx9Rb4" + "TnW8sLp3"
OTHER = "hJ3v9" + "QzK1cXy6" + "PdM0aEw5"
KEY_LINES = [
    "-----BEGIN " + "RSA PRIVATE" + " KEY-----",
    *(f"{chr(65 + n)}" + "b3Rq9Zk2mVx9Rb4TnW8sLp3hJ3v9QzK1cXy6PdM0aEw5Gt7uYh2iOp4lKj6DfS8" for n in range(8)),
    "-----END " + "RSA PRIVATE" + " KEY-----",
]
MARK = "<redacted:private-key>"


def hunks_of(path: str, base: Sequence[str], head: Sequence[str], context: int = 1) -> tuple[Hunk, ...]:
    found = []
    for group in difflib.SequenceMatcher(None, base, head, autojunk=False).get_grouped_opcodes(context):
        lines = []
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                lines += [f" {line}" for line in head[j1:j2]]
                continue
            lines += [f"-{line}" for line in base[i1:i2]] + [f"+{line}" for line in head[j1:j2]]
        first, last = group[0], group[-1]
        sizes = (first[1] + 1, last[2] - first[1], first[3] + 1, last[4] - first[3])
        found.append(Hunk(path, *sizes, "", tuple(lines)))
    return tuple(found)


def branch_of(base: Sequence[str], head: Sequence[str], path: str = "app.py") -> Branch:
    file = ChangedFile(path, Status.MODIFIED, hunks=hunks_of(path, base, head))
    return Branch("feature/x", "main", "b" * 40, "h" * 40, files=(file,))


def trees_of(base: Sequence[str] | None, head: Sequence[str] | None, path: str = "app.py") -> Trees:
    def tree(lines: Sequence[str] | None) -> Tree:
        if lines is None:
            return Tree((path,), {}, {path: "larger than 1 MB"})
        return Tree((path,), {path: "\n".join(lines) + "\n"})

    return Trees(tree(base), tree(head))


BASE = ["import os", "", f'api_key = "{OTHER}"', "def run():", "    pass"]
HEAD = ["import os", "", f'api_key = "{SECRET}"', "def run():", "    pass", "    return 1"]


@pytest.mark.parametrize("read", [(True, True), (True, False), (False, True), (False, False)], ids=repr)
def test_no_secret_is_left_in_a_hunk_and_every_line_keeps_its_place(read: tuple[bool, bool]) -> None:
    trees = trees_of(BASE if read[0] else None, HEAD if read[1] else None)

    redacted = redact(branch_of(BASE, HEAD), trees)

    hunks = redacted.branch.files[0].hunks
    assert [line for hunk in hunks for line in hunk.lines] == [
        " ",
        '-api_key = "<redacted:key>"',
        '+api_key = "<redacted:key>"',
        " def run():",
        "     pass",
        "+    return 1",
    ]
    assert [hunk.old_start for hunk in hunks] == [hunk.old_start for hunk in branch_of(BASE, HEAD).files[0].hunks]
    assert redacted.count == 2


def test_texts_of_both_trees_are_redacted() -> None:
    redacted = redact(branch_of(BASE, HEAD), trees_of(BASE, HEAD))

    for tree in (redacted.trees.base, redacted.trees.head):
        assert SECRET not in tree.texts["app.py"]
        assert OTHER not in tree.texts["app.py"]
    assert redacted.trees.head.texts["app.py"].split("\n")[3:] == [*HEAD[3:], ""]


def test_a_key_that_a_hunk_cuts_is_recognised_from_the_whole_text() -> None:
    base = ["KEY = '''", *KEY_LINES, "'''", "x = 1"]
    head = list(base)
    head[5] = head[5].replace("Zk2", "Zk9")

    redacted = redact(branch_of(base, head), trees_of(base, head))

    lines = redacted.branch.files[0].hunks[0].lines
    assert lines == (f" {MARK}", f"-{MARK}", f"+{MARK}", f" {MARK}")


def test_a_key_that_a_hunk_cuts_is_not_shown_even_where_the_text_was_not_read() -> None:
    base = ["KEY = '''", *KEY_LINES, "'''", "x = 1"]
    head = list(base)
    head[5] = head[5].replace("Zk2", "Zk9")

    redacted = redact(branch_of(base, head), trees_of(None, None))

    assert redacted.branch.files[0].hunks[0].lines == (f" {MARK}", f"-{MARK}", f"+{MARK}", f" {MARK}")


def test_a_text_that_differs_from_the_hunks_is_not_used_for_them() -> None:
    changed = [*HEAD[:3], "def other():", "    pass", "    return 1"]

    redacted = redact(branch_of(BASE, HEAD), trees_of(BASE, changed))

    assert " def run():" in redacted.branch.files[0].hunks[0].lines


def test_a_heading_shows_no_part_of_a_secret() -> None:
    secret_line = f'token = "{SECRET}" and so on until git cuts the heading off after eighty characters'
    base = [secret_line, *(f"    x{n} = {n}" for n in range(9))]
    head = [*base[:8], "    y = 0", *base[8:]]
    branch = branch_of(base, head)
    cut = replace(branch.files[0].hunks[0], heading=secret_line[:24])
    branch = replace(branch, files=(replace(branch.files[0], hunks=(cut,)),))

    assert SECRET[:8] in cut.heading
    for trees in (trees_of(base, head), trees_of(None, None)):
        assert SECRET[:8] not in redact(branch, trees).branch.files[0].hunks[0].heading


def test_a_harmless_heading_stays() -> None:
    branch = branch_of(BASE, HEAD)
    file = replace(branch.files[0], hunks=tuple(replace(one, heading="import os") for one in branch.files[0].hunks))

    redacted = redact(replace(branch, files=(file,)), trees_of(BASE, HEAD))

    assert redacted.branch.files[0].hunks[0].heading == "import os"


def test_line_endings_are_no_content() -> None:
    base, head = ["a = 1\r", "b = 2\r"], ["a = 1\r", "b = 3\r"]

    redacted = redact(branch_of(base, head), trees_of(base, head))

    assert redacted.branch.files[0].hunks[0].lines == (" a = 1", "-b = 2", "+b = 3")


def test_a_missing_final_newline_stays_marked() -> None:
    branch = branch_of(["a"], ["b"])
    hunk = replace(branch.files[0].hunks[0], lines=("-a", "\\ No newline at end of file", "+b"))
    branch = replace(branch, files=(replace(branch.files[0], hunks=(hunk,)),))

    assert redact(branch, trees_of(["a"], ["b"])).branch.files[0].hunks[0].lines == hunk.lines


def test_a_rename_takes_its_removed_lines_from_the_old_path() -> None:
    branch = branch_of(BASE, HEAD, "new.py")
    branch = replace(branch, files=(replace(branch.files[0], status=Status.RENAMED, old_path="old.py"),))
    trees = Trees(trees_of(BASE, None, "old.py").base, trees_of(None, HEAD, "new.py").head)

    lines = redact(branch, trees).branch.files[0].hunks[0].lines

    assert '-api_key = "<redacted:key>"' in lines


def test_commits_documents_and_names_are_redacted() -> None:
    branch = replace(
        branch_of(BASE, HEAD),
        name="feature/\u202ex",
        commits=(Commit("c" * 40, f"fix: token={SECRET}", f"see\nAPI_KEY={SECRET}", "A\u200bda", "2025-01-02"),),
        feature=Feature(
            directory="specs/x",
            spec=TextFile("specs/x/spec.md", f"Use `api_key = '{SECRET}'`."),
            design=TextFile("specs/x/tdr.md", f"password: '{SECRET}'"),
            others=(TextFile("specs/x/notes.md", f"postgres://app:{SECRET}@db/app"),),
        ),
        notes=(f"chose api_key={SECRET}",),
    )

    redacted = redact(branch, trees_of(BASE, HEAD)).branch

    assert SECRET not in repr(redacted)
    assert redacted.name == "feature/<U+202E>x"
    assert redacted.commits[0].author == "A<U+200B>da"
    assert redacted.commits[0].body.startswith("see\n")
    assert redacted.feature.directory == "specs/x"


def test_a_hostile_path_is_shown_alike_in_files_hunks_and_trees() -> None:
    path = "src/\u202ea.py"
    redacted = redact(branch_of(BASE, HEAD, path), trees_of(BASE, HEAD, path))

    shown = "src/<U+202E>a.py"
    file = redacted.branch.files[0]
    assert (file.path, file.hunks[0].path) == (shown, shown)
    assert shown in redacted.trees.head.texts
    assert redacted.trees.head.paths == (shown,)


def test_what_stands_in_the_repository_to_be_merged_is_not_touched() -> None:
    branch = replace(
        branch_of(BASE, HEAD),
        template=Template("", "**Key**: `API_KEY=" + SECRET + "`"),
        summary=f"token = '{SECRET}'".encode(),
        summary_path="docs/\u200bsummary.md",
    )

    redacted = redact(branch, trees_of(BASE, HEAD)).branch

    assert (redacted.template, redacted.summary, redacted.summary_path) == (
        branch.template,
        branch.summary,
        branch.summary_path,
    )


def test_a_secret_in_a_blob_its_hunk_and_a_commit_counts_once() -> None:
    base = [line for line in HEAD if "api_key" not in line]
    branch = replace(branch_of(base, HEAD), commits=(Commit("c" * 40, f"use api_key={SECRET}", "", "Ada", ""),))

    assert redact(branch, trees_of(base, HEAD)).count == 1
