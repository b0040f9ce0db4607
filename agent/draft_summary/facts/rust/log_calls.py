"""Log calls in Rust: the macros of log, tracing and slog."""

from __future__ import annotations

import re

from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.rust.syntax import QUOTED
from draft_summary.values.facts import LogCall

GIVEN = re.compile(r"\bLevel::(TRACE|DEBUG|INFO|WARN|ERROR|Trace|Debug|Info|Warn|Error)\b")
LIBRARY = re.compile(r"\b(tracing|log|slog|event)\b|(trace|debug|info|warn|error)!")
LONGEST = 200


def read(source: Source) -> list[LogCall]:
    """Each log call once, at the line on which it begins."""
    if not LIBRARY.search(source.text):
        return []
    found = []
    for match in source.matches("logging"):
        text = written(match["call"][0])
        level = written(match["level"][0])
        if level in ("event", "log"):
            given = GIVEN.search(text[:400])
            level = given[1].lower() if given else ""
        if level:
            message = QUOTED.search(text[:2000])
            said = " ".join(message[1].split())[:LONGEST] if message else ""
            found.append(LogCall(path=source.path, line=line_of(match["call"][0]), level=level, message=said))
    return found
