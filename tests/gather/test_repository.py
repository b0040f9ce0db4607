"""Where a repository is found, and what becomes of one that git refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from draft_summary import gather
from draft_summary.errors import RepositoryError
from support.gathered import read, statuses
from support.repositories import Sample, build

OPEN = """
import json, sys
from pathlib import Path
from draft_summary import gather
from draft_summary.errors import RepositoryError
try:
    gather.open_repository(Path(sys.argv[1]))
except RepositoryError as error:
    print(json.dumps(error.as_json()))
"""


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return build(tmp_path / "repo", {"app.py": "1\n", "deep/er/x.py": "1\n"}, {"y.py": "y\n"})


def refused(path: Path) -> RepositoryError:
    with pytest.raises(RepositoryError) as caught:
        gather.open_repository(path)
    return caught.value


def opened_apart(path: Path, search_path: str) -> dict[str, str]:
    """Open a repository in a new interpreter that finds programs elsewhere; the error as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(path)],
        env={**os.environ, "PATH": search_path},
        capture_output=True,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_a_folder_of_the_work_tree(sample: Sample) -> None:
    repository = gather.open_repository(sample.path / "deep" / "er")
    assert repository.root == sample.path
    assert statuses(read(sample.path / "deep" / "er")) == {"y.py": "added"}


def test_a_relative_path(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample.path / "deep")
    assert gather.open_repository(Path()).root == sample.path


def test_a_path_through_a_link(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(sample.path / "deep")
    assert gather.open_repository(tmp_path / "link").root == sample.path


def test_a_path_with_odd_characters(tmp_path: Path) -> None:
    sample = build(tmp_path / "a b\n'$x:y", {"app.py": "1\n"}, {"y.py": "y\n"})
    sample.write({"new.py": "n\n"})
    assert statuses(read(sample, uncommitted=True)) == {"new.py": "added", "y.py": "added"}


def test_a_linked_worktree(sample: Sample, tmp_path: Path) -> None:
    sample.git("worktree", "add", "--quiet", "-b", "feature/other", str(tmp_path / "other"), "main")
    other = Sample(tmp_path / "other")
    other.commit({"o.py": "o\n"})
    other.write({"dirt.py": "d\n"})
    branch = read(other, uncommitted=True)
    assert (branch.name, statuses(branch)) == ("feature/other", {"dirt.py": "added", "o.py": "added"})
    assert gather.open_repository(other.path).git_dir == sample.path / ".git" / "worktrees" / "other"


def test_a_submodule(sample: Sample, tmp_path: Path) -> None:
    outer = build(tmp_path / "outer", {"a": "1\n"}, branch="")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(sample.path), "sub")
    assert gather.open_repository(outer.path / "sub").root == outer.path / "sub"
    assert statuses(read(outer.path / "sub", base="HEAD~1")) == {"y.py": "added"}


