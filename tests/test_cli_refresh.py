"""Refreshes as users run them: what an offline run keeps of a model's words, what an empty file is, what comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from draft_summary.integrations import sample
from draft_summary.values.slots import Author
from support import replies
from support.command import draft_summary, with_model
from support.model_server import ModelServer, answer, reply
from support.standing import SUMMARY, authors, catalogue_of, text_of


@pytest.fixture
def branch(tmp_path: Path) -> sample.SampleBranch:
    return sample.build(tmp_path / "sample")


def drafted_by_a_model(repository: Path) -> None:
    with ModelServer.playing(answer(replies.stored(replies.SAMPLE, catalogue_of(repository)))) as server:
        assert with_model(server.base_url, cwd=repository).code == 0


def reported(repository: Path) -> list[str]:
    report = json.loads((repository / ".git/draft-summary/report.json").read_text("utf-8"))
    return [finding["code"] for finding in report["findings"]]


def test_an_offline_refresh_keeps_a_models_words_and_says_which_are_behind(branch: sample.SampleBranch) -> None:
    drafted_by_a_model(branch.path)
    before = text_of(branch.path)
    sample.add_commit(branch)

    ran = draft_summary("--offline", cwd=branch.path)

    assert ran.code == 0, ran.err
    stands = authors(branch.path)
    assert stands["overview.text"] == stands["decisions.list"] == {Author.MODEL}
    overview = before.partition("## Overview\n")[2].partition("\n")[0]
    assert overview in text_of(branch.path)
    assert {"prose-behind", "lapsed-prose"} & set(reported(branch.path))
    assert "run draft-summary with a model" in (branch.path / ".git/draft-summary/report.json").read_text("utf-8")
    after = (branch.path / SUMMARY).read_bytes()
    assert draft_summary("--offline", cwd=branch.path).code == 0
    assert (branch.path / SUMMARY).read_bytes() == after


def test_what_an_offline_run_left_behind_is_asked_of_the_next_model(branch: sample.SampleBranch) -> None:
    drafted_by_a_model(branch.path)
    sample.add_commit(branch)
    assert draft_summary("--offline", cwd=branch.path).code == 0
    with ModelServer.playing(answer(reply(catalogue_of(branch.path).snapshot.token))) as server:
        assert with_model(server.base_url, cwd=branch.path).code == 0
        assert "## overview.text\n" in server.requests[0].prompt
        assert with_model(server.base_url, cwd=branch.path).code == 0
        assert len(server.requests) == 1, "what was answered with nothing is not asked again"
    assert not {"prose-behind", "lapsed-prose"} & set(reported(branch.path))


def test_an_empty_file_is_no_summary_yet(branch: sample.SampleBranch) -> None:
    (branch.path / SUMMARY).parent.mkdir(exist_ok=True, parents=True)
    (branch.path / SUMMARY).write_bytes(b"\n")
    ran = draft_summary("check", "--json", cwd=branch.path)
    assert ran.code == 1
    assert [finding["code"] for finding in ran.json["findings"]] == ["no-summary"]
    assert draft_summary("--offline", cwd=branch.path).code == 0
    fresh = draft_summary("--offline", "--fresh", "--output", "-", cwd=branch.path)
    assert (branch.path / SUMMARY).read_bytes() == fresh.out
