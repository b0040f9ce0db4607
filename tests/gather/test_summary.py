"""Where the summary stands or is to stand, and what stands there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.features import SUMMARY, THING, branch_of
from support.gathered import read, refused
from support.repositories import Sample, Symlink


@pytest.mark.parametrize("name", ["implementation_summary.md", "implementation.md", "IMPLEMENTATION_SUMMARY.md"])
def test_the_summary_is_known_by_its_names(tmp_path: Path, name: str) -> None:
    branch = read(branch_of(tmp_path, {f"{THING}/spec.md": "#\n", f"{THING}/{name}": b"\xef\xbb\xbf# S\r\n"}))
    assert (branch.summary_path, branch.summary, branch.printed) == (f"{THING}/{name}", b"\xef\xbb\xbf# S\r\n", False)


def test_a_new_summary_goes_into_the_feature_folder(tmp_path: Path) -> None:
    branch = read(branch_of(tmp_path, {f"{THING}/spec.md": "#\n", f"{THING}/templates/implementation.md": "#\n"}))
    assert (branch.summary_path, branch.summary) == (SUMMARY, None)


def test_without_a_feature_folder_it_is_named_after_the_branch(tmp_path: Path) -> None:
    branch = read(branch_of(tmp_path, {}, branch="fix/$(x)`y"))
    assert (branch.summary_path, branch.summary) == ("docs/implementation/fix/--x--y.md", None)


def test_of_several_summaries_one_is_kept_and_the_others_said(tmp_path: Path) -> None:
    change = {SUMMARY: "# One\n", f"{THING}/implementation.md": "# Two\n"}
    branch = read(branch_of(tmp_path, change))
    assert branch.summary_path == SUMMARY
    assert f"{THING}/implementation.md is a summary too; {SUMMARY} is the one kept" in branch.notes


def test_the_work_trees_summary_is_refreshed(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {SUMMARY: "# Committed\n"})
    sample.write({SUMMARY: "# Edited\n", "dirt.py": "1\n"})
    branch = read(sample)
    assert (branch.summary, branch.dirty) == (b"# Edited\n", ("dirt.py",))


def test_a_summary_that_is_not_committed_yet_is_found(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {f"{THING}/spec.md": "#\n"})
    sample.write({f"{THING}/implementation.md": "# Draft\n"})
    branch = read(sample)
    assert (branch.summary_path, branch.summary) == (f"{THING}/implementation.md", b"# Draft\n")


def test_a_summary_deleted_in_the_work_tree_is_written_anew(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {SUMMARY: "# Committed\n"})
    (sample.path / SUMMARY).unlink()
    branch = read(sample)
    assert (branch.summary_path, branch.summary) == (SUMMARY, None)


def test_another_branchs_summary_is_left_alone(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {f"{THING}/spec.md": "# More\n"}, {SUMMARY: "# Theirs\n", f"{THING}/spec.md": "#\n"})
    branch = read(sample)
    assert (branch.summary_path, branch.summary) == ("docs/implementation/feature/thing.md", None)
    assert any(note.startswith(SUMMARY) and "--output" in note for note in branch.notes)
    assert read(sample, output=SUMMARY).summary == b"# Theirs\n"
    sample.write({SUMMARY: "# Theirs, and mine\n"})
    assert read(sample).summary_path == SUMMARY


def test_another_branchs_summary_beside_a_free_name(tmp_path: Path) -> None:
    theirs = f"{THING}/implementation.md"
    sample = branch_of(tmp_path, {f"{THING}/spec.md": "# More\n"}, {theirs: "# Theirs\n", f"{THING}/spec.md": "#\n"})
    branch = read(sample)
    assert (branch.summary_path, branch.summary) == (SUMMARY, None)


def test_printing_merges_with_the_heads_tree(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {SUMMARY: "# Committed\n"})
    sample.write({SUMMARY: "# Edited\n"})
    branch = read(sample, output="-")
    assert (branch.summary_path, branch.summary, branch.printed) == (SUMMARY, b"# Committed\n", True)
    assert read(sample, output="-", fresh=True).summary is None
    assert read(sample, output="-", uncommitted=True).summary == b"# Edited\n"


def test_another_head_is_printed_with_its_own_summary(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {SUMMARY: "# Committed\n"})
    sample.checkout("main")
    sample.write({SUMMARY: "# Unrelated\n"})
    branch = read(sample, head="feature/thing")
    assert (branch.summary, branch.printed) == (b"# Committed\n", True)


def test_another_head_with_an_output_is_written(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {SUMMARY: "# Committed\n"})
    sample.checkout("main")
    sample.write({"out.md": "# There\n"})
    branch = read(sample, head="feature/thing", output="out.md")
    assert (branch.summary_path, branch.summary, branch.printed) == ("out.md", b"# There\n", False)


@pytest.mark.parametrize("output", ["docs/new/s.md", "./docs/../docs/new/s.md", "{root}/docs/new/s.md"])
def test_the_output_option(tmp_path: Path, output: str) -> None:
    sample = branch_of(tmp_path, {})
    branch = read(sample, output=output.replace("{root}", str(sample.path)))
    assert (branch.summary_path, branch.summary) == ("docs/new/s.md", None)


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("../out.md", "output-outside"),
        ("/etc/passwd", "output-outside"),
        ("docs/../../out.md", "output-outside"),
        (".", "output-outside"),
        ("{root}", "output-outside"),
        (".git/config", "output-outside"),
        ("docs/.GIT/x.md", "output-outside"),
        ("nested/s.md", "output-outside"),
        ("link.md", "output-symlink"),
        ("dangling.md", "output-symlink"),
        ("linked/s.md", "output-symlink"),
        ("linked/deep/s.md", "output-symlink"),
        ("loop/s.md", "output-symlink"),
        ("app.py/s.md", "output-unusable"),
        ("folder", "output-unusable"),
        ("fifo", "output-unusable"),
        ("x" * 300, "output-unusable"),
        ("large.md", "document-unreadable"),
    ],
)
def test_outputs_that_are_refused(tmp_path: Path, output: str, code: str) -> None:
    (tmp_path / "outside").mkdir()
    links = {"link.md": f"{tmp_path}/outside/x", "dangling.md": "nowhere", "linked": "../outside", "loop": "loop"}
    change = {**{name: Symlink(target) for name, target in links.items()}, "folder/x": "1\n"}
    sample = branch_of(tmp_path, change)
    sample.git("init", "--quiet", "nested")
    os.mkfifo(sample.path / "fifo")
    sample.write({"large.md": "x" * (1024 * 1024 + 1)})
    assert refused(sample, output=output.replace("{root}", str(sample.path))).code == code


def test_a_summary_reached_through_a_linked_folder_is_refused(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {f"{THING}/spec.md": "#\n"})
    (tmp_path / "outside").mkdir()
    sample.git("rm", "-rq", "--cached", THING)
    sample.write({THING: None})
    sample.write({THING: Symlink(str(tmp_path / "outside"))})
    assert refused(sample).code == "output-symlink"


def test_a_bare_repository_has_no_place_for_an_output(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {SUMMARY: "# S\n"})
    sample.git("clone", "--quiet", "--bare", ".", "../bare.git")
    bare = Sample(tmp_path / "bare.git")
    assert refused(bare, output="x.md").code == "no-work-tree"
    assert read(bare, output="-").summary == b"# S\n"
