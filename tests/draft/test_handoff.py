"""What the calling agent is given, and what is taken from it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from draft_summary.draft.handoff import Handoff, read_content
from draft_summary.errors import InputError, StaleSnapshotError
from draft_summary.values.claims import Claim, CriterionMapping
from draft_summary.values.slots import Author
from draft_summary.values.spec import Criterion
from support.dossiers import ask, changed, commit, dossier, slot
from support.model_server import reply

DOSSIER = dossier(
    changed("src/a.py", ["+def load():"]),
    commits=[commit("feat: add load", "src/a.py")],
    criteria=[Criterion(text="Given x", line=3)],
)
TOKEN = DOSSIER.catalogue.snapshot.token
DECISIONS = slot("decisions.list", "title", "choice", keyed="block")
ASKS = (ask("files.modified", "src/a.py"), ask("decisions.list", of=DECISIONS), ask("overview.text"))
FILE = {"ask": "files.modified", "key": "src/a.py", "text": "adds  `load()`", "evidence": ["F1.1", "F1.1"]}


def content(snapshot: str = TOKEN, **parts: Any) -> bytes:
    return json.dumps(reply(snapshot, **parts)).encode()


def test_claims_are_the_agents_with_their_places() -> None:
    title = {"ask": "decisions.list", "key": "d", "part": "title", "text": "Loader"}
    draft = read_content(content(claims=[FILE, title]), DOSSIER, ASKS)
    assert draft.claims == (
        Claim("files.modified", "adds `load()`", ("F1.1",), "src/a.py", author=Author.AGENT, where="claims[0]"),
        Claim("decisions.list", "Loader", (), "d", "title", author=Author.AGENT, where="claims[1]"),
    )
    assert draft.author is Author.AGENT


def test_mappings_and_questions() -> None:
    mapping = {"criterion": "A1", "tests": ["tests/test_a.py::test_x"], "evidence": ["A1"]}
    data = content(mappings=[mapping], questions=[{"text": "Who\nuses it?", "evidence": []}])
    draft = read_content(data, DOSSIER, ASKS)
    expected = CriterionMapping("A1", ("tests/test_a.py::test_x",), ("A1",), Author.AGENT, "mappings[0]")
    assert (draft.mappings, draft.questions) == ((expected,), ("Who uses it?",))


def test_an_attestation_carries_no_secret() -> None:
    said = {"slot": "testing.manual", "text": f"Tried with ghp_{'a1B2' * 9}.", "by": "Codex"}
    data = json.dumps({**json.loads(content()), "attestations": [said]}).encode()
    (attested,) = read_content(data, DOSSIER, ASKS).attestations
    assert "a1B2a1B2" not in attested.text
    assert attested.text.startswith("Tried with ")


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_content(b"\xef\xbb\xbf" + content(claims=[FILE]), DOSSIER, ASKS).claims


def test_the_drafter_reads_its_content_and_repairs_nothing() -> None:
    drafter = Handoff(content(claims=[FILE]))
    assert len(drafter.write(DOSSIER, ASKS).claims) == 1
    assert drafter.repair(DOSSIER, ASKS, ()) is None


INVALID = {
    "not JSON": (b"I wrote the summary.", "the reply: Invalid JSON"),
    "cut off": (content()[:-5], "the reply: Invalid JSON"),
    "not UTF-8": (b'{"snapshot": "\xff"}', "it is not UTF-8 at byte 14"),
    "empty": (b"", "the reply: Invalid JSON"),
    "a list": (b"[]", "the reply: Input should be an object"),
    "a field missing": (b'{"snapshot": "x", "claims": [], "mappings": []}', "questions: Field required"),
    "a field of its own": (content(status="Complete"), "status: Extra inputs are not permitted"),
    "a wrong type": (content(claims=[{**FILE, "text": 5}]), "claims[0].text: Input should be a valid string"),
    "too large": (b" " * (5 * 1024 * 1024 + 1), "it has 5,242,881 bytes; 5,242,880 are taken"),
    "nested without end": (b"[" * 100_000, "the reply: "),
}


@pytest.mark.parametrize(("data", "reason"), INVALID.values(), ids=INVALID.keys())
def test_an_invalid_content_says_where_and_why(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        read_content(data, DOSSIER, ASKS)
    assert raised.value.code == "invalid-content"
    assert reason in raised.value.message
    assert "reply_schema" in raised.value.hint


def test_ten_places_are_named_and_the_rest_counted() -> None:
    with pytest.raises(InputError) as raised:
        read_content(content(claims=[{**FILE, "ask": 1}] * 13), DOSSIER, ASKS)
    assert raised.value.message.count("valid string") == 10
    assert raised.value.message.endswith("; and 3 more")


BASE, HEAD, DIGEST = TOKEN[:12], TOKEN[14:26], TOKEN[27:]
STALE = {
    "head": (f"{BASE}..cccccccccccc/{DIGEST}", "branch: the head was cccccccccccc, is aaaaaaaaaaaa"),
    "base": (f"cccccccccccc..{HEAD}/{DIGEST}", "branch: the merge base was cccccccccccc, is bbbbbbbbbbbb"),
    "evidence": (f"{BASE}..{HEAD}/0000", "branch: the evidence was 0000, is "),
    "no snapshot": ("latest", "names no snapshot of `collect`: 'latest'"),
    "empty": ("", "names no snapshot of `collect`: ''"),
}


@pytest.mark.parametrize(("token", "reason"), STALE.values(), ids=STALE.keys())
def test_a_content_for_another_state_says_what_moved(token: str, reason: str) -> None:
    with pytest.raises(StaleSnapshotError) as raised:
        read_content(content(token, claims=[{**FILE, "ask": "gone by now"}]), DOSSIER, ASKS)
    assert reason in raised.value.message
    assert "draft-summary collect" in raised.value.hint
    assert (raised.value.code, raised.value.exit_code) == ("stale-snapshot", 3)
