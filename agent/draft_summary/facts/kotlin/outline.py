"""The types of a Kotlin file, and its functions outside of types: those of a type without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.classes.outline import Annotation, Argument, Member, Type
from draft_summary.facts.parsing import Source, line_of, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

TYPES = {"class_declaration": "class", "object_declaration": "object", "companion_object": "companion"}
BODIES = ("class_body", "enum_class_body")
DEEPEST = 12  # types within each other, strings put together


def types(source: Source) -> tuple[Type, ...]:
    """Every type of the file, those within others after them."""
    outside = Type("", "file", 1, source.root, members=tuple(_members(source.root)))
    return (outside, *_types(source.root, ()))


def _types(body: Node, around: tuple[Type, ...]) -> Iterator[Type]:
    for node in body.named_children if len(around) < DEEPEST else ():
        if (kind := TYPES.get(node.type)) is None:
            continue
        annotations, modifiers = _modifiers(node)
        inner = next((one for one in node.named_children if one.type in BODIES), None)
        if any(child.type == "interface" for child in node.children):
            kind = "interface"
        name = written(node.child_by_field_name("name")) or _identifier(node) or "Companion"
        members = (*_properties(node), *(_members(inner) if inner is not None else ()))
        one = Type(name, kind, line_of(node), node, annotations, modifiers, _bases(node), members, around)
        yield one
        if inner is not None:
            yield from _types(inner, (*around, one))


def _identifier(node: Node) -> str:
    return next((written(one) for one in node.named_children if one.type == "identifier"), "")


def _bases(node: Node) -> tuple[str, ...]:
    group = next((one for one in node.named_children if one.type == "delegation_specifiers"), None)
    found = []
    for one in group.named_children if group is not None else ():
        head = re.match(r"[\w.]{1,200}", written(one))
        found += [head[0].rpartition(".")[2]] if head else []
    return tuple(found)


def _properties(node: Node) -> Iterator[Member]:
    """What the constructor's parameters are annotated with: `@Value("${x}") val x: String`."""
    constructor = next((one for one in node.named_children if one.type == "primary_constructor"), None)
    group = constructor.named_children[-1] if constructor is not None and constructor.named_children else None
    for one in group.named_children if group is not None else ():
        annotations, modifiers = _modifiers(one)
        if annotations:
            yield Member(_identifier(one), "field", line_of(one), one, annotations, modifiers)


def _members(body: Node) -> Iterator[Member]:
    for node in body.named_children:
        if node.type == "function_declaration":
            yield _function(node)
        elif node.type == "property_declaration":
            annotations, modifiers = _modifiers(node)
            variable = next((one for one in node.named_children if one.type == "variable_declaration"), None)
            kind = "constant" if "const" in modifiers else "field"
            value = text_of(node.named_children[-1]) if kind == "constant" else None
            name = _identifier(variable) if variable is not None else ""
            yield Member(name, kind, line_of(node), node, annotations, modifiers, value=value)


def _function(node: Node) -> Member:
    annotations, modifiers = _modifiers(node)
    name_node = node.child_by_field_name("name")
    group = next((one for one in node.named_children if one.type == "function_value_parameters"), None)
    following = group.next_named_sibling if group is not None else None
    returns = one_line(following) if following is not None and following.type != "function_body" else ""
    before = name_node.prev_named_sibling if name_node is not None else None
    receiver = written(before) if before is not None and before.type in ("user_type", "nullable_type") else ""
    return Member(
        written(name_node).strip("`"),
        "function" if node.parent is not None and node.parent.type == "source_file" else "method",
        line_of(node),
        node,
        annotations,
        modifiers | ({f"receiver {receiver}"} if receiver else frozenset()),
        tuple(_parameters(group)),
        returns,
        f"{one_line(group)}: {returns}" if returns else one_line(group),
    )


def _parameters(group: Node | None) -> Iterator[tuple[str, str]]:
    for one in group.named_children if group is not None else ():
        if one.type == "parameter":
            kind = one_line(one.named_children[-1])
            optional = one.next_sibling is not None and one.next_sibling.type == "="
            yield _identifier(one), f"{kind} = …" if optional else kind


def _modifiers(node: Node) -> tuple[tuple[Annotation, ...], frozenset[str]]:
    groups = [one for one in node.named_children if one.type in ("modifiers", "parameter_modifiers")]
    marked = [mark for group in groups for mark in group.named_children if mark.type == "annotation"]
    words = frozenset(written(one) for group in groups for one in group.named_children if one.type != "annotation")
    return tuple(_annotation(one) for one in marked), words


def _annotation(node: Node) -> Annotation:
    inner = node.named_children[-1] if node.named_children else node
    named = inner.named_children[0] if inner.type == "constructor_invocation" else inner
    name = re.sub(r"<.*$", "", written(named), flags=re.DOTALL).rpartition(".")[2]
    given = inner.named_children[-1] if inner.type == "constructor_invocation" else None
    return Annotation(name, tuple(_argument(one) for one in (given.named_children if given is not None else [])))


def _argument(node: Node) -> Argument:
    parts = node.named_children
    keyed = len(parts) > 1 and parts[0].type == "identifier"
    value = parts[-1] if parts else node
    inner = value.named_children if value.type == "collection_literal" else [value]
    if value.type == "call_expression":  # arrayOf("/a", "/b")
        given = value.named_children[-1]
        inner = [one.named_children[-1] for one in given.named_children if one.named_children]
    texts = tuple(text for part in inner if (text := text_of(part)) is not None)
    return Argument(written(parts[0]) if keyed else "", texts, one_line(value))


def literal(node: Node | None) -> str | None:
    """What a string literal holds, templates as written; None for any other node."""
    if node is None or node.type not in ("string_literal", "multiline_string_literal"):
        return None
    return written(node).strip('"').replace("\\$", "$")


def text_of(node: Node | None, depth: int = 0) -> str | None:
    """A string, names as `{=NAME}`, put together where it is a sum."""
    if node is None or depth > DEEPEST:
        return None
    if node.type in ("identifier", "navigation_expression"):
        return f"{{={'.'.join(written(node).split('.')[-2:])}}}"
    if node.type in ("additive_expression", "binary_expression"):
        parts = [text_of(one, depth + 1) for one in node.named_children]
        return "".join(part or "" for part in parts) if None not in parts else None
    return literal(node)
