"""What `apply` answers to contents that it cannot take: where, why; and the summary is not touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from draft_summary import pipeline
from draft_summary.errors import InputError
from draft_summary.integrations import sample
from draft_summary.settings import Settings
from support import replies
from support.command import files_of
from support.malformed import Malformed, cases
from support.standing import catalogue_of


def silent(_: str) -> None:
    """Report no progress."""


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with an offline draft."""
    path = sample.build(tmp_path_factory.mktemp("malformed") / "sample").path
    pipeline.draft(Settings(repo=path, offline=True), silent)
    return path


@pytest.fixture(scope="module")
def good(branch: Path) -> dict[str, Any]:
    """A content that holds: a claim on the overview, one on a new file, a mapping, a question, an attestation."""
    stored = replies.stored(replies.SAMPLE, catalogue_of(branch))
    claims = {one["ask"]: one for one in reversed(stored["claims"])}
    return {
        "snapshot": stored["snapshot"],
        "claims": [{**claims["overview.text"], "replaces": ""}, {**claims["files.new"], "replaces": ""}],
        "mappings": stored["mappings"][:1],
        "questions": [{"text": "Who is told when nobody waits?", "evidence": []}],
        "attestations": [{"slot": "testing.manual", "text": "Joined and left a line by hand.", "by": "an agent"}],
    }


@pytest.fixture
def at_once(branch: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The branch, read once for all cases: each of them still verifies, merges and would write."""
    settings = Settings(repo=branch)
    examined = pipeline.examine(settings, silent, improve=True)
    monkeypatch.setattr(pipeline, "examine", lambda *_, **__: examined)
    return iter([settings])


def test_the_content_that_the_cases_are_made_of_holds(branch: Path, good: dict[str, Any]) -> None:
    result = pipeline.apply(Settings(repo=branch), json.dumps(good).encode(), silent, write=False)
    assert [one.where for one in result.answers if one.held] == [
        "claims[0]",
        "claims[1]",
        "mappings[0]",
        "attestations[0]",
    ]


def test_each_malformed_content_is_answered_precisely_and_writes_nothing(
    branch: Path, good: dict[str, Any], at_once: Iterator[Settings]
) -> None:
    settings = next(at_once)
    before = files_of(branch)
    every = list(cases(good))
    assert len(every) >= 200
    assert len({one.name for one in every}) == len(every)
    assert {name: why for one in every if (why := wrong(one, settings)) for name in (one.name,)} == {}
    assert files_of(branch) == before


def wrong(case: Malformed, settings: Settings) -> str:
    """What is wrong with the answer, empty if it is as it should be."""
    try:
        result = pipeline.apply(settings, case.data, silent)
    except InputError as error:
        return of_error(case, error)
    failed = [one for one in result.answers if not one.held]
    if result.written or not failed:
        return "taken"
    if case.where not in [one.where for one in failed]:
        return f"blames {[one.where for one in failed][:3]}"
    return "" if all(why.reason and why.code for one in failed for why in one.reasons) else "no reason"


def of_error(case: Malformed, error: InputError) -> str:
    if not error.hint or error.retryable:
        return "does not say what to do"
    if case.where == "snapshot" and error.code == "stale-snapshot":
        return ""
    if error.code != "invalid-content":
        return error.code
    return "" if case.where in error.message else error.message[:200]
