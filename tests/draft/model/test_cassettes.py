"""What a cassette is good for: it answers what was recorded, and only that, and only whole."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from vcr.errors import CannotOverwriteExistingCassetteException  # type: ignore[import-untyped]

from draft_summary.draft.model import ModelDrafter
from draft_summary.settings import Settings
from draft_summary.values.claims import Draft
from support.cassettes import BASE_URL, CASSETTES, playing, recording
from support.dossiers import ask, changed, dossier
from support.model_server import ModelServer, answer, reply

CLAIM = {"ask": "overview.text", "text": "Adds `load()`.", "evidence": ["F1.1"]}


def draft(base_url: str, line: str = "+def load():") -> Draft:
    drafter = ModelDrafter(Settings(base_url=base_url, model="stub"), lambda _: None)
    return drafter.write(dossier(changed("src/a.py", [line])), (ask("overview.text"),))


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    path = tmp_path / "tape.yaml"
    with ModelServer.playing(answer(reply(claims=[CLAIM]))) as server, recording(path):
        draft(server.base_url)
    return path


def test_a_cassette_answers_without_a_server(tape: Path) -> None:
    with playing(tape):
        assert [claim.text for claim in draft(BASE_URL).claims] == ["Adds `load()`."]


def test_a_changed_prompt_is_not_answered(tape: Path) -> None:
    def changed_prompt() -> None:
        with playing(tape):
            draft(BASE_URL, "+def save():")

    with pytest.raises(CannotOverwriteExistingCassetteException):
        changed_prompt()


def test_a_cassette_that_is_half_used_fails(tape: Path) -> None:
    def unused() -> None:
        with playing(tape):
            pass

    with pytest.raises(AssertionError, match="1 of 1 recorded answers were not asked for"):
        unused()


def test_a_cassette_holds_no_key_and_no_port(tape: Path) -> None:
    text = tape.read_text()
    assert "authorization" not in text.lower()
    assert "stainless" not in text.lower()
    assert f"uri: {BASE_URL}/chat/completions" in text


def test_no_stored_cassette_holds_a_key() -> None:
    assert [path.name for path in CASSETTES.glob("*.yaml") if "Bearer " in path.read_text("utf-8")] == []


def test_live_calls_are_refused() -> None:
    with socket.socket() as outside, pytest.raises(AssertionError, match="live call"):
        outside.connect(("192.0.2.1", 443))
