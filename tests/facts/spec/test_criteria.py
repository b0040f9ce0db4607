"""Acceptance criteria in every shape that specs have been seen to write them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draft_summary.facts.spec.criteria import read_criteria
from draft_summary.facts.spec.inline import ELISION
from draft_summary.facts.spec.outline import read_outline
from draft_summary.values.spec import Criterion


class Shape(NamedTuple):
    """A spec and its criteria as a person counts them: how each is named, and its words."""

    text: str
    criteria: list[list[str]]


def shapes() -> dict[str, Shape]:
    """The cases of `shapes.md`: a title, a spec, a line `name | words` for each criterion."""
    found = {}
    for case in Path(__file__).with_name("shapes.md").read_text(encoding="utf-8").split("\n======== ")[1:]:
        title, _, rest = case.partition("\n")
        text, _, expected = rest.partition("\n--------\n")
        found[title] = Shape(text, [line.split(" | ", 1) for line in expected.splitlines() if line])
    return found


SHAPES = shapes()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_criteria_are_counted_and_worded_as_a_person_would(shape: Shape) -> None:
    found = read_criteria(read_outline(shape.text))

    assert [[one.display, one.text] for one in found] == shape.criteria


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("# Spec\n\nSome words.\n\n- an item\n", 0),
        ("\ufeff---\ntitle: x\n---\r\n# Spec\r\n\r\n## Acceptance Criteria\r\n- Given a, when b, then c\r\n", 1),
    ],
    ids=["empty", "no criteria", "front matter, a byte order mark and CRLF"],
)
def test_a_spec_is_read_whatever_its_bytes(text: str, count: int) -> None:
    assert len(read_criteria(read_outline(text))) == count


def test_a_criterion_says_on_which_line_it_begins() -> None:
    found = read_criteria(
        read_outline("# Spec\n\n## Acceptance Criteria\n\n- Given a, then b\n- Given c, then d\n"), "spec.md"
    )

    assert [(one.line, one.path) for one in found] == [(5, "spec.md"), (6, "spec.md")]


def test_ordinals_count_within_their_group() -> None:
    text = "## Acceptance Criteria\n### A\n- Given a, then b\n- Given c, then d\n### B\n- Given e, then f\n"

    assert [(one.group, one.ordinal) for one in read_criteria(read_outline(text))] == [("A", 1), ("A", 2), ("B", 1)]


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("## Acceptance Criteria\n### Negative Cases\n- Given a, then b\n", True),
        ("## Acceptance Criteria\n### Happy Path\n- Given a, then b\n", False),
        ("## Acceptance Criteria\n- Negative: Given no bulb, then it says so\n", True),
        ("## Acceptance Criteria\n- AC-1: No bulb (negative case): Given none, then it says so\n", True),
        ("## Acceptance Criteria\n1. If the bulb is missing, then the Lamp shall say so\n", True),
        ("## Acceptance Criteria\n1. When the knob is turned, the Lamp shall follow\n", False),
    ],
    ids=["group", "other group", "lead", "title", "unwanted in EARS", "event in EARS"],
)
def test_negative_cases_are_told(text: str, *, negative: bool) -> None:
    assert [one.negative for one in read_criteria(read_outline(text))] == [negative]


WORDS = st.text(alphabet="abcdeflmnorst `*_()[]:,.-#|→\"'", max_size=40)
LINES = st.one_of(
    WORDS.map(lambda text: f"- {text}"),
    WORDS.map(lambda text: f"- Given {text}, when {text}, then {text}"),
    WORDS.map(lambda text: f"**AC-1: {text}**"),
    WORDS.map(lambda text: f"### AC-2: {text}"),
    WORDS.map(lambda text: f"### {text}"),
    WORDS.map(lambda text: f"**Given** {text}"),
    WORDS.map(lambda text: f"  - Then {text}"),
    WORDS.map(lambda text: f"| {text} | {text} |"),
    WORDS,
    st.sampled_from(["", "---", "```", "|---|---|", "1. When x", "> quoted", "Scenario: y"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_every_word_of_a_criterion_is_the_specs_own_and_in_its_order(lines: list[str]) -> None:
    text = "\n".join(["## Acceptance Criteria", *lines])
    said = "".join(letter for letter in text if letter.isalnum())

    for one in read_criteria(read_outline(text)):
        at = 0
        for word in one.text.replace(ELISION, " ").split():
            letters = "".join(letter for letter in word if letter.isalnum())
            at = said.find(letters, at)
            assert at >= 0, (word, one)
            at += len(letters)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    found = read_criteria(read_outline(text))

    assert all(isinstance(one, Criterion) and one.text == " ".join(one.text.split()) for one in found)
