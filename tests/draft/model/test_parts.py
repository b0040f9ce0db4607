"""A change too large for one prompt: what each call is told, in which order they are made, what one may spoil."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from draft_summary.draft.model import ModelDrafter
from draft_summary.settings import Settings
from draft_summary.values.claims import Draft
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import FileKind
from draft_summary.values.findings import Finding, Outcome
from draft_summary.values.slots import Ask
from support import model_server as server
from support import obliging
from support.dossiers import ask, changed, commit, dossier, slot
from support.model_server import Exchange, ModelServer, Reaction, Request

FILES = 36
CEILING = 12_000
PATHS = tuple(f"src/area_{number % 3}/part_{number:02}.py" for number in range(FILES))


def large() -> Dossier:
    """36 files of source with about 20,000 tokens of hunks, and one of documents."""
    source = (
        changed(path, [f"+    value_{line} = compute_{number}({line})" for line in range(50)])
        for number, path in enumerate(PATHS)
    )
    guide = changed("docs/guide.md", ["+Read this."], kind=FileKind.DOCS)
    return dossier(*source, guide, commits=[commit("feat: values", *PATHS[:3], body="They were missing.")])


LARGE = large()
BY_KEY = tuple((f"F{number + 1}", f"F{number + 1}.1", "C1") for number in range(FILES))
MODIFIED = ask("files.modified", *PATHS, by_key=BY_KEY, evidence=tuple(id_ for ids in BY_KEY for id_ in ids))
ASKS: tuple[Ask, ...] = (
    ask("overview.text"),
    MODIFIED,
    ask("review.list", of=slot("review.list", keyed="block")),
)


@dataclass
class Run:
    draft: Draft
    requests: list[Request]
    drafter: ModelDrafter
    said: list[str] = field(default_factory=list)

    @property
    def calls(self) -> list[list[str]]:
        """The asks of each request, in the order in which they came in."""
        return [
            re.findall(r"^## ([\w.]+)$", one.prompt.rpartition("\n# Asks\n")[2], re.MULTILINE) for one in self.requests
        ]


def run(respond: Callable[[dict[str, Any]], Reaction] = obliging.respond, **settings: Any) -> Run:
    said: list[str] = []
    with ModelServer.responding(respond) as stub:
        chosen = Settings(base_url=stub.base_url, model="stub", max_input_tokens=CEILING, **settings)
        drafter = ModelDrafter(chosen, said.append, sleep=lambda _: None)
        draft = drafter.write(LARGE, ASKS)
        return Run(draft, list(stub.requests), drafter, said)


def keys_of(request: Request) -> list[str]:
    """The keys that a request asks for."""
    lines = request.prompt.rpartition("\n# Asks\n")[2].split("\n")
    return [key for line in lines if line.startswith("{") for key in json.loads(line).get("keys", [])]


def is_narrative(body: dict[str, Any]) -> bool:
    return "## overview.text" in body["messages"][1]["content"]


@pytest.fixture(scope="module")
def whole() -> Run:
    return run()


def test_what_fits_is_asked_for_at_once() -> None:
    with ModelServer.responding(obliging.respond) as stub:
        settings = Settings(base_url=stub.base_url, model="stub", max_input_tokens=60_000)
        ModelDrafter(settings, lambda _: None).write(LARGE, ASKS)
        assert len(stub.requests) == 1


def test_files_go_in_parts_and_a_narrative_follows(whole: Run) -> None:
    assert whole.calls == [["files.modified"]] * 3 + [["overview.text", "review.list"]]
    assert sorted(key for one in whole.requests for key in keys_of(one)) == sorted(PATHS)
    assert {claim.key for claim in whole.draft.claims} == set(PATHS)
    assert whole.draft.usage.calls == 4
    assert whole.said[-1] == "asking stub for the summary of its parts"


def test_every_call_stays_under_the_ceiling_and_the_narrative_names_every_file(whole: Run) -> None:
    assert max(obliging.tokens_of(one.body) for one in whole.requests) <= CEILING
    assert [path for path in (*PATHS, "docs/guide.md") if path not in whole.requests[-1].prompt] == []


def test_a_part_has_the_lines_of_its_files_alone(whole: Run) -> None:
    for one in whole.requests[:3]:
        shown = {path for path in PATHS if f" {path} (" in one.prompt}
        assert shown == set(keys_of(one))


def test_what_one_call_was_shown_whole_is_not_missing(whole: Run) -> None:
    assert "not shown" in whole.requests[-1].prompt
    assert set(whole.draft.omitted) < {f"F{number}.1" for number in range(1, FILES + 1)}
    assert len(whole.draft.omitted) < FILES / 2


def test_the_narrative_is_told_what_the_parts_say_and_what_they_cite(whole: Run) -> None:
    evidence = whole.requests[-1].prompt.rpartition("\n# Asks\n")[0]
    told = [json.loads(line) for line in evidence.split("\n") if line.startswith('{"described"')]
    assert told[0] == {"described": PATHS[0], "text": obliging.SAID, "evidence": ["F1"]}
    assert len(told) == FILES


def test_all_calls_begin_with_the_same_text(whole: Run) -> None:
    first, *others = (one.prompt for one in whole.requests)
    shared = first[: first.index("They were missing.")]
    assert "# Rules" in shared
    assert all(one.startswith(shared) for one in others)


def test_two_runs_send_the_same_bytes(whole: Run) -> None:
    def bodies(some: Run) -> list[str]:
        return sorted(json.dumps(one.body) for one in some.requests)

    assert bodies(run()) == bodies(whole)


def test_the_first_call_is_over_before_the_others_begin_and_those_go_together() -> None:
    answered, met = threading.Event(), threading.Barrier(2)
    early: list[bool] = []

    def respond(body: dict[str, Any]) -> Reaction:
        reaction = obliging.respond(body)
        number = len(early)
        early.append(answered.is_set())

        def react(exchange: Exchange) -> None:
            if number in (1, 2):
                met.wait(10)
            reaction(exchange)
            answered.set()

        return react

    assert run(respond).draft.unanswered == ()
    assert early == [False, True, True, True]


def test_the_format_that_the_server_takes_is_remembered() -> None:
    def respond(body: dict[str, Any]) -> Reaction:
        if body.get("response_format", {}).get("type") == "json_schema":
            return server.error(400, "response_format json_schema is not supported")
        return obliging.respond(body)

    found = run(respond)
    formats = [one.body["response_format"]["type"] for one in found.requests]
    assert formats == ["json_schema", *["json_object"] * 4]


def test_a_server_that_counts_more_tokens_is_sent_less_from_then_on(whole: Run) -> None:
    def respond(body: dict[str, Any]) -> Reaction:
        return server.answer(server.reply(), tokens_in=2 * obliging.tokens_of(body))

    sizes = [obliging.tokens_of(one.body) for one in run(respond).requests]
    assert sizes[0] == obliging.tokens_of(whole.requests[0].body)
    assert max(sizes[1:]) <= CEILING / 2


@pytest.mark.parametrize(
    ("reaction", "requests", "exit_code"),
    [(server.error(401, "no"), 1, 4), (server.error(500, "oops"), 4, 5), (server.out_of_quota(), 1, 5)],
    ids=["401", "500", "quota"],
)
def test_a_server_that_fails_the_first_call_is_asked_nothing_more(
    reaction: Reaction, requests: int, exit_code: int
) -> None:
    found = run(lambda _: reaction)
    assert len(found.requests) == requests
    assert {name for name, _ in found.draft.unanswered} == {"overview.text", "files.modified", "review.list"}
    assert found.draft.exit_code == exit_code


def test_a_part_without_a_usable_reply_costs_its_own_asks_alone() -> None:
    def respond(body: dict[str, Any]) -> Reaction:
        spoilt = any(f'"{PATHS[-1]}"' in one["content"] for one in body["messages"])
        return server.answer("Sure!") if spoilt and not is_narrative(body) else obliging.respond(body)

    found = run(respond)
    assert len(found.requests) == 5
    assert [name for name, _ in found.draft.unanswered] == ["files.modified"]
    assert 0 < len(found.draft.claims) < FILES
    assert found.draft.exit_code == 5


def test_no_call_takes_more_than_four_requests() -> None:
    found = run(lambda body: server.error(503, "busy") if is_narrative(body) else obliging.respond(body))
    assert len(found.requests) == 3 + 4
    assert [name for name, _ in found.draft.unanswered] == ["overview.text", "review.list"]


def test_what_does_not_hold_goes_back_to_the_call_that_said_it() -> None:
    with ModelServer.responding(obliging.respond) as stub:
        settings = Settings(base_url=stub.base_url, model="stub", max_input_tokens=CEILING)
        drafter = ModelDrafter(settings, lambda _: None)
        draft = drafter.write(LARGE, ASKS)
        second = next(claim for claim in draft.claims if claim.where.startswith("reply 2 "))
        finding = Finding("unsupported", "`x` is nowhere", outcome=Outcome.DROPPED, where=second.where)
        before = len(stub.requests)
        mended = drafter.repair(LARGE, ASKS, (finding,))
        (request,) = stub.requests[before:]
    assert mended is not None
    assert [(claim.key, claim.where[:8]) for claim in mended.claims] == [(second.key, "reply 2 ")]
    assert mended.usage.calls == 1
    assert second.key in keys_of(request)
    assert "`x` is nowhere" in request.body["messages"][-1]["content"]
