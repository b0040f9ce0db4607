"""What a section of a design is about, by its heading or the headings above it."""

from __future__ import annotations

import re
from enum import StrEnum

from draft_summary.facts.spec.outline import Section


class Part(StrEnum):
    """The parts of a design that are read differently; OTHER is whatever no heading tells."""

    SUMMARY = "summary"
    CURRENT = "current"
    DESIGN = "design"
    ALTERNATIVES = "alternatives"
    DECISION = "decision"
    EXCLUDED = "excluded"
    OPEN = "open"
    SECURITY = "security"
    OBSERVABILITY = "observability"
    PERFORMANCE = "performance"
    ROLLOUT = "rollout"
    TESTS = "tests"
    PLAN = "plan"
    LIMITS = "limits"
    REASON = "reason"
    DONE = "done"
    OTHER = "other"


# In this order: `Alternatives considered for the rollout` is about alternatives.
_MEANINGS: tuple[tuple[Part, re.Pattern[str]], ...] = tuple(
    (part, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for part, words in (
        (
            Part.DONE,
            r"actual implementation|work (?:actually )?performed|implemented so far|final statistics|changelog\b",
        ),
        (Part.ALTERNATIVES, r"alternatives?\b|options? considered|other options|rejected|considered options"),
        (Part.REASON, r"(?:decision )?drivers\b"),  # also of `Decision Drivers & Non-Goals`
        (
            Part.EXCLUDED,
            r"non[-\u2011 ]?goals|out of scope|future (?:work|enhancements?)|follow[- ]?ups?\b|links\b|references\b",
        ),
        (Part.EXCLUDED, r"example (?:migration|usage)|usage examples?"),
        (Part.EXCLUDED, r"(?:review )?checklist|approval gate|migration guide"),
        (Part.OPEN, r"open questions?|unresolved|questions?\b"),
        (Part.LIMITS, r"(?:known )?(?:limitations?|issues)\b|caveats|trade-?offs|drawbacks|consequences"),
        (Part.EXCLUDED, r"risks?\b"),
        (Part.CURRENT, r"current(?:ly)?\b|codebase map|existing|as[- ]is\b|status quo"),
        (Part.DECISION, r"(?:key |design |technical )?decisions?\b(?! drivers)|adr\b|chosen"),
        (Part.SECURITY, r"security|privacy|threats?\b|secrets|auth[nz]\b"),
        (Part.OBSERVABILITY, r"observability|logs?\b|logging|metrics|monitoring|dashboards|alerts"),
        (Part.PERFORMANCE, r"performance|latency|scalability|benchmarks?"),
        (
            Part.ROLLOUT,
            r"roll-?(?:out|back)|revert|back-?out|deploy(?:ment)?|migration|release (?:plan|strategy)|feature flags?",
        ),
        (Part.TESTS, r"tests?\b|testing|verification|validation|spec ?(?:→|->) ?test"),
        (Part.PLAN, r"milestones?|plan\b|tasks?\b|implementation steps?|phases?\b|work breakdown"),
        (Part.REASON, r"problem|motivation|background|why\b|drivers|goals?\b|context\b|rationale|user stor"),
        (Part.SUMMARY, r"summary|overview|tl;?dr|abstract"),
        (
            Part.DESIGN,
            r"design|architecture|approach|solution|interfaces?|components?|contracts?|data model|api\b|schema",
        ),
    )
)


def part_of(section: Section) -> Part:
    """The part that a section belongs to: what its own heading says, else the nearest one above that says anything."""
    for title in reversed(section.trail):
        for part, pattern in _MEANINGS:
            if pattern.search(title):
                return part
    return Part.OTHER


def parts_of(section: Section) -> frozenset[Part]:
    """Every part that a heading on the way to this section names."""
    return frozenset(part for title in section.trail for part, pattern in _MEANINGS if pattern.search(title))
