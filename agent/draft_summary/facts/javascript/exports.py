"""What a JavaScript or TypeScript file exports, by ES modules and CommonJS, and what its names are bound to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.modules import ALL, DEFAULT, required_module
from draft_summary.facts.javascript.nodes import bare, call_of, key_of, members, plain
from draft_summary.facts.parsing import Source, line_of, written

if TYPE_CHECKING:
    from tree_sitter import Node

DECLARATIONS = frozenset(
    {"function_declaration", "generator_function_declaration", "class_declaration", "abstract_class_declaration"}
    | {"interface_declaration", "type_alias_declaration", "enum_declaration", "function_signature"}
)
VARIABLES = frozenset({"lexical_declaration", "variable_declaration"})


@dataclass(frozen=True, slots=True)
class Export:
    """An exported name: its name in the file, or in `module` where that is given; `node` what it is bound to."""

    local: str
    line: int
    module: str = ""
    node: Node | None = None


def declared(source: Source) -> dict[str, Node]:
    """The names of the top level: functions, classes and types as declared, variables with their values."""
    found: dict[str, Node] = {}
    for statement in source.root.named_children:
        inner = statement
        if statement.type == "export_statement":
            inner = statement.child_by_field_name("declaration") or statement
        if inner.type == "ambient_declaration" and inner.named_children:  # declare function f(): void
            inner = inner.named_children[0]
        if inner.type in DECLARATIONS:
            found[written(inner.child_by_field_name("name"))] = inner
        elif inner.type in VARIABLES:
            found |= {written(name): value for name, value in _variables(inner)}
    return found


def exports(source: Source) -> dict[str, Export]:
    """The exported names; `default` for the default export and `module.exports`. What `*` re-exports is left out."""
    found: dict[str, Export] = {}
    for statement in source.root.named_children:
        if statement.type == "export_statement":
            found |= dict(_exported(source, statement))
        elif statement.type == "expression_statement" and statement.named_children:
            for name, one in _assigned(source, statement.named_children[0]):
                found.setdefault(name, one)
    return found


def reexported(source: Source) -> list[str]:
    """The modules of which the file exports all: `export * from "./x"`, `module.exports = require("./x")`."""
    found = []
    for statement in source.root.named_children:
        if statement.type == "export_statement" and any(child.type == "*" for child in statement.children):
            module = plain(source, statement.child_by_field_name("source"))
            found += [module] if module else []
    return found


def _variables(declaration: Node) -> Iterator[tuple[Node, Node]]:
    for one in declaration.named_children:
        name = one.child_by_field_name("name") if one.type == "variable_declarator" else None
        if name is not None and name.type == "identifier":
            yield name, bare(one.child_by_field_name("value")) or one


def _exported(source: Source, statement: Node) -> Iterator[tuple[str, Export]]:
    module = plain(source, statement.child_by_field_name("source")) or ""
    declaration, value = statement.child_by_field_name("declaration"), bare(statement.child_by_field_name("value"))
    line = line_of(statement)
    if declaration is not None:
        is_default = any(child.type == "default" for child in statement.children)
        for name, node in _names(declaration):
            yield (DEFAULT if is_default else name), Export(name or DEFAULT, line_of(node), node=node)
        return
    if value is not None:
        yield DEFAULT, Export(_local(value) or DEFAULT, line, node=value)
        yield from _members(source, value)
    for one in statement.named_children:
        if one.type == "namespace_export" and one.named_children:  # export * as name from "./x"
            yield written(one.named_children[0]), Export(ALL, line, module)
        elif one.type == "identifier" and value is None:  # export = name
            yield DEFAULT, Export(written(one), line)
        for named in one.named_children if one.type == "export_clause" else ():
            name = key_of(source, named.child_by_field_name("name"))
            alias = named.child_by_field_name("alias")
            yield key_of(source, alias) if alias else name, Export(name, line_of(named), module)


def _names(declaration: Node) -> Iterator[tuple[str, Node]]:
    if declaration.type in VARIABLES:
        for name, value in _variables(declaration):
            yield written(name), value
    else:
        if declaration.type == "ambient_declaration" and declaration.named_children:
            declaration = declaration.named_children[0]
        yield written(declaration.child_by_field_name("name")), declaration


def _assigned(source: Source, node: Node) -> Iterator[tuple[str, Export]]:
    """`module.exports = x`, `module.exports.name = x`, `exports.name = x`."""
    if node.type != "assignment_expression":
        return
    left, right = written(node.child_by_field_name("left")), bare(node.child_by_field_name("right"))
    if right is None:
        return
    local = _local(right)
    if left in ("module.exports", "exports", "export"):
        module = required_module(source, right)
        yield DEFAULT, Export(DEFAULT if module else local or DEFAULT, line_of(node), module or "", right)
        yield from _members(source, right)
    elif left.startswith(("module.exports.", "exports.")):
        name = left.rpartition(".")[2]
        yield name, Export(local or name, line_of(node), node=right)


def _local(value: Node) -> str:
    """The name that is exported, by itself or handed to a function: `plugin` of `fp(plugin)`; empty for none."""
    if value.type == "call_expression" and (given := value.child_by_field_name("arguments")) is not None:
        value = given.named_children[0] if given.named_children else value
    return written(value) if value.type == "identifier" else ""


def _members(source: Source, value: Node) -> Iterator[tuple[str, Export]]:
    """The members of an object that is exported: with CommonJS they are names to import."""
    for name, node in members(source, value).items():
        inner = bare(node)
        module = required_module(source, inner) if call_of(source, inner) else None
        if module:
            yield name, Export(DEFAULT, line_of(node), module)
        else:
            local = written(inner) if inner is not None and inner.type.endswith("identifier") else name
            yield name, Export(local, line_of(node), node=inner)
