"""Which template is in force."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.features import TEMPLATES, THING, branch_of
from support.gathered import read, refused
from support.repositories import Files, Symlink


def test_the_built_in_template_is_the_last_resort(tmp_path: Path) -> None:
    template = read(branch_of(tmp_path, {})).template
    assert template.path == ""
    assert template.text.startswith("# Implementation Summary — <Feature Name>\n")
    assert "**Update Instructions**: Update this document as you code." in template.text


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (("implementation_summary.md",), "implementation_summary.md"),
        (("implementation_summary.md", "implementation_template.md"), "implementation_template.md"),
        (("implementation_template.md", "implementation_summary_template.md"), "implementation_summary_template.md"),
    ],
)
def test_the_repositorys_own_template(tmp_path: Path, names: tuple[str, ...], chosen: str) -> None:
    template = read(branch_of(tmp_path, {f"{TEMPLATES}/{name}": f"# {name}\n" for name in names})).template
    assert (template.path, template.text) == (f"{TEMPLATES}/{chosen}", f"# {chosen}\n")


def test_the_template_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = branch_of(tmp_path, {"docs/own.md": "# Committed\n", f"{TEMPLATES}/implementation_summary.md": "# T\n"})
    sample.write({"docs/own.md": "# Not yet\n"})
    assert read(sample, template="docs/own.md").template.text == "# Committed\n"
    (tmp_path / "mine.md").write_text("# Mine\n")
    assert read(sample, template=str(tmp_path / "mine.md")).template.text == "# Mine\n"
    monkeypatch.chdir(tmp_path)
    assert read(sample, template="mine.md").template.text == "# Mine\n"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("nowhere.md", "template-missing"),
        ("app.py/x", "template-missing"),
        ("directive", "document-unreadable"),
        ("link.md", "document-unreadable"),
        ("untracked-link.md", "document-unreadable"),
        ("binary.md", "document-unreadable"),
        ("/dev/zero", "document-unreadable"),
    ],
)
def test_templates_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str, code: str) -> None:
    (tmp_path / "secret").write_text("secret")
    change: Files = {"link.md": Symlink(f"{tmp_path}/secret"), "binary.md": b"\0", f"{THING}/spec.md": "#\n"}
    sample = branch_of(tmp_path, change)
    sample.write({"untracked-link.md": Symlink(f"{tmp_path}/secret")})
    monkeypatch.chdir(sample.path)
    assert refused(sample, template=wanted).code == code
