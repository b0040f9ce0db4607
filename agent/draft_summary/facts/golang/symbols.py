"""The exported names of a Go package: functions, methods, types, constants and variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.golang.syntax import Function, functions, imports, parameters
from draft_summary.facts.golang.tests import comment_above
from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written
from draft_summary.facts.reading import Declared, Paths, Signature, SurfaceReader
from draft_summary.values.facts import Symbol

if TYPE_CHECKING:
    from tree_sitter import Node

SPECS = {"const_spec": "constant", "var_spec": "constant", "type_spec": "class", "type_alias": "class"}
GROUPS = frozenset({"var_spec_list"})


def module_of(path: str, _paths: Paths) -> str:
    """The package's folder: all its files share it; the top level is `.`."""
    return path.rpartition("/")[0] or "."


def is_public(_module: str, path: str) -> bool:
    """Test files offer nothing; a command is told by its package clause."""
    return not path.endswith("_test.go")


def surface(source: Source, _paths: Paths) -> dict[str, Declared]:
    """The exported names; none of a command, which nobody imports."""
    if any(
        one.type == "package_clause" and one.named_children[0].text == b"main"
        for one in source.root.named_children[:50]
    ):
        return {}
    found = {one.name: one for one in _functions(source)}
    for outer in source.root.named_children:
        if outer.type in ("const_declaration", "var_declaration", "type_declaration"):
            for spec in descendants(outer, *SPECS, into=GROUPS):
                for one in _declared(outer, spec):
                    found[one.name] = one
    return found


def _functions(source: Source) -> Iterator[Declared]:
    for one in functions(source):
        if is_exported(one.name) and (not one.receiver or is_exported(one.receiver)):
            name = f"{one.receiver}.{one.name}" if one.receiver else one.name
            kind = "method" if one.receiver else "function"
            text = comment_above(one.node)
            yield Declared(name, kind, line_of(one.node), signature_of(one), text, written(one.node))


def _declared(outer: Node, spec: Node) -> Iterator[Declared]:
    for name in spec.children_by_field_name("name"):
        if is_exported(written(name)):
            kind = SPECS[spec.type]
            yield Declared(written(name), kind, line_of(name), summary=comment_above(outer), body=written(spec))


def is_exported(name: str) -> bool:
    """Whether other packages see the name: it begins with a capital."""
    return name[:1].isupper()


def signature_of(one: Function) -> Signature:
    """As written from the parenthesis on; the shape has the types alone, for callers give no names."""
    inner = one.node.child_by_field_name("parameters")
    result = one.node.child_by_field_name("result")
    types = [("..." if _is_variadic(inner, at) else "") + kind for at, (_, kind) in enumerate(one.parameters)]
    if result is not None and result.type == "parameter_list":
        results = ", ".join(kind for _, kind in parameters(result))
    else:
        results = one_line(result)
    text = f"{one_line(inner)} {one_line(result)}".strip()
    return Signature(text, f"({', '.join(types)}) {results}".strip())


def _is_variadic(inner: Node | None, at: int) -> bool:
    nodes = [one for one in (inner.named_children if inner is not None else []) if one.type != "comment"]
    return bool(nodes) and nodes[-1].type == "variadic_parameter_declaration" and at >= len(nodes) - 1


def breaks(old: Signature, new: Signature) -> str:
    """Why a call that the old signature took does not compile with the new one; a variadic parameter may be added."""
    if old.shape == new.shape or re.sub(r"(, |(?<=\())\.\.\.[^,()]{1,80}(?=\))", "", new.shape) == old.shape:
        return ""
    return f"changed from `{old.text}` to `{new.text}`"


def calls(source: Source, sought: list[Symbol], _paths: Paths) -> Iterator[tuple[int, Symbol]]:
    """The calls of package functions: `pkg.Name` by what the file imports, a bare name within the package."""
    bound = imports(source)
    folder = source.path.rpartition("/")[0] or "."
    for node in descendants(source.root, "call_expression"):
        function = node.child_by_field_name("function")
        holder, _, name = written(function).rpartition(".") if function is not None else ("", "", "")
        for one in sought:
            if one.name == name and (_is_of(bound.get(holder, ""), one.module) if holder else one.module == folder):
                yield line_of(node), one


def _is_of(path: str, folder: str) -> bool:
    return bool(path) and (
        path == folder or path.endswith(f"/{folder}") or folder.endswith(f"/{path.rpartition('/')[2]}")
    )


SURFACE = SurfaceReader(
    title="Go",
    module_of=module_of,
    surface=surface,
    is_public=is_public,
    breaks=breaks,
    definitions=("func ",),
    calls=calls,
)
