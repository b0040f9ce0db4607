"""A calling agent writes the prose: `collect`, a reply of its own, `apply`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from draft_summary import pipeline
from draft_summary.integrations import sample
from draft_summary.settings import Settings
from draft_summary.values.slots import Author
from support import replies
from support.command import Ran, draft_summary, files_of
from support.standing import SUMMARY, authors, catalogue_of, text_of

INVENTED = "Deliveries are kept in `src/roomdesk/outbox.py`."
# What others build on under `schema_version` 1: more may come, none of these may go or be called otherwise.
FIELDS = {
    "": {"schema_version", "snapshot", "branch", "feature", "commits", "files", "hunks", "criteria", "plan", "facts"}
    | {"asks", "reply_schema", "omitted"},
    "branch": {"name", "base", "head", "dirty"},
    "feature": {"layout", "directory", "spec", "design", "template", "summary"},
    "commits": {"id", "sha", "subject", "author", "date"},
    "files": {"id", "path", "old_path", "status", "insertions", "deletions", "binary", "kind"},
    "hunks": {"id", "file", "text"},
    "criteria": {"id", "label", "text", "tests"},
    "plan": {"id", "text", "found"},
    "facts": {"dependencies", "lockfiles", "tests", "migrations", "schema", "endpoints", "events", "environment"}
    | {"flags", "config_files", "logging", "metrics", "dashboards", "alerts", "debt", "breaking", "security"},
    "facts.dependencies": {"added", "updated", "removed"},
    "facts.dependencies.added": {"id", "path", "line", "name", "old", "new", "manifest", "scope"},
    "facts.tests": {"added", "removed", "modified"},
    "facts.tests.added": {"id", "path", "line", "name", "tier"},
    "facts.endpoints": {"new", "modified", "deprecated", "removed"},
    "facts.endpoints.new": {"id", "path", "line", "method", "route"},
    "facts.environment": {"id", "path", "line", "name", "default"},
    "facts.metrics": {"id", "path", "line", "name"},
    "facts.schema": {"id", "path", "line", "table", "added", "modified", "dropped", "indexes"},
    "facts.migrations": {"id", "path", "line"},
    "facts.logging": {"id", "path", "line"},
    "facts.debt": {"id", "path", "line"},
    "facts.breaking": {"id", "path", "line"},
    "facts.security": {"id", "path", "line"},
    "asks": {"id", "instruction", "keys", "parts", "evidence", "existing", "limit", "longest"},
    "reply_schema": {"type", "properties", "required", "additionalProperties"},
    "reply_schema.properties": {"snapshot", "claims", "mappings", "questions"},
}


@cache
def collected(folder: Path) -> tuple[Path, dict[str, Any]]:
    branch = sample.build(Path(mkdtemp(dir=folder))).path
    before = files_of(branch)
    ran = draft_summary("collect", "--json", cwd=branch)
    assert (ran.code, ran.err) == (0, "")
    assert files_of(branch) == before
    return branch, ran.json


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("collected")


@pytest.fixture
def evidence(folder: Path, isolated: Path) -> dict[str, Any]:
    """What `collect --json` prints about the sample, made once for all tests."""
    return collected(folder)[1]


@pytest.fixture
def branch(folder: Path, isolated: Path, tmp_path: Path) -> Path:
    """The sample, with no summary yet."""
    copied = Path(shutil.copytree(collected(folder)[0], tmp_path / "sample"))
    subprocess.run(["git", "update-index", "-q", "--refresh"], cwd=copied, check=True)
    return copied


@pytest.fixture
def content(branch: Path) -> dict[str, Any]:
    """What an agent that read the branch answers."""
    return replies.stored(replies.SAMPLE, catalogue_of(branch))


def apply(branch: Path, content: object, *options: str) -> Ran:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return draft_summary("apply", "-", "--json", *options, cwd=branch, stdin=data)


@pytest.mark.parametrize("place", FIELDS)
def test_the_names_that_others_build_on_are_there(place: str, evidence: dict[str, Any]) -> None:
    found: Any = evidence
    for name in filter(None, place.split(".")):
        found = found[name]
        found = found[0] if isinstance(found, list) else found
    assert FIELDS[place] - found.keys() == set()
    assert evidence["schema_version"] == 1


def test_the_evidence_answers_what_is_asked(evidence: dict[str, Any], content: dict[str, Any]) -> None:
    assert content["snapshot"] == evidence["snapshot"]
    known = {
        one["id"] for name in ("commits", "files", "hunks", "criteria", "plan", "passages") for one in evidence[name]
    }
    assert known >= {id_ for id_ in replies.cited(content) if not id_.startswith("K")}
    assert {claim["ask"] for claim in content["claims"]} <= {ask["id"] for ask in evidence["asks"]}


def test_the_agents_prose_is_in_the_summary_and_marked_as_its_own(branch: Path, content: dict[str, Any]) -> None:
    (branch.parent / "reply.json").write_text(json.dumps(content), "utf-8")
    ran = draft_summary("apply", "../reply.json", cwd=branch)
    assert ran.code == 0, ran.err
    assert "the calling agent" in ran.err
    assert "a slow receiver" not in text_of(branch)
    for said in ("`post_offer()` posts an offer once", "A receiver that is slow holds up the cancellation"):
        assert said in text_of(branch)
    assert set().union(*authors(branch).values()) == {Author.AGENT}
    assert len(authors(branch)) == len(pipeline.examine(Settings(repo=branch, fresh=True), lambda _: None).asks)


def test_what_was_applied_is_not_asked_for_again(branch: Path, content: dict[str, Any]) -> None:
    assert apply(branch, content).code == 0
    before = (branch / SUMMARY).read_bytes()
    assert draft_summary("collect", "--json", cwd=branch).json["asks"] == []
    assert draft_summary("--offline", cwd=branch).code == 0
    assert (branch / SUMMARY).read_bytes() == before


def test_a_content_for_another_snapshot_is_refused(branch: Path, content: dict[str, Any]) -> None:
    assert apply(branch, content).code == 0
    sample.add_commit(sample.SampleBranch(branch, sample.BRANCH, "", head := catalogue_of(branch).snapshot.head))
    before = files_of(branch)
    ran = apply(branch, content)
    error = ran.json["error"]
    assert (ran.code, error["code"], error["retryable"]) == (3, "stale-snapshot", False)
    assert f"the head was {head[:12]}, is {catalogue_of(branch).snapshot.head[:12]}" in error["message"]
    assert "the merge base" not in error["message"]
    assert "draft-summary collect" in error["hint"]
    assert files_of(branch) == before


def test_an_invented_claim_keeps_everything_out_unless_a_part_will_do(branch: Path, content: dict[str, Any]) -> None:
    claims = content["claims"]
    invented = {**claims[0], "key": "invented", "text": INVENTED}
    before = files_of(branch)

    ran = apply(branch, {**content, "claims": [*claims, invented]})

    assert (ran.code, ran.json["summary"]["written"]) == (1, False)
    (finding,) = [one for one in ran.json["findings"] if one["subject"] == INVENTED]
    assert (finding["where"], finding["code"]) == (f"claims[{len(claims)}]", "unknown-reference")
    assert "`src/roomdesk/outbox.py`" in finding["reason"]
    assert files_of(branch) == before

    ran = apply(branch, {**content, "claims": [*claims, invented]}, "--partial")

    assert (ran.code, ran.json["summary"]["written"]) == (1, True)
    assert INVENTED not in text_of(branch)
    assert claims[-1]["text"] in text_of(branch)


def unknown_ask(content: dict[str, Any]) -> None:
    content["claims"][0]["ask"] = "overview.praise"


def unknown_key(content: dict[str, Any]) -> None:
    next(one for one in content["claims"] if one["ask"] == "files.new")["key"] = "src/nothing.py"


def unknown_evidence(content: dict[str, Any]) -> None:
    content["claims"][0]["evidence"] = ["F999.1"]


def unknown_criterion(content: dict[str, Any]) -> None:
    content["mappings"][0]["criterion"] = "A99"


def missing_field(content: dict[str, Any]) -> None:
    del content["questions"]


def further_field(content: dict[str, Any]) -> None:
    content["attested"] = True


def text_for_a_list(content: dict[str, Any]) -> None:
    content["claims"][0]["evidence"] = "F1"


def no_snapshot(content: dict[str, Any]) -> None:
    content["snapshot"] = ""


@pytest.mark.parametrize(
    ("spoil", "exit_code", "said"),
    [
        (unknown_ask, 1, "overview.praise was not asked for"),
        (unknown_key, 1, "'src/nothing.py' is none of the keys that were asked for"),
        (unknown_evidence, 1, "F999.1 is no evidence of this snapshot"),
        (unknown_criterion, 1, "'A99' is no criterion of this snapshot"),
        (missing_field, 3, "questions: Field required"),
        (further_field, 3, "attested: Extra inputs are not permitted"),
        (text_for_a_list, 3, "claims[0].evidence: Input should be a valid"),
        (no_snapshot, 3, "the content names no snapshot of `collect`"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_answers_nothing_is_refused_with_its_place(
    spoil: Callable[[dict[str, Any]], None], exit_code: int, said: str, branch: Path, content: dict[str, Any]
) -> None:
    before = files_of(branch)
    spoil(content)
    ran = apply(branch, content)
    assert ran.code == exit_code
    assert said in json.dumps(ran.json, ensure_ascii=False)
    assert files_of(branch) == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Invalid JSON"),
        (b'{"snapshot": "x", "claims": [', "Invalid JSON"),
        (b"[" * 100_000, "Invalid JSON"),
        (b"{" + b" " * (5 * 1024 * 1024) + b"}", "5,242,880 are taken"),
        (b'{"snapshot": "\xff"}', "not UTF-8 at byte 14"),
        (b"I wrote the summary for you.", "Invalid JSON"),
    ],
    ids=["empty", "cut off", "deep", "huge", "not UTF-8", "prose"],
)
def test_what_is_no_content_is_refused(data: bytes, said: str, branch: Path) -> None:
    before = files_of(branch)
    ran = apply(branch, data)
    assert (ran.code, ran.json["error"]["code"]) == (3, "invalid-content")
    assert said in ran.json["error"]["message"]
    assert files_of(branch) == before


def test_a_content_that_is_not_there_is_refused(branch: Path) -> None:
    ran = draft_summary("apply", "nowhere.json", "--json", cwd=branch)
    assert (ran.code, ran.json["error"]["code"]) == (3, "content-unreadable")


def test_what_the_offline_drafter_wrote_is_still_asked_of_an_agent(tmp_path: Path) -> None:
    branch = sample.build(tmp_path / "sample")
    assert draft_summary("--offline", "--quiet", cwd=branch.path).code == 0
    said = draft_summary("collect", "--json", cwd=branch.path).json
    asked = {one["id"] for one in said["asks"]}
    assert {"overview.text", "files.new", "files.modified"} <= asked
    new = next(one for one in said["files"] if one["status"] == "added")
    claim = {"ask": "overview.text", "key": "", "replaces": "", "part": "text", "evidence": [new["id"]]}
    content = {"snapshot": said["snapshot"], "mappings": [], "questions": []}
    content["claims"] = [{**claim, "text": f"Adds `{new['path']}`."}]
    applied = draft_summary("apply", "-", "--json", cwd=branch.path, stdin=json.dumps(content).encode())
    assert applied.code == 0, applied.json
    again = {one["id"] for one in draft_summary("collect", "--json", cwd=branch.path).json["asks"]}
    assert again == asked - {"overview.text"}


def test_the_index_names_pages_that_can_be_read_and_the_command_that_comes_next(branch: Path) -> None:
    before = files_of(branch)
    ran = draft_summary("collect", "--base", "main", cwd=branch)
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out) <= 8 * 1024
    text = ran.out.decode()
    assert f"\ndraft-summary apply {branch}/.git/draft-summary/reply.json --base main\n" in text
    kept = branch / ".git" / "draft-summary" / "collected"
    assert json.loads((kept / "everything.json").read_text("utf-8"))["snapshot"] in text
    pages = [line.split(" ")[1] for line in text.split("\n") if line.startswith("- ") and " KB)" in line]
    assert {f"{name}.txt" for name in pages} | {"everything.json"} == {path.name for path in kept.iterdir()}
    read = draft_summary("collect", "--page", "asks", cwd=branch)
    assert read.out == (kept / "asks.txt").read_bytes()
    assert files_of(branch) == before


def test_a_page_that_is_not_there_is_an_error_with_the_names(branch: Path) -> None:
    ran = draft_summary("collect", "--page", "nothing", "--json", cwd=branch)
    assert (ran.code, ran.json["error"]["code"]) == (2, "unknown-page")
    assert "asks" in ran.json["error"]["hint"]


def test_a_correction_sends_what_failed_alone(branch: Path, content: dict[str, Any]) -> None:
    place = next(at for at, one in enumerate(content["claims"]) if one["ask"] == "files.new")
    right = content["claims"][place]
    content["claims"][place] = {**right, "text": INVENTED}
    (branch.parent / "reply.json").write_text(json.dumps(content), "utf-8")
    ran = draft_summary("apply", "../reply.json", cwd=branch)
    assert ran.code == 1
    assert f"claims[{place}] (files.new {right['key']} text): {INVENTED}" in ran.err
    assert "  unknown-reference: `src/roomdesk/outbox.py` is in none of " in ran.err
    assert "  may bear it out: " in ran.err
    assert f"{SUMMARY}: not written" in ran.err
    assert "  draft-summary apply ../reply.json --correct\n" in ran.err
    assert not (branch / SUMMARY).exists()

    correction = {**content, "claims": [right], "mappings": [], "questions": []}
    ran = apply(branch, correction, "--correct")

    assert (ran.code, ran.json["summary"]["written"]) == (0, True)
    assert all(one["held"] for one in ran.json["answers"])
    assert len(ran.json["answers"]) == len(content["claims"]) + len(content["mappings"])
    assert right["text"].split("`")[0].strip() in text_of(branch)
    assert apply(branch, correction, "--correct").json["error"]["code"] == "nothing-to-correct"


def test_after_a_part_was_written_a_correction_completes_it(branch: Path, content: dict[str, Any]) -> None:
    whole = shutil.copytree(branch, branch.parent / "whole")
    assert apply(whole, content).code == 0
    decisions = [at for at, one in enumerate(content["claims"]) if one["ask"] == "decisions.list"]
    right = content["claims"][decisions[0]]
    content["claims"][decisions[0]] = {**right, "evidence": ["F999"]}
    assert apply(branch, content, "--partial").json["summary"]["written"]
    assert text_of(branch) != text_of(whole)
    correction = {**content, "claims": [right], "mappings": [], "questions": []}
    ran = apply(branch, correction, "--correct")
    assert (ran.code, ran.json["answers"][0]["where"]) == (0, "earlier claims[0]")
    numbered = re.compile(r"Decision \d+")  # the others kept theirs when this one was not there
    assert numbered.sub("Decision", text_of(branch)) == numbered.sub("Decision", text_of(whole))


def test_what_an_agent_attests_stands_under_its_name_and_stays(branch: Path, content: dict[str, Any]) -> None:
    said = {"slot": "testing.manual", "text": "Joined a line in `waitlist.py` by hand.", "by": "Codex"}
    assert apply(branch, {**content, "attestations": [said]}).code == 0
    line = "Joined a line in `waitlist.py` by hand. *Reported by Codex, not checked.*"
    assert line in text_of(branch).split("\n")
    assert draft_summary("--offline", cwd=branch).code == 0
    assert line in text_of(branch).split("\n")
    checked = draft_summary("check", "--json", cwd=branch).json["findings"]
    assert not [one for one in checked if "by hand" in one["reason"]]


def test_an_attestation_takes_no_persons_place(branch: Path, content: dict[str, Any]) -> None:
    assert apply(branch, content).code == 0
    path = branch / SUMMARY
    asked = next(line for line in path.read_text("utf-8").split("\n") if "what was tried by hand" in line)
    path.write_text(path.read_text("utf-8").replace(asked, "Tried with two browsers."), "utf-8")
    said = {"slot": "testing.manual", "text": "Joined a line by hand.", "by": "Codex"}
    again = {**content, "claims": [], "mappings": [], "attestations": [said]}
    apply(branch, again)
    assert "Tried with two browsers." in text_of(branch)
    assert "Reported by Codex" not in text_of(branch)
