"""Calls in Ruby: receiver, arguments by position and keyword, block; strings, symbols and lists of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

BODIES = ("do_block", "block", "body_statement", "block_body", "if", "unless", "then", "else", "elsif", "begin")
NAMES = ("simple_symbol", "hash_key_symbol", "bare_symbol")


@dataclass(frozen=True, slots=True)
class Call:
    """A call: its receiver as written (empty for none), the method, the arguments."""

    source: Source
    node: Node
    receiver: str
    method: str
    positional: tuple[Node, ...]
    named: dict[str, Node]
    pairs: tuple[tuple[Node, Node], ...] = ()  # `"key" => value`

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return line_of(self.node)

    @property
    def block(self) -> Node | None:
        """What stands in its block."""
        node = self.node.child_by_field_name("block")
        return node.child_by_field_name("body") if node is not None else None

    def text(self, place: int) -> str | None:
        """A string or symbol by position; None for anything else."""
        return name_of(self.source, self.positional[place]) if place < len(self.positional) else None

    def keyword(self, name: str) -> str | None:
        """A string or symbol by keyword."""
        return name_of(self.source, self.named.get(name))


def call_of(source: Source, node: Node | None) -> Call | None:
    """The call that the node is; a bare word is one without arguments."""
    if node is None or node.type not in ("call", "identifier"):
        return None
    if node.type == "identifier":
        return Call(source, node, "", written(node), (), {})
    arguments = node.child_by_field_name("arguments")
    given = [one for one in (arguments.named_children if arguments else []) if one.type != "comment"]
    pairs = [(one.child_by_field_name("key"), one.child_by_field_name("value")) for one in given if one.type == "pair"]
    known = [(key, value) for key, value in pairs if key is not None and value is not None]
    return Call(
        source,
        node,
        one_line(node.child_by_field_name("receiver"), 200),
        written(node.child_by_field_name("method")),
        tuple(one for one in given if one.type not in ("pair", "block_argument")),
        {written(key).strip(":"): value for key, value in known if key.type in NAMES},
        tuple((key, value) for key, value in known if key.type not in NAMES),
    )


def calls(source: Source, body: Node | None) -> Iterator[Call]:
    """The calls that are statements of a body, those in conditions included."""
    for child in body.named_children if body is not None else ():
        if child.type in ("if", "unless", "then", "else", "elsif", "begin", "if_modifier", "unless_modifier"):
            yield from calls(source, child)
        elif call := call_of(source, child):
            yield call


def every_call(source: Source) -> Iterator[Call]:
    """All calls with a name and arguments or a block, wherever they stand."""
    for node in descendants(source.root, "call"):
        if call := call_of(source, node):
            yield call


def name_of(source: Source, node: Node | None) -> str | None:
    """What a string or a symbol says; None for anything else."""
    if node is None:
        return None
    if node.type in NAMES:
        return written(node).strip(":")
    if node.type == "delimited_symbol":
        return "".join(written(part) for part in node.named_children)
    return source.string(node) if node.type in ("string", "chained_string", "bare_string") else None


def names_of(source: Source, node: Node | None) -> list[str]:
    """The strings and symbols of a list, or the one that the node is."""
    if node is None:
        return []
    if node.type in ("array", "symbol_array", "string_array"):
        return [name_of(source, one) or written(one) for one in node.named_children]
    name = name_of(source, node)
    return [name] if name else []