def test_a_bare_repository(sample: Sample, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    sample.git("clone", "--quiet", "--bare", ".", str(bare))
    branch = read(bare, base="main")
    assert (statuses(branch), branch.printed, branch.dirty) == ({"y.py": "added"}, True, ())


def test_a_bare_repository_without_configuration(sample: Sample, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    sample.git("clone", "--quiet", "--bare", ".", str(bare))
    (bare / "config").unlink()
    assert statuses(read(bare, head="feature/thing", output="-")) == {"y.py": "added"}


def test_sha256(tmp_path: Path) -> None:
    sample = build(tmp_path / "repo", {"a": "1\n"}, {"b": "2\n"}, options="--object-format=sha256")
    sample.write({"c": "3\n"})
    branch = read(sample, uncommitted=True)
    assert (len(branch.head), statuses(branch)) == (64, {"b": "added", "c": "added"})


def test_what_hooks_leave_in_the_environment_is_ignored(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = build(tmp_path / "other", {"other.py": "1\n"}, branch="")
    for name, value in {
        "GIT_DIR": str(other.path / ".git"),
        "GIT_WORK_TREE": str(other.path),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_OBJECT_DIRECTORY": str(tmp_path),
        "GIT_COMMON_DIR": str(other.path / ".git"),
        "GIT_NAMESPACE": "other",
        "GIT_PREFIX": "deep/",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_DIFF_OPTS": "--unified=0",
        "GIT_TRACE": str(tmp_path / "trace"),
        "GIT_CONFIG_PARAMETERS": "'core.bare'='true'",
    }.items():
        monkeypatch.setenv(name, value)
    branch = read(sample)
    assert (branch.name, statuses(branch), branch.dirty) == ("feature/thing", {"y.py": "added"}, ())
    assert not (tmp_path / "trace").exists()


def test_the_users_own_configuration_is_read(sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ignored").write_text("*.log\n")
    (tmp_path / "config").write_text(f"[core]\n\texcludesFile = {tmp_path / 'ignored'}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    sample.write({"x.log": "1\n", "x.txt": "1\n"})
    assert read(sample).dirty == ("x.txt",)


def test_a_bare_repository_inside_a_clone_is_not_taken_for_one(sample: Sample, tmp_path: Path) -> None:
    planted = sample.path / "deep" / "planted"
    sample.git("clone", "--quiet", "--bare", ".", str(planted))
    assert gather.open_repository(planted).root == sample.path


def test_a_work_tree_that_configuration_moves_elsewhere(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    sample.git("config", "core.worktree", str(tmp_path / "elsewhere"))
    assert gather.open_repository(sample.path).root == sample.path
    assert read(sample).dirty == ()


@pytest.mark.parametrize("name", ["plain", "missing", "file", "loop"])
def test_no_repository(tmp_path: Path, name: str) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("x")
    error = refused(tmp_path / name)
    assert error.code == "not-a-repository"
    assert "--repo" in error.hint


@pytest.mark.parametrize("content", ["", "gitdir: nowhere\n", "gitdir: " + "x" * 5000, "\0\xff"])
def test_a_broken_gitfile(tmp_path: Path, content: str) -> None:
    (tmp_path / ".git").write_text(content, encoding="latin-1")
    assert refused(tmp_path).code == "not-a-repository"


@pytest.mark.parametrize(
    "config", ["[core\n", "[core]\n\trepositoryformatversion = 99\n", "\0\0", "[include]\npath=/dev/zero\n"]
)
def test_broken_configuration(sample: Sample, config: str) -> None:
    (sample.path / ".git" / "config").write_text(config)
    assert refused(sample.path).code in ("git-failed", "not-a-repository")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_another_user(sample: Sample) -> None:
    for folder in (sample.path, sample.path / ".git"):
        os.chown(folder, 4242, 4242)
    error = refused(sample.path)
    assert error.code == "foreign-owner"
    assert f"git config --global --add safe.directory {sample.path}" in error.hint


def test_git_is_missing(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    assert opened_apart(sample.path, str(tmp_path / "bin"))["code"] == "git-missing"


def test_git_is_too_old(sample: Sample, tmp_path: Path) -> None:
    script = tmp_path / "bin" / "git"
    script.parent.mkdir()
    # Before 2.28, rev-parse says back the options that it does not know.
    answer = "printf 'false\\nfalse\\n--show-object-format\\n/nowhere\\n'"
    script.write_text(f"#!/bin/sh\n[ $1 = version ] && echo git version 2.25.1 || {answer}\n")
    script.chmod(0o755)
    assert opened_apart(sample.path, f"{script.parent}:{os.environ['PATH']}")["code"] == "git-too-old"


def test_a_damaged_object(sample: Sample) -> None:
    oid = sample.git("rev-parse", "HEAD:y.py")
    (sample.path / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(RepositoryError) as caught:
        read(sample)
    assert caught.value.code == "corrupt-object"


def test_a_partial_clone_fetches_nothing(sample: Sample, tmp_path: Path) -> None:
    sample.git("config", "uploadpack.allowFilter", "true")
    target = tmp_path / "clone"
    sample.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", f"file://{sample.path}", str(target))
    with pytest.raises(RepositoryError) as caught:
        read(target)
    assert caught.value.code == "objects-missing"
    assert "--filter" in caught.value.hint
