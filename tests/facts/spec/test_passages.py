"""What of the documents may be quoted, and as what."""

from __future__ import annotations

from draft_summary.facts.spec.outline import read_outline
from draft_summary.facts.spec.passages import LONGEST, MOST, read_passages
from draft_summary.values.spec import Passage

SPEC = """# Spec

**Feature name**: Dimmer
**One-line summary**: Let people dim a lamp from the shell.

## Problem
Today people get up to dim a lamp. This leads to:
- cold feet for everybody who gets up

## User Story
**As a** reader,
**I want** to dim the lamp,
**so that** I can sleep.

## Non-Goals
- Dimming a lamp that is in another house altogether

## Acceptance Criteria
### Summary
- Given a lamp, when it is dimmed, then this takes less than 50 ms from the press
- Given no lamp, when it is dimmed, then a clear message is printed
"""
DESIGN = """# TDR

## 1. Summary
We add a dimmer to the lamp. It listens to the switch instead of asking it.

## 3. Current State
Today the lamp takes 900 ms to react to a press.

## 4. Proposed Design
Performance: the response is expected within 20 ms of the press.
This was estimated in 3 days of effort.

## 7. Security
- Levels from outside are checked against the bounds of the lamp.
- No secrets are involved here at all.
- N/A

## 9. Rollout & Migration
- Release the package first, then switch the lamps over.

### Rollback
1. Set the level to zero and restart the lamp.

## Known Limitations
Lamps with two bulbs are dimmed together.
"""


def read(spec: str, design: str = "") -> tuple[Passage, ...]:
    return read_passages([("spec", read_outline(spec), "spec.md"), ("TDR", read_outline(design), "tdr.md")])


def test_each_passage_has_the_role_of_its_place() -> None:
    assert [(one.document, one.role, one.text) for one in read(SPEC, DESIGN)] == [
        ("spec", "summary", "Let people dim a lamp from the shell."),
        ("spec", "reason", "Today people get up to dim a lamp."),
        ("spec", "reason", "cold feet for everybody who gets up"),
        ("spec", "reason", "As a reader, I want to dim the lamp, so that I can sleep."),
        ("spec", "expectation", "Given a lamp, when it is dimmed, then this takes less than 50 ms from the press"),
        ("TDR", "summary", "We add a dimmer to the lamp."),
        ("TDR", "summary", "It listens to the switch instead of asking it."),
        ("TDR", "expectation", "Performance: the response is expected within 20 ms of the press."),
        ("TDR", "security", "Levels from outside are checked against the bounds of the lamp."),
        ("TDR", "rollout", "Release the package first, then switch the lamps over."),
        ("TDR", "rollout", "Set the level to zero and restart the lamp."),
        ("TDR", "limitation", "Lamps with two bulbs are dimmed together."),
    ]


def test_a_passage_says_where_it_stands() -> None:
    found = read(SPEC, DESIGN)

    assert (found[0].path, found[0].line) == ("spec.md", 4)
    assert (found[-1].path, found[-1].line) == ("tdr.md", 25)


def test_a_long_sentence_is_cut_and_says_so() -> None:
    (found,) = read(f"# Spec\n## Problem\n{'word ' * 200}end.\n")

    assert len(found.text) <= LONGEST
    assert found.text.endswith("word (…)")


def test_no_role_takes_all_the_room() -> None:
    many = "".join(
        f"## Problem {number}\nSentence number {number} tells of yet another problem.\n" for number in range(90)
    )

    assert len(read(many)) < MOST
    assert len(read(f"{many}{SPEC}", f"{DESIGN}{DESIGN}")) <= MOST


def test_what_is_said_twice_is_quoted_once() -> None:
    text = """# Spec
## Problem
The lamp is much too bright at night.
## Background
The lamp is much too bright at night.
"""

    assert len(read(text)) == 1
