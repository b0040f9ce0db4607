"""Events that are published or consumed. No certain way to name them is known yet: every program file is unread."""

from __future__ import annotations

from draft_summary.facts.survey import Survey
from draft_summary.values.facts import Coverage, Event, Facts

kind = "events"


def detect(_survey: Survey, _found: Facts) -> tuple[Event, ...]:
    """None."""
    return ()


def coverage(survey: Survey) -> Coverage:
    """No language is read."""
    return survey.coverage(kind)
