"""New log calls, by level and message."""

from __future__ import annotations

import re
from collections import Counter

from draft_summary.facts.literals import template_of
from draft_summary.facts.parsing import Match, Source, line_of, one_line, written
from draft_summary.facts.survey import Survey
from draft_summary.values.facts import Coverage, Facts, LogCall

kind = "logging"
# What a log call is made on: logging itself, a logger by its usual names, or a call that returns one.
LOGGER = re.compile(
    r"^(\w{1,60}\.){0,4}_{0,2}(\w{1,40}_)?(logger|logging|log|structlog)(\(\))?$|^logging\.getLogger\(|^structlog\.get_logger\("
    r"|^(\w{1,60}\.){0,4}(get_?logger)\(",
    re.IGNORECASE,
)
LONGEST = 200
LEVELS = {"warn": "warning", "exception": "error", "fatal": "critical"}
GIVEN_LEVEL = re.compile(r"^(?:logging\.)?(DEBUG|INFO|WARNING|ERROR|CRITICAL)$")


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
    """Each log call once, at the line on which it begins."""
    if source is None or "log" not in source.text.lower():
        return []
    found: dict[int, LogCall] = {}
    for match in source.matches(kind):
        if LOGGER.match(one_line(match["object"][0], 200)) and (level := _level(match)):
            node = match["call"][0]
            text = template_of(source, match["message"][0] if "message" in match else None)
            message = " ".join(text.split())[:LONGEST]
            found[node.start_byte] = LogCall(path=source.path, line=line_of(node), level=level, message=message)
    return list(found.values())


def _level(match: Match) -> str:
    """The level in lower case as `logging` names it; empty for a level that is computed."""
    if "given_level" in match:
        given = GIVEN_LEVEL.match(written(match["given_level"][0]))
        return given[1].lower() if given else ""
    name = written(match["level"][0])
    return LEVELS.get(name, name)
