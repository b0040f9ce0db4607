"""The parts of the prompt: one for each ask, each whole, versioned together."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from draft_summary.draft import prompts
from draft_summary.sections import SLOTS

ASKED = sorted({slot.ask.removesuffix(".md") for slot in SLOTS.values() if slot.ask})


def test_each_slot_that_is_asked_for_has_its_instruction_and_no_other_has_one() -> None:
    assert sorted(path.stem for path in (prompts.folder() / "asks").glob("*.md")) == ASKED


@pytest.mark.parametrize("name", ASKED)
def test_an_instruction_is_short_and_plain(name: str) -> None:
    text = prompts.instruction(name)
    assert 40 < len(text) < 900
    assert text.endswith(".")
    assert "$" not in text


@pytest.mark.parametrize("slot", [one for one in SLOTS.values() if len(one.parts) > 1], ids=lambda one: one.key)
def test_the_instruction_of_a_block_names_each_of_its_parts(slot: object) -> None:
    parts = getattr(slot, "parts", ())
    text = prompts.instruction(getattr(slot, "ask", ""))
    assert [part for part in parts if f"`{part}`" not in text] == []


def test_a_value_is_put_in_as_it_is() -> None:
    assert "$evidence ${fence}" in prompts.part("evidence", fence="=", evidence="$evidence ${fence}", left_out="")


def test_the_version_changes_with_any_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = prompts.version()
    package = tmp_path / "package"
    shutil.copytree(prompts.folder(), package / "_prompts")
    monkeypatch.setattr(prompts, "PACKAGE", package)
    assert prompts.version() == before
    (package / "_prompts" / "asks" / "files.new.md").write_text("Other words.")
    assert prompts.version() != before
    assert prompts.instruction("files.new") == "Other words."
