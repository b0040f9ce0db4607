"""Log calls in JavaScript and TypeScript: the console, pino, winston, bunyan, Nest's logger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.nodes import Call, bare, call_of, members
from draft_summary.facts.parsing import Source, line_of, one_line
from draft_summary.values.facts import LogCall

if TYPE_CHECKING:
    from tree_sitter import Node

# What a log call is made on: the console, or a logger by its usual names, taken of a request or an application too.
LOGGER = re.compile(
    r"^console$|^(\w{1,60}\.){0,4}[_$]{0,2}(log|[lL]ogger|[lL]ogging|\w{1,40}(Log|Logger|logger|Logging)|winston|pino|bunyan)"
    r"([sS]ervice)?$"
)
# What a logger's `log` may be told first. Levels are told as they are written: Nest's and the console's `log` too.
GIVEN = frozenset({"error", "warn", "info", "http", "verbose", "debug", "silly", "fatal", "trace"})
TOOL = re.compile(r"(^|/)[^/]+\.config\.[cm]?[jt]s$|(^|/)\.[^/]+rc\.[cm]?js$")
LONGEST = 200


def read(source: Source) -> Iterator[LogCall]:
    """Each log call, at the line on which it begins; none in what configures a build tool."""
    if TOOL.search(source.path):
        return
    for match in source.matches("logging"):
        call = call_of(source, match["call"][0])
        if call is not None and LOGGER.match(call.holder.replace("()", "").replace("#", "")):
            yield LogCall(path=source.path, line=line_of(call.node), level=_level(call), message=_message(call))


def _level(call: Call) -> str:
    """The level as written: the method's name, or what is given first where a logger's `log` takes one."""
    given = call.text(0) if call.last == "log" and call.holder != "console" and len(call.arguments) > 1 else None
    return given if given in GIVEN else call.last


def _message(call: Call) -> str:
    """The first text among the arguments, as far as it is written down, or the `message` of an object."""
    skipped = 1 if _level(call) != call.last else 0
    texts = (_text(call, node) for node in call.arguments[skipped:])
    return next((text for text in texts if text), "")[:LONGEST]


def _text(call: Call, node: Node) -> str:
    one = bare(node)
    if one is not None and one.type == "object":
        found = members(call.source, one)
        one = bare(found.get("message") or found.get("msg"))
    if one is not None and one.type == "binary_expression":
        return one_line(one, LONGEST)
    return " ".join((call.source.string(one) or "").split())
