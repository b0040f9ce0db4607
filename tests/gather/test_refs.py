"""Which commits are compared, in the situations that a clone, a user or a CI system brings about."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.gathered import read, refused, statuses
from support.repositories import Sample, build, empty

BASE = {"app.py": "x = 1\n"}
CHANGE = ("feat: add y", {"y.py": "y = 2\n"})
LATER = ("feat: add z", {"z.py": "z = 3\n"})


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return build(tmp_path / "repo", BASE, CHANGE, LATER)


def clone(source: Path, target: Path, *options: str) -> Sample:
    command = ["git", "clone", "--quiet", *options, f"file://{source}", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return Sample(target)


def test_head_and_base_are_found(sample: Sample) -> None:
    branch = read(sample)
    assert (branch.name, branch.head, branch.base) == ("feature/thing", sample.sha(), sample.sha("main"))
    assert branch.merge_base == sample.sha("main")
    assert [commit.subject for commit in branch.commits] == ["feat: add y", "feat: add z"]
    assert statuses(branch) == {"y.py": "added", "z.py": "added"}


def test_the_diff_starts_at_the_merge_base(sample: Sample) -> None:
    sample.checkout("main")
    sample.commit({"only-on-main.py": "m = 1\n"})
    sample.checkout("feature/thing")
    branch = read(sample)
    assert branch.merge_base == sample.sha("main~1")
    assert statuses(branch) == {"y.py": "added", "z.py": "added"}


def test_a_tag_named_like_the_base_does_not_win(sample: Sample) -> None:
    sample.git("tag", "main", "HEAD~1")
    assert len(read(sample).commits) == 2
    assert len(read(sample, base="main").commits) == 2


def test_a_tag_named_like_the_head_does_not_win(sample: Sample) -> None:
    sample.git("tag", "feature/thing", "main")
    assert read(sample, head="feature/thing").head == sample.sha("refs/heads/feature/thing")


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("", "main"),
        ("HEAD", "refs/heads/main"),
        ("@", "feature/thing~2"),
        ("feature/thing", "v1"),
        ("refs/heads/feature/thing", "HEAD~2"),
        ("feature/thing^{commit}", "@~2"),
    ],
)
def test_names_of_commits(sample: Sample, head: str, base: str) -> None:
    sample.git("tag", "--annotate", "-m", "first", "v1", "main")
    branch = read(sample, head=head, base=base)
    assert (branch.head, branch.base) == (sample.sha("feature/thing"), sample.sha("main"))


def test_full_shas_are_taken_as_such(sample: Sample) -> None:
    sample.git("branch", sample.sha("main"), "HEAD~1")  # a branch whose name is another commit's SHA
    branch = read(sample, head=sample.sha("HEAD"), base=sample.sha("main"))
    assert (branch.head, branch.base) == (sample.sha("HEAD"), sample.sha("main"))
    assert branch.name == "feature/thing"


def test_a_branch_named_head_does_not_win(sample: Sample) -> None:
    sample.git("update-ref", "refs/heads/HEAD", "main")
    assert read(sample, head="HEAD").head == sample.sha("refs/heads/feature/thing")


@pytest.mark.parametrize("main", ["master", "develop"])
def test_other_default_bases(tmp_path: Path, main: str) -> None:
    sample = build(tmp_path / "repo", BASE, CHANGE, main=main)
    assert read(sample).base == sample.sha(main)


def test_the_remotes_default_branch_is_the_base(tmp_path: Path) -> None:
    origin = build(tmp_path / "origin", BASE, branch="", main="trunk")
    sample = clone(origin.path, tmp_path / "clone")
    sample.branch("feature/thing")
    sample.commit({"y.py": "y\n"})
    sample.git("branch", "main")
    assert read(sample).base == sample.sha("origin/trunk")


def test_a_clone_of_main_that_is_ahead(tmp_path: Path) -> None:
    origin = build(tmp_path / "origin", BASE, branch="")
    sample = clone(origin.path, tmp_path / "clone")
    sample.commit({"y.py": "y\n"})
    branch = read(sample)
    assert (branch.name, branch.base) == ("main", sample.sha("origin/main"))


def test_detached_head_takes_the_name_of_the_only_branch_there(sample: Sample) -> None:
    sample.checkout(sample.sha())
    assert read(sample).name == "feature/thing"


def test_detached_head_without_a_branch_has_no_name(sample: Sample) -> None:
    sample.checkout(sample.sha("HEAD~1"))
    branch = read(sample)
    assert (branch.name, len(branch.commits)) == ("", 1)
    assert branch.summary_path == f"docs/implementation/{branch.head[:7]}.md"


def test_several_merge_bases_are_said(tmp_path: Path) -> None:
    sample = build(tmp_path / "repo", BASE, {"f.py": "f\n"})
    sample.checkout("main")
    sample.commit({"m.py": "m\n"})
    sample.git("merge", "--quiet", "--no-edit", "feature/thing")
    sample.checkout("feature/thing")
    sample.git("merge", "--quiet", "--no-edit", "main~1")
    sample.commit({"new.py": "n\n"})
    branch = read(sample)
    assert branch.notes[0].startswith("2 merge bases with main")
    first = sample.git("merge-base", "main", "feature/thing")
    assert branch.merge_base == first
    assert "new.py" in statuses(branch)


def test_octopus_merges_are_no_commits_of_the_branch(tmp_path: Path) -> None:
    sample = build(tmp_path / "repo", BASE, {"f.py": "f\n"})
    for name in ("one", "two"):
        sample.branch(name, "main")
        sample.commit({f"{name}.py": "1\n"}, name)
    sample.checkout("feature/thing")
    sample.git("merge", "--quiet", "--no-edit", "one", "two")
    branch = read(sample)
    assert sorted(commit.subject for commit in branch.commits) == ["feat: change 1", "one", "two"]
    assert statuses(branch) == dict.fromkeys(("f.py", "one.py", "two.py"), "added")


def test_replaced_commits_are_read_as_they_were(sample: Sample) -> None:
    sample.git("replace", "HEAD", "main")
    assert statuses(read(sample)) == {"y.py": "added", "z.py": "added"}


def test_a_head_that_is_not_checked_out_is_printed(sample: Sample) -> None:
    sample.checkout("main")
    sample.write({"dirt.py": "1\n"})
    branch = read(sample, head="feature/thing")
    assert (branch.name, branch.printed, branch.dirty) == ("feature/thing", True, ())
    assert len(branch.commits) == 2


def test_a_branch_of_the_remote_as_head(tmp_path: Path, sample: Sample) -> None:
    sample.checkout("main")
    copy = clone(sample.path, tmp_path / "clone")
    for head in ("feature/thing", "origin/feature/thing"):
        branch = read(copy, head=head)
        assert (branch.name, branch.head) == ("feature/thing", sample.sha("feature/thing"))


def unborn(path: Path) -> Sample:
    return empty(path)


def on_main(path: Path) -> Sample:
    return build(path, BASE, branch="")


def without_commits(path: Path) -> Sample:
    return build(path, BASE)


def behind_main(path: Path) -> Sample:
    sample = build(path, BASE)
    sample.checkout("main")
    sample.commit({"m.py": "m\n"})
    sample.checkout("feature/thing")
    return sample


def orphan(path: Path) -> Sample:
    sample = build(path, BASE)
    sample.git("checkout", "--quiet", "--orphan", "fresh")
    sample.commit({"other.py": "o\n"})
    return sample


def no_known_base(path: Path) -> Sample:
    return build(path, BASE, CHANGE, main="trunk")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (unborn, "no-commits"),
        (on_main, "nothing-to-summarise"),
        (without_commits, "nothing-to-summarise"),
        (behind_main, "nothing-to-summarise"),
        (orphan, "no-merge-base"),
        (no_known_base, "no-base"),
    ],
)
def test_what_cannot_be_compared(tmp_path: Path, make: Callable[[Path], Sample], code: str) -> None:
    assert refused(make(tmp_path / "repo")).code == code


@pytest.mark.parametrize(
    "name", ["nowhere", "a..b", "HEAD:app.py", "HEAD^{tree}", "0" * 40, "x\ny", "-", "--all", ":/x"]
)
@pytest.mark.parametrize("role", ["base", "head"])
def test_unknown_revisions(sample: Sample, role: str, name: str) -> None:
    error = refused(sample, **{role: name})
    assert error.code == "unknown-revision"
    assert repr(name) in error.message


@pytest.mark.parametrize(
    "options",
    [
        ("--depth=1", "--branch=feature/thing"),  # the remote's HEAD is not here
        ("--depth=1", "--branch=feature/thing", "--no-single-branch"),  # main is, their common commit is not
        ("--depth=2", "--branch=feature/thing"),
    ],
    ids=["single branch", "all branches", "depth 2"],
)
def test_shallow_clones_say_how_to_fetch(tmp_path: Path, sample: Sample, options: tuple[str, ...]) -> None:
    sample.commit({"more.py": "1\n"})
    error = refused(clone(sample.path, tmp_path / "clone", *options))
    assert error.code == "shallow"
    assert "fetch-depth: 0" in error.hint


def test_a_shallow_clone_whose_remote_default_is_the_topic(tmp_path: Path, sample: Sample) -> None:
    copy = clone(sample.path, tmp_path / "clone", "--depth=1", "--single-branch")
    assert copy.git("symbolic-ref", "refs/remotes/origin/HEAD") == "refs/remotes/origin/feature/thing"
    assert refused(copy).code == "shallow"


def test_a_shallow_clone_that_ends_inside_the_branch(tmp_path: Path, sample: Sample) -> None:
    sample.git("checkout", "--quiet", "-b", "side", "main")
    sample.commit({"s1.py": "1\n"})
    sample.commit({"s2.py": "2\n"})
    sample.checkout("feature/thing")
    sample.git("merge", "--quiet", "--no-edit", "side")
    copy = clone(sample.path, tmp_path / "clone", "--branch=feature/thing")
    copy.git("branch", "main", "origin/main")
    (copy.path / ".git" / "shallow").write_text(copy.sha("HEAD^2") + "\n")
    assert refused(copy).code == "shallow"


def test_a_shallow_clone_deep_enough_is_read(tmp_path: Path, sample: Sample) -> None:
    sample.checkout("main")
    sample.commit({"m.py": "m\n"})
    sample.git("rebase", "--quiet", "main", "feature/thing")
    copy = clone(sample.path, tmp_path / "clone", "--depth=3", "--no-single-branch", "--branch=feature/thing")
    assert len(read(copy).commits) == 2
