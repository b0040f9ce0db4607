"""The texts of both sides: changed files, the unchanged ones that are wanted, and why the rest was not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from draft_summary import gather
from draft_summary.gather import blobs
from draft_summary.settings import Settings
from draft_summary.values.branch import Branch
from support.gathered import read_texts
from support.repositories import Sample, Symlink, build

LARGE = "x" * (1024 * 1024 + 1)


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    text = "".join(f"{number}\n" for number in range(20))
    base = {"mod.py": "old\n", "gone.py": "gone\n", "from.py": text, "kept/a.py": "kept\n", "kept/b.py": "b\n"}
    change = {"mod.py": "new\n", "gone.py": None, "from.py": None, "to.py": text + "more\n", "added.py": "added\n"}
    return build(tmp_path / "repo", base, change)


def test_both_sides_of_changed_files(sample: Sample) -> None:
    trees = read_texts(sample)
    assert trees.base.paths == ("from.py", "gone.py", "kept/a.py", "kept/b.py", "mod.py")
    assert trees.head.paths == ("added.py", "kept/a.py", "kept/b.py", "mod.py", "to.py")
    assert set(trees.base.texts) == {"from.py", "gone.py", "mod.py"}
    assert set(trees.head.texts) == {"added.py", "mod.py", "to.py"}
    assert (trees.base.texts["mod.py"], trees.head.texts["mod.py"]) == ("old\n", "new\n")
    assert (trees.base.unread, trees.head.unread) == ({}, {})


def test_unchanged_files_are_read_where_they_are_wanted(sample: Sample) -> None:
    trees = read_texts(sample, of_base=("kept/a.py",), of_head=("kept/b.py", "nowhere.py"))
    assert trees.base.texts["kept/a.py"] == "kept\n"
    assert trees.head.texts["kept/b.py"] == "b\n"
    assert not {"kept/b.py"} & set(trees.base.texts)
    assert "nowhere.py" not in trees.head.unread


def test_what_is_wanted_is_asked_with_the_branch_and_both_listings(sample: Sample) -> None:
    repository = gather.open_repository(sample.path)
    branch = gather.read_branch(repository, Settings(repo=sample.path))
    asked = []

    def wanted(of: Branch, base: tuple[str, ...], head: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
        asked.append((of, base, head))
        return frozenset(), frozenset()

    trees = gather.read_trees(repository, branch, wanted)
    assert asked == [(branch, trees.base.paths, trees.head.paths)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\0\1", "binary"),
        ("x\n".encode("utf-16"), "binary"),
        (LARGE, "larger than 1 MB"),
        (Symlink("mod.py"), "symbolic link"),
    ],
    ids=["binary", "UTF-16", "large", "link"],
)
def test_why_a_file_is_not_read(sample: Sample, content: str | bytes, reason: str) -> None:
    sample.commit({"odd": content})
    trees = read_texts(sample)
    assert (trees.head.unread, "odd" in trees.head.texts) == ({"odd": reason}, False)


def test_a_submodule_is_not_read(sample: Sample) -> None:
    sample.git("update-index", "--add", "--cacheinfo", f"160000,{sample.sha()},sub")
    sample.git("commit", "--quiet", "-m", "sub")
    trees = read_texts(sample)
    assert trees.head.unread == {"sub": "submodule"}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("\ufeffx = 1\n", "x = 1\n"),
        (b"caf\xe9\r\n", "caf\N{REPLACEMENT CHARACTER}\r\n"),
        ("a\rb\fc\u2028", "a\rb\fc\u2028"),
        ("", ""),
    ],
    ids=["BOM", "not UTF-8", "line separators", "empty"],
)
def test_texts_are_decoded(sample: Sample, content: str | bytes, text: str) -> None:
    sample.commit({"odd": content})
    assert read_texts(sample).head.texts["odd"] == text


def test_links_are_not_followed_out(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    sample.commit({"kept/link.py": Symlink("../../secret"), "linked": Symlink("..")})
    trees = read_texts(sample, of_head=("kept/link.py", "linked/secret"))
    assert "secret" not in "".join(trees.head.texts.values())


def test_the_smallest_are_read_where_all_is_too_much(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "MOST", 100)
    sample.commit({"long.py": "x" * 90})
    trees = read_texts(sample)
    assert "long.py" not in trees.head.texts
    assert "0 MB in all" in trees.head.unread["long.py"]
    assert {"added.py", "mod.py"} <= set(trees.head.texts)
