"""What a claim must fit: its ask, its evidence, one line of text; and what becomes of it then."""

import time
from dataclasses import replace

import pytest

from draft_summary.values.claims import Claim, CriterionMapping, Draft, Verified
from draft_summary.values.findings import Outcome, Severity
from draft_summary.values.slots import Author
from draft_summary.verify import after_repair, verify
from verify.sample import ASKS, claim, dossier, verified

GOOD = claim("overview.text", "Adds `Cart`.", "F1", key="1")
NEW = claim("files.new", "Defines `Cart`.", "F1", key="src/shop/cart.py")

UNFIT = [
    ("not-asked", Claim("review.list", "Read `Cart` first.", ("F1",), author=Author.MODEL)),
    ("unknown-key", replace(NEW, key="src/shop/other.py")),
    ("unknown-key", replace(NEW, key="")),
    ("unknown-key", replace(GOOD, key="a\u202eb")),
    ("unknown-part", replace(GOOD, part="title")),
    ("unknown-block", replace(GOOD, replaces="overview.text/7")),
    ("empty", replace(GOOD, text="  ")),
    ("too-long", replace(NEW, text="Adds `Cart`. " * 40)),
    ("too-long", replace(NEW, text="Adds `Cart`. " * 10_000)),
    ("not-inline", replace(GOOD, text="## Overview")),
    ("not-inline", replace(GOOD, text="- adds `Cart`")),
    ("not-inline", replace(GOOD, text="1. adds `Cart`")),
    ("not-inline", replace(GOOD, text="> adds `Cart`")),
    ("not-inline", replace(GOOD, text="```python")),
    ("not-inline", replace(GOOD, text="| a | b |")),
    ("not-inline", replace(GOOD, text="Adds `Cart`.\n- and more")),
    ("not-inline", replace(GOOD, text="---")),
    ("unknown-evidence", replace(GOOD, evidence=("F1", "F99"))),
    ("unknown-evidence", replace(GOOD, evidence=("nonsense",))),
    ("wrong-evidence", replace(NEW, evidence=("F1", "S1"))),
    ("wrong-evidence", replace(GOOD, evidence=("F1", "A1"))),
    ("no-evidence", replace(GOOD, evidence=())),
]


@pytest.mark.parametrize(("code", "one"), UNFIT, ids=[f"{code} {number}" for number, (code, _) in enumerate(UNFIT)])
def test_a_claim_that_does_not_fit_falls(code: str, one: Claim) -> None:
    result = verified(one)

    assert result.claims == ()
    assert code in {finding.code for finding in result.findings}


def test_a_block_that_stands_may_be_replaced() -> None:
    assert verified(replace(GOOD, replaces="overview.text/1")).findings == ()


def test_a_line_break_is_a_blank() -> None:
    assert verified(replace(GOOD, text="Adds\n  `Cart`.")).claims[0].text == "Adds `Cart`."


def test_a_second_claim_for_a_place_falls() -> None:
    result = verified(NEW, replace(NEW, text="Defines `MAX_ITEMS`.", where="claims[1]"))

    assert [one.text for one in result.claims] == ["Defines `Cart`."]
    assert [(one.code, one.where) for one in result.findings] == [("duplicate", "claims[1]")]


def test_parts_of_one_block_and_blocks_without_a_key_stand_beside_each_other() -> None:
    parts = [
        claim("decisions.list", "Postgres", "F7.1", "P2", key="d", part="title"),
        claim("decisions.list", "A table `carts`.", "F7.1", key="d", part="choice"),
        claim("decisions.list", "Unknown", "F7.1", key="d", part="differs"),
    ]
    without = [replace(GOOD, key="", text=f"Adds `{name}`.") for name in ("Cart", "MAX_ITEMS")]

    assert len(verified(*parts, *without).claims) == 5


def test_a_slot_takes_no_more_blocks_than_it_has_room_for() -> None:
    result = verified(*(replace(GOOD, key=str(number)) for number in range(6)))

    assert [one.key for one in result.claims] == ["0", "1", "2", "3"]
    assert {one.code for one in result.findings} == {"too-many"}


def test_evidence_that_bears_a_claim_out_is_added_to_its_citations() -> None:
    (one,) = verified(replace(GOOD, text="`Cart` is filled by `POST /carts/{cart_id}/items`, see `money.py`.")).claims

    assert one.evidence[0] == "F1"
    assert {"K7", "F4"} <= set(one.evidence)


def test_cited_hunks_of_a_cited_file_are_not_named_twice() -> None:
    assert verified(NEW).claims[0].evidence == ("F1",)


def test_evidence_of_a_kind_that_the_slot_does_not_take_is_not_added() -> None:
    (one,) = verified(claim("performance.expected", "The TDR hopes that `Cart` answers within 50 ms.", "S2")).claims

    assert one.evidence == ("S2",)


def test_a_reason_names_what_is_missing_and_where_it_was_looked_for() -> None:
    (finding,) = verified(replace(GOOD, text="Adds `foo()`.", evidence=("F1", "F2.1"))).findings

    assert finding.reason == "`foo` is in none of F1, F2.1 nor elsewhere in the change"


def test_what_the_budget_left_out_is_unverifiable_not_false() -> None:
    one = replace(NEW, text="Defines `Wishlist`.")

    for omitted in (("F1.1",), ("F1",)):
        (finding,) = verified(one, omitted=omitted).findings
        assert (finding.outcome, finding.severity) == (Outcome.UNVERIFIABLE, Severity.WARNING)
    (finding,) = verified(one, omitted=("F5",)).findings
    assert finding.outcome is Outcome.DROPPED


def test_praise_about_what_was_left_out_is_still_praise() -> None:
    (finding,) = verified(replace(NEW, text="A robust `Cart`."), omitted=("F1.1",)).findings

    assert finding.outcome is Outcome.DROPPED


