"""The worked examples that a model is shown: they read as its evidence does, and our own verifier agrees with each."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from draft_summary.draft import prompts
from draft_summary.draft.model.evidence import items
from draft_summary.sections import SLOTS
from draft_summary.values.claims import Claim, Draft
from draft_summary.values.evidence import Dossier, digest_of
from draft_summary.values.slots import Ask, Author
from draft_summary.values.spec import Passage, PlanItem
from draft_summary.verify import verify
from support.dossiers import changed, commit, dossier, hunk

TEXT = prompts.part("examples")
EVIDENCE, _, REST = TEXT.partition("Claims that hold:")
HOLD, _, FALL = REST.partition("Claims that fall, and why:")


def claims(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line.startswith("{")]


def section(id_: str) -> str:
    """What the examples give under an id, without the id."""
    found = re.search(rf"^\[{re.escape(id_)}\] (.*?)(?=\n\[|\n*\Z)", EVIDENCE, re.MULTILINE | re.DOTALL)
    assert found, id_
    return found[1]


def example() -> Dossier:
    """The branch of the examples, from their text."""
    header, *lines = section("F1.1").split("\n")
    sha, _, subject = section("C1").partition(" ")
    quoted = re.search("“(.*)”", section("S1"))
    planned = re.search(r"planned test (\S+): not found", section("P1"))
    assert quoted
    assert planned
    one = hunk("src/rates.py", *lines, heading=header.split("@@ ")[-1])
    return dossier(
        changed("src/rates.py", one),
        commits=[commit(subject, "src/rates.py", sha=sha + digest_of(sha) * 3)],
        passages=[Passage(document="spec", role="reason", text=quoted[1], line=0)],
        plan=[PlanItem(text=planned[1], kind="test", line=0, found="not found")],
    )


def asks() -> tuple[Ask, ...]:
    slots = (SLOTS[key] for key in sorted({one["ask"] for one in claims(REST)}))
    return tuple(Ask(slot.key, slot, ("src/rates.py",) if slot.keyed == "path" else ()) for slot in slots)


def holds(wire: dict[str, Any]) -> bool:
    slot = SLOTS[wire["ask"]]
    key, part = wire.get("key", ""), wire.get("part", slot.parts[0])
    claim = Claim(slot.key, wire["text"], tuple(wire["evidence"]), key, part, author=Author.MODEL)
    return bool(verify(example(), Draft(Author.MODEL, claims=(claim,)), asks()).claims)


def test_the_evidence_reads_as_a_model_is_shown_it() -> None:
    shown = [item.forms[0] for item in items(example(), asks()) if item.citable]
    assert EVIDENCE.partition("branch:\n\n")[2].strip().split("\n") == "\n".join(shown).split("\n")


@pytest.mark.parametrize("wire", claims(HOLD), ids=lambda one: one["text"][:40])
def test_what_is_shown_to_hold_holds(wire: dict[str, Any]) -> None:
    assert holds(wire)


@pytest.mark.parametrize("wire", claims(FALL), ids=lambda one: one["text"][:40])
def test_what_is_shown_to_fall_falls(wire: dict[str, Any]) -> None:
    assert not holds(wire)


def test_there_are_examples_of_both() -> None:
    assert (len(claims(HOLD)), len(claims(FALL))) >= (5, 5)
