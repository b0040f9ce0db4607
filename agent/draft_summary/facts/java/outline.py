"""The types of a Java file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.classes.outline import Annotation, Argument, Member, Type
from draft_summary.facts.parsing import Source, line_of, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

TYPES = {
    "class_declaration": "class",
    "interface_declaration": "interface",
    "enum_declaration": "enum",
    "record_declaration": "record",
    "annotation_type_declaration": "annotation",
}
DEEPEST = 12  # types within each other, strings put together
MARKER = re.compile(r"^@([\w.]{1,200})")


def types(source: Source) -> tuple[Type, ...]:
    """Every type of the file, those within others after them."""
    return tuple(_types(source.root, ()))


def _types(body: Node, around: tuple[Type, ...]) -> Iterator[Type]:
    for node in body.named_children if len(around) < DEEPEST else ():
        if node.type == "enum_body_declarations":
            yield from _types(node, around)
        if (kind := TYPES.get(node.type)) is None:
            continue
        annotations, modifiers = _modifiers(node)
        inner = node.child_by_field_name("body")
        one = Type(
            written(node.child_by_field_name("name")),
            kind,
            line_of(node),
            node,
            annotations,
            modifiers,
            _bases(node),
            tuple(_members(inner)) if inner is not None else (),
            around,
        )
        yield one
        if inner is not None:
            yield from _types(inner, (*around, one))


def _bases(node: Node) -> tuple[str, ...]:
    clauses = [
        one for one in node.named_children if one.type in ("superclass", "super_interfaces", "extends_interfaces")
    ]
    texts = " ".join(written(one) for one in clauses)
    return tuple(re.findall(r"\b[A-Z]\w{0,100}", texts))


def _members(body: Node) -> Iterator[Member]:
    for node in body.named_children:
        if node.type == "enum_body_declarations":
            yield from _members(node)
        elif node.type == "method_declaration":
            annotations, modifiers = _modifiers(node)
            inner, returns = node.child_by_field_name("parameters"), one_line(node.child_by_field_name("type"))
            name, text = written(node.child_by_field_name("name")), f"{one_line(inner)} {returns}"
            parameters = tuple(_parameters(inner))
            yield Member(name, "method", line_of(node), node, annotations, modifiers, parameters, returns, text)
        elif node.type in ("field_declaration", "constant_declaration"):
            yield from _fields(node)


def _fields(node: Node) -> Iterator[Member]:
    annotations, modifiers = _modifiers(node)
    kind = "constant" if {"static", "final"} <= modifiers or node.type == "constant_declaration" else "field"
    returns = one_line(node.child_by_field_name("type"))
    for one in node.children_by_field_name("declarator"):
        name, value = written(one.child_by_field_name("name")), _constant(one.child_by_field_name("value"), kind)
        yield Member(name, kind, line_of(one), node, annotations, modifiers, (), returns, value=value)


def _parameters(node: Node | None) -> Iterator[tuple[str, str]]:
    for one in node.named_children if node is not None else ():
        if one.type == "formal_parameter":
            yield written(one.child_by_field_name("name")), one_line(one.child_by_field_name("type"))
        elif one.type == "spread_parameter":
            yield "", f"{one_line(one.named_children[-2])}..." if one.named_child_count > 1 else "..."


def _modifiers(node: Node) -> tuple[tuple[Annotation, ...], frozenset[str]]:
    group = next((one for one in node.named_children if one.type == "modifiers"), None)
    if group is None:
        return (), frozenset()
    marked = [one for one in group.named_children if one.type in ("annotation", "marker_annotation")]
    words = frozenset(written(one) for one in group.children if not one.is_named)
    return tuple(_annotation(one) for one in marked), words


def _annotation(node: Node) -> Annotation:
    name = written(node.child_by_field_name("name")).rpartition(".")[2]
    given = node.child_by_field_name("arguments")
    return Annotation(name, tuple(_argument(one) for one in (given.named_children if given is not None else [])))


def _argument(node: Node) -> Argument:
    key, value = "", node
    if node.type == "element_value_pair":
        key = written(node.child_by_field_name("key"))
        value = node.child_by_field_name("value") or node
    parts = value.named_children if value.type == "element_value_array_initializer" else [value]
    texts = tuple(text for part in parts if (text := text_of(part)) is not None)
    return Argument(key, texts, one_line(value))


def _constant(node: Node | None, kind: str) -> str | None:
    return text_of(node) if kind == "constant" else None


def literal(node: Node | None) -> str | None:
    """What a string literal holds, escapes as written; None for any other node."""
    if node is None or node.type != "string_literal":
        return None
    return written(node).strip('"')


def text_of(node: Node | None, depth: int = 0) -> str | None:
    """A string, names as `{=NAME}`, put together where it is a sum."""
    if node is None or depth > DEEPEST:
        return None
    if node.type in ("identifier", "field_access", "scoped_identifier"):
        return f"{{={'.'.join(written(node).split('.')[-2:])}}}"
    if node.type == "binary_expression":
        left = text_of(node.child_by_field_name("left"), depth + 1)
        right = text_of(node.child_by_field_name("right"), depth + 1)
        return f"{left}{right}" if left is not None and right is not None else None
    return literal(node)
