"""Go's syntax trees: strings, constants, imports, functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, descendants, written

if TYPE_CHECKING:
    from tree_sitter import Node

STRINGS = ("interpreted_string_literal", "raw_string_literal")
VERSION = re.compile(r"^v\d{1,4}$")
METHOD_CONSTANT = re.compile(r"^http\.Method([A-Z][a-z]{2,8})$")
DEEPEST = 20  # operands within each other


def literal(node: Node | None) -> str | None:
    """What a string literal holds, escapes as written; None for any other node."""
    if node is None or node.type not in STRINGS:
        return None
    return written(node)[1:-1]


def constants(source: Source) -> dict[str, str]:
    """The package-level constants and variables of a file that are bound to a plain string."""
    return source.once(_constants)


def _constants(source: Source) -> dict[str, str]:
    found: dict[str, str] = {}
    for outer in source.root.named_children:
        if outer.type in ("const_declaration", "var_declaration"):
            for spec in descendants(outer, "const_spec", "var_spec", into=frozenset({"var_spec_list"})):
                values = spec.child_by_field_name("value")
                texts = [literal(value) for value in values.named_children] if values is not None else []
                names = [written(name) for name in spec.children_by_field_name("name")]
                found |= {name: text for name, text in zip(names, texts, strict=False) if text is not None}
    return found


def text_of(node: Node | None, known: dict[str, str], depth: int = 0) -> str | None:
    """A string as it is known: a literal, a constant, both put together; what is not known stands in braces."""
    if node is None or depth > DEEPEST:
        return None
    if node.type in STRINGS:
        return literal(node)
    if node.type == "binary_expression" and written(node.child_by_field_name("operator")) == "+":
        left = text_of(node.child_by_field_name("left"), known, depth + 1)
        right = text_of(node.child_by_field_name("right"), known, depth + 1)
        return f"{left}{right}" if left is not None and right is not None else None
    if node.type in ("identifier", "selector_expression"):
        name = written(node)
        if method := METHOD_CONSTANT.match(name):
            return method[1].upper()
        return known.get(name, known.get(name.rpartition(".")[2], f"{{{name}}}"))
    return None


def imports(source: Source) -> dict[str, str]:
    """Import path by the name under which the file uses it; the last part of the path where none is given."""
    found = {}
    for outer in source.root.named_children:
        if outer.type == "import_declaration":
            for spec in descendants(outer, "import_spec"):
                path = literal(spec.child_by_field_name("path")) or ""
                given = spec.child_by_field_name("name")
                found[written(given) if given is not None else package_name(path)] = path
    return found


def package_name(path: str) -> str:
    """The name that a package of this import path usually has: a major version is no part of it."""
    parts = [part for part in path.split("/") if not VERSION.match(part)] or [path]
    name = re.sub(r"\.v\d{1,4}$", "", parts[-1])
    return name.removeprefix("go-").removesuffix("-go").rpartition("-")[2]


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method: its name, the type of its receiver without the star (empty for none), its parameters."""

    node: Node
    name: str
    receiver: str
    receiver_name: str
    parameters: tuple[tuple[str, str], ...] = field(default=())  # name, type as written

    @property
    def body(self) -> Node | None:
        """The block; None for one that is implemented elsewhere."""
        return self.node.child_by_field_name("body")


def functions(source: Source) -> tuple[Function, ...]:
    """The functions and methods of a file, in order."""
    return source.once(_functions)


def _functions(source: Source) -> tuple[Function, ...]:
    return tuple(_each_function(source))


def _each_function(source: Source) -> Iterator[Function]:
    for node in source.root.named_children:
        if node.type in ("function_declaration", "method_declaration"):
            receivers = parameters(node.child_by_field_name("receiver"))
            kind = receivers[0][1] if receivers else ""
            yield Function(
                node,
                written(node.child_by_field_name("name")),
                kind.lstrip("*").partition("[")[0],
                receivers[0][0] if receivers else "",
                parameters(node.child_by_field_name("parameters")),
            )


def parameters(node: Node | None) -> tuple[tuple[str, str], ...]:
    """`(name, type)` of each parameter; the name is empty where none is given."""
    found = []
    for one in node.named_children if node is not None else ():
        if one.type in ("parameter_declaration", "variadic_parameter_declaration"):
            kind = " ".join(written(one.child_by_field_name("type")).split())
            names = [written(name) for name in one.children_by_field_name("name")] or [""]
            found += [(name, kind) for name in names]
    return tuple(found)
