"""Prose in its place: decisions, deviations, lists; what it cites, which block it is."""

from __future__ import annotations

from draft_summary import sections
from draft_summary.values.claims import Claim, Verified
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import BreakingCandidate, SecurityTouch
from draft_summary.values.slots import Author
from draft_summary.values.spec import PlanItem, PlannedDecision
from sections.dossiers import changed, claim, dossier, written

SOURCE = dossier(files=[changed("a.py")], plan=(PlanItem(text="merge", kind="decision", line=1, found="not found"),))


def decision(key: str = "d", **parts: str) -> tuple[Claim, ...]:
    return tuple(claim("decisions.list", text, key, part=part) for part, text in parts.items())


def blocks(found: Dossier, section: str, *claims: Claim) -> list[Block]:
    drafted = sections.compose(found, Verified(claims=claims))
    return [block for one in drafted if one.outline.key == section for block in one.blocks]


def test_a_decision_has_a_heading_and_four_fields() -> None:
    claims = decision(title="Decision 7: No merge", context="Two sources.", choice="`update`", rationale="Simple.")
    assert written(SOURCE, "decisions", *claims, *decision("e", title="Late", choice="At call time.")) == [
        "### Decision 1: No merge",
        "**Context**: Two sources.",
        "**Choice**: `update`",
        "**Rationale**: Simple.",
        "**Differs from TDR?**: Unknown",
        "### Decision 2: Late",
        "**Context**: _Needs author: context._",
        "**Choice**: At call time.",
        "**Rationale**: _Needs author: why._",
        "**Differs from TDR?**: Unknown",
    ]


def test_a_decision_without_title_or_choice_is_not_shown() -> None:
    assert written(SOURCE, "decisions", *decision(title="Only a title", rationale="Because.")) == [
        '_Needs author: decisions made while building, with their reasons, or "none"._'
    ]


def test_offline_a_decision_needs_a_stated_reason_too() -> None:
    claims = tuple(
        Claim("decisions.list", text, key="d", part=part, author=Author.OFFLINE)
        for part, text in (("title", "T"), ("choice", "C"))
    )
    assert written(SOURCE, "decisions", *claims)[0].startswith("_Needs author")


def test_yes_and_no_need_something_planned_and_something_done() -> None:
    stated = decision(title="T", choice="C", rationale="R")
    for evidence, expected in ((("P1", "F1.1"), "No (TDR 5)"), (("P1",), "Unknown"), (("F1.1",), "Unknown")):
        answer = claim("decisions.list", "No (TDR 5)", "d", part="differs", evidence=evidence)
        assert written(SOURCE, "decisions", *stated, answer)[-1] == f"**Differs from TDR?**: {expected}"
    vague = claim("decisions.list", "Perhaps", "d", part="differs", evidence=("P1", "F1.1"))
    assert written(SOURCE, "decisions", *stated, vague)[-1] == "**Differs from TDR?**: Unknown"


def test_a_decision_that_replaces_one_keeps_its_key_and_a_repeated_one_too() -> None:
    claims = decision(title="T", choice="C")
    first = [block.key for block in blocks(SOURCE, "decisions", *claims)]
    assert first == [block.key for block in blocks(SOURCE, "decisions", *decision("other", title="T", choice="C"))]
    old = "decisions.list/0123abcd"
    for named in (old, f"{old}#title"):
        redrafted = [claim(one.slot, one.text, "d", part=one.part, replaces=named) for one in claims]
        assert {block.key.partition("#")[0] for block in blocks(SOURCE, "decisions", *redrafted)} == {old}
    foreign = [claim(one.slot, one.text, "d", part=one.part, replaces="files.new/a.py") for one in claims]
    assert [block.key for block in blocks(SOURCE, "decisions", *foreign)] == first


def test_decisions_of_the_tdr_that_no_hunk_bears_out_are_counted() -> None:
    planned = (
        PlannedDecision(title="Option A", line=1),
        PlannedDecision(title="Option B", line=2, hunks=("F1.1",)),
        PlannedDecision(title="Option C", line=3, chosen=False),
    )
    assert written(dossier(decisions=planned), "decisions") == [
        '_Needs author: 1 choice of the TDR could not be tied to a hunk: "Option A"._'
    ]


def test_a_deviation_in_prose_stands_beside_the_facts() -> None:
    parts = {"what": "`update` replaces.", "impact": "Nothing is merged."}
    claims = [claim("deviations.list", text, "d", part=part) for part, text in parts.items()]
    what = "- **What changed**: `update` replaces. **Why it changed**: _Needs author: why._"
    rest = "**Impact**: Nothing is merged. **TDR updated?**: Unknown"
    assert written(SOURCE, "deviations", *claims) == [f"{what} {rest}", "- Planned, not found: `merge` (decision)"]


def test_a_claim_about_a_candidate_joins_it_and_others_are_candidates_too() -> None:
    found = dossier(breaking=(BreakingCandidate(path="a.py", what="`f` is gone"),))
    shown = written(
        found,
        "breaking",
        claim("breaking.list", "`f` read JSON; callers use `g`.", evidence=("K1",)),
        claim("breaking.list", "no config: was a default, is an error."),
        claim("breaking.list", "Candidate: `h` blocks."),
    )
    assert shown[2:] == [
        "  - Candidate: `f` is gone — `f` read JSON; callers use `g`.",
        "  - Candidate: no config: was a default, is an error.",
        "  - Candidate: `h` blocks.",
    ]


def test_list_prose_takes_the_place_of_its_open_line() -> None:
    found = dossier(security=(SecurityTouch(path="a.py", line=1, topic="secrets", what="token"),))
    shown = written(found, "security", claim("security.mitigations", "The token is redacted."))
    assert shown[-2:] == ["### Mitigations Implemented", "- The token is redacted."]


def test_prose_for_what_is_not_there_is_left_out() -> None:
    claims = (
        claim("security.mitigations", "Everything is checked."),
        claim("rollout.deploy", "Restart."),
        claim("database.backfills", "Fill."),
        claim("files.new", "adds x", "ghost.py"),
    )
    plain = sections.compose(dossier(), Verified())
    assert sections.compose(dossier(), Verified(claims=claims)) == plain


def test_a_slot_holds_no_more_blocks_than_its_limit() -> None:
    claims = [claim("review.list", f"Look at {number}.") for number in range(20)]
    assert len(written(SOURCE, "review", *claims)) == 1 + sections.SLOTS["review.list"].limit
