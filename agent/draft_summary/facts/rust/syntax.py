"""Rust's syntax trees: attributes, strings, functions with the modules and types around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, written

if TYPE_CHECKING:
    from tree_sitter import Node

STRINGS = ("string_literal", "raw_string_literal")
HOLDERS = ("mod_item", "impl_item", "trait_item")
DEEPEST = 30  # modules within each other
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Item:
    """An item, its attributes as written (`test`, `get("/x")`), the names of the modules and types around it."""

    node: Node
    attributes: tuple[str, ...]
    around: tuple[str, ...]
    in_tests: bool = False
    in_trait: bool = False

    @property
    def name(self) -> str:
        """The item's name."""
        return written(self.node.child_by_field_name("name"))

    @property
    def is_public(self) -> bool:
        """Whether it is `pub` without a restriction."""
        marks = (one for one in self.node.named_children[:3] if one.type == "visibility_modifier")
        return any(written(one) == "pub" for one in marks)


def items(source: Source) -> tuple[Item, ...]:
    """Every item of a file, those of modules and implementations after the one that holds them."""
    return source.once(_every)


def _every(source: Source) -> tuple[Item, ...]:
    return tuple(_items(source.root, (), 0, in_tests=False, in_trait=False))


def _items(body: Node, around: tuple[str, ...], depth: int, *, in_tests: bool, in_trait: bool) -> Iterator[Item]:
    attributes: list[str] = []
    for node in body.named_children if depth < DEEPEST else ():
        if node.type == "attribute_item":
            attributes.append(written(node)[2:-1].strip())
            continue
        if node.type in ("line_comment", "block_comment"):
            continue
        tests = in_tests or any(one.replace(" ", "").startswith("cfg(test") for one in attributes)
        yield Item(node, tuple(attributes), around, tests, in_trait)
        attributes = []
        inner = node.child_by_field_name("body")
        if node.type in HOLDERS and inner is not None:
            name = type_name(node) if node.type == "impl_item" else written(node.child_by_field_name("name"))
            trait = node.type == "impl_item" and node.child_by_field_name("trait") is not None
            yield from _items(inner, (*around, name), depth + 1, in_tests=tests, in_trait=trait)


def type_name(node: Node) -> str:
    """The type that an implementation is of, without its parameters."""
    return written(node.child_by_field_name("type")).partition("<")[0].rpartition("::")[2].strip("& ")


def literal(node: Node | None) -> str | None:
    """What a string literal holds, escapes as written; None for any other node."""
    if node is None or node.type not in STRINGS:
        return None
    text = written(node)
    return text[text.index('"') + 1 : text.rindex('"')] if '"' in text else None


def text_of(node: Node | None, known: dict[str, str]) -> str | None:
    """A string literal or a constant of the file; another name in braces."""
    if node is None:
        return None
    if node.type == "reference_expression":
        node = node.child_by_field_name("value")
    if node is not None and node.type in ("identifier", "scoped_identifier"):
        name = written(node).rpartition("::")[2]
        return known.get(name, f"{{{name}}}")
    return literal(node)


def constants(source: Source) -> dict[str, str]:
    """The constants of a file that are plain strings."""
    found = {}
    for one in items(source):
        if one.node.type in ("const_item", "static_item"):
            value = literal(one.node.child_by_field_name("value"))
            if value is not None:
                found[one.name] = value
    return found


def arguments(call: Node) -> list[Node]:
    """The arguments of a call."""
    node = call.child_by_field_name("arguments")
    return [one for one in node.named_children if not one.type.endswith("comment")] if node is not None else []
