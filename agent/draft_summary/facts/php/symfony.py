"""Symfony's routes: `#[Route]` attributes, and `@Route` annotations, of controllers and their methods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Route, full
from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written
from draft_summary.facts.php.calls import Link, link_of, texts

if TYPE_CHECKING:
    from tree_sitter import Node

ANNOTATION = re.compile(r"@Route\(\s*(?:path\s*=\s*)?\"([^\"]{0,300})\"([^)]{0,600})\)")
METHODS = re.compile(r"methods\s*=\s*\{?((?:\s*\"[A-Z]{3,7}\"\s*,?){1,8})")


def read(source: Source) -> Iterator[Route]:
    """The routes of a file's controllers, those of a class before those of its methods."""
    for one in descendants(source.root, "class_declaration"):
        prefix = next((path for path, _, _ in _stated(source, one)), "")
        body = one.child_by_field_name("body")
        for method in body.named_children if body is not None else ():
            if method.type == "method_declaration":
                yield from _of_method(source, method, prefix)
        if body is not None and any(
            written(child.child_by_field_name("name")) == "__invoke" for child in body.named_children
        ):
            for path, methods, line in _stated(source, one):
                yield Route(
                    ("", ""), path or "/", methods, source.path, line, one_line(one)[:200], handler=written(body)
                )


def _of_method(source: Source, method: Node, prefix: str) -> Iterator[Route]:
    signature = one_line(method.child_by_field_name("parameters"))
    handler = " ".join(written(method.child_by_field_name("body")).split())
    for path, methods, line in _stated(source, method):
        route = full(prefix, path) or "/"
        yield Route(("", ""), route, methods, source.path, line, f"{methods} {signature}", handler=handler)


def _stated(source: Source, node: Node) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """`(path, methods, line)` of each route that stands before a class or a method."""
    attributes = node.child_by_field_name("attributes")
    for attribute in descendants(attributes, "attribute") if attributes is not None else ():
        name = written(attribute.named_children[0]).rpartition("\\")[2]
        link = link_of(source, name, attribute.child_by_field_name("parameters"))
        if name == "Route":
            yield from ((path, _methods(link), line_of(attribute)) for path in texts(source, link.node(0, "path")))
    before = node.prev_named_sibling
    if before is not None and before.type == "comment" and "@Route(" in (said := written(before)[:5_000]):
        for found in ANNOTATION.finditer(said):
            named = METHODS.search(found[2])
            methods = tuple(re.findall(r"[A-Z]{3,7}", named[1])) if named else ("*",)
            yield found[1], methods, line_of(node)


def _methods(link: Link) -> tuple[str, ...]:
    return tuple(text.upper() for text in texts(link.source, link.node(99, "methods"))) or ("*",)
