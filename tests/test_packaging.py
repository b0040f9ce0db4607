"""The wheel: everything that the program reads at run time is in it, and works from there."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from draft_summary.integrations import sample

ROOT = Path(__file__).parents[1]
SHIPPED = {
    "agent/draft_summary": "draft_summary",
    "prompts": "draft_summary/_prompts",
    "fixtures/sample": "draft_summary/_fixtures/sample",
}
CLUTTER = {"__pycache__", ".mypy_cache", ".ruff_cache"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT)
    subprocess.run(build, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_file_is_in_the_wheel(wheel: Path, folder: str) -> None:
    files = (path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file())
    wanted = {f"{SHIPPED[folder]}/{file.as_posix()}" for file in files if not set(file.parts) & CLUTTER}
    assert wanted
    assert wanted <= set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_builds_the_same_sample_branch(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import pathlib, sys; from draft_summary.integrations import sample;"
        "print(sample.__file__); print(sample.build(pathlib.Path(sys.argv[1])).head)"
    )
    command = (sys.executable, "-c", code, tmp_path / "packaged")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    where, head = done.stdout.split()
    assert Path(where).is_relative_to(tmp_path)
    assert head == sample.build(tmp_path / "checkout").head
