"""The main job with a model: the sample branch, a server on loopback, the stored reply."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from draft_summary import pipeline
from draft_summary.integrations import sample
from draft_summary.settings import Settings
from draft_summary.values.findings import Severity
from draft_summary.values.slots import Author
from support import obliging, renew_golden, replies
from support.cassettes import BASE_URL, CASSETTES, playing
from support.command import Ran, with_model
from support.model_server import ModelServer, Reaction, Request, answer, error, reply
from support.record_cassette import MODEL
from support.standing import SUMMARY, authors, catalogue_of, shown, text_of

KEY = "sk-test-0123456789abcdef"
NOBODY = "http://127.0.0.1:9/v1"  # the discard port, on which nothing listens
CASSETTE = CASSETTES / f"{replies.SAMPLE}.yaml"
RENEW = "if the change is meant, run `make cassette` and read what it changed"
# Every slot of which the sample has evidence; Performance has none, and Commit History is facts alone.
WITH_EVIDENCE = (
    *("overview.text", "overview.why", "files.new", "files.modified", "files.deleted", "decisions.list"),
    *("dependencies.added", "dependencies.updated", "database.migrations", "database.backfills"),
    *("api.new", "api.modified", "api.deprecated", "testing.files", "testing.mapping"),
    *("configuration.environment", "configuration.files", "observability.metrics"),
    *("security.changes", "security.mitigations", "breaking.list", "rollout.deploy", "rollout.rollback"),
    *("debt.list", "deviations.list", "review.list"),
)


@dataclass(frozen=True)
class First:
    """A first draft with the stored reply: the repository, how the run ended, what the server received."""

    path: Path
    ran: Ran
    requests: tuple[Request, ...]


@cache
def drafted_once(folder: Path) -> First:
    branch = sample.build(Path(mkdtemp(dir=folder)))  # a run that fails is not kept, and tried again by the next test
    with ModelServer.playing(answer(replies.stored(replies.SAMPLE, catalogue_of(branch.path)))) as server:
        ran = with_model(server.base_url, cwd=branch.path, key=KEY)
        return First(branch.path, ran, tuple(server.requests))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drafted")


@pytest.fixture
def first(folder: Path, isolated: Path) -> First:
    """The first draft, made once for all tests: not to be written to."""
    return drafted_once(folder)


@pytest.fixture
def own(first: First, tmp_path: Path) -> Path:
    """A copy of the first draft's repository."""
    copied = Path(shutil.copytree(first.path, tmp_path / "own"))
    subprocess.run(["git", "update-index", "-q", "--refresh"], cwd=copied, check=True)
    return copied


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return sample.build(tmp_path / "sample").path


# What a first draft is


def test_every_section_that_has_evidence_gets_the_models_prose(first: First) -> None:
    assert (first.ran.code, first.ran.out) == (0, b"")
    assert authors(first.path) == {key: {Author.MODEL} for key in WITH_EVIDENCE}


def test_nothing_of_a_true_reply_is_lost(first: First) -> None:
    report = json.loads((first.path / ".git/draft-summary/report.json").read_text())
    sent = replies.stored(replies.SAMPLE, catalogue_of(first.path))
    assert report["findings"] == []
    assert report["prose"]["claims"] == len(sent["claims"]) > 100
    assert report["questions"] == [one["text"] for one in sent["questions"]]


def test_the_reader_is_told_what_the_commit_message_hides(first: First) -> None:
    text = text_of(first.path)
    for said in ("posts once", "`BackgroundTasks`", "`test_webhook_is_tried_three_times`; there is no such test"):
        assert said in text
    assert "fully tested" not in re.sub(r"`(?:docs|feat|test|build)[^`]*`|\"[^\"]*\"", "", text)


def test_one_request_asks_for_all_and_carries_the_key_in_its_header_alone(first: First) -> None:
    (request,) = first.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(request.body)
    assert re.findall(r"^## ([\w.]+)$", request.prompt, re.MULTILINE)[-len(WITH_EVIDENCE) :] == [
        ask.id for ask in pipeline.examine(Settings(repo=first.path, fresh=True), silent).asks
    ]


