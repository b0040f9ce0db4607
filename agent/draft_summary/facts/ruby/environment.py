"""Environment variables as Ruby reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written
from draft_summary.facts.reading import EnvironmentReader, Reading
from draft_summary.facts.ruby.calls import call_of, name_of

if TYPE_CHECKING:
    from tree_sitter import Node

ASKED = frozenset({"fetch", "key?", "has_key?", "include?", "dig"})
LONGEST = 80


def read(sources: list[Source]) -> Iterator[tuple[str, Reading]]:
    """Every reading with its path; what is assigned is none."""
    for source in sources:
        for node in descendants(source.root, "element_reference", "call"):
            if one := _subscript(source, node) if node.type == "element_reference" else _called(source, node):
                yield source.path, one


def _subscript(source: Source, node: Node) -> Reading | None:
    """`ENV["NAME"]`, also as `ENV["NAME"] || "default"`."""
    if written(node.child_by_field_name("object")) not in ("ENV", "::ENV") or _is_assigned(node):
        return None
    name = name_of(source, node.named_children[1]) if node.named_child_count > 1 else None
    around = node.parent
    default = None
    if (
        around is not None
        and around.type == "binary"
        and written(around.child_by_field_name("operator")) in ("||", "or")
    ):
        right = around.child_by_field_name("right")
        default = _value(source, right) if right is not None and right.id != node.id else None
    return Reading(name, default, line_of(node)) if name else None


def _is_assigned(node: Node) -> bool:
    around = node.parent
    if around is None or around.type not in ("assignment", "operator_assignment"):
        return False
    left = around.child_by_field_name("left")
    return left is not None and left.id == node.id


def _called(source: Source, node: Node) -> Reading | None:
    """`ENV.fetch("NAME", default)`, `ENV.fetch("NAME") { default }`, `ENV.key?("NAME")`."""
    call = call_of(source, node)
    if call is None or call.receiver not in ("ENV", "::ENV") or call.method not in ASKED:
        return None
    name = call.text(0)
    default = None
    if call.method == "fetch":
        default = _value(source, call.positional[1]) if len(call.positional) > 1 else None
        default = _value(source, call.block.named_children[0]) if call.block and call.block.named_children else default
    return Reading(name, default, call.line) if name else None


def _value(source: Source, node: Node) -> str | None:
    text = source.string(node) if node.type == "string" else one_line(node, LONGEST)
    return None if text == "nil" or node.type == "raise" else text


ENVIRONMENT = EnvironmentReader(("ENV",), ("ENV",), read, re.compile(r"(^|/)config/(application|environments/)"))
