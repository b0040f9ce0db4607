"""A summary that we have not written: by hand, by another tool, or with its state lost."""

from __future__ import annotations

import re

import pytest

from document.drafts import TEMPLATE, Change, body, draft
from draft_summary import document
from draft_summary.values.document import Document

WHOLE = TEMPLATE.read_text()
HAND = """\
# Implementation Summary: widgets by hand

**Author:** AI Agent
**Status**: ✅ Complete
**Links**:
- Spec: `/directive/specs/widgets/spec.md`

---

## Overview

Everything works. **All tests pass.**

## What Was Implemented
- ✅ all of it

## Files Changed

### New Files
- **`/src/a.py`** (288 lines) — The heart
- `src/b.py`:
  - saves
  - and saves again

### Deleted Files
- None

## Dependencies
N/A

## Key Decisions

### Decision 1: Ours
**Context**: we knew
**Choice**: it
"""


def merged(data: str, change: Change | None = None) -> Document:
    made = document.merge(data.encode(), WHOLE, draft(change), change_digest="one")
    again = document.merge(made.data, WHOLE, draft(change), change_digest="one")
    assert again.data == made.data
    assert not (again.suggestions)
    assert not (again.edits)
    return made


def added(before: str, after: str) -> list[str]:
    """The lines that came, after making sure that no other line went or moved."""
    theirs, came = before.rstrip("\n").splitlines(), []
    for line in after.rstrip("\n").splitlines():
        if theirs and line == theirs[0]:
            theirs.pop(0)
        elif line:
            came.append(line)
    assert theirs == []
    return came


def test_only_keyed_facts_that_are_absent_come_in() -> None:
    change = Change().but(
        new={"src/a.py": "loads.", "src/b.py": "saves.", "src/c.py": "new."},
        deleted={"old.py": "unused."},
        added={"httpx": ("1.0", "to fetch.")},
    )
    made = merged(HAND, change)
    assert added(HAND, body(made.data)) == [
        "- `src/c.py` — new.",
        "### Modified Files",
        "- `src/cli.py` — calls the loader.",
        "- `old.py` — unused.",
        "### Added",
        "- `httpx==1.0` — to fetch.",
    ]
    assert made.findings == ()


def test_what_is_occupied_gets_suggestions() -> None:
    made = merged(HAND)
    suggested = {suggestion.key: suggestion.text for suggestion in made.suggestions}
    assert suggested["overview.text/aaaa1111"] == "Widgets are loaded from a file and saved to it."
    assert suggested["files.new/src/a.py"] == "loads widgets."
    assert suggested["header.author"] == "Adam Draper"
    assert not any("Needs author" in text for text in suggested.values())


def test_a_section_that_is_missing_is_not_added() -> None:
    made = merged(HAND)
    assert re.findall(r"^## .*", body(made.data), flags=re.MULTILINE) == re.findall(r"^## .*", HAND, flags=re.MULTILINE)
    assert "commits.list/0bb97e9" in {block.key for block in made.unplaced}


def test_emptiness_is_not_stated_where_a_person_wrote() -> None:
    before = "## Dependencies\n\n### Our mirror\nAll of them are mirrored.\n\n## Deviations from TDR\n"
    assert added(before, body(merged(before).data)) == ["None detected."]
    assert body(merged(before).data).endswith("## Deviations from TDR\nNone detected.\n\n")


def test_of_two_sections_of_one_name_the_first_is_it() -> None:
    before = "## Overview\n\n## Overview\nMine.\n"
    text = "Widgets are loaded from a file and saved to it.\n\n_Needs author: why, in a sentence._\n"
    assert body(merged(before).data) == f"## Overview\n{text}\n## Overview\nMine.\n\n"


def test_what_equals_the_facts_is_ours_from_then_on() -> None:
    before = "## Files Changed\n\n### New Files\n- `src/a.py` — loads widgets.\n- `src/b.py` — mine\n"
    first = merged(before)
    change = Change().but(new={"src/a.py": "reads.", "src/b.py": "writes."})
    made = document.merge(first.data, WHOLE, draft(change), change_digest="two")
    assert "- `src/a.py` — reads.\n- `src/b.py` — mine\n" in body(made.data)


