"""Which folder is the feature's, and its documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.features import SPECS, THING, branch_of
from support.gathered import read, refused
from support.repositories import Symlink


def test_documents_of_the_feature(tmp_path: Path) -> None:
    change = {f"{THING}/{name}": f"# {name}\n" for name in ("spec.md", "tdr.md", "impact.md", "notes.md")}
    feature = read(branch_of(tmp_path, change)).feature
    assert (feature.layout, feature.directory) == ("directive", THING)
    assert feature.spec
    assert feature.design
    assert (feature.spec.path, feature.spec.text) == (f"{THING}/spec.md", "# spec.md\n")
    assert (feature.design.path, feature.design.text) == (f"{THING}/tdr.md", "# tdr.md\n")
    assert [other.path for other in feature.others] == [f"{THING}/impact.md"]


@pytest.mark.parametrize(
    ("base", "change", "branch", "expected"),
    [
        ([], [f"{THING}/spec.md"], "feature/other", THING),
        ([], [f"{SPECS}/20260105-thing/spec.md"], "thing", f"{SPECS}/20260105-thing"),
        ([], [f"packages/a/{THING}/spec.md"], "x", f"packages/a/{THING}"),
        ([], [f"{SPECS}/a/spec.md", f"{SPECS}/a/tdr.md", f"{SPECS}/b/spec.md"], "x", f"{SPECS}/a"),
        ([], [f"{SPECS}/a/spec.md", f"{SPECS}/a/tdr.md", f"{SPECS}/b/spec.md"], "feat/B", f"{SPECS}/b"),
        ([f"{SPECS}/a/spec.md"], [f"{SPECS}/a/spec.md", f"{SPECS}/b/spec.md"], "x", f"{SPECS}/b"),
        ([f"{SPECS}/2026-01-05-my-thing/spec.md"], [], "user/my_thing", f"{SPECS}/2026-01-05-my-thing"),
        ([f"{THING}/spec.md"], [], "feature/other", ""),
        ([], [f"{SPECS}/README.md"], "feature/readme", ""),
        ([], [f"docs/{THING}.md", "directive/spec/thing/spec.md", f"my{THING}/spec.md"], "feature/thing", ""),
    ],
    ids=[
        "changed", "dated", "nested", "more documents", "named", "added before modified", "by name alone",
        "neither", "no folder of its own", "look-alikes",
    ],
)  # fmt: skip
def test_which_folder(tmp_path: Path, base: list[str], change: list[str], branch: str, expected: str) -> None:
    sample = branch_of(tmp_path, dict.fromkeys(change, "# New\n"), dict.fromkeys(base, "# Old\n"), branch)
    assert read(sample).feature.directory == expected


def test_other_candidates_are_said(tmp_path: Path) -> None:
    feature = read(branch_of(tmp_path, {f"{SPECS}/{name}/spec.md": "#\n" for name in ("thing", "b", "c")})).feature
    assert feature.directory == THING
    assert feature.notes == (f"feature folder {THING} chosen; also changed on the branch: {SPECS}/c, {SPECS}/b",)


def test_a_folder_that_the_branch_deleted_is_none(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {f"{SPECS}/old/spec.md": None}, {f"{SPECS}/old/spec.md": "#\n"})
    assert read(sample).feature.directory == ""


@pytest.mark.parametrize(
    "spelling", [f"{SPECS}/other", f"{SPECS}/other/", f"./{SPECS}/x/../other", "{root}/" + f"{SPECS}/other"]
)
def test_the_feature_option(tmp_path: Path, spelling: str) -> None:
    sample = branch_of(tmp_path, {f"{THING}/spec.md": "#\n"}, {f"{SPECS}/other/spec.md": "# Other\n"})
    feature = read(sample, feature=spelling.replace("{root}", str(sample.path))).feature
    assert (feature.directory, feature.layout) == (f"{SPECS}/other", "directive")
    assert feature.spec


def test_a_feature_folder_outside_every_layout(tmp_path: Path) -> None:
    feature = read(branch_of(tmp_path, {"docs/thing/spec.md": "# S\n"}), feature="docs/thing").feature
    assert (feature.directory, feature.layout) == ("docs/thing", "plain")
    assert feature.spec


@pytest.mark.parametrize("wanted", ["nowhere", "../..", "/", ".", "app.py", "directive\n"])
def test_a_feature_folder_that_is_not_there(tmp_path: Path, wanted: str) -> None:
    assert refused(branch_of(tmp_path, {}), feature=wanted).code == "feature-missing"


def test_documents_are_those_of_the_head(tmp_path: Path) -> None:
    sample = branch_of(tmp_path, {f"{THING}/spec.md": "# Committed\n"})
    sample.write({f"{THING}/spec.md": "# Not yet\n", f"{THING}/tdr.md": "# New\n"})
    feature = read(sample).feature
    assert feature.spec
    assert (feature.spec.text, feature.design) == ("# Committed\n", None)


@pytest.mark.parametrize(
    ("content", "text"),
    [("\ufeff# S\n", "# S\n"), (b"# caf\xe9\r\n", "# caf\N{REPLACEMENT CHARACTER}\r\n"), ("", "")],
    ids=["BOM", "not UTF-8", "empty"],
)
def test_documents_are_decoded(tmp_path: Path, content: str | bytes, text: str) -> None:
    feature = read(branch_of(tmp_path, {f"{THING}/spec.md": content})).feature
    assert feature.spec
    assert feature.spec.text == text


@pytest.mark.parametrize("content", ["#" * (1024 * 1024 + 1), b"\0\1\2"], ids=["large", "binary"])
def test_documents_that_cannot_be_read_are_said(tmp_path: Path, content: str | bytes) -> None:
    feature = read(branch_of(tmp_path, {f"{THING}/spec.md": content})).feature
    assert (feature.spec, feature.notes) == (None, (f"{THING}/spec.md could not be read",))


def test_documents_are_not_read_through_links(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    change = {f"{THING}/spec.md": Symlink(f"{tmp_path}/secret"), f"{THING}/tdr.md": "#\n"}
    assert read(branch_of(tmp_path, change)).feature.spec is None
