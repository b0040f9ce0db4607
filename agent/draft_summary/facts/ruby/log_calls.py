"""Log calls in Ruby: Rails' logger and its kin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.parsing import Source
from draft_summary.facts.ruby.calls import Call, every_call
from draft_summary.values.facts import LogCall

LOGGER = re.compile(
    r"^(\w{1,60}(\.|::)){0,4}@{0,2}((\w{1,40}_)?(logger|log|LOGGER|LOG)|[A-Z]\w{0,40}Logger|Logger)(\(\))?$"
)
LEVELS = {
    **dict.fromkeys(("debug", "info", "error"), ""),
    "warn": "warning",
    "fatal": "critical",
    "unknown": "critical",
}
LONGEST = 200


def read(source: Source) -> Iterator[LogCall]:
    """Every call of a logger by level."""
    if "log" not in source.text.lower():
        return
    for call in every_call(source):
        if call.method in LEVELS and LOGGER.match(call.receiver) and (call.positional or call.named or call.block):
            level = LEVELS[call.method] or call.method
            yield LogCall(path=source.path, line=call.line, level=level, message=_message(call))


def _message(call: Call) -> str:
    node = call.positional[0] if call.positional else None
    if node is None and call.block is not None and call.block.named_child_count == 1:
        node = call.block.named_children[0]
    text = call.source.string(node) if node is not None and node.type in ("string", "chained_string") else ""
    return " ".join((text or "").split())[:LONGEST]
