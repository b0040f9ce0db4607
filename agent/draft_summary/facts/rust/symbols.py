"""The public items of a Rust file: functions, methods, types, traits, constants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, line_of, one_line, written
from draft_summary.facts.reading import Declared, Paths, Signature, SurfaceReader
from draft_summary.facts.rust.syntax import Item, items

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS = {
    "struct_item": "class",
    "enum_item": "class",
    "trait_item": "class",
    "type_item": "class",
    "union_item": "class",
}
KINDS |= {"const_item": "constant", "static_item": "constant", "function_item": "function"}


def module_of(path: str, _paths: Paths) -> str:
    """The crate's folder and the path below `src`, as modules are written."""
    before, found, after = f"/{path}".rpartition("/src/")
    parts = re.sub(r"(^|/)(mod|lib|main)\.rs$|\.rs$", "", after).split("/")
    crate = before.rpartition("/")[2].replace("-", "_") if found else ""
    return "::".join(part for part in (crate, *parts) if part)


def is_public(_module: str, path: str) -> bool:
    """Tests, benchmarks and build scripts offer nothing."""
    return not re.search(r"(^|/)(tests|benches|examples)/|(^|/)build\.rs$", path)


def surface(source: Source, _paths: Paths) -> dict[str, Declared]:
    """The items that are `pub`, methods with their type; modules for tests left out."""
    return {one.name: one for item in items(source) if not item.in_tests for one in _declared(item)}


def _declared(item: Item) -> Iterator[Declared]:
    node = item.node
    kind = KINDS.get(node.type)
    if kind is None or not item.is_public or item.in_trait:
        return
    name = ".".join((*item.around, item.name))
    if kind == "function":
        kind = "method" if item.around and item.around[-1][:1].isupper() else "function"
        yield Declared(name, kind, line_of(node), signature_of(node), body=written(node))
    else:
        yield Declared(name, kind, line_of(node), body=written(node))


def signature_of(node: Node) -> Signature:
    """As written from the parenthesis on; the shape has the types alone."""
    inner, result = node.child_by_field_name("parameters"), node.child_by_field_name("return_type")
    types = [
        one_line(one.child_by_field_name("type")) if one.type == "parameter" else one_line(one)
        for one in (inner.named_children if inner is not None else [])
        if one.type in ("parameter", "self_parameter", "variadic_parameter")
    ]
    shown = f" -> {one_line(result)}" if result is not None else ""
    modifiers = next((written(one) for one in node.named_children if one.type == "function_modifiers"), "")
    return Signature(
        f"{one_line(inner)}{shown}", f"({', '.join(types)}){shown}", asynchronous="async" in modifiers.split()
    )


def breaks(old: Signature, new: Signature) -> str:
    """Why a call that the old signature took does not compile with the new one."""
    if old.asynchronous != new.asynchronous:
        return "is asynchronous now" if new.asynchronous else "is no longer asynchronous"
    return "" if old.shape == new.shape else f"changed from `{old.text}` to `{new.text}`"


SURFACE = SurfaceReader(title="Rust", module_of=module_of, surface=surface, is_public=is_public, breaks=breaks)
