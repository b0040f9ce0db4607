"""Hostile characters are shown, all of them, and showing them again changes nothing."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draft_summary.redaction import visible

HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_every_control_format_and_line_separating_character_is_shown() -> None:
    hostile = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in HIDDEN and chr(code) not in "\n\t"
    ]

    assert [char for char in hostile if visible(f"{char}.") != f"<U+{ord(char):04X}>."] == ["\r"] * 0
    assert len(hostile) > 2000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u200bb", "a<U+200B>b"),
        ("if x\u202e:", "if x<U+202E>:"),
        ("tag \U000e0041", "tag <U+E0041>"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("half \ud83d", "half <U+D83D>"),
        ("one\u2028two", "one<U+2028>two"),
        ("filler \u3164\u115f", "filler <U+3164><U+115F>"),
        ("flag \u2764\ufe0f", "flag \u2764<U+FE0F>"),
        ("\ufeffbom", "<U+FEFF>bom"),
        ("nul\0", "nul<U+0000>"),
    ],
    ids=["zero width", "bidi", "tag", "escape", "surrogate", "separator", "filler", "variation", "bom", "nul"],
)
def test_hostile_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["plain\n\tindented", "Grüße, 世界, עברית, 😀 → ±", "", "no\u00a0break"])
def test_what_a_reader_can_see_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\r\nb\r\n", "a\nb\n"), ("a\r", "a"), ("a\r\r\n", "a\n"), ("a\rb\n", "a<U+000D>b\n")],
    ids=["crlf", "cut off", "doubled", "within a line"],
)
def test_a_carriage_return_belongs_to_the_line_ending(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_showing_again_changes_nothing_and_lines_stay(text: str) -> None:
    once = visible(text)

    assert visible(once) == once
    assert once.count("\n") == text.count("\n")
    assert not any(unicodedata.category(char) in HIDDEN for char in once if char not in "\n\t")
