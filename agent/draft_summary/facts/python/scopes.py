"""Functions and classes of a Python file as they stand in modules and classes, conditional blocks included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

# Blocks that open no scope: what they hold belongs to the module or class around them.
TRANSPARENT = frozenset(
    {"block", "if_statement", "elif_clause", "else_clause", "try_statement", "finally_clause"}
    | {"with_statement", "module"}
)
DEEPEST = 20  # of classes and conditional blocks within each other


@dataclass(frozen=True, slots=True)
class Definition:
    """A function or class: the node that holds its decorators too, its own node, its name."""

    outer: Node
    node: Node
    name: str

    @property
    def is_class(self) -> bool:
        """A class, not a function."""
        return self.node.type == "class_definition"

    @property
    def decorators(self) -> tuple[str, ...]:
        """Each decorator's text after the `@`, on one line."""
        if self.outer is self.node:
            return ()
        return tuple(one_line(one).lstrip("@ ") for one in self.outer.children if one.type == "decorator")

    @property
    def bases(self) -> tuple[str, ...]:
        """A class's bases as written, keyword arguments left out."""
        arguments = self.node.child_by_field_name("superclasses")
        named = arguments.named_children if arguments else []
        return tuple(one_line(one) for one in named if one.type not in ("keyword_argument", "comment"))

    @property
    def body(self) -> Node | None:
        """The block."""
        return self.node.child_by_field_name("body")


def statements(node: Node | None, depth: int = 0) -> Iterator[Node]:
    """The statements of a module or class body, those within conditional blocks included.

    What `except` puts in the place of a failed import, and what only type checkers see, is left out.
    """
    if node is None or depth > DEEPEST:
        return
    for child in node.named_children:
        if child.type == "if_statement" and "TYPE_CHECKING" in one_line(child.child_by_field_name("condition")):
            continue
        if child.type == "except_clause":
            continue
        if child.type in TRANSPARENT:
            yield from statements(child, depth + 1)
        else:
            yield child


def definitions(node: Node | None) -> Iterator[Definition]:
    """The functions and classes among the statements of a module or class body."""
    for statement in statements(node):
        inner = statement
        if statement.type == "decorated_definition":
            decorated = statement.child_by_field_name("definition")
            if decorated is None:
                continue
            inner = decorated
        if inner.type in ("function_definition", "class_definition"):
            yield Definition(statement, inner, written(inner.child_by_field_name("name")))


def docstring(source: Source, body: Node | None) -> str:
    """The first line of a body's docstring; empty for none."""
    first = next((one for one in body.named_children if one.type != "comment"), None) if body else None
    if first is None or first.type != "expression_statement" or not first.named_children:
        return ""
    text = source.string(first.named_children[0]) or ""
    return next((line.strip() for line in text.split("\n") if line.strip()), "")[:200]
