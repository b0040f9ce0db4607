"""Work that is not committed: said by default, taken in with `uncommitted`, and never touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from draft_summary.errors import UsageError
from draft_summary.gather import worktree
from support.features import SPEC, SUMMARY
from support.gathered import read, read_texts, refused, statuses
from support.repositories import Executable, Files, Sample, Symlink, build

BASE: Files = {"app.py": "1\n2\n3\n", "gone.py": "x\n", ".gitignore": "*.log\nbuild/\n"}


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return build(tmp_path / "repo", BASE, {"y.py": "y\n"})


def state(sample: Sample) -> dict[str, bytes]:
    """Every file of the git directory: what must be the same after reading."""
    files = [path for path in (sample.path / ".git").rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in files}


def test_uncommitted_work_is_left_out_and_said(sample: Sample) -> None:
    sample.write({"app.py": "edited\n", "new.py": "n\n", "gone.py": None, "x.log": "l\n", "build/x": "b\n"})
    sample.write({"staged.py": "s\n"})
    sample.git("add", "staged.py")
    branch = read(sample)
    assert statuses(branch) == {"y.py": "added"}
    assert sorted(branch.dirty) == ["app.py", "gone.py", "new.py", "staged.py"]
    assert not branch.uncommitted


def test_a_clean_work_tree(sample: Sample) -> None:
    assert read(sample).dirty == ()


def test_a_touched_file_is_not_dirty(sample: Sample) -> None:
    (sample.path / "app.py").touch()
    assert read(sample).dirty == ()


def test_the_summary_does_not_make_the_work_tree_dirty(sample: Sample) -> None:
    sample.commit({SPEC: "# S\n"})
    sample.write({SUMMARY: "# Draft\n"})
    branch = read(sample)
    assert (branch.summary_path, branch.dirty) == (SUMMARY, ())


def test_uncommitted_work_is_taken_in(sample: Sample) -> None:
    sample.write(
        {"app.py": "1\ntwo\n3\n", "new dir/ne\nw.py": "n\n", "gone.py": None, "x.log": "l\n", "build/x": "b\n"}
    )
    branch = read(sample, uncommitted=True)
    assert statuses(branch) == {
        "app.py": "modified",
        "gone.py": "deleted",
        "new dir/ne\nw.py": "added",
        "y.py": "added",
    }
    edited = next(file for file in branch.files if file.path == "app.py")
    assert [line for hunk in edited.hunks for line in hunk.lines if line[0] in "+-"] == ["-2", "+two"]
    assert branch.uncommitted
    assert branch.head == sample.sha()
    assert len(branch.commits) == 1


@pytest.mark.parametrize(
    ("staged", "then", "expected"),
    [
        ({"app.py": "staged\n"}, {}, {"app.py": "modified"}),
        ({"app.py": "staged\n"}, {"app.py": "1\n2\n3\n"}, {}),
        ({"new.py": "n\n"}, {"new.py": None}, {}),
        ({"new.py": "n\n"}, {"new.py": "later\n"}, {"new.py": "added"}),
        ({"app.py": None}, {}, {"app.py": "deleted"}),
        ({"app.py": None}, {"app.py": "1\n2\n3\n"}, {}),
        ({"app.py": None, "moved.py": "1\n2\n3\n"}, {}, {"moved.py": "renamed"}),
        ({}, {"app.py": Executable("1\n2\n3\n")}, {"app.py": "modified"}),
        ({}, {"app.py": Symlink("y.py")}, {"app.py": "type-changed"}),
        ({}, {"app.py": None, "app.py/inner.py": "x\n"}, {"app.py": "deleted", "app.py/inner.py": "added"}),
    ],
    ids=[
        "staged", "staged and undone", "staged and deleted", "staged and edited", "deleted in the index",
        "deleted in the index alone", "moved", "mode", "link", "file to folder",
    ],
)  # fmt: skip
def test_the_work_tree_wins_over_the_index(
    sample: Sample, staged: Files, then: Files, expected: dict[str, str]
) -> None:
    sample.write(staged)
    sample.git("add", "--all")
    sample.write(then)
    assert statuses(read(sample, uncommitted=True)) == {"y.py": "added", **expected}


def test_uncommitted_work_without_a_commit_of_its_own(tmp_path: Path) -> None:
    sample = build(tmp_path / "repo", BASE)
    assert refused(sample, uncommitted=True).code == "nothing-to-summarise"
    sample.write({"new.py": "n\n"})
    error = refused(sample)
    assert (error.code, "--uncommitted" in error.hint) == ("nothing-to-summarise", True)
    assert statuses(read(sample, uncommitted=True)) == {"new.py": "added"}


def test_the_middle_of_a_merge(sample: Sample) -> None:
    sample.commit({"app.py": "1\nours\n3\n"})
    sample.checkout("main")
    sample.commit({"app.py": "1\ntheirs\n3\n", "main.py": "m\n"})
    sample.checkout("feature/thing")
    sample.git("merge", "--quiet", "main", check=False)
    branch = read(sample)
    assert (statuses(branch), branch.dirty) == ({"app.py": "modified", "y.py": "added"}, ("app.py", "main.py"))
    taken = read(sample, uncommitted=True)
    conflicted = next(file for file in taken.files if file.path == "app.py")
    assert "+<<<<<<< HEAD" in [line for hunk in conflicted.hunks for line in hunk.lines]


def test_texts_of_uncommitted_work(sample: Sample) -> None:
    sample.write({"new.py": "n\n", SPEC: "# Not yet\n"})
    trees = read_texts(sample, of_head=("app.py",), uncommitted=True)
    assert trees.head.texts["new.py"] == "n\n"
    assert trees.head.texts["app.py"] == "1\n2\n3\n"
    feature = read(sample, uncommitted=True).feature
    assert feature.spec
    assert feature.spec.text == "# Not yet\n"


@pytest.mark.parametrize("uncommitted", [False, True])
def test_nothing_is_written(sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, uncommitted: bool) -> None:  # noqa: FBT001 — a table's column
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    sample.git("config", "core.untrackedCache", "true")
    sample.git("config", "core.splitIndex", "true")
    sample.write({"app.py": "edited\n", "new.py": "n\n" * 1000, "staged.py": "1\n"})
    sample.git("add", "staged.py")
    (sample.path / "y.py").touch()
    before = state(sample)
    read_texts(sample, uncommitted=uncommitted)
    assert state(sample) == before
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_repository_inside_is_left_out_and_said(sample: Sample) -> None:
    build(sample.path / "inner", {"a": "1\n"}, branch="")
    branch = read(sample, uncommitted=True)
    assert statuses(branch) == {"y.py": "added"}
    assert branch.notes == ("uncommitted inner/ left out: too large, or a repository of its own",)


def test_large_files_are_left_out_and_said(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worktree, "LARGEST_FILE", 1000)
    sample.write({"small.py": "s\n", "large.py": "x\n" * 1000, "app.py": "x\n" * 1000})
    branch = read(sample, uncommitted=True)
    assert statuses(branch) == {"small.py": "added", "y.py": "added"}
    assert branch.notes == ("uncommitted app.py, large.py left out: too large, or a repository of its own",)


def test_a_sparse_checkout_is_clean(sample: Sample) -> None:
    sample.commit({"deep/a.py": "1\n", "other/b.py": "1\n"})
    sample.git("sparse-checkout", "set", "deep")
    assert not (sample.path / "other").exists()
    branch = read(sample, uncommitted=True)
    assert branch.dirty == ()
    assert statuses(branch) == {"y.py": "added", "deep/a.py": "added", "other/b.py": "added"}


def test_line_endings_are_compared_as_git_stores_them(sample: Sample) -> None:
    sample.commit({".gitattributes": "*.txt text eol=crlf\n", "a.txt": "1\n2\n"})
    (sample.path / "a.txt").unlink()
    sample.git("checkout", "--", "a.txt")
    assert (sample.path / "a.txt").read_bytes() == b"1\r\n2\r\n"
    (sample.path / "a.txt").touch()
    assert read(sample).dirty == ()
    assert read_texts(sample, uncommitted=True).head.texts["a.txt"] == "1\n2\n"


def test_files_of_a_filter_are_taken_as_they_stand(sample: Sample) -> None:
    sample.commit({".gitattributes": "*.bin filter=lfs\n", "a.bin": "pointer\n"})
    sample.git("config", "filter.lfs.clean", "tr a-z A-Z")
    sample.git("config", "filter.lfs.required", "true")
    sample.write({"b.bin": "content\n"})
    assert read_texts(sample, uncommitted=True).head.texts["b.bin"] == "content\n"


def test_a_filter_that_cannot_be_disarmed_is_refused(sample: Sample) -> None:
    with (sample.path / ".git" / "config").open("a") as file:
        file.write('[filter "a=b"]\n\tclean = touch /tmp/never\n')
    assert refused(sample).code == "unsafe-configuration"


def test_an_index_that_is_gone(sample: Sample) -> None:
    (sample.path / ".git" / "index").unlink()
    assert statuses(read(sample)) == {"y.py": "added"}
    assert statuses(read(sample, uncommitted=True)) == {"y.py": "added"}


def test_a_broken_index(sample: Sample) -> None:
    (sample.path / ".git" / "index").write_bytes(b"broken")
    assert refused(sample).code == "git-failed"


def test_a_work_tree_that_is_gone(sample: Sample) -> None:
    for path in sample.path.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert sorted(read(sample).dirty) == [".gitignore", "app.py", "gone.py", "y.py"]


def test_uncommitted_work_belongs_to_the_head_that_is_checked_out(sample: Sample) -> None:
    sample.commit({"z.py": "z\n"})
    with pytest.raises(UsageError) as caught:
        read(sample, head="feature/thing~1", uncommitted=True)
    assert caught.value.code == "not-checked-out"
