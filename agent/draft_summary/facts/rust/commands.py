"""Options of a command line that clap derives of structs and enums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, descendants, line_of, written
from draft_summary.facts.reading import Command
from draft_summary.facts.rust.syntax import QUOTED, items

if TYPE_CHECKING:
    from tree_sitter import Node

OPTION = re.compile(r"^(arg|clap|structopt)\b")
LONG = re.compile(r"\blong\b\s*(?:=\s*\"([\w-]{1,80})\")?")
VARIANTS = frozenset({"enum_variant_list", "enum_variant"})


def read(source: Source) -> list[Command]:
    """The options of a file together: which command they belong to is put together elsewhere."""
    options: dict[str, int] = {}
    for one in items(source) if "long" in source.text else ():
        body = one.node.child_by_field_name("body")
        if one.node.type == "struct_item" and body is not None:
            options |= _options(body)
        elif one.node.type == "enum_item":
            for inner in descendants(one.node, "field_declaration_list", into=VARIANTS):
                options |= _options(inner)
    return [Command("", source.path, 1, options, is_program=True)] if options else []


def _options(body: Node) -> dict[str, int]:
    return dict(_long(body))


def _long(body: Node) -> Iterator[tuple[str, int]]:
    """The long options of the fields of a struct or a variant."""
    marks: list[str] = []
    for one in body.named_children:
        if one.type == "attribute_item":
            marks.append(written(one)[2:-1].strip())
        elif one.type == "field_declaration":
            text = next((mark for mark in marks if OPTION.match(mark)), "")
            # What a help text says is no option: of strings only those without blanks stay.
            bare = QUOTED.sub(lambda found: found[0] if re.fullmatch(r"[\w-]+", found[1]) else '""', text)
            if found := LONG.search(bare):
                yield f"--{found[1] or written(one.child_by_field_name('name')).replace('_', '-')}", line_of(one)
            marks = []
