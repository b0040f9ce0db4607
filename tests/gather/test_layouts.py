"""Where each tool keeps its specs: the layout, the documents, and the choice between several features."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.features import branch_of
from support.gathered import read
from support.repositories import Files, Sample

KIRO = ".kiro/specs/lamp"
CHANGE = "openspec/changes/add-lamp"
DONE = "openspec/changes/archive/2026-01-05-add-lamp"
OLD = ".agent-os/specs/2026-01-05-lamp"
NEW = "agent-os/specs/2026-01-05-0930-lamp"


def texts(*paths: str) -> dict[str, str | bytes | None]:
    return {path: f"# Text of {path}\n" for path in paths}


@pytest.mark.parametrize(
    ("files", "layout", "folder", "documents"),
    [
        (
            ("specs/001-lamp/spec.md", "specs/001-lamp/plan.md", "specs/001-lamp/tasks.md"),
            "spec-kit", "specs/001-lamp", ("spec.md", "plan.md", "tasks.md"),
        ),
        (("specs/20260105-093000-lamp/spec.md",), "spec-kit", "specs/20260105-093000-lamp", ("spec.md", "")),
        (("specs/lamp/spec.md",), "spec-kit", "specs/lamp", ("spec.md", "")),
        (
            tuple(f"{CHANGE}/{name}" for name in ("proposal.md", "design.md", "specs/a/spec.md", "specs/b/spec.md")),
            "openspec", CHANGE, ("specs/a/spec.md", "design.md", "specs/b/spec.md", "proposal.md"),
        ),
        ((f"{CHANGE}/proposal.md",), "openspec", CHANGE, ("proposal.md", "")),
        ((f"{DONE}/proposal.md", f"{DONE}/specs/a/spec.md"), "openspec", DONE, ("specs/a/spec.md", "", "proposal.md")),
        ((f"{KIRO}/requirements.md", f"{KIRO}/design.md"), "kiro", KIRO, ("requirements.md", "design.md")),
        ((f"{KIRO}/bugfix.md", f"{KIRO}/tasks.md"), "kiro", KIRO, ("bugfix.md", "", "tasks.md")),
        ((f"{KIRO}/requirements.md", f"{KIRO}/spec.json"), "cc-sdd", KIRO, ("requirements.md", "")),
        (
            (f"{OLD}/spec.md", f"{OLD}/sub-specs/technical-spec.md"),
            "agent-os", OLD, ("spec.md", "sub-specs/technical-spec.md"),
        ),
        ((f"{NEW}/spec.md", f"{NEW}/planning/requirements.md"), "agent-os", NEW, ("spec.md", "")),
        ((f"{NEW}/plan.md", f"{NEW}/shape.md"), "agent-os", NEW, ("shape.md", "plan.md")),
    ],
    ids=[
        "spec-kit", "spec-kit by time", "spec-kit without number", "OpenSpec", "OpenSpec proposal", "OpenSpec archive",
        "Kiro", "Kiro bug", "cc-sdd", "Agent OS 1", "Agent OS 2", "Agent OS 3",
    ],
)  # fmt: skip
def test_the_documents_of_a_layout(
    tmp_path: Path, files: tuple[str, ...], layout: str, folder: str, documents: tuple[str, ...]
) -> None:
    """`documents` are the spec, the design (empty: none), then the others."""
    feature = read(branch_of(tmp_path, texts(*files))).feature
    assert (feature.layout, feature.directory) == (layout, folder)
    read_of_it = [feature.spec, feature.design, *feature.others]
    assert [one.path.removeprefix(f"{folder}/") if one else "" for one in read_of_it] == list(documents)


@pytest.mark.parametrize(
    "story",
    [
        "docs/stories/1.2.lamp.md",
        "docs/stories/1.2.lamp.story.md",
        "docs/stories/story-1.2.md",
        "docs/stories/1b-2-lamp.md",
        "_bmad-output/implementation-artifacts/1-2-lamp.md",
        "_bmad-output/implementation-artifacts/tech-spec-lamp.md",
    ],
)
def test_a_story_is_one_file_among_others(tmp_path: Path, story: str) -> None:
    folder = story.rpartition("/")[0]
    before = texts(f"{folder}/1.1.other.md", f"{folder}/implementation_summary.md")
    branch = read(branch_of(tmp_path, texts(story), before))
    assert branch.feature.spec
    assert (branch.feature.layout, branch.feature.directory) == ("bmad", folder)
    assert branch.feature.spec.path == story
    assert branch.summary_path == "docs/implementation/feature/thing.md"


@pytest.mark.parametrize(
    ("base", "change", "branch", "expected"),
    [
        ((f"{KIRO}/requirements.md",), (), "feat/lamp", KIRO),
        (("specs/001-lamp/spec.md",), (), "001-lamp", "specs/001-lamp"),
        (("specs/001-lamp/spec.md",), (), "feature/lamp", "specs/001-lamp"),
        ((f"{NEW}/spec.md",), (), "lamp", NEW),
        ((f"{CHANGE}/proposal.md",), (), "add-lamp", CHANGE),
        (("specs/001-lamp/spec.md",), ("specs/002-rug/spec.md",), "001-lamp", "specs/002-rug"),
        ((), ("openspec/specs/lamp/spec.md",), "lamp", ""),
        ((), ("specs/models/lamp_spec.rb", "specs/README.md"), "models", ""),
        ((), ("src/stories/Lamp.stories.md", "src/stories/intro.md"), "lamp", ""),
    ],
    ids=[
        "Kiro", "spec-kit", "spec-kit, number left out", "Agent OS", "OpenSpec", "changed before named",
        "OpenSpec's standing specs", "specs of Ruby", "Storybook",
    ],
)  # fmt: skip
def test_which_feature(
    tmp_path: Path, base: tuple[str, ...], change: tuple[str, ...], branch: str, expected: str
) -> None:
    assert read(branch_of(tmp_path, texts(*change), texts(*base), branch)).feature.directory == expected


@pytest.mark.parametrize("branch", ["story/1.2", "1-2-lamp", "feature/story-1-2-lamp"])
def test_a_story_by_the_branchs_name(tmp_path: Path, branch: str) -> None:
    stories = texts("docs/stories/1.1.rug.md", "docs/stories/1.2.lamp.md")
    feature = read(branch_of(tmp_path, {}, stories, branch)).feature
    assert feature.spec
    assert feature.spec.path == "docs/stories/1.2.lamp.md"


def test_what_is_only_moved_into_the_archive_is_not_what_the_branch_is_for(tmp_path: Path) -> None:
    before = {f"{CHANGE}/{name}": f"# {name}\n" + "line\n" * 9 for name in ("proposal.md", "tasks.md", "design.md")}
    moved: Files = dict.fromkeys(before) | {path.replace(CHANGE, DONE): text for path, text in before.items()}
    other = "openspec/changes/add-rug"
    feature = read(branch_of(tmp_path, {**moved, f"{other}/proposal.md": "# Rug\n"}, before)).feature
    assert feature.directory == other
    assert feature.notes == (f"feature folder {other} chosen; also changed on the branch: {DONE}",)


def pointing(tmp_path: Path, pointer: str) -> Sample:
    return branch_of(tmp_path, {}, {**texts("specs/001-lamp/spec.md"), ".specify/feature.json": pointer}, "x")


def test_the_pointer_file_is_the_last_resort(tmp_path: Path) -> None:
    feature = read(pointing(tmp_path, '{"feature_directory": "specs/001-lamp"}')).feature
    assert (feature.layout, feature.directory) == ("spec-kit", "specs/001-lamp")
    assert feature.notes == ("feature folder specs/001-lamp chosen by .specify/feature.json",)


@pytest.mark.parametrize(
    "pointer",
    [
        '{"feature_directory": "../.."}',
        '{"feature_directory": "/etc"}',
        '{"feature_directory": 3}',
        "[",
        "[1]",
        "[" * 99_999,
    ],
    ids=["outside", "absolute", "number", "broken", "list", "deep"],
)
def test_a_pointer_that_names_no_folder_of_head_points_nowhere(tmp_path: Path, pointer: str) -> None:
    assert read(pointing(tmp_path, pointer)).feature.directory == ""


def test_a_story_named_by_the_option(tmp_path: Path) -> None:
    path = "docs/stories/1.2.lamp.md"
    feature = read(branch_of(tmp_path, texts("docs/stories/1.3.rug.md"), texts(path)), feature=path).feature
    assert feature.spec
    assert (feature.layout, feature.spec.path) == ("bmad", path)


def test_a_folder_of_no_layout_by_the_names_that_teams_use(tmp_path: Path) -> None:
    files = texts("rfcs/lamp/requirements.md", "rfcs/lamp/technical-design.md")
    feature = read(branch_of(tmp_path, files), feature="rfcs/lamp").feature
    assert feature.spec
    assert feature.design
    assert (feature.layout, feature.spec.path) == ("plain", "rfcs/lamp/requirements.md")
    assert feature.design.path == "rfcs/lamp/technical-design.md"


def test_an_empty_spec_is_said(tmp_path: Path) -> None:
    assert read(branch_of(tmp_path, {f"{KIRO}/requirements.md": "\n"})).feature.notes == (
        f"{KIRO}/requirements.md is empty",
    )
