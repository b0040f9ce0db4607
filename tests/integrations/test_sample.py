"""The sample branch: the same hashes for everybody, and a repository that git calls whole."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from draft_summary.errors import InputError, RepositoryError
from draft_summary.integrations import sample

BASE = "247c1315027ff75f6bcd6806daf062a524ad7b69"
HEAD = "fcc4582d9447b06d4127992ef89086f7a11f36c2"
LATER = "53ca0524290e6de2e3a2f8e43fc2c3e9733e5a3c"

HOSTILE_CONFIG = """
[user]
    name = Somebody Else
[commit]
    gpgSign = true
[gpg]
    program = /bin/false
[init]
    defaultBranch = trunk
    defaultObjectFormat = sha256
    templateDir = {home}/template
[core]
    autocrlf = true
    hooksPath = {home}/hooks
    attributesFile = {home}/attributes
    fsmonitor = {home}/hooks/canary
[i18n]
    commitEncoding = latin1
[filter "shout"]
    smudge = tr a-z A-Z
    clean = tr a-z A-Z
    required = true
[fastimport]
    unpackLimit = 1
"""


def git(path: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=path, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def hostile_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose git configuration changes hashes and files wherever it is heeded; the canary of its hooks."""
    home, canary = tmp_path / "home", tmp_path / "canary"
    for folder in ("hooks", "template/hooks", ".config/git"):
        (home / folder).mkdir(parents=True)
    for hook in ("hooks/post-checkout", "hooks/reference-transaction", "hooks/canary", "template/hooks/post-commit"):
        (home / hook).write_text(f"#!/bin/sh\ntouch {canary}\n")
        (home / hook).chmod(0o755)
    (home / ".gitconfig").write_text(HOSTILE_CONFIG.format(home=home))
    for attributes in ("attributes", ".config/git/attributes"):
        (home / attributes).write_text("* text eol=crlf filter=shout\n")
    hostile = {"HOME": home, "XDG_CONFIG_HOME": home / ".config", "GIT_CONFIG_GLOBAL": home / ".gitconfig"}
    misplaced = {"GIT_DIR": tmp_path / "elsewhere", "GIT_INDEX_FILE": tmp_path / "index"}
    person = {"GIT_AUTHOR_NAME": "Somebody Else", "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z", "TZ": "Asia/Tokyo"}
    for name, value in {**hostile, **misplaced, **person, "GIT_DEFAULT_HASH": "sha256"}.items():
        monkeypatch.setenv(name, str(value))
    return canary


def test_hashes_are_fixed(tmp_path: Path) -> None:
    built = sample.build(tmp_path / "sample")
    assert (built.base, built.head) == (BASE, HEAD)
    assert sample.add_commit(built).head == LATER


def test_hashes_and_files_do_not_depend_on_the_user(
    tmp_path: Path, hostile_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = sample.add_commit(sample.build(tmp_path / "sample"))
    assert (built.base, built.head) == (BASE, LATER)
    assert (built.path / "README.md").read_bytes().startswith(b"# roomdesk\n\nBooks")
    assert not (built.path / ".git/hooks").exists()
    assert not hostile_home.exists()


def test_compiled_modules_beside_the_sources_are_not_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = tmp_path / "package/_fixtures"
    shutil.copytree(sample._fixtures(), packaged)
    cache = packaged / "sample/main/01-book-meeting-rooms/tree/src/roomdesk/__pycache__"
    cache.mkdir(exist_ok=True)
    (cache / "main.cpython-311.pyc").write_bytes(b"\0")
    monkeypatch.setattr(sample, "__file__", str(tmp_path / "package/integrations/sample.py"))
    assert sample.build(tmp_path / "sample").head == HEAD


def test_the_branch_is_checked_out_clean(tmp_path: Path) -> None:
    built = sample.build(tmp_path / "sample")
    assert git(built.path, "symbolic-ref", "--short", "HEAD").strip() == built.branch
    assert git(built.path, "status", "--porcelain") == ""
    assert git(built.path, "merge-base", "main", built.branch).strip() == built.base
    git(built.path, "fsck", "--strict")


def test_the_branch_has_changes_of_every_status(tmp_path: Path) -> None:
    built = sample.build(tmp_path / "sample")
    rows = git(built.path, "diff-tree", "-r", "-M50%", "--name-status", built.base, built.head).splitlines()
    assert {row[0] for row in rows} == {"A", "M", "D", "R"}
    assert len(git(built.path, "rev-list", f"{built.base}..{built.head}").split()) == 11


def test_a_later_commit_leaves_other_files_alone(tmp_path: Path) -> None:
    built = sample.build(tmp_path / "sample")
    summary = built.path / "directive/specs/booking-waitlist/implementation_summary.md"
    summary.write_text("A person's words.\n")
    sample.add_commit(built)
    assert summary.read_text() == "A person's words.\n"
    assert git(built.path, "status", "--porcelain") == f"?? {summary.relative_to(built.path)}\n"
    assert "/decline" in (built.path / "docs/api.md").read_text()


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="not an empty folder"):
        sample.build(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_later_commit_on_a_branch_that_moved_is_refused(tmp_path: Path) -> None:
    built = sample.build(tmp_path / "sample")
    person = ("-c", "user.name=A Person", "-c", "user.email=person@roomdesk.example")
    git(built.path, *person, "commit", "--quiet", "--allow-empty", "--message", "a person's own")
    with pytest.raises(RepositoryError, match="fast-import failed"):
        sample.add_commit(built)
    assert git(built.path, "log", "-1", "--format=%s") == "a person's own\n"


def test_a_later_commit_does_not_overwrite_an_edit(tmp_path: Path) -> None:
    built = sample.build(tmp_path / "sample")
    (built.path / "docs/api.md").write_text("A person's words.\n")
    with pytest.raises(RepositoryError, match=r"docs/api\.md"):
        sample.add_commit(built)
    assert (built.path / "docs/api.md").read_text() == "A person's words.\n"


def test_without_git_the_error_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RepositoryError, match="git was not found"):
        sample.build(tmp_path / "sample")
