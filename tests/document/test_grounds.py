"""Generated prose stays as long as what it was written from is there; it never outlives what it cites unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from document.cases import FIRST, KEPT, WHOLE
from document.drafts import Change, body, draft
from draft_summary import document
from draft_summary.values.document import Block, Document, Grounds, SectionDraft
from draft_summary.values.slots import Author

CITED = "hunk:src/a.py@0123456789ab"
OTHER = "hunk:src/a.py@ffffffffffff"  # another hunk of the same path
TEXTS = ("load() widgets of src/a.py, One loader",)
HOLDS = Grounds(frozenset({CITED}), TEXTS)
LAPSED = Grounds(frozenset({OTHER}), TEXTS)
BASELESS = Grounds(frozenset({"hunk:src/b.py@0123456789ab"}), ("something else",))
EVERY = frozenset({"overview.text", "files.new", "files.modified", "decisions.list", "testing.mapping"})
OVERVIEW = "Widgets are loaded from a file and saved to it."
NEWLY = Change().but(
    overview={"new": "Two files changed."}, new={"src/a.py": "is changed.", "src/b.py": None}, decisions=None
)


def by(author: Author, grounds: Grounds, *, answered: frozenset[str] = EVERY) -> Grounds:
    return replace(grounds, author=author, answered=answered)


def drafted(change: Change, author: Author) -> tuple[SectionDraft, ...]:
    """The draft with its prose written by this author, and each section drafted from something new."""

    def signed(block: Block) -> Block:
        cells = (replace(cell, author=author) if cell.author is Author.MODEL else cell for cell in block.cells)
        return replace(block, cells=tuple(cells))

    return tuple(
        replace(section, blocks=tuple(map(signed, section.blocks)), inputs={f"{section.outline.key}.text": "new"})
        for section in draft(change)
    )


@dataclass(frozen=True)
class Case:
    """Who drafted what, what the standing prose (a model's) rests on; what stands then and what is told."""

    change: Change
    grounds: Grounds
    has: Sequence[str] = ()
    lacks: Sequence[str] = ()
    told: Sequence[str] = ()


CASES = {
    "what holds stays where the offline drafter has another text": Case(
        NEWLY, by(Author.OFFLINE, HOLDS),
        [f"## Overview\n{OVERVIEW}", "- `src/a.py` — loads widgets.\n"], ["Two files", "is changed"], ["prose-behind"],
    ),
    "another model's text takes its place": Case(
        NEWLY, by(Author.MODEL, HOLDS), ["## Overview\nTwo files changed.", "`src/a.py` — is changed."], [OVERVIEW],
    ),
    "what lapsed stays where only the offline drafter answered, and is told": Case(
        NEWLY, by(Author.OFFLINE, LAPSED), [OVERVIEW, "loads widgets", "### Decision 1: One loader"], ["is changed"],
        ["lapsed-prose"] * 5,
    ),
    "what lapsed goes where a model answered and had nothing to say": Case(
        KEPT, by(Author.MODEL, LAPSED), ["- `src/a.py`\n- `src/b.py`\n", "_Needs author: which decisions"],
        [OVERVIEW, "loads widgets", "Decision 1"],
    ),
    "what lapsed stays where the model failed, and is told": Case(
        KEPT, by(Author.MODEL, LAPSED, answered=frozenset()), [OVERVIEW, "loads widgets", "Decision 1"], [],
        ["lapsed-prose"] * 5,
    ),
    "what is baseless goes, whoever drafted": Case(
        KEPT, by(Author.OFFLINE, BASELESS, answered=frozenset()), ["- `src/a.py`\n- `src/b.py`\n"],
        [OVERVIEW, "loads widgets", "Decision 1"],
    ),
    "what is baseless gives way to the offline drafter": Case(
        NEWLY, by(Author.OFFLINE, BASELESS),
        ["## Overview\nTwo files changed.", "`src/a.py` — is changed."], [OVERVIEW],
    ),
    "anew, what holds gives way too": Case(
        NEWLY, replace(by(Author.OFFLINE, HOLDS), anew=True),
        ["## Overview\nTwo files changed.", "`src/a.py` — is changed."], [OVERVIEW],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_standing_prose(case: Case) -> None:
    sections = drafted(case.change, case.grounds.author)
    made = document.merge(FIRST, WHOLE, sections, change_digest="two", grounds=case.grounds)
    text = body(made.data)
    for wanted in case.has:
        assert wanted in text
    for unwanted in case.lacks:
        assert unwanted not in text
    assert [finding.code for finding in made.findings] == list(case.told)
    again = document.merge(made.data, WHOLE, sections, change_digest="two", grounds=case.grounds)
    assert again.data == made.data


def merged(data: bytes, change: Change, grounds: Grounds) -> Document:
    return document.merge(data, WHOLE, drafted(change, grounds.author), change_digest="two", grounds=grounds)


def test_a_persons_version_of_what_is_baseless_stays_and_is_told() -> None:
    mine = FIRST.replace(b"loads widgets.", b"loads *my* widgets.")
    made = merged(mine, KEPT, by(Author.MODEL, BASELESS))
    assert "- `src/a.py` — loads *my* widgets.\n- `src/b.py`\n" in body(made.data)
    (finding,) = made.findings
    assert (finding.code, finding.place) == ("baseless-prose", "files.new")
    assert made.data.decode().split("\n")[(finding.line or 0) - 1] == "- `src/a.py` — loads *my* widgets."


def test_what_a_person_rewrote_is_no_error_when_its_ground_lapses() -> None:
    mine = FIRST.replace(OVERVIEW.encode(), b"Widgets are mine.")
    told = [one.code for one in merged(mine, NEWLY, by(Author.OFFLINE, LAPSED)).findings if one.line]
    assert sorted(told) == ["lapsed-edit", *["lapsed-prose"] * 4]


def test_what_a_person_confirmed_is_theirs() -> None:
    confirmed = FIRST.replace(b"test_load` (proposed)", b"test_load`")
    made = merged(confirmed, KEPT, by(Author.MODEL, BASELESS))
    assert "→ `tests/test_a.py::test_load`\n" in body(made.data)


@pytest.mark.parametrize(
    ("grounds", "remembered"),
    [
        pytest.param(by(Author.OFFLINE, HOLDS), "0123456789ab", id="kept from a better author: asked for again"),
        pytest.param(by(Author.MODEL, LAPSED), "new", id="answered: not asked for again"),
        pytest.param(by(Author.MODEL, HOLDS), "new", id="holds, and nothing new to say: not asked for again"),
    ],
)
def test_a_slot_whose_prose_is_behind_is_asked_for_again(grounds: Grounds, remembered: str) -> None:
    sections = tuple(
        replace(section, inputs={"files.new": "new"}) if section.outline.key == "files" else section
        for section in draft(KEPT)
    )
    first = FIRST.replace(b"\nslot files.text 0123456789ab", b"\nslot files.new 0123456789ab")
    made = document.merge(first, WHOLE, sections, change_digest="two", grounds=grounds)
    assert document.read(made.data, sections).inputs["files.new"] == remembered
