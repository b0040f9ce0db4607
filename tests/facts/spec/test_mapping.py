"""Which tests are proposed for a criterion, and why none is."""

from __future__ import annotations

import pytest

from draft_summary.values.facts import Change, Symbol
from draft_summary.values.spec import Criterion
from facts.spec.branches import Made

TESTS = "tests/test_lamp.py"
SPEC = """# Spec

## Acceptance Criteria
- Given a lamp, when `lamp.dim(5)` is called, then the brightness falls to the level asked for
- Given no bulb, when `lamp.dim(5)` is called, then a clear error names the missing bulb
- Given two lamps, when one is switched off, then the other one stays lit
"""
CODE = '''"""Tests of the lamp."""

def test_dim_lowers_brightness_to_level():
    """Dimming falls to the brightness level asked for."""
    lamp.dim(5)
    assert lamp.brightness == 5


def test_dim_without_bulb_names_missing_bulb():
    """A clear error names the bulb that is missing."""
    with pytest.raises(ValueError, match="no bulb"):
        Lamp(bulb=None).dim(5)


def test_version():
    assert __version__
'''
NAMES = ("test_dim_lowers_brightness_to_level", "test_dim_without_bulb_names_missing_bulb", "test_version")


def mapped(spec: str, code: str, *names: str, design: str | None = None, before: str | None = None) -> list[Criterion]:
    old = {} if before is None else {TESTS: before}
    return list(Made(spec, design, before=old, after={TESTS: code}, tests={TESTS: names}).read().criteria)


def test_a_criterion_is_mapped_to_the_test_that_says_the_same() -> None:
    found = mapped(SPEC, CODE, *NAMES)

    assert [one.tests for one in found] == [(f"{TESTS}::{NAMES[0]}",), (f"{TESTS}::{NAMES[1]}",), ()]


def test_the_reason_names_the_words_in_common() -> None:
    found = mapped(SPEC, CODE, *NAMES)

    assert found[0].reason.startswith("words in common: ")
    assert "brightness" in found[0].reason


def test_a_criterion_without_a_test_stays_unmapped_and_says_so() -> None:
    assert mapped(SPEC, CODE, *NAMES)[2].reason.startswith("no test has enough words in common")


def test_without_any_test_changed_that_is_the_reason() -> None:
    found = Made(SPEC, after={"lamp.py": "x = 1\n"}).read().criteria

    assert {one.reason for one in found} == {"no test was added or changed"}


def test_the_call_that_a_criterion_is_about_must_be_made() -> None:
    spec = """## Acceptance Criteria
- Given a lamp, when `lamp.blink()` is called, then it lowers brightness to level 5
"""

    (found,) = mapped(spec, CODE, *NAMES)

    assert found.tests == ()
    assert found.reason == "no test that was added or changed calls `lamp.blink`"


def test_only_tests_at_head_are_proposed() -> None:
    found = mapped(SPEC, CODE, "test_version")

    assert all(one.tests == () for one in found)


LABELLED = """## Acceptance Criteria
### AC-1: Dimming
- Given a lamp
- When it is dimmed
- Then the brightness falls
### AC-2: Errors
- Given no bulb
- Then an error
"""


@pytest.mark.parametrize(
    "code",
    [
        'def test_one():\n    """AC-2: an error without bulb"""\n',
        "# covers AC-2, the error\ndef test_one():\n    assert error\n",
        '@pytest.mark.criterion("AC-2")\ndef test_one():\n    assert error\n',
        "def test_one_ac_2():\n    assert error\n",
        "def test_error_ac2():\n    assert error\n",
    ],
    ids=["description", "comment", "marker", "name", "name without a dash"],
)
def test_a_label_in_the_test_decides(code: str) -> None:
    name = code.partition("def ")[2].partition("(")[0]
    found = mapped(LABELLED, code, name)

    assert [one.tests for one in found] == [(), (f"{TESTS}::{name}",)]
    assert found[1].reason == "AC-2 stands in the test"


def test_a_label_of_the_class_is_its_tests_where_they_carry_none() -> None:
    code = '''class TestErrors:
    """Errors (AC-2)."""

    def test_none(self):
        pass

    def test_other(self):
        """AC-1: the brightness falls"""
'''
    found = mapped(LABELLED, code, "TestErrors::test_none", "TestErrors::test_other")

    assert [one.tests for one in found] == [(f"{TESTS}::TestErrors::test_other",), (f"{TESTS}::TestErrors::test_none",)]
    assert found[1].reason == "AC-2 stands in its class"


def test_labels_that_go_beyond_the_specs_number_another_list() -> None:
    code = 'def test_a():\n    """AC-1: reads a plan"""\n\ndef test_b():\n    """AC-7: writes a plan"""\n'

    assert [one.tests for one in mapped(LABELLED, code, "test_a", "test_b")] == [(), ()]


def test_labels_whose_tests_speak_of_something_else_number_another_list() -> None:
    code = 'def test_a():\n    """AC-1: reads a plan"""\n\ndef test_b():\n    """AC-2: writes a plan"""\n'

    assert [one.tests for one in mapped(LABELLED, code, "test_a", "test_b")] == [(), ()]


