"""Model text as inline Markdown: it shows exactly the text, and nothing in it is alive."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from draft_summary.verify import escape
from draft_summary.verify.characters import hidden
from draft_summary.verify.spans import pieces

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What renderers link by themselves: GitHub's extended autolinks and mentions, and linkify's bare domains.
LINKED = re.compile(
    r"(?i)://|www\.\w|mailto:\S|[\w.+-]@[\w-]|(?<!\w)@\w|\b[\w-]+\.(?:com|org|net|io|dev|app|ai|sh|md|py|rs|[a-z]{2})\b"
)
ATOMS = (
    *(
        "`",
        "``",
        "```",
        "*",
        "**",
        "_",
        "__",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "!",
        "|",
        "#",
        "-",
        "+",
        "=",
        "~",
        "~~",
        "$",
    ),
    *(
        "1.",
        "2)",
        "&",
        "&amp;",
        "&#60;",
        "\\",
        "---",
        "===",
        ":",
        ".",
        "//",
        '"',
        "'",
        "{",
        "}",
        "^",
        "\n",
        "\n\n",
        "\t",
    ),
    *(
        "http://x.com",
        "www.x.com",
        "x.com",
        "a@b.co",
        "@me",
        "//x.y",
        "mailto:a",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<?",
        "]]>",
    ),
    *(
        "![a](b)",
        "[x](http://e.vil)",
        "[^1]",
        "[a]: b",
        "`code`",
        "config.py",
        "e.g.",
        "foo_bar",
        "a",
        "b c",
        " ",
        "  ",
        "é",
    ),
    *("    x", "* ", "> ", "- [ ] ", "| a |", "|---|", "<a href=x>", "javascript:x", "世界", "x`y", "\u00a0"),
)


def shown(markdown: str) -> tuple[str, set[str], list[str], list[str]]:
    """The visible text, the inline and block token types, and the texts outside of code spans."""
    blocks = MARKDOWN.parse(markdown)
    inline = [child for block in blocks for child in block.children or ()]
    plain = [child.content for child in inline if child.type != "code_inline"]
    text = " ".join("".join(child.content for child in inline).split())
    return text, {child.type for child in inline}, [block.type for block in blocks], plain


def intended(text: str) -> str:
    """What a reader should see: the text, its code spans without their backticks."""
    flat = " ".join(text.split())
    return " ".join("".join(piece.text for piece in pieces(flat)).split())


def check(text: str) -> None:
    if not intended(text):
        return
    around = {"": "paragraph", "`a.py` — ": "paragraph", "- ": "list"}
    for before, form in around.items():
        visible, types, blocks, plain = shown(f"{before}{escape(text)}")
        assert types <= {"text", "text_special", "code_inline"}, text
        assert not any(map(LINKED.search, plain)), text
        assert visible == f"{before.replace('`', '').lstrip('- ')}{intended(text)}", text
        items = ["list_item_open", "list_item_close", "bullet_list_open", "bullet_list_close"] if form == "list" else []
        assert sorted(blocks) == sorted(["paragraph_open", "inline", "paragraph_close", *items]), text


def test_six_thousand_fuzzed_texts_show_themselves_and_nothing_lives() -> None:
    for seed in range(6000):
        pick = random.Random(seed)  # noqa: S311 — the same texts in every run
        check("".join(pick.choice(ATOMS) for _ in range(pick.randint(1, 14))))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=80))
def test_any_text_shows_itself_and_nothing_lives(text: str) -> None:
    if not hidden(text):
        check(text)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Adds `load_config()` to `a.py`.", "Adds `load_config()` to `a.py`."),
        ("reads snake_case and 2 * 3 < 4", r"reads snake_case and 2 * 3 \< 4"),
        ("see https://x.org/a_b.", "see `https://x.org/a_b`."),
        ("(www.x.org)", "(`www.x.org`)"),
        ("ask a@b.org, or @ada", "ask `a@b.org`, or `@ada`"),
        ("in config.py and tyler.config", "in `config.py` and `tyler.config`"),
        ("e.g. this, i.e. that etc.", "e.g. this, i.e. that etc."),
        ("a < b & c", r"a \< b & c"),
        ("a &amp; b", r"a \&amp; b"),
        ("an ` alone", r"an \` alone"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("- no list", r"\- no list"),
        ("two\nlines", "two lines"),
        ("costs $5", "costs $5"),
        ("from $A to $B", r"from \$A to \$B"),
        ("about ~10 ms", "about ~10 ms"),
        ("starlette 0.41, not 0.38.6", "starlette 0.41, not 0.38.6"),
        ("bidi \u202e here", r"bidi \<U+202E> here"),
        ("", ""),
    ],
)
def test_only_what_would_be_active_is_escaped(text: str, markdown: str) -> None:
    assert escape(text) == markdown


@pytest.mark.parametrize("unit", ["`", "``x", "[a](b)", "a.b", "*a", "_", "\\", "&a;", "<", "@", "http://"])
def test_a_hostile_text_is_escaped_in_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))

    assert len(escape(text)) >= len(text) // 2
