"""The decisions that a design states, in its own words, and the hunks that bear them out."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from draft_summary.facts.spec.decisions import read_decisions
from draft_summary.facts.spec.outline import read_outline
from draft_summary.values.branch import TextFile
from facts.spec.branches import FOLDER, Made


class Stated(NamedTuple):
    chosen: bool
    title: str
    choice: str
    rationale: str


def chosen(title: str, choice: str, rationale: str) -> Stated:
    return Stated(chosen=True, title=title, choice=choice, rationale=rationale)


def rejected(title: str, choice: str, rationale: str) -> Stated:
    return Stated(chosen=False, title=title, choice=choice, rationale=rationale)


DESIGNS = {
    "options under headings, a decision line each": (
        """## 5. Alternatives Considered

### Option A: Poll the switch
**Approach**: Ask it every second

**Pros**:
- Simple

**Cons**:
- Slow

**Decision**: ❌ Rejected - Wastes power

### Option B: Listen (CHOSEN)
**Approach**: Take its events

**Why**: Costs nothing while dark
""",
        [
            rejected("Option A: Poll the switch", "Ask it every second", "Wastes power"),
            chosen("Option B: Listen", "Take its events", "Costs nothing while dark"),
        ],
    ),
    "options as items below their question": (
        """## Alternatives Considered

### How the switch is read
- **Option A: ask it every second** — simple, but slow.
- **Option B: take its events (CHOSEN)** — costs nothing while dark.
""",
        [
            rejected("Option A: ask it every second", "ask it every second", "simple, but slow."),
            chosen("Option B: take its events", "take its events", "costs nothing while dark."),
        ],
    ),
    "options as plain items": (
        """## Alternatives
- Option A: ask it every second — simple, but slow
- Option B: take its events (CHOSEN) — costs nothing while dark
""",
        [
            rejected("Option A: ask it every second", "ask it every second", "simple, but slow"),
            chosen("Option B: take its events", "take its events", "costs nothing while dark"),
        ],
    ),
    "options in bold, marks behind them": (
        """## Alternatives Considered

**Option A: Copy the rules only** ✅ CHOSEN
- Pros: Small
- Decision: Chosen because it is the smallest change

**Option B: Add `--with-all`**
- Cons: More to learn
- Decision: Rejected due to complexity
""",
        [
            chosen("Option A: Copy the rules only", "Copy the rules only", "Chosen because it is the smallest change"),
            rejected("Option B: Add `--with-all`", "Add `--with-all`", "Rejected due to complexity"),
        ],
    ),
    "a chosen one in front": (
        """## Alternatives Considered
### Option A: Diff
**Decision:** Rejected - too much

### ✅ Chosen: Option B (Preview)
**Approach:** Show a list first
**Why chosen:** Simple and safe
""",
        [
            rejected("Option A: Diff", "Diff", "too much"),
            chosen("Option B (Preview)", "Show a list first", "Simple and safe"),
        ],
    ),
    "not chosen and chosen in the title": (
        """## Alternatives
### Option A: Helper (NOT CHOSEN)
**Decision:** Two steps

### Option B: CHOSEN - Explicit `connect()`
**Decision:** Fails early
""",
        [
            rejected("Option A: Helper", "Helper", "Two steps"),
            chosen("Option B: Explicit `connect()`", "Explicit `connect()`", "Fails early"),
        ],
    ),
    "a chosen design with its points": (
        """## Alternatives Considered
### Option A: In utils
**Decision**: Rejected - Hidden
### **Chosen Design: Plain**
- Public `lamp.py`
- No threads
- **Why**: Easy to read
""",
        [
            rejected("Option A: In utils", "In utils", "Hidden"),
            chosen("Chosen Design: Plain", "Plain; Public `lamp.py`; No threads", "Easy to read"),
        ],
    ),
    "verdicts as labels": (
        """## Alternatives
### Alternative A: Two versions
**Cons**:
- Misses one
**Rejected**: Full coverage is worth it

### Alternative B: Later
**Deferred**: Nobody asked
""",
        [
            rejected("Alternative A: Two versions", "Two versions", "Full coverage is worth it"),
            rejected("Alternative B: Later", "Later", "Nobody asked"),
        ],
    ),
    "why not": (
        "## Alternatives\n**Option A: Numbers**\n- Cons: Needs a scan\n- Why not chosen: Dates need none\n",
        [rejected("Option A: Numbers", "Numbers", "Dates need none")],
    ),
    "no verdict beside a chosen one": (
        """## Alternatives