def test_labels_that_the_spec_has_not_are_not_used() -> None:
    code = 'def test_a():\n    """AC-1: something"""\n\ndef test_b():\n    """AC-2: else"""\n'

    assert all(one.tests == () for one in mapped(SPEC, code, "test_a", "test_b"))


def test_a_row_of_the_design_ties_a_criterion_to_its_test() -> None:
    design = """# TDR

## Test Strategy

| Criterion | Test |
|---|---|
| Given two lamps, when one is switched off, the other stays lit | `test_second` |
| Given something quite different, when it rains, it pours | `test_version` |
"""
    found = mapped(
        SPEC,
        "def test_second():\n    pass\n\ndef test_version():\n    pass\n",
        "test_second",
        "test_version",
        design=design,
    )

    assert [one.tests for one in found] == [(), (), (f"{TESTS}::test_second",)]
    assert found[2].reason == "the design names it for this"


def test_tests_of_describe_blocks_are_read_too() -> None:
    path = "web/lamp.spec.ts"
    code = """describe('lamp', () => {
  it('lowers brightness to the level asked for', () => {
    lamp.dim(5)
  })
})
"""
    made = Made(SPEC, after={path: code}, tests={path: ("lamp::lowers brightness to the level asked for",)})

    assert made.read().criteria[0].tests == (f"{path}::lamp::lowers brightness to the level asked for",)


def test_a_test_that_fits_another_criterion_better_is_not_taken() -> None:
    spec = """## Acceptance Criteria
- Given a profile, when it is exported as text, then the export lists every field
- Given a profile, when it is exported as text and a field is empty, then the export leaves the empty field out
"""
    code = "def test_export_as_text_leaves_empty_field_out():\n    assert export(profile) == ''\n"
    found = mapped(spec, code, "test_export_as_text_leaves_empty_field_out")

    assert [bool(one.tests) for one in found] == [False, True]


def test_the_call_without_arguments_tells_which_test_is_meant() -> None:
    spec = "## Acceptance Criteria\n- Given a plug, when I call `lamp.find()`, then the nearest lamp glows\n"
    code = """def test_find_by_name():
    assert lamp.find("desk").glows


def test_find_nearest():
    assert lamp.find().glows


def test_find_by_room():
    assert lamp.find("hall").glows
"""
    found = mapped(spec, code, "test_find_by_name", "test_find_nearest", "test_find_by_room")

    assert found[0].tests == (f"{TESTS}::test_find_nearest",)


def test_one_rare_word_in_common_is_not_enough() -> None:
    spec = "## Acceptance Criteria\n- Given a webhook, when an offer is made, then its delivery is tried three times\n"
    code = "\n\n".join(f"def test_{name}():\n    assert {name}" for name in ("delivery", "price", "colour", "size"))
    found = mapped(spec, code, "test_delivery", "test_price", "test_colour", "test_size")

    assert (found[0].tests, found[0].reason.partition(";")[0]) == ((), "no test has enough words in common")


def test_a_test_of_what_the_call_leads_to_is_named_as_the_nearest() -> None:
    spec = "## Acceptance Criteria\n- Given wire, when I call `Lamp.open(wire)`, then a missing spark is preserved\n"
    code = """def test_open_basic():
    Lamp.open("wire")


def test_read_wire_missing_spark_preserved():
    read_wire("broken")
"""
    names = ("test_open_basic", "test_read_wire_missing_spark_preserved")
    program = "def read_wire(name):\n    return name\n\n\ndef open():\n    return read_wire('x')\n"
    symbols = tuple(
        Symbol(path="lamp.py", line=line, module="lamp", name=name, kind="function", change=Change.ADDED)
        for name, line in (("read_wire", 1), ("open", 5))
    )
    made = Made(spec, after={TESTS: code, "lamp.py": program}, tests={TESTS: names}, symbols=symbols)
    found = made.read().criteria[0]

    nearest = f"{TESTS}::{names[1]}"
    said = f"no test that calls `Lamp.open` says so; nearest: `{nearest}`, of `read_wire`, which it calls"
    assert (found.tests, found.candidates[0], found.reason) == ((), nearest, said)


def test_what_may_be_chosen_among_goes_beyond_what_is_proposed() -> None:
    found = mapped(SPEC, CODE, *NAMES)

    assert found[0].candidates[0] == found[0].tests[0]
    assert set(found[2].candidates) <= {f"{TESTS}::{name}" for name in NAMES}


def test_tests_that_could_not_be_read_are_not_said_to_be_none() -> None:
    made = Made(SPEC, after={TESTS: CODE}, tests={})

    assert {one.reason for one in made.read().criteria} == {"no test that was added or changed could be read"}


def test_labels_in_tests_that_the_spec_did_not_write_are_told() -> None:
    code = 'def test_a():\n    """AC-1: reads a plan"""\n\ndef test_b():\n    """AC-12: writes a plan"""\n'
    made = Made(SPEC, after={TESTS: code}, tests={TESTS: ("test_a", "test_b")})

    assert made.read().other_labels == ("AC-1", "AC-12")
    fewer = Made(SPEC, after={TESTS: code.replace("12", "3")}, tests={TESTS: ("test_a", "test_b")})
    assert not fewer.read().other_labels
    assert not Made(SPEC.replace("- Given", "- AC-1: Given", 1), after={TESTS: code}).read().other_labels
