"""What does not hold, why, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of the thing found."""

    DROPPED = "dropped"  # a claim that did not hold
    REPAIRED = "repaired"  # a claim that a repair turn mended
    UNVERIFIABLE = "unverifiable"  # about something the budget left out
    KEPT = "kept"  # a person's words that contradict git
    OPEN = "open"  # for the author


class Severity(StrEnum):
    """How `check` treats a finding."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable (`unknown-evidence`, `stale-fact`, ...); `place` a slot key; `line` 1-based in the summary.

    `subject` is what it is about (a claim's text, a path), `reason` why it does not hold, `remedy` what mends it.
    """

    code: str
    reason: str
    place: str = ""
    line: int | None = None
    subject: str = ""
    outcome: Outcome = Outcome.OPEN
    severity: Severity = Severity.ERROR
    remedy: str = ""
    where: str = ""  # place in the caller's JSON
    key: str = ""  # what of the place it is about: a claim's key and part, `src/a.py#text`
