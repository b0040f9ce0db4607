"""`check` in the checkouts that CI systems make: merge refs, detached heads, stacked bases, shallow clones."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from support.command import Ran, draft_summary
from support.features import SPEC
from support.repositories import Sample, build


@pytest.fixture
def origin(tmp_path: Path) -> Sample:
    """`main`, and `feature/thing` from it with a summary that is up to date; `main` went on since."""
    sample = build(tmp_path / "origin", {"app.py": "1\n"}, ("feat: x", {"x.py": "1\n", SPEC: "# Thing\n"}))
    assert draft_summary("--offline", cwd=sample.path).code == 0
    sample.commit({}, "docs: summary")
    sample.checkout("main")
    sample.commit({"unrelated.py": "1\n"}, "feat: on main")
    return sample


def merge_ref(origin: Sample, branch: str = "feature/thing", into: str = "main") -> str:
    """The merge of the branch that GitHub makes, as `refs/pull/7/merge`."""
    origin.git("checkout", "--quiet", "--detach", into)
    origin.git("merge", "--quiet", "--no-ff", "--message", f"Merge {branch} into {into}", branch)
    origin.git("update-ref", "refs/pull/7/merge", "HEAD")
    return origin.sha()


def clone(origin: Sample, tmp_path: Path, ref: str, *options: str) -> Path:
    """What actions/checkout leaves: a detached head at the ref, branches on the remote only."""
    path = tmp_path / "checkout"
    subprocess.run(["git", "init", "--quiet", path], check=True)
    url = f"file://{origin.path}"
    subprocess.run(["git", "-C", path, "remote", "add", "origin", url], check=True)
    specs = ("+refs/heads/*:refs/remotes/origin/*",) if "--depth=1" not in options else ()
    fetch = ["git", "-C", path, "fetch", "--quiet", *options, "origin", *specs, f"+{ref}:refs/remotes/pull/7/merge"]
    subprocess.run(fetch, check=True)
    subprocess.run(["git", "-C", path, "checkout", "--quiet", "--detach", "refs/remotes/pull/7/merge"], check=True)
    return path


def on_github(path: Path, sha: str, *options: str, base: str = "main", head: str = "feature/thing") -> Ran:
    return draft_summary(
        "check", "--json", *options, cwd=path, GITHUB_ACTIONS="true", GITHUB_HEAD_REF=head, GITHUB_BASE_REF=base,
        GITHUB_REF="refs/pull/7/merge", GITHUB_SHA=sha,
    )  # fmt: skip


def test_a_merge_ref_is_the_branch_and_not_the_merge(origin: Sample, tmp_path: Path) -> None:
    sha = merge_ref(origin)
    ran = on_github(clone(origin, tmp_path, "refs/pull/7/merge"), sha)
    assert ran.code == 0, ran.json
    assert ran.json["branch"]["name"] == "feature/thing"
    assert ran.json["branch"]["head"] == origin.sha("feature/thing")


def test_a_stale_summary_fails_on_a_merge_ref(origin: Sample, tmp_path: Path) -> None:
    origin.checkout("feature/thing")
    origin.commit({"late.py": "1\n"}, "feat: late")
    sha = merge_ref(origin)
    ran = on_github(clone(origin, tmp_path, "refs/pull/7/merge"), sha)
    assert ran.code == 1
    assert any("late.py" in one["reason"] for one in ran.json["findings"])


def test_a_stacked_branch_is_compared_with_the_one_below(origin: Sample, tmp_path: Path) -> None:
    origin.git("checkout", "--quiet", "-b", "feature/other", "feature/thing")
    origin.commit({"other.py": "1\n", "directive/specs/other/spec.md": "# Other\n"}, "feat: other")
    sha = merge_ref(origin, "feature/other", into="feature/thing")
    path = clone(origin, tmp_path, "refs/pull/7/merge")
    ran = on_github(path, sha, base="feature/thing", head="feature/other")
    assert (ran.code, ran.json["status"]) == (1, "missing")
    assert ran.json["summary"]["path"] == "directive/specs/other/implementation_summary.md"
    assert ran.json["branch"]["merge_base"] == origin.sha("feature/thing")


def test_a_detached_head_on_gitlab_has_the_name_of_its_branch(origin: Sample, tmp_path: Path) -> None:
    path = clone(origin, tmp_path, "refs/heads/feature/thing")
    ran = draft_summary(
        "check", "--json", cwd=path, CI_MERGE_REQUEST_SOURCE_BRANCH_NAME="feature/thing",
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
    )  # fmt: skip
    assert (ran.code, ran.json["branch"]["name"]) == (0, "feature/thing")


def test_a_shallow_checkout_says_what_to_set(origin: Sample, tmp_path: Path) -> None:
    sha = merge_ref(origin)
    ran = on_github(clone(origin, tmp_path, "refs/pull/7/merge", "--depth=1"), sha)
    assert (ran.code, ran.json["error"]["code"]) == (3, "shallow")
    assert "fetch-depth: 0" in ran.json["error"]["hint"]


def test_check_leaves_no_trace_of_itself(origin: Sample, tmp_path: Path) -> None:
    path = clone(origin, tmp_path, "refs/heads/feature/thing")
    before = sorted(os.fspath(one) for one in path.rglob("*"))
    on_github(path, origin.sha("feature/thing"))
    assert sorted(os.fspath(one) for one in path.rglob("*")) == before