def test_the_report_says_what_it_cost(first: First) -> None:
    assert re.search(
        r"prose +\d+ texts by the stub: 1 call, 1,000 tokens in, 100 out, \d+ s$", first.ran.err, re.MULTILINE
    )
    said = json.loads((first.path / ".git/draft-summary/report.json").read_text())["prose"]
    assert (said["usage"]["calls"], said["usage"]["tokens_in"], said["usage"]["tokens_out"]) == (1, 1000, 100)
    assert re.fullmatch(r"[0-9a-f]{12}", said["prompts"])
    assert "asking stub" not in first.ran.err  # nobody waits at a terminal


def test_what_was_shortened_for_the_model_is_told(fresh: Path) -> None:
    with ModelServer.playing(answer(reply())) as server:
        ran = with_model(server.base_url, "--max-input-tokens", "12000", "--output", "-", cwd=fresh)
        assert max(obliging.tokens_of(one.body) for one in server.requests) <= 12_000
    assert re.search(r"left out +\d+ pieces of evidence were shortened for the model, of ", ran.err)


def test_a_second_run_asks_nothing_and_changes_no_byte(own: Path) -> None:
    before, moment = (own / SUMMARY).read_bytes(), (own / SUMMARY).stat().st_mtime_ns
    with ModelServer.playing(error(500, "nobody is to ask")) as server:
        assert with_model(server.base_url, cwd=own).code == 0
        assert server.requests == []
    assert ((own / SUMMARY).read_bytes(), (own / SUMMARY).stat().st_mtime_ns) == (before, moment)


# What a failing server leaves


@pytest.mark.parametrize(
    ("reaction", "exit_code", "said"),
    [
        (None, 5, "no whole answer came from"),
        (error(500, "overloaded"), 5, "failed (500)"),
        (error(401, f"Incorrect API key provided: {KEY}"), 4, "refused the credentials"),
    ],
    ids=["no server", "500", "401"],
)
def test_a_failing_server_costs_prose_and_no_fact(
    reaction: Reaction | None, exit_code: int, said: str, fresh: Path
) -> None:
    with ModelServer.playing(*([reaction] if reaction else [])) as server:
        ran = with_model(server.base_url if reaction else NOBODY, cwd=fresh, key=KEY, seconds=1)

    assert ran.code == exit_code
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert KEY not in ran.err
    assert len(re.findall(r"^## ", text_of(fresh), re.MULTILINE)) == 17
    checked = pipeline.check(Settings(repo=fresh), silent)
    assert [one for one in checked.findings if one.severity is Severity.ERROR] == []

    with ModelServer.playing(answer(replies.stored(replies.SAMPLE, catalogue_of(fresh)))) as healthy:
        again = pipeline.draft(Settings(repo=fresh, base_url=healthy.base_url, model="stub"), silent)
        assert (again.draft.exit_code, len(healthy.requests)) == (0, 1)
    assert authors(fresh) == {key: {Author.MODEL} for key in WITH_EVIDENCE}


def test_a_draft_after_a_failure_reads_like_one_that_never_failed(fresh: Path) -> None:
    for reaction in (error(401, "no"), answer(replies.stored(replies.SAMPLE, catalogue_of(fresh)))):
        with ModelServer.playing(reaction) as server:
            pipeline.draft(Settings(repo=fresh, base_url=server.base_url, model="stub"), silent)
    assert text_of(fresh) == shown(renew_golden.WITH_A_MODEL.read_text("utf-8"))


# What is recorded


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a live call")

    monkeypatch.setattr(socket.socket, "connect", refused)


@contextmanager
def cassette() -> Iterator[None]:
    try:
        with playing(CASSETTE):
            yield
    except BaseException as reason:
        reason.add_note(f"the prompt for the sample is another than was recorded; {RENEW}")
        raise


@pytest.mark.usefixtures("no_network")
def test_the_cassette_gives_the_document_that_the_server_gave(fresh: Path, first: First) -> None:
    with cassette():
        data = renew_golden.drafted(fresh, base_url=BASE_URL, model=MODEL)
    assert data == (first.path / SUMMARY).read_bytes()


@pytest.mark.usefixtures("no_network")
def test_a_changed_branch_is_not_answered_from_the_cassette(fresh: Path) -> None:
    (fresh / "src/roomdesk/webhook.py").write_text("# emptied\n")

    def other() -> None:
        with playing(CASSETTE):
            settings = Settings(repo=fresh, base_url=BASE_URL, model=MODEL, uncommitted=True)
            pipeline.draft(settings, silent, write=False)

    with pytest.raises(Exception, match="no recorded interaction matches"):
        other()