### Option A: By hand
**Cons:**
- Slow
- Dull
### Option B: A library (Chosen)
**Pros:**
- Quick
""",
        [
            rejected("Option A: By hand", "By hand", "Slow; Dull"),
            chosen("Option B: A library", "A library", "Quick"),
        ],
    ),
    "items": (
        """## Alternatives Considered
- Manual start: acceptable but adds friction; rejected.
- Custom scripts — unnecessary for one flag.
- One command or two: chose one command for simplicity.
- Chosen: the smallest addition (`lamp on`).
""",
        [
            rejected("Manual start", "Manual start", "acceptable but adds friction; rejected."),
            rejected("Custom scripts", "Custom scripts", "unnecessary for one flag."),
            chosen("One command or two", "chose one command", "for simplicity."),
            chosen("the smallest addition (`lamp on`).", "the smallest addition (`lamp on`).", ""),
        ],
    ),
    "answers to questions": (
        """## Open Questions
### Q1: Poll or listen?
**Options**:
- A) Poll it
- B) Listen to it
**Decision**: ✅ Option B
- **Why**: Cheaper

**Q2: A flag?**
- **Decision:** Keep it simple because nobody asked
""",
        [
            chosen("Q1: Poll or listen?", "Listen to it", "Cheaper"),
            chosen("Q2: A flag?", "Keep it simple because nobody asked", "because nobody asked"),
        ],
    ),
    "a record of one decision": (
        """# ADR 1

## Context
It is dark.

## Decision
We listen to the switch.

**Rationale**: It is cheap.

## Consequences
None.
""",
        [chosen("We listen to the switch.", "We listen to the switch.", "It is cheap.")],
    ),
    "decisions one by one": (
        "## Key Decisions\n### Decision 1: Storage\n**Decision**: Use `sqlite3`\n**Rationale**: It is there\n",
        [chosen("Decision 1: Storage", "Use `sqlite3`", "It is there")],
    ),
    "research notes": (
        """# Research
## Storage
- **Decision**: Use `sqlite3`
- **Rationale**: It is there
- **Alternatives considered**: files
""",
        [chosen("Storage", "Use `sqlite3`", "It is there")],
    ),
    "no decisions": ("## Design\nWe listen.\n", []),
    "the current state decides nothing": ("## Current State\n**Decision**: was made long ago\n", []),
}


@pytest.mark.parametrize(("design", "expected"), DESIGNS.values(), ids=DESIGNS)
def test_decisions_are_read_in_the_designs_own_words(design: str, expected: list[Stated]) -> None:
    found = read_decisions(read_outline(design))

    assert [Stated(one.chosen, one.title, one.choice, one.rationale) for one in found] == expected


def test_a_decision_of_a_second_document_says_which() -> None:
    other = TextFile(
        f"{FOLDER}/research.md", "# Research\n## Storage\n- **Decision**: Use `sqlite3`\n- **Rationale**: There\n"
    )

    (found,) = Made("# Spec\n", "# TDR\n", others=(other,)).read().decisions

    assert (found.title, found.path, found.line) == ("Storage", other.path, 2)


DESIGN = """# TDR
## Alternatives
### Option A: Poll with `poll_switch()`
**Decision**: Rejected - slow
### Option B: Listen with `SwitchListener` in `src/listen.py` (CHOSEN)
**Decision**: Cheap
"""
LISTEN = "import x\n\nclass SwitchListener:\n    pass\n"


def test_a_choice_is_borne_out_by_the_hunks_that_add_what_it_names() -> None:
    made = Made(
        "# Spec\n",
        DESIGN,
        before={"src/app.py": "a = 1\n"},
        after={"src/app.py": "a = 1\nuse(SwitchListener)\n", "src/listen.py": LISTEN},
    )

    polling, listening = made.read().decisions

    assert polling.hunks == ()
    assert set(listening.hunks) == {"F1.1", "F2.1"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"src/app.py": "a = 1\n"}),
        ({"src/app.py": "use(SwitchListener)\n"}, {"src/app.py": "use(SwitchListener, 2)\n"}),
        ({}, {f"{FOLDER}/tdr.md": DESIGN}),
    ],
    ids=["nothing of it was added", "it stood at the base", "only the design says it"],
)
def test_a_choice_without_new_code_is_not_borne_out(before: dict[str, str], after: dict[str, str]) -> None:
    found = Made("# Spec\n", DESIGN, before=before, after=after).read().decisions

    assert [one.hunks for one in found] == [(), ()]


def test_a_choice_in_plain_words_is_not_borne_out() -> None:
    design = "## Alternatives\n### Option A: Listen quietly (CHOSEN)\n**Why**: cheap\n"

    (found,) = Made("# Spec\n", design, after={"src/app.py": "# listen quietly\n"}).read().decisions

    assert found.hunks == ()
