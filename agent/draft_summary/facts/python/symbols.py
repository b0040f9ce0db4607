"""The public surface of a Python module: what others may import from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.python.callers import calls
from draft_summary.facts.python.commands import is_command
from draft_summary.facts.python.modules import imports, modules_of
from draft_summary.facts.python.scopes import Definition, definitions, docstring, statements
from draft_summary.facts.python.signatures import breaks, signature_of
from draft_summary.facts.reading import Declared, Signature, Surface, SurfaceReader

if TYPE_CHECKING:
    from tree_sitter import Node

# Files that nobody imports: run by tools, read as examples, or applied once.
PRIVATE_FOLDERS = frozenset(
    {"examples", "example", "docs", "doc", "scripts", "script", "benchmarks", "bench", "migrations", "alembic"}
    | {"versions", "tests", "test", "notebooks", "tools", "samples", "demo", "demos", "fixtures", ".github"}
)
PRIVATE_MODULES = frozenset({"setup", "conftest", "manage", "noxfile", "fabfile", "tasks", "__main__", "conf"})
CONSTANT = re.compile(r"^[A-Z][A-Z0-9_]*$")
# Bases whose own public methods a class does not fall back to when it leaves one out.
WITHOUT_METHODS = frozenset(
    {"object", "ABC", "Protocol", "Generic", "BaseModel", "Enum", "StrEnum", "Exception", "TypedDict"}
)
# A handler is called by its route, which is a fact of its own. It stands in the surface all the same: a function that
# becomes one is not gone, and one that was one is not new.
ROUTE = re.compile(r"^[\w.]{1,80}\.(route|api_route|websocket|get|post|put|patch|delete|head|options)\(")
SKIPPED_DECORATORS = re.compile(r"^(typing\.|t\.)?overload$|\.(setter|deleter|getter|register)(\(|$)")


def is_public_module(module: str, path: str) -> bool:
    """Whether others import the module: no part of its name is private, and it is no script."""
    parts = module.split(".")
    if not parts[-1] or parts[-1] in PRIVATE_MODULES or not all(part.isidentifier() for part in parts):
        return False
    if any(part.startswith("_") for part in parts):
        return False
    return PRIVATE_FOLDERS.isdisjoint(path.split("/")[:-1])


def surface(source: Source, _paths: frozenset[str]) -> Surface:
    """The names that the module defines, or imports at its top level (`kind` re-export)."""
    exported = _exported(source)
    found: dict[str, Declared] = {}
    for name, one in imports(source).items():
        if one.top_level and one.attribute and name != "*":
            found[name] = Declared(name, "re-export", one.line, target=(one.module, one.attribute))
    for declared in _defined(source):
        found.setdefault(declared.name, declared)
        if found[declared.name].kind == "re-export":
            found[declared.name] = declared
    return {
        name: replace(one, exported=exported is None or name.partition(".")[0] in exported)
        for name, one in found.items()
        if not name.startswith("_")
    }


def _defined(source: Source) -> Iterator[Declared]:
    for one in definitions(source.root):
        if any(SKIPPED_DECORATORS.search(text) for text in one.decorators):
            continue
        if one.is_class:
            yield _class(source, one)
            yield from _methods(source, one)
        else:
            yield _function(
                source,
                one,
                one.name,
                "handler" if _is_handler(one) or is_command(one.decorators, source.text) else "function",
            )
    for name, node in _assignments(source.root):
        if CONSTANT.match(name):
            yield Declared(name, "constant", line_of(node), body=written(node))


def _class(source: Source, one: Definition) -> Declared:
    constructor = next((inner for inner in definitions(one.body) if inner.name == "__init__"), None)
    signature = signature_of(constructor.node) if constructor else Signature()
    summary = docstring(source, one.body)
    return Declared(one.name, "class", line_of(one.node), signature, summary, written(one.node), bases=one.bases)


def _methods(source: Source, one: Definition) -> Iterator[Declared]:
    for inner in definitions(one.body):
        skipped = any(SKIPPED_DECORATORS.search(text) for text in inner.decorators)
        if not inner.is_class and not inner.name.startswith("_") and not skipped:
            yield _function(source, inner, f"{one.name}.{inner.name}", "handler" if _is_handler(inner) else "method")


def _is_handler(one: Definition) -> bool:
    return any(ROUTE.match(text) for text in one.decorators)


def _function(source: Source, one: Definition, name: str, kind: str) -> Declared:
    summary = docstring(source, one.body)
    return Declared(name, kind, line_of(one.node), signature_of(one.node), summary, written(one.node))


def _assignments(root: Node) -> Iterator[tuple[str, Node]]:
    for statement in statements(root):
        if statement.type == "expression_statement" and statement.named_children:
            assignment = statement.named_children[0]
            left = assignment.child_by_field_name("left") if assignment.type == "assignment" else None
            if left is not None and left.type == "identifier":
                yield written(left), assignment


def _exported(source: Source) -> frozenset[str] | None:
    """The names in a literal `__all__`; None where there is none, or it is put together."""
    if "__all__" not in source.text:
        return None
    if source.text.count("__all__") > 1:
        return None
    for name, assignment in _assignments(source.root):
        right = assignment.child_by_field_name("right")
        if name == "__all__" and right is not None and right.type in ("list", "tuple"):
            return frozenset(source.string(one) or "" for one in right.named_children if one.type != "comment")
    return None


def _is_dynamic(source: Source) -> bool:
    return " import *" in source.text or "\ndef __getattr__(" in source.text


def _is_offer(path: str, module: str, one: Declared) -> bool:
    """An import is an offer where a package gathers its own modules' names."""
    return path.endswith("__init__.py") and one.target is not None and f".{module}." in f".{one.target[0]}."


SURFACE = SurfaceReader(
    "Python",
    module_of=lambda path, paths: modules_of(paths).name_of(path),
    path_of=lambda module, near, paths: modules_of(paths).path_of(module, near),
    surface=surface,
    is_public=is_public_module,
    breaks=breaks,
    is_dynamic=_is_dynamic,
    is_offer=_is_offer,
    without_methods=WITHOUT_METHODS,
    definitions=("def ", "class "),
    calls=calls,
)
