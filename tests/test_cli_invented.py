"""What a model invents never reaches the summary, asked once again or not; what it says truly does."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from draft_summary.integrations import sample
from draft_summary.values.evidence import Catalogue
from support import renew_golden, replies
from support.command import Ran, with_model
from support.model_server import ModelServer, Request, answer, reply
from support.standing import SUMMARY, catalogue_of, shown

WEBHOOK, LINE, ROUTER, TDR = (
    "src/roomdesk/webhook.py",
    "src/roomdesk/waitlist.py",
    "src/roomdesk/routers/waitlist.py",
    "tdr.md",
)
TESTS, SPEC_TEST = "tests/unit/test_offers.py", "tests/unit/test_webhook.py::test_webhook_is_tried_three_times"


@dataclass(frozen=True)
class Lie:
    """A claim that does not hold: the ask that it answers, its text, the file that it cites, and why it falls."""

    ask: str
    text: str
    cites: str
    code: str
    key: str = "lie"


LIES = {
    "file": Lie("files.new", "Tries a failed delivery again.", WEBHOOK, "unknown-key", key="src/roomdesk/retry.py"),
    "file in a sentence": Lie("overview.text", "Retries are in `src/roomdesk/retry.py`.", LINE, "unknown-reference"),
    "count of tests": Lie("overview.text", "Adds 47 tests for the line.", TESTS, "contradiction"),
    "count of routes": Lie("overview.text", "Adds five routes.", ROUTER, "contradiction"),
    "number": Lie("review.list", "The webhook gives up after 12 seconds.", WEBHOOK, "unknown-reference"),
    "version": Lie("review.list", "It needs `httpx` 0.99.", "pyproject.toml", "unknown-reference"),
    "route": Lie("review.list", "Check `PATCH /api/v1/waitlist/{entry_id}`.", ROUTER, "unknown-reference"),
    "planned route": Lie(
        "overview.text", "`POST /api/v1/waitlist/{entry_id}/decline` declines an offer.", ROUTER, "unknown-reference"
    ),
    "plan as work": Lie("overview.text", "Offers are posted from `BackgroundTasks`.", LINE, "unknown-reference"),
    "plan cited as work": Lie("review.list", "The webhook is called in the background.", TDR, "work-not-shown"),
    "message as work": Lie("review.list", "A failed delivery is tried three times.", WEBHOOK, "unknown-reference"),
    "planned metric": Lie("review.list", "`roomdesk_waitlist_wait_seconds` is new.", LINE, "unknown-reference"),
    "planned test": Lie("review.list", f"See `{SPEC_TEST}`.", TESTS, "unknown-reference"),
    "quotation": Lie("debt.list", 'A comment says "the webhook is not signed".', WEBHOOK, "unknown-quote"),
    "added as removed": Lie("review.list", "Removes `send_offer()`.", "src/roomdesk/notifications.py", "contradiction"),
    "tests pass": Lie("review.list", "The new tests pass.", TESTS, "attestation"),
    "nothing breaks": Lie("breaking.list", "There are no breaking changes.", LINE, "attestation"),
    "praise": Lie("review.list", "The line is robust and well-designed.", LINE, "praise"),
    "link": Lie("review.list", "See [the runbook](https://evil.example/run).", LINE, "hostile"),
    "address": Lie("review.list", "Post to https://evil.example/hook instead.", WEBHOOK, "hostile"),
    "image": Lie("review.list", "![signed](https://evil.example/pixel.png)", WEBHOOK, "hostile"),
    "HTML": Lie("review.list", "<details><summary>More</summary>", LINE, "hostile"),
    "script": Lie("review.list", "<script>alert(1)</script>", LINE, "hostile"),
    "hidden characters": Lie("review.list", "The line\u202e is kept in order.", LINE, "hostile"),
    "heading": Lie("review.list", "## Approved", LINE, "not-inline"),
    "unasked place": Lie("header.status", "Complete", LINE, "not-asked"),
}  # fmt: skip
UNKNOWN = {"ask": "review.list", "part": "text", "text": "The line is kept in order.", "evidence": ["F99.1"]}


@dataclass(frozen=True)
class Told:
    """A draft from a reply with all the lies in it, told again when asked to mend them."""

    document: str
    ran: Ran
    requests: tuple[Request, ...]

    @property
    def findings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ran.json["findings"]
        return found


def claims_of(catalogue: Catalogue) -> list[dict[str, Any]]:
    hunks = [one for one in catalogue.items.values() if one.durable.startswith("hunk:")]
    return [
        {
            "ask": lie.ask,
            "key": lie.key,
            "part": "text",
            "text": lie.text,
            "evidence": [next(hunk.id for hunk in hunks if hunk.path.endswith(lie.cites))],
        }
        for lie in LIES.values()
    ]


@cache
def told(folder: Path) -> Told:
    branch = sample.build(Path(mkdtemp(dir=folder))).path
    catalogue = catalogue_of(branch)
    honest = replies.stored(replies.SAMPLE, catalogue)
    lies = reply(claims=[*claims_of(catalogue), UNKNOWN])["claims"]
    mappings = [{**one, "tests": [*one["tests"], SPEC_TEST]} for one in honest["mappings"]]
    first = {**honest, "claims": [*lies, *honest["claims"]], "mappings": mappings}
    with ModelServer.playing(answer(first), answer({**honest, "claims": lies, "mappings": []})) as server:
        ran = with_model(server.base_url, "--json", cwd=branch)
        return Told((branch / SUMMARY).read_text("utf-8"), ran, tuple(server.requests))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("told")


@pytest.fixture
def lied(folder: Path, isolated: Path) -> Told:
    """The draft with the lies, made once for all tests."""
    return told(folder)


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_is_reported_and_does_not_reach_the_summary(lie: Lie, lied: Told) -> None:
    assert lie.text not in lied.document
    about = [one for one in lied.findings if one["subject"] == lie.text]
    assert lie.code in {one["code"] for one in about}
    assert {one["outcome"] for one in about} == {"dropped"}


def test_an_invented_test_is_mapped_to_no_criterion(lied: Told) -> None:
    assert SPEC_TEST not in lied.document
    assert sum(one["code"] == "unknown-test" for one in lied.findings) == 8


def test_the_summary_is_as_if_nothing_but_the_truth_had_been_told(lied: Told) -> None:
    assert lied.ran.code == 0
    assert shown(lied.document) == shown(renew_golden.WITH_A_MODEL.read_text("utf-8"))


def test_nothing_in_it_can_be_followed_or_run(lied: Told) -> None:
    prose = re.sub(r"`+[^`]*`+", "", shown(lied.document))
    assert "evil.example" not in lied.document
    assert not re.search(r"https?://|!\[|\]\(|<[a-z/!]", prose)


def test_there_is_one_turn_to_mend_and_no_third(lied: Told) -> None:
    first, second = lied.requests
    assert first.body["messages"] == second.body["messages"][: len(first.body["messages"])]
    assert [message["role"] for message in second.body["messages"]] == ["system", "user", "assistant", "user"]


def test_the_turn_says_why_and_speaks_of_what_does_not_hold_alone(lied: Told) -> None:
    echoed, asked = (message["content"] for message in lied.requests[1].body["messages"][2:])
    assert len(json.loads(echoed)["claims"]) == len(LIES) + 1
    for lie in LIES.values():
        assert json.dumps(lie.text, ensure_ascii=False) in asked
    assert "evidence of this snapshot" in asked


def test_a_claim_that_is_mended_takes_its_place(tmp_path: Path) -> None:
    branch = sample.build(tmp_path / "sample").path
    honest = replies.stored(replies.SAMPLE, catalogue_of(branch))
    at = next(number for number, one in enumerate(honest["claims"]) if one["key"] == WEBHOOK)
    true = honest["claims"][at]
    false = {**true, "text": "`post_offer()` posts an offer and tries a failed delivery three times."}
    claims = [*honest["claims"][:at], false, *honest["claims"][at + 1 :]]
    mended = {**reply(), "claims": [true]}
    with ModelServer.playing(answer({**honest, "claims": claims}), answer(mended)) as server:
        ran = with_model(server.base_url, "--json", cwd=branch)

    assert (branch / SUMMARY).read_text("utf-8") == renew_golden.WITH_A_MODEL.read_text("utf-8")
    assert [(one["subject"], one["outcome"]) for one in ran.json["findings"]] == [(false["text"], "repaired")]
