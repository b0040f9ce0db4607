"""Options of a command line in Go: flag, pflag and cobra, urfave/cli, go-flags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.golang.syntax import constants, text_of
from draft_summary.facts.parsing import Match, Source, line_of, written
from draft_summary.facts.reading import Command

if TYPE_CHECKING:
    from tree_sitter import Node

FLAGS = re.compile(r"(^|\.)(flag|pflag|flags|fs|flagSet|FlagSet|\w{0,40}[fF]lags(\(\))?)$")
OPTION_TYPE = re.compile(r"^&?(cli|altsrc)\.\w{1,40}Flag\b")
LONG = re.compile(r"\blong:\"([\w.-]{1,80})\"")
NAME = re.compile(r"^[A-Za-z0-9][\w.-]{0,80}$")
HINTS = ("flag", "Flag", "long:")


def read(source: Source) -> list[Command]:
    """The options of a file together: which command they belong to is put together elsewhere."""
    if not any(hint in source.text for hint in HINTS):
        return []
    known = constants(source)
    options: dict[str, int] = {}
    for match in source.matches("commands"):
        for name, node in _named(match, known):
            if NAME.match(name):
                options.setdefault(f"--{name}", line_of(node))
    return [Command("", source.path, 1, options, is_program=True)] if options else []


def _named(match: Match, known: dict[str, str]) -> Iterator[tuple[str, Node]]:
    if "call" in match:
        function, arguments = written(match["function"][0]), match["arguments"][0].named_children
        place = 1 if "Var" in function else 0  # what the value is stored in comes first
        if FLAGS.search(written(match["operand"][0])) and len(arguments) > place + 1:
            yield text_of(arguments[place], known) or "", match["call"][0]
    elif "tag" in match:
        if long := LONG.search(written(match["tag"][0])):
            yield long[1], match["field"][0]
    elif _is_option(match["keyed"][0]):
        value = match["value"][0]
        inner = value.named_children[0] if value.type == "literal_element" and value.named_children else value
        yield text_of(inner, known) or "", match["keyed"][0]


def _is_option(element: Node) -> bool:
    """Whether the element stands in a `&cli.StringFlag{...}`."""
    body = element.parent
    outer = body.parent if body is not None else None
    return outer is not None and OPTION_TYPE.match(written(outer.child_by_field_name("type"))) is not None
