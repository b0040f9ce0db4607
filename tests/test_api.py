"""The Python interface: four functions, and nothing else."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import draft_summary
from draft_summary import pipeline
from draft_summary.integrations import sample
from draft_summary.values.results import CheckResult, DraftResult

HEAVY = ("pydantic", "git", "openai", "tree_sitter", "markdown_it", "typer", "draft_summary.pipeline")


def test_the_exported_names() -> None:
    assert draft_summary.__all__ == ["apply", "check", "collect", "draft"]
    assert all(inspect.isfunction(getattr(draft_summary, name)) for name in draft_summary.__all__)


def test_the_functions_stay_functions_once_the_rooms_are_imported() -> None:
    assert pipeline.draft.__module__ == "draft_summary.pipeline"
    assert inspect.isfunction(draft_summary.draft)


def test_importing_it_imports_nothing_heavy() -> None:
    code = f"import draft_summary, sys; print([one for one in {HEAVY} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_draft_a_check_and_an_agents_words(tmp_path: Path) -> None:
    path = sample.build(tmp_path / "sample").path
    drafted = draft_summary.draft(path, offline=True, write=False)
    assert isinstance(drafted, DraftResult)
    assert (drafted.written, draft_summary.check(path).status) == (False, "missing")

    said = draft_summary.collect(path, section="overview.text")
    assert [ask["id"] for ask in said["asks"]] == ["overview.text"]
    new = next(one for one in said["files"] if one["status"] == "added")
    claim = {"ask": "overview.text", "key": "", "replaces": "", "part": "text", "evidence": [new["id"]]}
    content = {"snapshot": said["snapshot"], "mappings": [], "questions": []}
    applied = draft_summary.apply({**content, "claims": [{**claim, "text": f"Adds `{new['path']}`."}]}, path)
    assert applied.written

    checked = draft_summary.check(path)
    assert isinstance(checked, CheckResult)
    assert not checked.failed
