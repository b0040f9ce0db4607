"""Log calls in Python: the standard library's, structlog's, loguru's."""

from __future__ import annotations

import re

from draft_summary.facts.literals import template_of
from draft_summary.facts.parsing import Match, Source, line_of, one_line, written
from draft_summary.values.facts import LogCall

# What a log call is made on: logging itself, a logger by its usual names, or a call that returns one.
LOGGER = re.compile(
    r"^(\w{1,60}\.){0,4}_{0,2}(\w{1,40}_)?(logger|logging|log|structlog)(\(\))?$|^logging\.getLogger\(|^structlog\.get_logger\("
    r"|^(\w{1,60}\.){0,4}(get_?logger)\(",
    re.IGNORECASE,
)
LONGEST = 200
LEVELS = {"warn": "warning", "exception": "error", "fatal": "critical"}
GIVEN_LEVEL = re.compile(r"^(?:logging\.)?(DEBUG|INFO|WARNING|ERROR|CRITICAL)$")


def read(source: Source) -> list[LogCall]:
    """Each log call once, at the line on which it begins."""
    if "log" not in source.text.lower():
        return []
    found: dict[int, LogCall] = {}
    for match in source.matches("logging"):
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
