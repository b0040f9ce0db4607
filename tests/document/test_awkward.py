"""Documents that break parsers: whatever is in them, every line of a person's stays, and the result reads the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document.drafts import TEMPLATE, Change, draft
from draft_summary import document
from draft_summary.document.lines import decode
from draft_summary.document.pieces import pieces_of
from draft_summary.errors import DocumentError

WHOLE = TEMPLATE.read_text()
AWKWARD = {
    "byte order mark before the first heading": "\ufeff# T\n\n## Overview\nmine\n\n## Dependencies\n",
    "crlf": ("# T\r\n\r\n## Overview\r\nmine\r\n\r\n## Files Changed\r\n\r\n### New Files\r\n- `src/a.py` — mine\r\n"),
    "mixed newlines": "# T\r\n\n## Overview\rmine\n\r\n## Dependencies\nNone detected.\r",
    "front matter with a heading's look": (
        "---\ntitle: T\n# not a heading\n---\n\n## Overview\nmine\n\n## Dependencies\n"
    ),
    "a rule first, then headings": "---\n\n# T\n\n---\n\n## Overview\nmine\n\n---\n\n## Dependencies\n\n---\n",
    "an unclosed fence": "# T\n\n## Overview\nmine\n\n## Dependencies\n\n```toml\n## Files Changed\n- x\n",
    "an unclosed comment": "# T\n\n## Overview\nmine\n\n## Dependencies\n\n<!-- later\n\n## Files Changed\n- x\n",
    "underlined headings": "T\n=\n\nOverview\n--------\nmine\nin two\n---\n\nDependencies\n---\nNone detected.\n",
    "comments and html": (
        "# T\n<!-- ## Overview -->\n\n## Overview\n<details>\n<summary>mine</summary>\n\n## no\n"
        "</details>\n\n## Dependencies\n"
    ),
    "tables": (
        "# T\n\n## Overview\n| a | b |\n|---|---|\n| 1 | `src/a.py` |\n\n## Files Changed\n"
        "| `src/a.py` | x |\n|---|---|\n"
    ),
    "form feed, U+2028, U+0085 and a lone tab": (
        "# T\n\n## Overview\na\x0cb\u2028# no\x85- no\n\x0c\n\n\t\n## Dependencies\n"
    ),
    "no final newline": "# T\n\n## Overview\nmine\n\n## Dependencies\n- mine",
    "nested, loose and odd lists": (
        "# T\n\n## Overview\n- a\n\n  b\n  - c\n\n      code\n\n    1) d\n- - e\n-\n- # f\n\n"
        "## Dependencies\n  - x\n\n    y\n"
    ),
    "tabs": (
        "# T\n\n## Overview\n-\ta\n\t- b\n\n\tcode\n\n## Files Changed\n\n###\tNew Files\t##\n-\t`src/a.py` — mine\n"
    ),
    "link definitions and footnotes": (
        "# T\n\n## Overview\n[a]: https://a.example\n[b]:\nhttps://b.example\ntext [a]\n\n## Dependencies\n[^1]: note\n"
    ),
    "quotes and lazy lines": (
        "# T\n\n## Overview\n> a\nlazy\n\n- b\nlazy **Label**: x\n**Other**: y\n\n## Dependencies\n> ## no\n"
    ),
    "headings that repeat": (
        "# T\n\n## Overview\na\n\n## Overview\nb\n\n### Extra\n\n## Dependencies\n\n### Extra\n\n### Extra\n- x\n"
    ),
    "headings only": "# T\n## Overview\n## Files Changed\n### New Files\n### Modified Files\n## Dependencies",
    "a quoted state comment": (
        "# T\n\n## Overview\n```\n<!-- draft-summary:state v1\nblock a 1 b\n-->\n```\nmine\n\n## Dependencies\n"
    ),
    "backticks without end": (
        "# T\n\n## Overview\n`a ``b ```c — d\n\n## Files Changed\n\n### New Files\n- `src/a.py — mine\n"
    ),
    "NUL and emoji": "# T 🚀\n\n## 1) 🎉 Overview\nmi\x00ne\n\n## Dependencies 📦\n",
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_every_line_stays_in_order(text: str) -> None:
    before = text.encode()
    made = document.merge(before, WHOLE, draft(), change_digest="one").data
    rest = decode(made)
    theirs = [line for line in zip(*lines(before), strict=True) if line[0].strip(" \t") and line[0] != "None detected."]
    ours = iter(zip(rest.texts, rest.ends, strict=True))
    for line, end in theirs:
        found = next((kept for kept in ours if kept[0].rstrip(" ") == line.rstrip(" ")), None)
        assert found is not None, line
        assert found[1] == end or not end
    assert rest.bom == text.startswith("\ufeff")
    last = max(number for number, line in enumerate(rest.texts) if line.startswith("<!-- draft-summary"))
    assert not rest.texts[last - 1].strip(), "a blank line before the state"
    assert document.merge(made, WHOLE, draft(), change_digest="one").data == made
    changed = draft(Change().but(updated="2030-01-01", new={"z.py": "z"}))
    later = document.merge(made, WHOLE, changed, change_digest="two").data
    assert document.merge(later, WHOLE, changed, change_digest="two").data == later


def lines(data: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    source = decode(data)
    return source.texts, source.ends


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_pieces_cover_every_line_once(text: str) -> None:
    covers(text)


@pytest.mark.parametrize("space", ["\x0c", "\x0b", "\x85", "\u2028", "\u2029", "\x1c"], ids=ascii)
def test_only_newlines_end_a_line(space: str) -> None:
    (piece,) = pieces_of(decode(f"a{space}# b{space}- c".encode()))
    assert piece.inline == f"a{space}# b{space}- c"


MARKUP = st.sampled_from([
    "# a", "## b", "###", "- c", "  - d", "\t- e", "1. f", "2) g", "> h", "```", "~~~", "<!--", "-->", "<div>",
"</div>",
    "---", "===", "| a | b |", "|---|---|", "    code", "**L**: x  ", "**L:** y\\", "[r]: u", "\x0c", "", "", " ",
"text",
    "- ", "- - x", "- ```", "* * *", "`", "\u2028", "<a b c>", "+ i", "- [ ] j", "   - k", "10. l",
])  # fmt: skip


@given(st.lists(MARKUP, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=300, deadline=None)
def test_pieces_cover_every_line_of_anything(parts: list[str], newline: str) -> None:
    covers(newline.join(parts))


def covers(text: str) -> None:
    source = decode(text.encode())
    pieces = pieces_of(source)
    covered = [line for piece in pieces for line in range(piece.start, piece.end)]
    assert covered == sorted(set(covered))
    assert {number for number, line in enumerate(source.texts) if line.strip(" \t")} <= set(covered)
    for piece in pieces:
        assert source.raw(piece.start, piece.end).startswith(piece.raw)
        assert piece.raw[piece.head : piece.tail] == piece.inline


@given(st.lists(MARKUP, max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_person_may_write_anything_anywhere(parts: list[str]) -> None:
    first = document.merge(None, WHOLE.partition("## Dependencies")[0], draft(), change_digest="one").data.decode()
    for place in ("saves widgets.\n", "saved to it.\n", "Implementation Decisions\n"):
        before = first.replace(place, f"{place}{chr(10).join(parts)}\n", 1).encode()
        change = draft(
            Change().but(new={"src/a.py": None, "src/b.py": "stores.", "src/c.py": "new."}, updated="2030-01-01")
        )
        made = document.merge(before, WHOLE, change, change_digest="two")
        assert document.merge(made.data, WHOLE, change, change_digest="two").data == made.data
        kept = iter(made.data.decode().split("\n"))
        unplaced = {edit.old for edit in made.edits}
        assert all(part in kept for part in parts if part.strip() and part not in unplaced)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"# T\n\n\xff\xfe", "summary-not-utf8"),
        ("# T\n".encode("utf-16"), "summary-not-utf8"),
        (b"x" * 2_000_001, "summary-too-large"),
        (b"# T\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n", "summary-conflict"),
    ],
    ids=["not UTF-8", "UTF-16", "too large", "a merge conflict"],
)
def test_what_cannot_be_read_is_said(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as raised:
        document.merge(data, WHOLE, draft(), change_digest="one")
    assert raised.value.code == code
    assert raised.value.hint