def test_a_lost_state_costs_no_words_and_doubles_nothing() -> None:
    ours = document.merge(None, WHOLE, draft(), change_digest="one").data
    lost = body(ours)
    assert body(merged(lost).data) == lost
    edited = lost.replace("loads widgets.", "is the heart.")
    made = merged(edited, Change().but(new={"src/a.py": "reads.", "src/b.py": "saves widgets.", "src/c.py": "new."}))
    counted = edited.replace("3 files, +12", "4 files, +12")
    assert added(counted, body(made.data)) == ["- `src/c.py` — new."]


def test_a_count_of_ours_whose_state_was_lost_follows_git() -> None:
    lost = body(document.merge(None, WHOLE, draft(), change_digest="one").data)
    made = merged(lost, Change().but(modified={}))
    assert "## Files Changed\n2 files, +12 -3.\n" in body(made.data)
    assert "3 files, +12 -3." not in body(made.data)


@pytest.mark.parametrize(
    ("standing", "path"),
    [
        ("- `./src/a.py` — mine", "src/a.py"),
        ("- src/a.py: mine", "src/a.py"),
        ("* **`/src/a.py`** (12 lines)", "src/a.py"),
        ("1. `src/a.py`, `src/b.py` — both", "src/b.py"),
        ("| File | Why |\n|---|---|\n| `src/a.py` | mine |", "src/a.py"),
        ("```\nsrc/a.py\nsrc/b.py\n```", "src/b.py"),
    ],
    ids=["./", "not in a code span", "bold, with a slash before it", "the second of two", "in a table", "in a tree"],
)
def test_a_path_is_recognised_as_people_write_it(standing: str, path: str) -> None:
    before = f"## Files Changed\n\n### New Files\n{standing}\n"
    made = merged(before, Change().but(new={path: "loads."}, modified={}))
    assert added(before, body(made.data)) == []


@pytest.mark.parametrize(
    "standing",
    [
        "- `httpx==13.0` for output",
        "- `httpx` (1.0): to fetch",
        "- **httpx** to fetch",
        "- `httpx[http2]>=1` — to fetch",
        "| Package | Why |\n|---|---|\n| `httpx` | mine |",
        "- the network: `anyio`, `httpx>=1`",
    ],
)
def test_a_package_is_recognised_as_people_write_it(standing: str) -> None:
    before = f"## Dependencies\n\n### Added\n{standing}\n"
    made = merged(before, Change().but(added={"httpx": ("1.0", "to fetch.")}))
    assert added(before, body(made.data)) == []


def test_lines_of_upstreams_own_template_are_unfilled_under_any_template() -> None:
    theirs = "- `path/to/new/file.py` — <brief description of purpose>\n"
    before = f"# T\n\n## Overview\nMine.\n\n## Files Changed\n\n### New Files\n{theirs}"
    made = document.merge(before.encode(), "# Ours\n\n## Overview\n", draft(), change_digest="one", upstream=(WHOLE,))
    text = body(made.data)
    assert "path/to/new" not in text
    assert "### New Files\n- `src/a.py` — loads widgets.\n" in text
    assert text.startswith("# T\n\n## Overview\nMine.\n")


def test_unfilled_template_lines_are_replaced_wherever_they_are_left() -> None:
    before = WHOLE.replace(
        "Brief summary of what was actually implemented in this PR. Keep this updated as the implementation evolves.",
        "Mine.",
    )
    before = before.replace("- <Specific areas needing careful review>", "- Look at the loader.")
    made = merged(before)
    text = body(made.data)
    assert "## Overview\nMine.\n" in text
    assert "Notes for reviewers on what to focus on:\n- Look at the loader.\n- Start with `src/a.py`.\n" in text
    assert "<" not in text.replace("<details>", "")
    assert made.open_lines
    assert all("Needs author" in line for _, line in made.open_lines)


def test_a_filled_document_without_any_of_our_sections_only_gets_state() -> None:
    before = "# Notes\n\nnothing of ours\n"
    made = merged(before)
    assert body(made.data) == before + "\n"
    assert made.edits == ()
