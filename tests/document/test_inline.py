"""Digests: what inline Markdown says counts, how it is spelled does not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draft_summary.document import inline_digest
from draft_summary.document.inline import code_spans, meaning, outside_code, placeholder

SAME = {
    "wrapping": ("one two three", "one\ntwo   three "),
    "hard breaks": ("one two", "one  \ntwo"),
    "hard breaks as backslashes": ("one two", "one\\\ntwo"),
    "crlf": ("one two", "one\r\ntwo"),
    "emphasis marks": ("*one* **two**", "_one_ __two__"),
    "escapes": ("snake_case *", r"snake\_case \*"),
    "entities": ("a & b", "a &amp; b"),
    "code spans' fences": ("`a`", "`` a ``"),
    "link spelling": ("[a](<https://b.example>)", "[a](https://b.example)"),
}
DIFFERENT = {
    "words": ("one", "two"),
    "emphasis": ("one", "*one*"),
    "code": ("`a`", "a"),
    "a link's target": ("[a](b)", "[a](c)"),
    "an image's source": ("![a](b)", "![a](c)"),
    "order": ("a b", "b a"),
    "case": ("a", "A"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_spelling_does_not_count(one: str, other: str) -> None:
    assert inline_digest(one) == inline_digest(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_meaning_counts(one: str, other: str) -> None:
    assert inline_digest(one) != inline_digest(other)


HEADINGS = [
    "New Files",
    "1. New files",
    "2) NEW FILES:",
    "🎉 New Files ✅",
    "**New** _files_",
    "New-Files (16)",
    "1.2. new files",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings_match_by_meaning(heading: str) -> None:
    assert "new files" in meaning(heading)


@pytest.mark.parametrize(("text", "asks"), [
    ("- `a.py` — <description>", True), ("### [Title]", True), ("{{name}}", True), ("<Yes/No — if yes, explain>", True),
    ("- [ ] box", False), ("- [x] box", False), ("[link](target)", False), ("[a][b]", False),
("<https://a.example>", False),
    ("<!-- note -->", False), ("plain", False),
])  # fmt: skip
def test_placeholders(text: str, *, asks: bool) -> None:
    assert placeholder(text) is asks


def test_separators_inside_code_do_not_count() -> None:
    assert outside_code("`a — b` — c — `` ` — ``", " — ", 9) == [7, 11]
    assert outside_code("`a — b", " — ", 9) == [2]
    assert outside_code("a — b — c", " — ", 1) == [1]


def test_code_spans_in_order() -> None:
    assert code_spans("x `a` **`b c`** `` d`e ``") == ("a", "b c", "d`e")


@given(st.text(max_size=200))
def test_any_text_has_a_digest(text: str) -> None:
    assert len(inline_digest(text)) == 12


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "`" * 9_999 + "a", "*a **b " * 2_800, "<" * 19_000, "![](" * 4_900, "\\" * 20_000, "_" * 19_999],
    ids=["brackets", "backticks", "emphasis", "tags", "images", "backslashes", "underscores"],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    before = time.process_time()
    inline_digest(text)
    outside_code(text, " — ", 9)
    placeholder(text)
    meaning(text)
    assert time.process_time() - before < 3
