"""Calls, objects and strings of JavaScript and TypeScript, as the other modules read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTIONS = frozenset({"arrow_function", "function_expression", "function", "generator_function"})
# What stands around an expression without changing what it is.
WRAPPERS = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "await_expression"}
    | {"type_assertion"}
)
DEEPEST = 40  # calls and members within each other
EDGES = re.compile(r"(?<=[\[(]) |,? (?=[\])])")  # of an expression that stood on several lines
LONGEST_CALLEE = 300
LONGEST = 80  # characters of a default that is an expression


@dataclass(frozen=True, slots=True)
class Call:
    """A call or `new`: what is called as written, without type arguments, and its arguments."""

    source: Source
    node: Node
    function: str
    arguments: tuple[Node, ...]

    @property
    def last(self) -> str:
        """The last part of what is called: `get` of `app.get`."""
        return self.function.rpartition(".")[2]

    @property
    def holder(self) -> str:
        """What it is called on as written: `app` of `app.get`; empty for a plain function."""
        return self.function.rpartition(".")[0]

    @property
    def receiver(self) -> Node | None:
        """The node that it is called on; None for a plain function."""
        called = callee(self.node)
        return called.child_by_field_name("object") if called is not None else None

    @property
    def line(self) -> int:
        """The line on which the method's name stands, for a chain runs over several."""
        called = callee(self.node)
        name = called.child_by_field_name("property") if called is not None else None
        return line_of(name or self.node)

    def at(self, place: int) -> Node | None:
        """An argument, what wraps it taken off."""
        return bare(self.arguments[place]) if place < len(self.arguments) else None

    def text(self, place: int) -> str | None:
        """A plain string argument; None where it is something else."""
        return plain(self.source, self.at(place))

    def options(self, place: int) -> dict[str, Node]:
        """The members of an object argument by name; none where it is something else."""
        return members(self.source, self.at(place))


def call_of(source: Source, node: Node | None) -> Call | None:
    """The call that the node is; None for any other."""
    node = bare(node)
    if node is None or node.type not in ("call_expression", "new_expression"):
        return None
    given = node.child_by_field_name("arguments")
    inner = given.named_children if given is not None and given.type == "arguments" else []
    arguments = tuple(one for one in inner if one.type != "comment")
    return Call(source, node, _named(callee(node)), arguments)


def _named(called: Node | None) -> str:
    """What is called as written; of a long chain before it only that there is one, or reading chains takes a square."""
    if called is None:
        return ""
    if called.end_byte - called.start_byte > LONGEST_CALLEE:
        return f"….{written(called.child_by_field_name('property'))}"
    return one_line(called).replace("?.", ".").replace("!.", ".").replace(" .", ".")


def callee(node: Node) -> Node | None:
    """What is called, or made with `new`."""
    return node.child_by_field_name("function") or node.child_by_field_name("constructor")


def calls(source: Source, within: Node | None = None) -> Iterator[Call]:
    """Every call and `new` below a node, in order; of the whole file without one."""
    for node in descendants(within or source.root, "call_expression", "new_expression", most=500_000):
        if call := call_of(source, node):
            yield call


def bare(node: Node | None) -> Node | None:
    """The expression without parentheses, casts, `await` and `!`."""
    for _ in range(DEEPEST):
        if node is None or node.type not in WRAPPERS or not node.named_children:
            break
        node = node.named_children[0] if node.type != "type_assertion" else node.named_children[-1]
    return node


def plain(source: Source, node: Node | None) -> str | None:
    """What a string without interpolations holds; None for anything else."""
    node = bare(node)
    return source.string(node) if source.is_plain_string(node) else None


def members(source: Source, node: Node | None) -> dict[str, Node]:
    """The members of an object literal by name: values, methods, and names that stand for themselves."""
    node = bare(node)
    found: dict[str, Node] = {}
    for one in node.named_children if node is not None and node.type == "object" else []:
        if one.type == "pair" and (value := one.child_by_field_name("value")):
            found[key_of(source, one.child_by_field_name("key"))] = value
        elif one.type == "method_definition":
            found[key_of(source, one.child_by_field_name("name"))] = one
        elif one.type == "shorthand_property_identifier":
            found[written(one)] = one
    return found


def key_of(source: Source, node: Node | None) -> str:
    """The name of a member: an identifier, a string, or the string that is computed."""
    if node is not None and node.type == "computed_property_name" and node.named_children:
        node = node.named_children[0]
    text = plain(source, node)
    return written(node) if text is None else text


def items(node: Node | None) -> list[Node]:
    """The items of an array literal."""
    node = bare(node)
    return [one for one in node.named_children if one.type != "comment"] if node and node.type == "array" else []


def is_function(node: Node | None) -> bool:
    """Whether the node is a function written there."""
    node = bare(node)
    return node is not None and node.type in FUNCTIONS


def default_text(source: Source, node: Node | None) -> str | None:
    """A default as a reader knows it: a string's content, else the expression as written; None for none."""
    node = bare(node)
    if node is None or written(node) in ("undefined", "null"):
        return None
    text = source.string(node) if node.type in ("string", "template_string") else None
    if text is None:
        return EDGES.sub("", one_line(node, 2 * LONGEST))[:LONGEST]
    return text[:LONGEST]


def decorators(node: Node) -> list[Node]:
    """The decorators of a class, method or parameter, those of an `export` statement around it included."""
    found = [one for one in node.named_children if one.type == "decorator"]
    parent = node.parent
    if parent is not None and parent.type == "export_statement":
        found += [one for one in parent.named_children if one.type == "decorator"]
    if node.type in ("method_definition", "public_field_definition", "field_definition", "abstract_method_signature"):
        before = node.prev_named_sibling
        while before is not None and before.type in ("decorator", "comment"):
            if before.type == "decorator":
                found.append(before)
            before = before.prev_named_sibling
    return found


def decorations(source: Source, node: Node) -> dict[str, Call | None]:
    """The decorators by name, with the call where it is one."""
    found: dict[str, Call | None] = {}
    for one in decorators(node):
        inner = one.named_children[0] if one.named_children else None
        call = call_of(source, inner)
        found[call.function if call else written(inner)] = call
    return found
