"""Log calls in Go: log, slog, logrus, zap, zerolog, klog, logr, by the names of loggers and levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draft_summary.facts.golang.syntax import literal
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.values.facts import LogCall

if TYPE_CHECKING:
    from tree_sitter import Node

LOGGER = re.compile(
    r"^(log|logger|Log|Logger|slog|logrus|klog|glog|zap|zlog|zerolog|sugar|lgr|ctxlog|logf|\w{0,40}(Log|Logger|_log|_logger))$"
)
SHORT = re.compile(r"^(l|lg)$")
LIBRARY = re.compile(r'"(log/slog|go\.uber\.org/zap|github\.com/(sirupsen/logrus|rs/zerolog|go-logr/logr))')
METHOD = re.compile(
    r"^(?:Audit)?(Trace|Debug|Info|Notice|Warn|Warning|Err|Error|Fatal|Panic|DPanic|Critical|Crit|Print)"
    r"(?:f|ln|w|s|S|Context|ContextF|Ctx|Attrs|Object|Objectf|fn|Depth)?$"
)
LEVELS = {"err": "error", "warning": "warn", "crit": "critical", "dpanic": "panic"}
GIVEN = re.compile(r"\bLevel(Debug|Info|Warn|Error)\b|\b(Debug|Info|Warn|Error)Level\b")
IN_TEXT = re.compile(
    r"^\[(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\]"
)  # go-pkgz/lgr and logutils: the level stands in the text
ENDS = ("Msg", "Msgf", "Send", "MsgFunc")  # of zerolog's chain
LONGEST = 200
MOST_LINKS = 20


def read(source: Source) -> list[LogCall]:
    """Each log call once, at the line on which it begins."""
    if "log" not in source.text.lower() and "zap" not in source.text:
        return []
    found = []
    short = LIBRARY.search(source.text) is not None
    for match in source.matches("logging"):
        call, arguments = match["call"][0], match["arguments"][0].named_children
        name = written(match["level"][0])
        adds = name == "Err" and match["operand"][0].type == "call_expression"  # zerolog's way to name the error
        if adds or not _is_logger(match["operand"][0], short=short):
            continue
        if not arguments and name not in ("Println", "Print"):
            if (end := _end(call)) is None:
                continue
            arguments = end.named_children
        message = _message(arguments)
        if level := _level(name, arguments, message):
            found.append(LogCall(path=source.path, line=line_of(call), level=level, message=message))
    return found


def _is_logger(node: Node | None, *, short: bool) -> bool:
    """Whether a name along the chain is a logger's: `s.log`, `log.With(...)`, `logger(ctx)`, `zap.S()`."""
    for _ in range(MOST_LINKS):
        if node is None:
            return False
        if node.type == "call_expression":
            node = node.child_by_field_name("function")
        elif node.type == "selector_expression":
            if LOGGER.match(written(node.child_by_field_name("field"))):
                return True
            node = node.child_by_field_name("operand")
        else:
            name = written(node) if node.type == "identifier" else ""
            return bool(LOGGER.match(name) or (short and SHORT.match(name)))
    return False


def _end(call: Node) -> Node | None:
    """The arguments of the call that ends a zerolog chain; None where the chain ends otherwise."""
    for _ in range(MOST_LINKS):
        selector = call.parent
        outer = selector.parent if selector is not None and selector.type == "selector_expression" else None
        if selector is None or outer is None or outer.type != "call_expression":
            return None
        if written(selector.child_by_field_name("field")) in ENDS:
            return outer.child_by_field_name("arguments")
        call = outer
    return None


def _level(name: str, arguments: list[Node], message: str) -> str:
    """The level in lower case; `print` where the library knows none; empty for what is no log call or computed."""
    if name in ("Log", "LogAttrs"):
        given = GIVEN.search(" ".join(written(one) for one in arguments[:2])[:400])
        return (given[1] or given[2]).lower() if given else ""
    if not (found := METHOD.match(name)):
        return ""
    level = found[1].lower()
    if level == "print" and (told := IN_TEXT.match(message)):
        return told[1].lower()
    return LEVELS.get(level, level)


def _message(arguments: list[Node]) -> str:
    """The first string among the arguments: a context or an error may come before it."""
    text = next((text for one in arguments[:3] if (text := literal(one)) is not None), "")
    return " ".join(text.split())[:LONGEST]
