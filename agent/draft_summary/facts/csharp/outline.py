"""The types of a C# file."""

from __future__ import annotations

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
    "struct_declaration": "struct",
}
HOLDERS = ("namespace_declaration", "declaration_list", "file_scoped_namespace_declaration")
DEEPEST = 12  # types within each other, strings put together
STRINGS = ("string_literal", "verbatim_string_literal", "raw_string_literal")


def types(source: Source) -> tuple[Type, ...]:
    """Every type of the file, those within others after them."""
    return tuple(_types(source.root, (), 0))


def _types(body: Node, around: tuple[Type, ...], depth: int) -> Iterator[Type]:
    for node in body.named_children if depth < DEEPEST else ():
        if node.type in HOLDERS:
            yield from _types(node, around, depth + 1)
        if (kind := TYPES.get(node.type)) is None:
            continue
        annotations, modifiers = _modifiers(node)
        inner = node.child_by_field_name("body")
        bases = next((one for one in node.named_children if one.type == "base_list"), None)
        one = Type(
            written(node.child_by_field_name("name")),
            kind,
            line_of(node),
            node,
            annotations,
            modifiers,
            tuple(_base(base) for base in (bases.named_children if bases is not None else [])),
            tuple(_members(inner)) if inner is not None else (),
            around,
        )
        yield one
        if inner is not None:
            yield from _types(inner, (*around, one), depth + 1)


def _base(node: Node) -> str:
    return written(node).partition("<")[0].partition("(")[0].rpartition(".")[2]


def _members(body: Node) -> Iterator[Member]:
    for node in body.named_children:
        annotations, modifiers = _modifiers(node)
        name = written(node.child_by_field_name("name"))
        if node.type == "method_declaration":
            inner, returns = node.child_by_field_name("parameters"), one_line(node.child_by_field_name("returns"))
            text, parameters = f"{one_line(inner).replace('( ', '(')}: {returns}", tuple(_parameters(inner))
            yield Member(name, "method", _line(node), node, annotations, modifiers, parameters, returns, text)
        elif node.type == "property_declaration":
            yield Member(name, "property", _line(node), node, annotations, modifiers)
        elif node.type == "field_declaration":
            for one in node.named_children[-1].named_children:
                if one.type == "variable_declarator":
                    kind = "constant" if "const" in modifiers else "field"
                    value = literal(one.named_children[-1])
                    named = written(one.child_by_field_name("name"))
                    yield Member(named, kind, _line(node), node, annotations, modifiers, value=value)


def _line(node: Node) -> int:
    """The line of the declaration itself, below its attributes."""
    first = next((one for one in node.children if one.type != "attribute_list"), node)
    return line_of(first)


def _parameters(node: Node | None) -> Iterator[tuple[str, str]]:
    for one in node.named_children if node is not None else ():
        if one.type == "parameter":
            kind = one_line(one.child_by_field_name("type"))
            optional = any(child.type == "=" for child in one.children)
            yield written(one.child_by_field_name("name")), f"{kind} = …" if optional else kind


def _modifiers(node: Node) -> tuple[tuple[Annotation, ...], frozenset[str]]:
    marked = [mark for one in node.named_children if one.type == "attribute_list" for mark in one.named_children]
    words = frozenset(written(one) for one in node.named_children if one.type == "modifier")
    return tuple(_annotation(one) for one in marked if one.type == "attribute"), words


def _annotation(node: Node) -> Annotation:
    name = written(node.child_by_field_name("name")).partition("<")[0].rpartition(".")[2].removesuffix("Attribute")
    group = next((one for one in node.named_children if one.type == "attribute_argument_list"), None)
    return Annotation(name, tuple(_argument(one) for one in (group.named_children if group is not None else [])))


def _argument(node: Node) -> Argument:
    key = written(node.child_by_field_name("name"))
    value = node.named_children[-1] if node.named_children else node
    text = text_of(value)
    return Argument(key, () if text is None else (text,), one_line(value))


def literal(node: Node | None) -> str | None:
    """What a string literal holds, escapes as written; None for any other node."""
    if node is None or node.type not in STRINGS:
        return None
    return written(node).lstrip("@").strip('"')


def text_of(node: Node | None, depth: int = 0) -> str | None:
    """A string, names as `{=NAME}`, put together where it is a sum."""
    if node is None or depth > DEEPEST:
        return None
    if node.type in ("identifier", "member_access_expression"):
        return f"{{={written(node).rpartition('.')[2]}}}"
    if node.type == "binary_expression":
        left = text_of(node.child_by_field_name("left"), depth + 1)
        right = text_of(node.child_by_field_name("right"), depth + 1)
        return f"{left}{right}" if left is not None and right is not None else None
    return literal(node)
