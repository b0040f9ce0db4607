"""Somebody's words as inline Markdown: shown exactly, nothing alive in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from draft_summary.draft.markdown import code, prose, quote

GITHUB = MarkdownIt("gfm-like", {"linkify": False, "html": True})

WORDS = {
    "an identifier": ("Tests for Agent.from_config() class method", "Tests for `Agent.from_config()` class method"),
    "a path in parentheses": ("see (src/a.py).", "see (`src/a.py`)."),
    "a reference and a mention": ("fix #12 by @bob", "fix `#12` by `@bob`"),
    "a bare domain": ("visit evil.com!", "visit `evil.com`!"),
    "emphasis": ("a *b* c", r"a \*b\* c"),
    "a link": ("[x](y)", r"\[x\](y)"),
    "an option": ("use --force now", "use `--force` now"),
    "abbreviations stay words": ("e.g. and/or read/write", "e.g. and/or read/write"),
    "numbers stay words": ("costs 3.5 of 10", "costs 3.5 of 10"),
    "double backticks": ("the ``value`` of it", "the `value` of it"),
    "an unpaired backtick": ("a ` b", r"a \` b"),
    "line breaks": ("one\n  two", "one two"),
}


@pytest.mark.parametrize(("text", "shown"), WORDS.values(), ids=WORDS.keys())
def test_words_of_others(text: str, shown: str) -> None:
    assert prose(text) == shown


def test_a_quotation_has_no_full_stop_of_its_own() -> None:
    assert quote("Create an Agent.") == '"Create an Agent"'


def test_a_quotation_within_a_quotation_changes_no_character() -> None:
    assert quote('say "yes" twice') == '“say "yes" twice”'


@pytest.mark.parametrize(
    ("text", "span"),
    [("x", "`x`"), ("a`b", "``a`b``"), ("`a`", "`` `a` ``"), ("a\nb", "`a b`")],
    ids=["plain", "backtick inside", "backticks at the ends", "line break"],
)
def test_code_spans(text: str, span: str) -> None:
    assert code(text) == span


ALIVE = st.text(alphabet=st.sampled_from(list("ab.`*_[]()<>!&~|$#@:/\\\"'- 1\n")), max_size=40)


@given(ALIVE)
def test_no_text_becomes_markup(text: str) -> None:
    tokens = GITHUB.parseInline(prose(text))[0].children or []
    assert {token.type for token in tokens} <= {"text", "code_inline", "text_special"}


def visible(text: str) -> str:
    return "".join(text.replace("`", "").split())


@given(ALIVE)
def test_a_text_shows_the_characters_it_has(text: str) -> None:
    tokens = GITHUB.parseInline(prose(text))[0].children or []
    shown = "".join(token.content for token in tokens)
    assert visible(shown) == visible(text)
