from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from draft_summary import sections
from draft_summary.values.branch import Status
from draft_summary.values.claims import Verified
from draft_summary.values.facts import FileFact, FileKind
from sections.dossiers import changed, claim, dossier, lines, written

CASES = [
    pytest.param(changed("a.py"), ["### Modified Files", "- `a.py`"], id="modified"),
    pytest.param(changed("a.py", status=Status.ADDED), ["### New Files", "- `a.py`"], id="added"),
    pytest.param(changed("a.py", status=Status.DELETED), ["### Deleted Files", "- `a.py`"], id="deleted"),
    pytest.param(
        changed("b.py", status=Status.RENAMED, old_path="a.py"),
        ["### Modified Files", "- `b.py` (renamed from `a.py`)"],
        id="renamed",
    ),
    pytest.param(
        changed("b.py", status=Status.COPIED, old_path="a.py"),
        ["### New Files", "- `b.py` (copied from `a.py`)"],
        id="copied",
    ),
    pytest.param(
        changed("a.sh", insertions=0, deletions=0, hunks=(), new_mode="100755"),
        ["### Modified Files", "- `a.sh` (mode 100644 became 100755)"],
        id="mode only",
    ),
    pytest.param(
        changed("link", status=Status.TYPE_CHANGED, new_mode="120000"),
        ["### Modified Files", "- `link` (file became symbolic link)"],
        id="type changed",
    ),
    pytest.param(
        changed("vendor/x", status=Status.ADDED, new_mode="160000"),
        ["### New Files", "- `vendor/x` (submodule)"],
        id="submodule",
    ),
    pytest.param(
        changed("uv.lock", FileKind.LOCK), ["### Modified Files", "- Lockfiles: `uv.lock`"], id="lockfile folded"
    ),
    pytest.param(
        changed("directive/specs/login/spec.md", FileKind.SPEC, status=Status.ADDED),
        ["### New Files", "- Feature folder: `directive/specs/login/spec.md`"],
        id="feature folder folded",
    ),
    pytest.param(changed("a`b c.py"), ["### Modified Files", "- ``a`b c.py``"], id="backtick in the path"),
]


@pytest.mark.parametrize(("one", "expected"), CASES)
def test_every_kind_of_change_is_said(one: FileFact, expected: list[str]) -> None:
    assert written(dossier(files=[one]), "files")[1:] == expected


def test_no_file_at_all() -> None:
    assert written(dossier(), "files") == ["No files changed."]


def test_the_size_names_kinds_only_where_there_are_several() -> None:
    many = [
        changed("a.py", insertions=1000, deletions=0),
        changed("test_a.py", FileKind.TEST, insertions=20, deletions=3),
        changed("logo.png", FileKind.BINARY, insertions=0, deletions=0, binary=True),
    ]
    assert written(dossier(files=many), "files")[0] == (
        "3 files, +1,020 \N{MINUS SIGN}3, of which code +1,000, tests +20 \N{MINUS SIGN}3, 1 binary."
    )
    assert written(dossier(files=many[:1]), "files")[0] == "1 file, +1,000."


def test_a_purpose_follows_the_path_and_cites_durably() -> None:
    found = dossier(files=[changed("a.py")])
    said = claim("files.modified", "adds `more`", "a.py", evidence=("F1.1", "nowhere"))
    assert written(found, "files", said)[-1] == "- `a.py` — adds `more`"
    drafted = sections.compose(found, Verified(claims=(said,)))
    cell = drafted[2].blocks[-1].cells[1]
    assert cell.citations == (found.catalogue.items["F1.1"].durable,)


def test_source_comes_first_and_folds_last() -> None:
    files = [
        changed("docs/a.md", FileKind.DOCS),
        changed("poetry.lock", FileKind.LOCK),
        changed("test_a.py", FileKind.TEST),
        changed("z.py"),
        changed("ci.yml", FileKind.CONFIG),
    ]
    assert written(dossier(files=files), "files")[2:] == [
        "- `z.py`",
        "- `ci.yml`",
        "- `test_a.py`",
        "- `docs/a.md`",
        "- Lockfiles: `poetry.lock`",
    ]


def test_a_renamed_file_knows_the_key_it_had() -> None:
    found = dossier(files=[changed("b.py", status=Status.RENAMED, old_path="a.py")])
    block = sections.compose(found, Verified())[2].blocks[-1]
    assert block.key == "files.modified/b.py"
    assert block.previous_keys == ("files.modified/a.py",)


def test_many_files_are_grouped_and_only_the_riskiest_are_described() -> None:
    files = [changed(f"src/a/m{number:02}.py", insertions=number, deletions=0) for number in range(45)]
    files += [changed(f"tests/test_{number}.py", FileKind.TEST) for number in range(3)]
    shown = written(dossier(files=files), "files")
    assert shown[2] == "- `src/a/m33.py`"
    assert len(shown) == 2 + 12 + 2
    assert shown[-2].startswith("- `src/a/` (code, 33 files, +528): `src/a/m00.py`, `src/a/m01.py`")
    assert shown[-1].startswith("- `tests/` (test, 3 files, +6 \N{MINUS SIGN}3): `tests/test_0.py`")


PATHS = st.text(st.sampled_from("ab/.` *_[]<>\n\té-"), min_size=1, max_size=12).filter(lambda path: path.strip("/"))
STATUSES = st.sampled_from([Status.ADDED, Status.MODIFIED, Status.DELETED, Status.TYPE_CHANGED])


CHANGES = st.tuples(STATUSES, st.sampled_from(FileKind))
FEW = st.dictionaries(PATHS, CHANGES, max_size=8)
MANY = st.dictionaries(PATHS, st.tuples(STATUSES, st.just(FileKind.DOCS)), min_size=41, max_size=50)


@given(FEW | MANY)
def test_every_changed_path_is_named_whole(paths: dict[str, tuple[Status, FileKind]]) -> None:
    files = [changed(path, kind, status=status) for path, (status, kind) in sorted(paths.items())]
    drafted = sections.compose(dossier(files=files), Verified())
    parser = MarkdownIt("commonmark")
    named = {
        child.content
        for line in lines(drafted, "files")
        for token in parser.parseInline(line.removeprefix("- "))
        for child in token.children or ()
        if child.type == "code_inline"
    }
    assert {path.replace("\n", "<U+000A>").replace("\t", "<U+0009>") for path in paths} <= named
    headings = {Status.ADDED: "### New Files", Status.DELETED: "### Deleted Files"}
    expected = {headings.get(status, "### Modified Files") for status, _ in paths.values()}
    assert {line for line in lines(drafted, "files") if line.startswith("### ")} == expected
