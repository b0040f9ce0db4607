"""A first draft: the template's own text with its unfilled lines replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from document.drafts import TEMPLATE, Change, body, draft
from draft_summary import document
from draft_summary.values.document import Block, Cell, Document, Form, SectionDraft
from draft_summary.values.slots import Owner, SectionOutline, Slot

WHOLE = TEMPLATE.read_text()

EXPECTED = (Path(__file__).parent / "data" / "fresh.md").read_text()


def fresh(template: str, change: Change | None = None) -> Document:
    return document.merge(None, template, draft(change), change_digest="0123456789ab")


def test_the_whole_template_is_laid_out_as_it_stands() -> None:
    made = fresh(WHOLE)
    assert body(made.data) == EXPECTED
    assert not (made.findings)
    assert not (made.suggestions)
    assert not (made.unplaced)
    assert [line for line, _ in made.open_lines] == [15, 53, 67, 78]


@pytest.mark.parametrize("empty", [b"", b"\n\n", b"\xef\xbb\xbf"], ids=["no bytes", "blank lines", "byte order mark"])
def test_an_empty_file_is_drafted_like_none(empty: bytes) -> None:
    assert document.merge(empty, WHOLE, draft(), change_digest="0123456789ab").data == fresh(WHOLE).data


def test_the_same_input_gives_the_same_bytes() -> None:
    assert fresh(WHOLE).data == fresh(WHOLE).data


def test_a_crlf_template_gives_a_crlf_summary() -> None:
    made = fresh(WHOLE.replace("\n", "\r\n")).data
    assert made.replace(b"\r\n", b"") == made.replace(b"\r\n", b"\n").replace(b"\n", b"")
    assert body(made.replace(b"\r\n", b"\n")) == EXPECTED


FIELDS = "**Start Date**: 2025-10-24  \n**Last Updated**: 2025-10-25  \n"
MORE_FIELDS = "**Branch**: `feature/widgets`  \n**Links**: Spec (`/directive/specs/widgets/spec.md`)\n"
OVERVIEW = "Widgets are loaded from a file and saved to it.\n\n_Needs author: why, in a sentence._\n"
TEMPLATES = {
    "numbering, emoji, case, and its own blank lines": (
        "# Summary\n\n## 1. Overview 🚀\n\n<what>\n\n## 2) Files changed\n\n<files>\n",
        (
            f"# Implementation Summary — Widgets\n\n## 1. Overview 🚀\n\n{OVERVIEW}\n"
            "## 2) Files changed\n\n3 files, +12 -3.\n\n### New Files\n\n"
            "- `src/a.py` — loads widgets.\n- `src/b.py` — saves widgets.\n\n"
            "### Modified Files\n\n- `src/cli.py` — calls the loader.\n"
        ),
    ),
    "first-level headings, and one that the program does not know": (
        "# Dependencies\n- <name>\n\n# Team notes\nAsk in #widgets.\n\n- [ ] asked\n\n# Review Notes\n<notes>\n",
        (
            "# Dependencies\nNone detected.\n\n# Team notes\nAsk in #widgets.\n\n- [ ] asked\n\n"
            "# Review Notes\n- Start with `src/a.py`.\n"
        ),
    ),
    "a field and a sub-heading of the team's own": (
        (
            "# T\n\n**Author:** <name>\n**Reviewer:** <name>\n**Status:** <x>\n\n---\n\n"
            "## Deviations from TDR\n<text>\n\n### Approved by\n<who>\n"
        ),
        (
            "# Implementation Summary — Widgets\n\n**Author:** Adam Draper\n"
            "**Reviewer:** <name>\n**Status:** In Progress  \n"
            f"{FIELDS}{MORE_FIELDS}\n---\n\n## Deviations from TDR\nNone detected.\n\n### Approved by\n<who>\n"
        ),
    ),
    "underlined headings and the team's bullets": (
        "Notes\n=====\n\nOverview\n--------\n\n<text>\n\nReview Notes\n------------\n\n* <note>\n* <other>\n",
        (
            f"Implementation Summary — Widgets\n=====\n\nOverview\n--------\n\n{OVERVIEW}\n"
            "Review Notes\n------------\n\n* Start with `src/a.py`.\n"
        ),
    ),
}


@pytest.mark.parametrize(("template", "expected"), TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_teams_template_keeps_its_own_form(template: str, expected: str) -> None:
    assert body(fresh(template).data).rstrip("\n") + "\n" == expected


def test_facts_without_a_section_are_handed_back() -> None:
    made = fresh("# T\n\n## Overview\n<text>\n")
    keys = {block.key for block in made.unplaced}
    assert {"files.size/line", "files.new/src/a.py", "commits.list/0bb97e9"} <= keys
    assert not any(key.endswith(("#none", "/open", "#heading")) for key in keys)


def test_what_a_template_asks_and_nobody_answered_is_open() -> None:
    made = fresh("# T\n\n**Reviewer**: <name>\n\n## Overview\n<text>\n\n## Sign-off\n- <who>\n- fixed words\n")
    assert [text for _, text in made.open_lines] == [
        "**Reviewer**: <name>",
        "_Needs author: why, in a sentence._",
        "- <who>",
    ]


def test_a_key_that_comes_twice_stands_twice() -> None:
    outline = SectionOutline("commits", "Commits", slots=(Slot("commits.list", "commits"),))
    twice = [Block("commits.list/1", "commits.list", Form.BULLET, (Cell(Owner.FACT, f"`{n}`"),)) for n in "ab"]
    made = document.merge(None, "## Commits\n", (SectionDraft(outline, tuple(twice)),), change_digest="c")
    assert "- `a`\n- `b`\n" in body(made.data)
    again = document.merge(made.data, "## Commits\n", (SectionDraft(outline, tuple(twice)),), change_digest="c")
    assert again.data == made.data


@pytest.mark.parametrize(
    ("form", "text", "line"),
    [
        (Form.PARAGRAPH, "# not a heading", r"\# not a heading"),
        (Form.PARAGRAPH, "- not a list", r"\- not a list"),
        (Form.PARAGRAPH, "3. not the third", r"3\. not the third"),
        (Form.PARAGRAPH, "<details> is a word", r"\<details> is a word"),
        (Form.PARAGRAPH, "> not a quote", r"\> not a quote"),
        (Form.PARAGRAPH, "[x]: https://a.example", r"\[x]: https://a.example"),
        (Form.PARAGRAPH, "one\n\n## two", "one ## two"),
        (Form.BULLET, "```", r"- \```"),
        (Form.BULLET, "***", r"- \***"),
        (Form.HEADING, "a ##", r"### a \##"),
    ],
)
def test_text_stays_in_the_form_it_is_given(form: Form, text: str, line: str) -> None:
    outline = SectionOutline("review", "Review", slots=(Slot("review.list", "review"),))
    block = Block("review.list/1", "review.list", form, (Cell(Owner.PROSE, text),))
    drafted = (SectionDraft(outline, (block,)),)
    made = document.merge(None, "## Review\n\n## Other\n", drafted, change_digest="c")
    assert line in body(made.data).split("\n")
    assert document.merge(made.data, "## Review\n\n## Other\n", drafted, change_digest="c").data == made.data
