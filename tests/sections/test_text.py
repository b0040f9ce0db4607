from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from draft_summary.sections.text import churn, code, counted, either, listed, plain, quoted, shortened

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = st.text(st.sampled_from("ab1 `*_[]()<>!&#~|\\/:@.\n-\"'“é\t$"), max_size=60) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=60
)
# What GitHub turns into a link without any markup (GFM 0.29, 6.9, and mentions).
AUTOLINK = re.compile(r"https?://|ftp://|(?:^|[\s*_~(])www\.\w|\w@\w+\.\w|(?:^|\s)@\w")


def inline(markdown: str) -> list[Token]:
    return [child for token in PARSER.parseInline(markdown) for child in token.children or ()]


@given(HOSTILE)
@example("`")
@example(" both ")
@example("   ")
@example("a``b`c```")
def test_a_code_span_shows_exactly_its_text(text: str) -> None:
    tokens = inline(f"before {code(text)} after")
    shown = re.sub("[\r\n\t]", lambda one: f"<U+{ord(one[0]):04X}>", text) or " "
    assert [token.type for token in tokens] == ["text", "code_inline", "text"]
    assert tokens[1].content == shown


PIECES = st.sampled_from(
    ["`", "``", "a", " ", "http://b", "www.c.d", "<e>", "@f", "\\", "_", "**", "[g](h)", "![", "&#9;", "~", "."]
)


@given(HOSTILE | st.lists(PIECES, max_size=14).map("".join))
@example("`a`x`http://<b>")
@example("![x](http://a.b) <img src=x> www.evil.com @team **b** __c__ ~~d~~ &amp;")
@example("\\`a`\\")
def test_prose_of_others_shows_its_words_and_does_nothing(text: str) -> None:
    tokens = inline(plain(text))
    assert {token.type for token in tokens} <= {"text", "text_special", "code_inline"}
    outside = "".join("\0" if token.type == "code_inline" else token.content for token in tokens)
    assert not AUTOLINK.search(outside)
    assert "".join(token.content for token in tokens).replace("`", "") == " ".join(text.split()).replace("`", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Given a `config.yaml` here", "Given a `config.yaml` here", id="code span kept"),
        pytest.param("see tyler.config, please", "see `tyler.config`, please", id="what looks like a domain"),
        pytest.param("snake_case stays", "snake_case stays", id="underscore in a word"),
        pytest.param("<10ms & 5 < 6", "<10ms & 5 < 6", id="signs that mean nothing"),
        pytest.param("a <b>\n  c", "a \\<b> c", id="tag and newline"),
    ],
)
def test_prose_stays_readable(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_a_long_quote_is_cut_visibly() -> None:
    assert quoted("x" * 300) == f'"{"x" * 300}"'
    assert shortened("y" * 301) == "y" * 300 + "…"


def test_numbers_and_lists() -> None:
    assert churn(3269, 624) == "+3,269 \N{MINUS SIGN}624"
    assert (churn(0, 7), churn(0, 0)) == ("\N{MINUS SIGN}7", "")
    assert (counted(1, "file"), counted(1234, "file")) == ("1 file", "1,234 files")
    assert (either(["a"]), either(["a", "b", "c"])) == ("a", "a, b or c")
    assert (listed(["a", "b"], 2), listed(["a", "b", "c"], 1)) == ("a, b", "a and 2 more")
