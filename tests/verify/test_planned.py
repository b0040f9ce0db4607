"""The spec and the TDR mostly come with the branch that they are about: what they plan is not thereby built."""

from __future__ import annotations

import pytest

from draft_summary.values.branch import Status
from draft_summary.values.claims import Claim, Draft
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Caller, FileKind
from draft_summary.values.slots import Ask, Author, Slot
from draft_summary.values.spec import Criterion, PlanItem
from draft_summary.verify import verify
from support.dossiers import ALL_KINDS, changed, dossier

TDR, ADDED = "specs/thing/tdr.md", Status.ADDED
SLOTS = (
    Slot("files.modified", "files", parts=("text",), keyed="path", evidence=ALL_KINDS, ask="files.modified"),
    Slot("review.list", "review", parts=("text",), keyed="block", evidence=ALL_KINDS, ask="review.list"),
    Slot("deviations.list", "deviations", parts=("what",), keyed="block", evidence=ALL_KINDS, work_done=False),
    Slot("decisions.list", "decisions", parts=("differs",), keyed="block", evidence=ALL_KINDS, work_done=False),
)


@pytest.fixture(scope="module")
def branch() -> Dossier:
    """`F1` posts a message; `F2` is the TDR, which has it queued and tried three times; `src/old.py` calls `send()`."""
    return dossier(
        changed("src/send.py", ["+def send(queue, timeout=2):", '+    """Post it within two seconds."""']),
        changed(TDR, ["+`OutboxWorker` sends it, tried three times within 50 ms"], status=ADDED, kind=FileKind.SPEC),
        criteria=[Criterion(text="Given a full queue, when it is sent, then the answer is 429", line=1, label="AC-1")],
        plan=[PlanItem(text="OutboxWorker", kind="symbol", line=1, found="not found")],
        callers=[Caller(path="src/old.py", line=3, symbol="send")],
    )


def findings(branch: Dossier, slot: str, text: str, *evidence: str) -> list[str]:
    asks = tuple(Ask(one.key, one, (TDR,) if one.keyed == "path" else ()) for one in SLOTS)
    asked = next(one for one in asks if one.id == slot)
    key = asked.keys[0] if asked.keys else "1"
    claim = Claim(slot, text, evidence, key=key, part=asked.slot.parts[0], author=Author.MODEL)
    return [one.code for one in verify(branch, Draft(Author.MODEL, (claim,)), asks).findings]


@pytest.mark.parametrize(
    ("text", "evidence", "codes"),
    [
        ("`OutboxWorker` sends it.", ("F1.1",), ["unknown-reference"]),
        ("`OutboxWorker` sends it.", ("F1.1", "F2.1"), ["unknown-reference"]),
        ("A worker sends it.", ("F2.1",), ["work-not-shown"]),
        ("It answers within 50 ms.", ("F1.1", "F2.1"), ["unknown-reference"]),
        ("It is tried three times.", ("F1.1",), ["unknown-reference"]),
        ("The TDR queues it; `OutboxWorker` sends it.", ("F1.1", "F2.1"), ["unknown-reference"]),
        ('"tried three times within 50 ms"', ("F1.1",), ["unnamed-source"]),
        ("It answers 429.", ("F1.1", "A1"), ["unknown-reference"]),
        ("The unchanged `send.py` posts it.", ("F1.1",), ["attestation"]),
        ("The TDR plans `OutboxWorker`; `send()` posts it.", ("F1.1", "F2.1"), []),
        ("The TDR wants 50 ms.", ("F1.1", "F2.1"), []),
        ("AC-1 names 429; `send()` does not.", ("F1.1", "A1"), []),
        ("It is posted within two seconds.", ("F1.1",), []),
        ("The unchanged `old.py` calls `send()`.", ("F1.1",), []),
        (f"`{TDR}` comes with the branch.", ("F2",), []),
    ],
)
def test_what_is_planned_is_not_done(text: str, evidence: tuple[str, ...], codes: list[str], branch: Dossier) -> None:
    assert findings(branch, "review.list", text, *evidence) == codes


def test_of_the_document_itself_its_own_lines_show_what_was_done(branch: Dossier) -> None:
    assert findings(branch, "files.modified", "Plans `OutboxWorker` and three times within 50 ms.", "F2.1") == []
    assert findings(branch, "files.modified", 'Adds "tried three times within 50 ms".', "F2.1") == []


def test_a_deviation_may_name_what_is_planned(branch: Dossier) -> None:
    assert findings(branch, "deviations.list", "`OutboxWorker` is planned; `send()` posts it.", "F1.1") == []


def test_the_tdrs_own_lines_are_no_proof_that_it_was_followed(branch: Dossier) -> None:
    assert findings(branch, "decisions.list", "No", "P1", "F2.1") == ["work-not-shown"]
    assert findings(branch, "decisions.list", "Yes: `send()` posts it.", "P1", "F1.1") == []
