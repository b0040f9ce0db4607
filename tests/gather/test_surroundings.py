"""Branches as GitHub's and GitLab's runners check them out: detached, and at a merge that CI made itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from draft_summary.errors import RepositoryError
from support.gathered import read
from support.repositories import Sample, build


@pytest.fixture
def checkout(tmp_path: Path) -> Sample:
    """A detached checkout at the merge of `feature/thing` into main; branches are known as the remote's only."""
    sample = build(tmp_path / "repo", {"app.py": "1\n"}, {"y.py": "y\n"}, {"z.py": "z\n"})
    sample.checkout("main")
    sample.commit({"m.py": "m\n"})
    sample.git("checkout", "--quiet", "--detach")
    sample.git("merge", "--quiet", "--no-edit", "feature/thing")
    for name in ("main", "feature/thing"):
        sample.git("update-ref", f"refs/remotes/origin/{name}", name)
        sample.git("update-ref", "-d", f"refs/heads/{name}")
    return sample


def github(monkeypatch: pytest.MonkeyPatch, sha: str, base: str = "main") -> None:
    monkeypatch.setenv("GITHUB_HEAD_REF", "feature/thing")
    monkeypatch.setenv("GITHUB_BASE_REF", base)
    monkeypatch.setenv("GITHUB_REF", "refs/pull/7/merge")
    monkeypatch.setenv("GITHUB_SHA", sha)


def gitlab(monkeypatch: pytest.MonkeyPatch, sha: str, kind: str) -> None:
    monkeypatch.setenv("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "feature/thing")
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
    monkeypatch.setenv("CI_COMMIT_REF_NAME", "refs/merge-requests/7/merge")
    monkeypatch.setenv("CI_MERGE_REQUEST_EVENT_TYPE", kind)
    monkeypatch.setenv("CI_COMMIT_SHA", sha)


def test_githubs_merge_ref_stands_for_its_second_parent(monkeypatch: pytest.MonkeyPatch, checkout: Sample) -> None:
    github(monkeypatch, checkout.sha())
    branch = read(checkout)
    assert (branch.name, branch.head) == ("feature/thing", checkout.sha("HEAD^2"))
    assert [file.path for file in branch.files] == ["y.py", "z.py"]
    assert branch.printed


def test_a_merge_that_the_branch_made_itself_stays_the_head(monkeypatch: pytest.MonkeyPatch, checkout: Sample) -> None:
    github(monkeypatch, "0" * 40)
    branch = read(checkout)
    assert (branch.name, branch.head, branch.printed) == ("feature/thing", checkout.sha(), False)


def test_gitlabs_merged_results_stand_for_their_second_parent(
    monkeypatch: pytest.MonkeyPatch, checkout: Sample
) -> None:
    gitlab(monkeypatch, checkout.sha(), "merged_result")
    assert read(checkout).head == checkout.sha("HEAD^2")


def test_gitlabs_detached_pipelines_are_at_the_head(monkeypatch: pytest.MonkeyPatch, checkout: Sample) -> None:
    checkout.checkout("HEAD^2")
    gitlab(monkeypatch, checkout.sha(), "detached")
    branch = read(checkout)
    assert (branch.name, branch.head, branch.printed) == ("feature/thing", checkout.sha(), False)


def test_gitlabs_branch_pipelines_give_the_name(monkeypatch: pytest.MonkeyPatch, checkout: Sample) -> None:
    checkout.checkout("HEAD^2~1")
    monkeypatch.setenv("CI_COMMIT_REF_NAME", "feature/other")
    assert read(checkout).name == "feature/other"


def test_a_local_branch_keeps_its_name(monkeypatch: pytest.MonkeyPatch, checkout: Sample) -> None:
    checkout.branch("local", "HEAD^2")
    github(monkeypatch, checkout.sha())
    assert read(checkout).name == "local"


def test_the_target_branch_is_the_base(monkeypatch: pytest.MonkeyPatch, checkout: Sample) -> None:
    checkout.git("update-ref", "refs/remotes/origin/release", "HEAD^2~1")
    github(monkeypatch, checkout.sha(), base="release")
    assert [file.path for file in read(checkout).files] == ["z.py"]


def test_a_base_option_beats_the_target_branch(monkeypatch: pytest.MonkeyPatch, checkout: Sample) -> None:
    github(monkeypatch, checkout.sha(), base="nowhere")
    assert len(read(checkout, base="main").files) == 2


def test_a_target_branch_that_was_not_fetched(monkeypatch: pytest.MonkeyPatch, checkout: Sample) -> None:
    github(monkeypatch, checkout.sha(), base="nowhere")
    with pytest.raises(RepositoryError, match="base 'nowhere'") as caught:
        read(checkout)
    assert caught.value.code == "unknown-revision"


def test_a_merge_ref_cut_off_from_its_parents(monkeypatch: pytest.MonkeyPatch, checkout: Sample) -> None:
    (checkout.path / ".git" / "shallow").write_text(checkout.sha() + "\n")
    github(monkeypatch, checkout.sha())
    with pytest.raises(RepositoryError) as caught:
        read(checkout)
    assert caught.value.code == "shallow"
    assert "fetch-depth: 0" in caught.value.hint
