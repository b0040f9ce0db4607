"""What does not fit: each ends with its documented exit code, says what to do, and leaves every file as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from support.command import draft_summary, files_of, with_model
from support.features import SPEC, SUMMARY, TEMPLATES, THING, branch_of
from support.repositories import Sample, Symlink, build, empty

NOBODY = "http://127.0.0.1:9/v1"  # the discard port, on which nothing listens
WITHOUT_FEATURE = "docs/implementation/feature/thing.md"

Arranged = tuple[Path, tuple[str, ...]]  # where to run, with which options


def no_repository(path: Path) -> Arranged:
    (path / "notes.txt").write_text("not code\n")
    return path, ()


def no_such_folder(path: Path) -> Arranged:
    return path, ("--repo", "nowhere")


def unborn_head(path: Path) -> Arranged:
    sample = empty(path / "repo")
    sample.write({"app.py": "1\n"})
    return sample.path, ()


def no_merge_base(path: Path) -> Arranged:
    sample = branch_of(path, {})
    sample.git("checkout", "--quiet", "--orphan", "feature/other")
    sample.commit({"other.py": "1\n"})
    return sample.path, ()


def shallow_clone(path: Path) -> Arranged:
    sample = branch_of(path, {})
    sample.git("clone", "--quiet", "--depth=1", f"file://{sample.path}", str(path / "clone"))
    return path / "clone", ("--base", "main")


def head_is_base(path: Path) -> Arranged:
    return build(path / "repo", {"app.py": "1\n"}, branch="feature/empty").path, ()


def base_is_checked_out(path: Path) -> Arranged:
    return build(path / "repo", {"app.py": "1\n"}, branch="").path, ()


def unknown_base(path: Path) -> Arranged:
    return branch_of(path, {}).path, ("--base", "nowhere")


def unknown_head(path: Path) -> Arranged:
    return branch_of(path, {}).path, ("--head", "--output=pwned")


def no_base(path: Path) -> Arranged:
    return build(path / "repo", {"app.py": "1\n"}, branch="", main="trunk").path, ()


def template_missing(path: Path) -> Arranged:
    return branch_of(path, {}).path, ("--template", "nowhere.md")


def template_is_a_folder(path: Path) -> Arranged:
    return branch_of(path, {f"{TEMPLATES}/a.md": "# T\n"}).path, ("--template", TEMPLATES)


def template_is_binary(path: Path) -> Arranged:
    (path / "template.md").write_bytes(b"# T\0\1\2")
    return branch_of(path, {}).path, ("--template", str(path / "template.md"))


def feature_missing(path: Path) -> Arranged:
    return branch_of(path, {}).path, ("--feature", "directive/specs/nothing")


def summary_not_utf8(path: Path) -> Arranged:
    return branch_of(path, {SPEC: "# Spec\n", SUMMARY: b"# Summary\n\nCaf\xe9\n"}).path, ()


def output_outside(path: Path) -> Arranged:
    return branch_of(path, {}).path, ("--output", "../summary.md")


def output_in_git(path: Path) -> Arranged:
    return branch_of(path, {}).path, ("--output", ".git/config")


def output_is_a_link(path: Path) -> Arranged:
    (path / "theirs.md").write_text("theirs\n")
    return branch_of(path, {SPEC: "# Spec\n", SUMMARY: Symlink("../../../../theirs.md")}).path, ()


def output_in_a_linked_folder(path: Path) -> Arranged:
    (path / "theirs").mkdir()
    sample = branch_of(path, {"docs": Symlink("../theirs")})
    return sample.path, ("--output", "docs/summary.md")


def output_is_a_folder(path: Path) -> Arranged:
    return branch_of(path, {"docs/a.md": "1\n"}).path, ("--output", "docs")


def settings_unreadable(path: Path) -> Arranged:
    return branch_of(path, {".draft-summary.toml": "base = \n"}).path, ()


def no_such_option(path: Path) -> Arranged:
    return branch_of(path, {}).path, ("--colour",)


def server_without_a_model(path: Path) -> Arranged:
    return branch_of(path, {}).path, ("--base-url", NOBODY)


def server_is_no_address(path: Path) -> Arranged:
    return branch_of(path, {}).path, ("--base-url", "localhost:8080", "--model", "m")


REFUSED = {
    no_repository: (3, "not-a-repository", "is not in a git repository"),
    no_such_folder: (3, "not-a-repository", "is not a folder"),
    unborn_head: (3, "no-commits", "has no commit yet"),
    no_merge_base: (3, "no-merge-base", "have no common commit"),
    shallow_clone: (3, "shallow", "the clone is shallow"),
    head_is_base: (3, "nothing-to-summarise", "feature/empty"),
    base_is_checked_out: (3, "nothing-to-summarise", "main"),
    unknown_base: (3, "unknown-revision", "base 'nowhere' is no commit"),
    unknown_head: (3, "unknown-revision", "head '--output=pwned' is no commit"),
    no_base: (3, "no-base", "no base branch found"),
    template_missing: (3, "template-missing", "'nowhere.md' was not found"),
    template_is_a_folder: (3, "document-unreadable", "not a file"),
    template_is_binary: (3, "document-unreadable", "is not text"),
    feature_missing: (3, "feature-missing", "directive/specs/nothing"),
    summary_not_utf8: (3, "summary-not-utf8", "UTF-8"),
    output_outside: (3, "output-outside", "../summary.md is outside the repository"),
    output_in_git: (3, "output-outside", ".git/config is inside .git"),
    output_is_a_link: (3, "output-symlink", f"{SUMMARY} is a symbolic link"),
    output_in_a_linked_folder: (3, "output-symlink", "docs is a symbolic link"),
    output_is_a_folder: (3, "output-unusable", "docs is not a file"),
    settings_unreadable: (2, "bad-settings-file", ".draft-summary.toml cannot be read"),
    no_such_option: (2, "usage", "--colour"),
    server_without_a_model: (2, "no-model", "no model is named"),
    server_is_no_address: (2, "bad-base-url", "not an HTTP address"),
}


@pytest.mark.parametrize(
    ("arrange", "exit_code", "code", "said"),
    [(arrange, *expected) for arrange, expected in REFUSED.items()],
    ids=[arrange.__name__ for arrange in REFUSED],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    arrange: Callable[[Path], Arranged], exit_code: int, code: str, said: str, tmp_path: Path
) -> None:
    where, options = arrange(tmp_path)
    before = files_of(tmp_path)

    ran = draft_summary(*options, "--json", cwd=where)

    assert (ran.code, ran.err) == (exit_code, "")
    assert ran.json.keys() == {"schema_version", "error"}
    error = ran.json["error"]
    assert error.keys() == {"code", "message", "hint", "retryable"}
    assert (error["code"], error["retryable"]) == (code, False)
    assert said in error["message"]
    assert error["hint"]
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("command", ["check", "collect"])
def test_every_command_refuses_alike(command: str, tmp_path: Path) -> None:
    where, options = unknown_base(tmp_path)
    ran = draft_summary(command, *options, cwd=where)
    assert (ran.code, ran.out) == (3, b"")
    first, second = ran.err.rstrip("\n").split("\n")
    assert first == "draft-summary: base 'nowhere' is no commit of this repository"
    assert second.startswith("  See git branch --all")


def test_a_server_that_cannot_be_reached_costs_no_fact(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {})
    before = files_of(sample.path)
    ran = with_model(NOBODY, "--json", cwd=sample.path, seconds=1)
    assert ran.code == 5
    assert {one["ask"] for one in ran.json["prose"]["unanswered"]} >= {"overview.text", "files.new"}
    after = files_of(sample.path)
    assert after.pop(WITHOUT_FEATURE).count(b"`x.py`") >= 1
    assert after == before


# What is unusual and works


def drafted(sample: Sample, path: str) -> str:
    before = files_of(sample.path)
    ran = draft_summary("--offline", cwd=sample.path)
    assert ran.code == 0, ran.err
    after = files_of(sample.path)
    text = after.pop(path).decode()
    assert after == before
    return text


def test_without_a_feature_folder_the_summary_is_named_after_the_branch(tmp_path: Path) -> None:
    assert "`x.py`" in drafted(branch_of(tmp_path, {}), WITHOUT_FEATURE)


def test_a_detached_head_is_summarised_under_its_branchs_name(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {})
    sample.git("checkout", "--quiet", "--detach")
    assert "**Branch**: `feature/thing`" in drafted(sample, WITHOUT_FEATURE)


def test_a_detached_head_of_no_branch_is_summarised_under_its_commit(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {})
    sample.git("checkout", "--quiet", "--detach")
    head = sample.commit({"y.py": "1\n"})
    assert "`y.py`" in drafted(sample, f"docs/implementation/{head[:7]}.md")


def test_a_spec_without_criteria_is_said_to_have_none(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {SPEC: "# Thing\n\nPeople want the thing.\n"})
    assert f"No acceptance criterion was recognised in the spec (`{SPEC}`)." in drafted(sample, SUMMARY)


def test_a_file_in_the_place_of_a_folder_on_the_way_is_refused(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {"docs": "a file\n"})
    before = files_of(sample.path)
    ran = draft_summary("--offline", "--json", cwd=sample.path)
    assert (ran.code, ran.json["error"]["code"]) == (3, "output-unusable")
    assert files_of(sample.path) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {SPEC: "# Thing\n"})
    folder = sample.path / THING
    folder.chmod(0o555)
    ran = draft_summary("--offline", "--json", cwd=sample.path)
    folder.chmod(0o755)
    assert (ran.code, ran.json["error"]["code"]) == (3, "output-unwritable")
    assert not (folder / "implementation_summary.md").exists()
