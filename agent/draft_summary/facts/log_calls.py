"""New log calls, by level and message."""

from __future__ import annotations

from collections import Counter

from draft_summary.facts.parsing import Source
from draft_summary.facts.readers import reading
from draft_summary.facts.survey import Survey
from draft_summary.values.facts import Coverage, Facts, LogCall

kind = "logging"


def detect(survey: Survey, _found: Facts) -> tuple[LogCall, ...]:
    """The log calls on added lines, without those whose level and message stood elsewhere in the change at base."""
    before, found = Counter[tuple[str, str]](), []
    for pair in survey.program(kind):
        at_base = _calls(pair.base)
        at_head = _calls(pair.head)
        added = survey.added_lines(pair.file)
        new = [call for call in at_head if call.line in added]
        kept = Counter((call.level, call.message) for call in at_head) - Counter(
            (call.level, call.message) for call in new
        )
        before += Counter((call.level, call.message) for call in at_base) - kept
        found += new
    return tuple(_without_moved(found, before))


def coverage(survey: Survey) -> Coverage:
    """Languages whose log calls are read."""
    return survey.coverage(kind)


def _without_moved(found: list[LogCall], before: Counter[tuple[str, str]]) -> list[LogCall]:
    result = []
    for call in sorted(found, key=lambda call: (call.path, call.line or 0)):
        key = (call.level, call.message)
        if before[key] > 0:
            before[key] -= 1
        else:
            result.append(call)
    return result


def _calls(source: Source | None) -> list[LogCall]:
    reader = reading(source.path) if source is not None else None
    return list(reader.logging(source)) if source and reader and reader.logging else []
