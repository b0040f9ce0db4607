"""Calls in PHP, as chains: `Route::prefix("a")->group(…)` is a root and its links in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

CALLS = (
    "member_call_expression",
    "scoped_call_expression",
    "function_call_expression",
    "nullsafe_member_call_expression",
)
LONGEST = 100  # links of a chain


@dataclass(frozen=True, slots=True)
class Link:
    """One call of a chain: its name, its arguments by position and name."""

    source: Source
    name: str
    positional: tuple[Node, ...]
    named: dict[str, Node]

    def text(self, place: int, name: str = "") -> str | None:
        """A plain string argument; None for anything else."""
        return plain(self.source, self.node(place, name))

    def node(self, place: int, name: str = "") -> Node | None:
        """An argument by name, else by position."""
        if name in self.named:
            return self.named[name]
        return self.positional[place] if place < len(self.positional) else None


@dataclass(frozen=True, slots=True)
class Chain:
    """What calls are made on each other: the root as written (a class, a variable, empty for a function)."""

    node: Node
    root: str
    links: tuple[Link, ...]

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return line_of(self.node)

    def link(self, *names: str) -> Link | None:
        """The first link of one of these names."""
        return next((one for one in self.links if one.name in names), None)


def chain_of(source: Source, node: Node | None) -> Chain | None:
    """The chain that ends in this call; None for what is no call."""
    if node is None or node.type not in CALLS:
        return None
    links: list[Link] = []
    here: Node | None = node
    while here is not None and here.type in CALLS and len(links) < LONGEST:
        called = here.child_by_field_name("name") or here.child_by_field_name("function")
        links.append(_link(source, written(called).rpartition("\\")[2], here.child_by_field_name("arguments")))
        if here.type == "function_call_expression":
            here = None
        else:
            here = here.child_by_field_name("object") or here.child_by_field_name("scope")
    return Chain(node, one_line(here, 200).rpartition("\\")[2] if here is not None else "", tuple(reversed(links)))


def _link(source: Source, name: str, arguments: Node | None) -> Link:
    positional, named = [], {}
    for argument in arguments.named_children if arguments else ():
        value = argument.named_children[-1] if argument.type == "argument" and argument.named_children else None
        key = argument.child_by_field_name("name")
        if value is not None and key is not None and key.id != value.id:
            named[written(key)] = value
        elif value is not None:
            positional.append(value)
    return Link(source, name, tuple(positional), named)


def link_of(source: Source, name: str, arguments: Node | None) -> Link:
    """An attribute, or any other thing with arguments, as a link."""
    return _link(source, name, arguments)


def every_chain(source: Source) -> Iterator[Chain]:
    """Each call with the chain that ends in it."""
    for node in descendants(source.root, *CALLS):
        if chain := chain_of(source, node):
            yield chain


def plain(source: Source, node: Node | None) -> str | None:
    """What a string without variables holds; None for anything else."""
    return (source.string(node) or "") if source.is_plain_string(node) else None


def items(node: Node | None) -> list[tuple[Node | None, Node]]:
    """The `(key, value)` pairs of an array, the key None where there is none."""
    found: list[tuple[Node | None, Node]] = []
    if node is not None and node.type == "array_creation_expression":
        for one in node.named_children:
            if one.type == "array_element_initializer" and one.named_children:
                key = one.named_children[0] if one.named_child_count > 1 else None
                found.append((key, one.named_children[-1]))
    return found


def texts(source: Source, node: Node | None) -> list[str]:
    """The plain strings of an array, or the one that the node is."""
    if (text := plain(source, node)) is not None:
        return [text]
    return [text for _, value in items(node) if (text := plain(source, value)) is not None]


def body_of(node: Node | None) -> Node | None:
    """What stands in a function that is passed on."""
    if node is None or node.type not in (
        "anonymous_function",
        "arrow_function",
        "anonymous_function_creation_expression",
    ):
        return None
    return node.child_by_field_name("body")