@pytest.mark.parametrize("author", [Author.MODEL, Author.AGENT])
def test_model_text_comes_out_as_inline_markdown(author: Author) -> None:
    (one,) = verified(replace(GOOD, text="Adds `Cart` to *the* [shop].", author=author)).claims

    assert one.text == r"Adds `Cart` to \*the\* \[shop\]."


def test_offline_text_is_markdown_already() -> None:
    text = r"Adds `Cart` \<to\> \*the\* shop."

    assert verified(replace(GOOD, text=text, author=Author.OFFLINE)).claims[0].text == text


def test_offline_claims_are_checked_alike() -> None:
    result = verified(replace(GOOD, text="Adds `Wishlist`.", author=Author.OFFLINE))

    assert result.claims == ()
    assert [one.code for one in result.findings] == ["unknown-reference"]


MAPPING = CriterionMapping("A1", ("tests/test_cart.py::TestTotals::test_total",), ("F5",), Author.MODEL, "mappings[0]")


def mapped(*mappings: CriterionMapping) -> Verified:
    return verified(mappings=mappings)


def test_a_mapping_to_a_test_at_head_holds() -> None:
    assert mapped(MAPPING) == Verified(mappings=(MAPPING,))


def test_a_test_that_does_not_exist_is_dropped_from_a_mapping() -> None:
    result = mapped(replace(MAPPING, tests=(*MAPPING.tests, "tests/test_cart.py::test_gone")))

    assert result.mappings == (MAPPING,)
    assert [(one.code, one.where, one.place) for one in result.findings] == [
        ("unknown-test", "mappings[0]", "testing.mapping")
    ]


def test_a_mapping_without_any_existing_test_falls() -> None:
    assert mapped(replace(MAPPING, tests=("tests/test_cart.py::test_gone",))).mappings == ()


def test_that_no_test_shows_a_criterion_may_be_said() -> None:
    none = replace(MAPPING, tests=())

    assert mapped(none).mappings == (none,)


@pytest.mark.parametrize("criterion", ["A9", "F1", ""])
def test_a_mapping_of_no_criterion_falls(criterion: str) -> None:
    result = mapped(replace(MAPPING, criterion=criterion))

    assert result.mappings == ()
    assert [one.code for one in result.findings] == ["unknown-criterion"]


def test_a_mapping_that_was_not_asked_for_falls() -> None:
    asks = tuple(ask for ask in ASKS if ask.slot.key != "testing.mapping")

    assert verify(dossier(), Draft(Author.MODEL, mappings=(MAPPING,)), asks).mappings == ()


def test_a_criterion_is_mapped_once() -> None:
    result = mapped(MAPPING, replace(MAPPING, tests=("tests/test_api.py::test_health",)))

    assert result.mappings == (MAPPING,)
    assert [one.code for one in result.findings] == ["duplicate"]


def test_evidence_of_a_mapping_that_does_not_exist_is_dropped() -> None:
    assert mapped(replace(MAPPING, evidence=("F5", "F99"))).mappings == (MAPPING,)


def test_questions_are_kept_escaped_and_hostile_ones_are_not() -> None:
    result = verified(questions=("Is <b>`Cart`</b> meant?", "a\u202eb", "", "x" * 1000))

    assert result.questions == (r"Is \<b>`Cart`\</b> meant?",)


FALSE = replace(NEW, text="Defines `Wishlist`.")


def test_what_a_repair_mends_is_kept_and_its_finding_says_so() -> None:
    first = verified(GOOD, FALSE)
    result = after_repair(first, verified(NEW))

    assert [one.text for one in result.claims] == ["Adds `Cart`.", "Defines `Cart`."]
    assert [(one.outcome, one.severity) for one in result.findings] == [(Outcome.REPAIRED, Severity.NOTE)]


def test_what_fails_again_is_dropped_for_the_second_reason() -> None:
    result = after_repair(verified(FALSE), verified(replace(NEW, text="A robust cart.")))

    assert result.claims == ()
    assert [(one.code, one.outcome) for one in result.findings] == [("praise", Outcome.DROPPED)]


def test_what_is_left_out_of_a_repair_stays_dropped() -> None:
    result = after_repair(verified(FALSE), verified())

    assert [one.outcome for one in result.findings] == [Outcome.DROPPED]


def test_a_repair_takes_no_place_that_holds() -> None:
    result = after_repair(verified(NEW), verified(replace(NEW, text="Defines `MAX_ITEMS`.")))

    assert [one.text for one in result.claims] == ["Defines `Cart`."]


def test_a_large_slot_may_be_asked_for_in_parts() -> None:
    ask = next(one for one in ASKS if one.slot.key == "files.new")
    parts = tuple(replace(ask, id=f"files.new/{key}", keys=(key,)) for key in ask.keys)

    assert verify(dossier(), Draft(Author.MODEL, claims=(NEW,)), parts).findings == ()


UNITS = [
    "`",
    '"',
    "a.",
    "/a",
    "a_",
    "(",
    ")",
    "[",
    "<a",
    "1 ",
    "adds 1 ",
    "all the ",
    "coverage ",
    "from a to ",
    "é",
    "a-",
    ".",
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_hostile_text_is_checked_in_linear_time(unit: str) -> None:
    one = replace(GOOD, text=unit * (10_000 // len(unit)))
    began = time.process_time()
    verified(one)
    assert time.process_time() - began < 2.0


def test_a_reply_of_very_many_claims_is_not_checked_to_its_end() -> None:
    many = tuple(replace(GOOD, key=str(number), text="") for number in range(2001))

    assert verified(*many).findings[-1].code == "not-asked"