@pytest.mark.usefixtures("no_network")
def test_a_cassette_that_nobody_asks_fails(own: Path) -> None:
    def nothing_to_ask() -> None:
        with playing(CASSETTE):
            renew_golden.drafted(own, base_url=BASE_URL, model=MODEL)

    with pytest.raises(AssertionError, match="1 of 1 recorded answers were not asked for"):
        nothing_to_ask()


def test_a_stored_reply_follows_its_evidence_and_names_what_is_gone(first: First) -> None:
    catalogue = catalogue_of(first.path)
    claim = replies.stored(replies.SAMPLE, catalogue)["claims"][0]
    moved = {f"X{id_}": replace(item, id=f"X{id_}") for id_, item in catalogue.items.items()}
    found = replies.stored(replies.SAMPLE, replace(catalogue, items=moved))["claims"][0]
    assert found == {**claim, "evidence": [f"X{id_}" for id_ in claim["evidence"]]}

    left = {id_: item for id_, item in catalogue.items.items() if item.path != "src/roomdesk/webhook.py"}
    with pytest.raises(replies.EvidenceGoneError, match=r"hunk:src/roomdesk/webhook\.py@"):
        replies.stored(replies.SAMPLE, replace(catalogue, items=left))


def test_the_document_with_a_model_is_the_golden_one(first: First) -> None:
    assert (first.path / SUMMARY).read_text("utf-8") == renew_golden.WITH_A_MODEL.read_text("utf-8"), RENEW


def test_the_document_without_a_model_is_the_golden_one(fresh: Path) -> None:
    assert renew_golden.drafted(fresh, offline=True).decode() == renew_golden.OFFLINE.read_text("utf-8"), RENEW


# What a person wrote


def test_a_persons_words_outlive_a_refresh_whose_facts_follow_git(own: Path) -> None:
    before = (own / SUMMARY).read_text("utf-8")
    purpose = next(line for line in before.split("\n") if line.startswith("- `src/roomdesk/waitlist.py` — "))
    review = next(line for line in before.split("\n") if line.startswith("- Boilerplate: "))
    mine = "- `src/roomdesk/waitlist.py` — read this *first*; it is [ours](https://intranet.example/waitlist)."
    edited = before.replace(purpose, mine).replace(f"{review}\n", "- Ask Mara about the sign at the door.\n")
    (own / SUMMARY).write_text(edited, "utf-8")
    later = sample.add_commit(sample.SampleBranch(own, sample.BRANCH, "", head_of(own)))

    with ModelServer.playing(answer(refreshed(own))) as server:
        ran = with_model(server.base_url, cwd=own)

    text = text_of(own)
    assert ran.code == 0, ran.err
    assert mine in text.split("\n")
    assert "- Ask Mara about the sign at the door." in text.split("\n")
    assert review not in text
    assert "a machine would say" not in text
    assert "hands the slot on at once" in text
    assert f"`{later.head[:7]}`" in text
    assert "12 commits" in text
    assert "- `POST /api/v1/waitlist/{entry_id}/decline`" in text
    assert 'Planned, not found: "POST' not in text


def refreshed(repository: Path) -> dict[str, object]:
    """A reply to the refresh that would write over the person's words, and says one new thing."""
    catalogue = catalogue_of(repository)
    hunk = next(one.id for one in catalogue.items.values() if one.durable.startswith("hunk:src/roomdesk/waitlist.py@"))
    over = {"ask": "files.new", "key": "src/roomdesk/waitlist.py", "text": "What a machine would say.", "part": "text"}
    new = {
        "ask": "api.new",
        "key": "roomdesk.waitlist.decline",
        "text": "takes the holder of an offer out of the line and hands the slot on at once",
        "part": "text",
    }
    return reply(catalogue.snapshot.token, claims=[{**one, "evidence": [hunk]} for one in (over, new)])


def head_of(repository: Path) -> str:
    return pipeline.examine(Settings(repo=repository), silent).dossier.branch.head


def silent(_: str) -> None:
    """Show no progress."""
