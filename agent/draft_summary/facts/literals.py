"""What an expression is known to be without running it: literals, and constants of the same file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

DEEPEST = 20  # operands within each other
LONGEST = 80  # characters of a default that is an expression


def constants(source: Source) -> dict[str, str]:
    """The module-level names of a Python file that are bound to a plain string once."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for statement in source.root.named_children:
        if statement.type != "expression_statement" or not statement.named_children:
            continue
        assignment = statement.named_children[0]
        left, right = assignment.child_by_field_name("left"), assignment.child_by_field_name("right")
        if assignment.type == "assignment" and left is not None and left.type == "identifier":
            name = written(left)
            if name in found:
                twice.add(name)
            elif source.is_plain_string(right):
                found[name] = source.string(right) or ""
    return {name: value for name, value in found.items() if name not in twice}


def text_of(source: Source, node: Node | None, known: dict[str, str]) -> str | None:
    """The string that a literal holds or a constant is bound to; None where it is not known."""
    if source.is_plain_string(node):
        return source.string(node)
    if node is not None and node.type == "identifier":
        return known.get(written(node))
    return None


def template_of(source: Source, node: Node | None, depth: int = 0) -> str:
    """A message as far as it is written down: a string, the format of one, or parts put together; else empty."""
    node = value_of(node)
    if node is None or depth > DEEPEST:
        return ""
    if (text := source.string(node)) is not None:
        return text
    if node.type == "call":  # "...".format(...)
        function = node.child_by_field_name("function")
        return source.string(function.child_by_field_name("object")) or "" if function is not None else ""
    if node.type != "binary_operator":
        return ""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    before = template_of(source, left, depth + 1)
    if written(node.child_by_field_name("operator")) == "%":
        return before
    after = template_of(source, right, depth + 1)
    return f"{before or '…'}{after or '…'}" if before or after else ""


def value_of(node: Node | None) -> Node | None:
    """The value of a keyword argument; any other node as it is."""
    return node.child_by_field_name("value") if node is not None and node.type == "keyword_argument" else node


def default_of(source: Source, node: Node | None) -> str | None:
    """A default as a reader knows it: a string's content, else the expression as written; None for none."""
    node = value_of(node)
    if node is None or node.type == "ellipsis":
        return None
    text = source.string(node)
    return one_line(node, LONGEST) if text is None else text[:LONGEST]
