"""Calls in Python, their arguments read by position and keyword."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, line_of, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Call:
    """A call: what is called, as written, and its arguments."""

    source: Source
    node: Node
    function: str
    positional: tuple[Node, ...]
    named: dict[str, Node]

    @property
    def last(self) -> str:
        """The last part of what is called: `add_column` of `op.add_column`."""
        return self.function.rpartition(".")[2]

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return line_of(self.node)

    def node_at(self, place: int, name: str) -> Node | None:
        """An argument by keyword, else by position."""
        if name in self.named:
            return self.named[name]
        return self.positional[place] if place < len(self.positional) else None

    def text(self, place: int, name: str) -> str | None:
        """A plain string argument; None where it is something else."""
        node = self.node_at(place, name)
        return self.source.string(node) if self.source.is_plain_string(node) else None


def call_of(source: Source, node: Node | None) -> Call | None:
    """The call that the node is; None for any other."""
    if node is None or node.type != "call":
        return None
    arguments = node.child_by_field_name("arguments")
    given = [one for one in (arguments.named_children if arguments else []) if one.type != "comment"]
    named = {
        written(one.child_by_field_name("name")): value
        for one in given
        if one.type == "keyword_argument" and (value := one.child_by_field_name("value"))
    }
    positional = tuple(one for one in given if one.type != "keyword_argument")
    return Call(source, node, one_line(node.child_by_field_name("function"), 200), positional, named)


def items(node: Node | None) -> list[Node]:
    """The items of a list or tuple."""
    if node is None or node.type not in ("list", "tuple"):
        return []
    return [one for one in node.named_children if one.type != "comment"]
