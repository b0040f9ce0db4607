"""A person's sentences among generated ones: they keep their place, their order and their bytes."""

from __future__ import annotations

import pytest

from document.cases import FIRST, KEPT, WHOLE
from document.drafts import body, draft
from draft_summary import document
from draft_summary.document.sentences import digests, interleaved, split

BASE = "One is read. Two is written! Three is sent?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("It reads `a. B` and goes on. Then it ends.", ["It reads `a. B` and goes on.", "Then it ends."]),
        ("See e.g. Kim, i.e. Me. Then go.", ["See e.g. Kim, i.e. Me.", "Then go."]),
        ("Version 1.2 is out (at last.) Nobody saw.", ["Version 1.2 is out (at last.)", "Nobody saw."]),
        ("One is wrapped\nhere. Two\nas well.", ["One is wrapped\nhere.", "Two\nas well."]),
        ("no end", ["no end"]),
        ("", []),
    ],
    ids=["plain", "in code", "abbreviations", "in brackets", "wrapped", "without an end", "nothing"],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split(text)] == expected


@pytest.mark.parametrize(
    ("standing", "new", "expected"),
    [
        (f"{BASE} Mine.", "New.", "New. Mine."),
        (f"Mine. {BASE}", "New. Newer.", "Mine. New. Newer."),
        ("One is read. Mine. Two is written! Three is sent?", "So. One is read. Thus.", "So. One is read. Mine. Thus."),
        ("One is read. Mine. Two is written! Three is sent?", "Two is written! Thus.", "Mine. Two is written! Thus."),
        (
            "One is read. Mine. Two is written! Also  mine. Three is sent?", "New. Newer. Newest.",
            "New. Mine. Newer. Also  mine. Newest.",
        ),
        ("One is read. Mine.\nTwo is written! Three is sent?", "New.", "New. Mine."),
        (f"{BASE} Mine.", "", "Mine."),
        ("One is read. Two is *not* written! Three is sent?", "A.", None),
        ("One is read. Three is sent? Mine.", "A.", None),
        ("Two is written! One is read. Three is sent? Mine.", "A.", None),
        (BASE, "A.", None),
    ],
    ids=["at the end", "at the beginning", "after what stays", "before what stays", "two", "wrapped", "ours retired",
         "one of ours edited", "one of ours taken out", "ours moved", "nothing of a person's"],
)  # fmt: skip
def test_a_persons_sentences_are_laid_into_the_new_text(standing: str, new: str, expected: str | None) -> None:
    assert interleaved(standing, digests(BASE), new) == expected


def test_the_next_refresh_still_knows_whose_is_whose() -> None:
    mine = FIRST.replace(b"and saved to it.", b"and saved to it. Ask Kim.")
    texts = ["It is read. It is kept.", "It is read. It is sent. It is kept.", "All is new."]
    for text in texts:
        made = document.merge(mine, WHOLE, draft(KEPT.but(overview={"aaaa1111": text})), change_digest=text)
        assert f"## Overview\n{text} Ask Kim.\n" in body(made.data)
        block = next(one for one in document.read(made.data, draft(KEPT)).blocks if one.slot == "overview.text")
        assert (block.text, block.mixed, block.ours) == (text, True, False)
        mine = made.data
