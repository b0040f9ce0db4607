"""Every fault of a model's server: few requests, a typed reason, slots left open, and the key in no message."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from draft_summary.draft.model import ModelDrafter
from draft_summary.settings import Settings
from draft_summary.values.claims import Draft
from draft_summary.values.findings import Finding, Outcome
from support import model_server as server
from support.dossiers import ask, changed, dossier
from support.faults import CLAIM, FAULTS, KEY, Fault
from support.model_server import ModelServer, Reaction, answer, reply

DOSSIER = dossier(changed("src/a.py", ["+def load():", "+    return 1"]))
ASKS = (ask("files.modified", "src/a.py", evidence=["F1", "F1.1"]), ask("overview.text"))
GOOD = answer(reply(claims=[CLAIM]))


@dataclass(frozen=True)
class Run:
    draft: Draft
    requests: list[server.Request]
    seconds: float

    @property
    def said(self) -> str:
        return repr(self.draft)


def run(*reactions: Reaction, deadline: float = 20.0, model: str = "stub") -> Run:
    with ModelServer.playing(*reactions) as stub:
        settings = Settings(base_url=stub.base_url, api_key=KEY, model=model, deadline=deadline)
        drafter = ModelDrafter(settings, lambda _: None, sleep=lambda _: None)
        start = time.monotonic()
        return Run(drafter.write(DOSSIER, ASKS), stub.requests, time.monotonic() - start)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_leaves_the_slots_open_and_says_why(fault: Fault) -> None:
    found = run(*fault.reactions)
    assert [one for one, _ in found.draft.unanswered] == ["files.modified", "overview.text"]
    assert fault.reason in found.draft.unanswered[0][1]
    assert found.draft.exit_code == fault.exit_code
    assert found.draft.claims == ()
    assert len(found.requests) == fault.requests == found.draft.usage.calls
    assert KEY not in found.said
    assert "4nEv" not in found.said


MENDED = {
    "rate limited once": (server.rate_limited(), GOOD),
    "500 twice": (server.error(500, "oops"), server.error(500, "oops"), GOOD),
    "reset thrice": (server.reset(), server.reset(), server.reset(), GOOD),
    "Retry-After is a date": (server.rate_limited("Wed, 21 Oct 2015 07:28:00 GMT"), GOOD),
    "Retry-After is nonsense": (server.rate_limited("soon"), GOOD),
    "prose, then a reply": (answer("Sure!"), GOOD),
    "no strict schema": (server.error(400, "response_format json_schema is not supported"), GOOD),
    "no response format": (
        server.error(400, "response_format.type must be text"),
        server.error(400, "response_format.type must be text"),
        GOOD,
    ),
    "422 for the format": (server.body({"detail": "response_format: unexpected"}, 422), GOOD),
}


@pytest.mark.parametrize("reactions", MENDED.values(), ids=MENDED.keys())
def test_a_fault_that_passes_costs_a_request_and_nothing_else(reactions: tuple[Reaction, ...]) -> None:
    found = run(*reactions)
    assert [claim.text for claim in found.draft.claims] == ["adds `load()`"]
    assert (found.draft.exit_code, found.draft.unanswered) == (0, ())
    assert len(found.requests) == len(reactions)


def test_the_response_format_goes_down_a_rung_at_a_time() -> None:
    refused = server.error(400, "unsupported response_format")
    found = run(refused, refused, GOOD)
    formats = [one.body.get("response_format", {}).get("type") for one in found.requests]
    assert formats == ["json_schema", "json_object", None]
    assert all('"claims"' in one.prompt for one in found.requests)


def test_another_400_does_not_climb_down() -> None:
    assert len(run(server.error(400, "messages must alternate")).requests) == 1


def test_a_reply_in_one_fence_is_taken_out_of_it() -> None:
    fenced = f"```json\n{json.dumps(reply(claims=[CLAIM]))}\n```"
    assert [claim.key for claim in run(answer(fenced)).draft.claims] == ["src/a.py"]


def test_a_fence_with_words_around_it_is_no_reply() -> None:
    fenced = f"Here:\n```json\n{json.dumps(reply(claims=[CLAIM]))}\n```"
    assert run(answer(fenced)).draft.claims == ()


def test_the_turn_that_mends_tells_the_reasons_and_shows_the_reply() -> None:
    found = run(answer('{"snapshot": 5}'), GOOD)
    roles = [one["role"] for one in found.requests[1].body["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert found.requests[1].body["messages"][2]["content"] == '{"snapshot": 5}'
    assert "snapshot: Input should be a valid string" in found.requests[1].body["messages"][3]["content"]


SLOW = {
    "drips the body": server.dripping(),
    "drips the headers": server.dripping(headers=True),
    "never answers": server.silent(),
}


@pytest.mark.parametrize("reaction", SLOW.values(), ids=SLOW.keys())
def test_the_deadline_holds_against_a_server_that_keeps_the_line_busy(reaction: Reaction) -> None:
    found = run(reaction, deadline=0.6)
    assert found.seconds < 4
    assert "stub did not answer before the deadline" in found.draft.unanswered[0][1]
    assert found.draft.exit_code == 5


def test_the_deadline_counts_what_was_spent_before() -> None:
    def slow_then_silent() -> Callable[[dict[str, object]], Reaction]:
        seen: list[object] = []

        def respond(body: dict[str, object]) -> Reaction:
            seen.append(body)
            if len(seen) > 1:
                return server.silent()
            time.sleep(0.4)
            return server.error(500, "oops")

        return respond

    with ModelServer.responding(slow_then_silent()) as stub:
        settings = Settings(base_url=stub.base_url, model="stub", deadline=0.8)
        start = time.monotonic()
        draft = ModelDrafter(settings, lambda _: None, sleep=lambda _: None).write(DOSSIER, ASKS)
        assert time.monotonic() - start < 4
    assert draft.exit_code == 5


def test_a_redirect_is_not_followed() -> None:
    with ModelServer.playing(GOOD) as elsewhere:
        found = run(server.redirect(f"{elsewhere.base_url}/chat/completions"))
        assert elsewhere.requests == []
    assert found.draft.claims == ()


def test_a_server_that_is_not_there_is_tried_and_named() -> None:
    with ModelServer.playing(GOOD) as gone:
        address = gone.base_url
    settings = Settings(base_url=address, api_key=KEY, model="stub", deadline=5)
    draft = ModelDrafter(settings, lambda _: None, sleep=lambda _: None).write(DOSSIER, ASKS)
    assert address.removesuffix("/v1") in draft.unanswered[0][1]
    assert draft.usage.calls == 4


def rejected(number: int, outcome: Outcome = Outcome.DROPPED) -> Finding:
    return Finding("unsupported", "`x` is in no evidence", outcome=outcome, where=f"claims[{number}]")


def repaired(first: Reaction, second: Reaction, *findings: Finding) -> tuple[Draft | None, list[server.Request]]:
    with ModelServer.playing(first, second) as stub:
        settings = Settings(base_url=stub.base_url, model="stub", deadline=20)
        drafter = ModelDrafter(settings, lambda _: None, sleep=lambda _: None)
        drafter.write(DOSSIER, ASKS)
        return drafter.repair(DOSSIER, ASKS, findings), stub.requests


OTHER = {"ask": "overview.text", "text": "Adds a loader that is `x`.", "evidence": ["F1.1"]}
BOTH = answer(reply(claims=[CLAIM, OTHER]))


def test_repair_asks_for_the_rejected_claims_and_takes_no_others() -> None:
    mended = {**OTHER, "text": "Adds `load()`."}
    draft, requests = repaired(BOTH, answer(reply(claims=[{**CLAIM, "text": "never asked for"}, mended])), rejected(1))
    assert draft is not None
    assert [(claim.slot, claim.text) for claim in draft.claims] == [("overview.text", "Adds `load()`.")]
    assert draft.usage.calls == 1
    last = requests[1].body["messages"][-1]["content"]
    assert "`x` is in no evidence" in last
    assert "adds `load()`" not in last
    assert requests[1].body["messages"][:2] == requests[0].body["messages"]


def test_repair_asks_for_rejected_mappings_too() -> None:
    wrong = {"criterion": "A1", "tests": ["t.py::test_gone"], "evidence": []}
    first = answer(reply(claims=[CLAIM], mappings=[wrong]))
    mended = {**wrong, "tests": ["t.py::test_there"]}
    second = answer(reply(mappings=[mended, {**wrong, "criterion": "A2"}]))
    finding = Finding(
        "unknown-test", "`t.py::test_gone` is no test at head", outcome=Outcome.DROPPED, where="mappings[0]"
    )
    draft, requests = repaired(first, second, finding)
    assert draft is not None
    assert [(one.criterion, one.tests) for one in draft.mappings] == [("A1", ("t.py::test_there",))]
    assert "A1: t.py::test_gone" in requests[1].body["messages"][-1]["content"]


def test_repair_of_what_is_unverifiable_sends_nothing() -> None:
    draft, requests = repaired(BOTH, GOOD, rejected(1, Outcome.UNVERIFIABLE))
    assert draft is None
    assert len(requests) == 1


def test_repair_that_fails_costs_its_requests_and_changes_nothing() -> None:
    draft, requests = repaired(BOTH, server.error(500, "oops"), rejected(1))
    assert draft is not None
    assert (draft.claims, draft.exit_code) == ((), 0)
    assert len(requests) == 4 == draft.usage.calls + 1


def test_repair_after_four_requests_sends_nothing() -> None:
    with ModelServer.playing(server.reset(), server.reset(), server.reset(), BOTH) as stub:
        drafter = ModelDrafter(Settings(base_url=stub.base_url, model="stub"), lambda _: None, sleep=lambda _: None)
        drafter.write(DOSSIER, ASKS)
        assert drafter.repair(DOSSIER, ASKS, (rejected(1),)) is None
        assert len(stub.requests) == 4


def test_no_asks_no_call() -> None:
    with ModelServer.playing(GOOD) as stub:
        draft = ModelDrafter(Settings(base_url=stub.base_url, model="stub"), lambda _: None).write(DOSSIER, ())
        assert stub.requests == []
    assert (draft.claims, draft.exit_code, draft.unanswered) == ((), 0, ())
