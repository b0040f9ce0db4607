"""The model drafter: what is sent and where, what becomes of a reply, which settings are refused before anything is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from draft_summary.draft import choose
from draft_summary.draft.model import ModelDrafter
from draft_summary.draft.model.prompt import tokens
from draft_summary.draft.offline import OfflineDrafter
from draft_summary.errors import UsageError
from draft_summary.settings import Settings
from draft_summary.values.claims import Claim, CriterionMapping
from draft_summary.values.findings import Finding, Outcome
from draft_summary.values.slots import Author
from support import model_server as server
from support.dossiers import ask, changed, dossier
from support.model_server import ModelServer, answer, reply

DOSSIER = dossier(changed("src/a.py", ["+def load():", "+    return 1"]))
ASKS = (ask("files.modified", "src/a.py"), ask("overview.text"))
CLAIM = {"ask": "files.modified", "key": "src/a.py", "text": "adds\n `load()`", "evidence": ["F1.1"]}


def drafter(base_url: str, **given: object) -> ModelDrafter:
    settings = Settings(base_url=base_url, **{"model": "stub", "api_key": "sk-test-key", **given})  # type: ignore[arg-type]
    return ModelDrafter(settings, lambda _: None, sleep=lambda _: None)


def test_a_reply_becomes_claims_mappings_and_questions() -> None:
    mapping = {"criterion": "A1", "tests": ["t.py::test_x"], "evidence": ["A1"]}
    said = reply(claims=[CLAIM], mappings=[mapping], questions=[{"text": "Who?", "evidence": []}])
    with ModelServer.playing(answer(said, cached=64)) as stub:
        draft = drafter(stub.base_url).write(DOSSIER, ASKS)
    assert draft.claims == (
        Claim("files.modified", "adds `load()`", ("F1.1",), "src/a.py", author=Author.MODEL, where="claims[0]"),
    )
    assert draft.mappings == (CriterionMapping("A1", ("t.py::test_x",), ("A1",), Author.MODEL, "mappings[0]"),)
    assert draft.questions == ("Who?",)
    assert (draft.author, draft.model, draft.exit_code) == (Author.MODEL, "stub", 0)
    usage = draft.usage
    assert (usage.calls, usage.tokens_in, usage.tokens_cached, usage.tokens_out) == (1, 1000, 64, 100)


def test_one_request_asks_for_everything_and_carries_the_key_in_its_header_alone() -> None:
    with ModelServer.playing(answer(reply())) as stub:
        drafter(stub.base_url).write(DOSSIER, ASKS)
        (request,) = stub.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer sk-test-key"
    assert "sk-test-key" not in request.prompt
    assert request.body["model"] == "stub"
    assert request.body["response_format"]["json_schema"]["strict"] is True


def test_two_runs_send_the_same_bytes() -> None:
    with ModelServer.playing(answer(reply())) as stub:
        for _ in range(2):
            drafter(stub.base_url).write(DOSSIER, ASKS)
        assert stub.requests[0].body == stub.requests[1].body


def test_every_request_of_a_run_stays_under_the_ceiling() -> None:
    large = dossier(*(changed(f"src/{n}.py", [f"+value_{m} = {n}" for m in range(200)]) for n in range(40)))
    with ModelServer.playing(answer("x" * 100_000), answer(reply())) as stub:
        draft = drafter(stub.base_url, max_input_tokens=6000).write(large, ASKS[1:])
        sizes = [sum(tokens(one["content"]) for one in sent.body["messages"]) for sent in stub.requests]
    assert len(sizes) == 2
    assert max(sizes) <= 6000
    assert draft.omitted


def test_as_many_rejected_claims_go_back_as_fit() -> None:
    claims = [{**CLAIM, "text": f"claim {number} " * 30} for number in range(60)]
    findings = tuple(
        Finding("unsupported", "no evidence", outcome=Outcome.DROPPED, where=f"claims[{n}]") for n in range(60)
    )
    with ModelServer.playing(answer(reply(claims=claims)), answer(reply())) as stub:
        one = drafter(stub.base_url, max_input_tokens=4000)
        one.write(DOSSIER, ASKS)
        one.repair(DOSSIER, ASKS, findings)
        messages = stub.requests[1].body["messages"]
    assert sum(tokens(one["content"]) for one in messages) <= 4000
    assert "claim 0 " in messages[-1]["content"]
    assert "claim 59 " not in messages[-1]["content"]


def test_a_claim_for_an_unknown_ask_is_left_for_the_check_to_reject() -> None:
    with ModelServer.playing(answer(reply(claims=[{**CLAIM, "ask": "made.up"}, CLAIM]))) as stub:
        draft = drafter(stub.base_url).write(DOSSIER, ASKS)
    assert [(claim.slot, claim.where) for claim in draft.claims] == [
        ("made.up", "claims[0]"),
        ("files.modified", "claims[1]"),
    ]


def test_a_server_without_a_key_gets_a_placeholder() -> None:
    with ModelServer.playing(answer(reply())) as stub:
        drafter(stub.base_url, api_key="").write(DOSSIER, ASKS)
        assert stub.requests[0].headers["authorization"] == "Bearer none"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (Settings(base_url="localhost:8080/v1", model="m"), "bad-base-url"),
        (Settings(base_url="file:///etc/passwd", model="m"), "bad-base-url"),
        (Settings(base_url="http://[::1/v1", model="m"), "bad-base-url"),
        (Settings(base_url="http://a b/v1", model="m"), "bad-base-url"),
        (Settings(base_url="http://user:secret@host/v1"), "no-model"),
        (Settings(api_key="sk-abc\u2026"), "bad-api-key"),
        (Settings(api_key="sk-abc\ndef"), "bad-api-key"),
    ],
    ids=["no scheme", "file", "no end of address", "blank in host", "no model", "ellipsis", "line break"],
)
def test_settings_that_name_no_usable_server(settings: Settings, code: str) -> None:
    with pytest.raises(UsageError) as raised:
        choose(settings, lambda _: None)
    assert raised.value.code == code
    assert "sk-abc" not in f"{raised.value.message}{raised.value.hint}"
    assert "secret" not in f"{raised.value.message}{raised.value.hint}"


def test_the_drafter_follows_from_the_settings() -> None:
    assert isinstance(choose(Settings(), lambda _: None), OfflineDrafter)
    assert isinstance(choose(Settings(api_key="sk-x"), lambda _: None), ModelDrafter)
    assert isinstance(choose(Settings(api_key="sk-x", offline=True), lambda _: None), OfflineDrafter)


def test_the_room_is_cheap_to_import_and_preload_fetches_the_rest() -> None:
    program = (
        "import sys, threading\n"
        "from draft_summary.draft import choose\n"
        "from draft_summary.draft.model import preload\n"
        "from draft_summary.draft.offline import OfflineDrafter\n"
        "heavy = {'openai', 'httpx2', 'tenacity', 'git'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "preload()\n"
        "[one.join() for one in threading.enumerate() if one is not threading.main_thread()]\n"
        "assert 'openai' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def test_what_the_run_says_of_itself() -> None:
    said: list[str] = []
    with ModelServer.playing(server.answer(reply())) as stub:
        ModelDrafter(Settings(base_url=stub.base_url, model="stub"), said.append).write(DOSSIER, ASKS)
    assert said == ["asking stub for the prose of 2 places"]
