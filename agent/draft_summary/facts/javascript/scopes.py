"""Functions and classes of a script file around an expression: whose parameter a name is, what a function returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draft_summary.facts.javascript.nodes import FUNCTIONS, bare, callee, key_of
from draft_summary.facts.parsing import Source, descendants, written

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTION_LIKE = FUNCTIONS | {"function_declaration", "generator_function_declaration", "method_definition"}
CLASSES = frozenset({"class_declaration", "class", "abstract_class_declaration"})


def owner_of(node: Node, name: str) -> Node | None:
    """The function whose parameter the name is, or which makes it and returns it; None for names of the top level."""
    function = node.parent
    while function is not None:
        if function.type in FUNCTION_LIKE:
            if name in parameters(function):
                return function
            if _makes(function, name):
                return function if _returns(function, name) else None
        function = function.parent
    return None


def parameters(function: Node) -> dict[str, Node]:
    """The parameters of a function that are plain names, each with its node."""
    given = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
    if given is None:
        return {}
    if given.type == "identifier":
        return {written(given): given}
    patterns = ((one.child_by_field_name("pattern") or one, one) for one in given.named_children)
    return {written(pattern): one for pattern, one in patterns if pattern.type == "identifier"}


def _makes(function: Node, name: str) -> bool:
    return any(
        written(one.child_by_field_name("name")) == name
        for statement in _statements(function)
        if statement.type in ("lexical_declaration", "variable_declaration")
        for one in statement.named_children
    )


def _returns(function: Node, name: str) -> bool:
    returned = (one for one in _statements(function) if one.type == "return_statement" and one.named_children)
    return any(written(one.named_children[0]) == name for one in returned)


def _statements(function: Node) -> list[Node]:
    body = function.child_by_field_name("body")
    return body.named_children if body is not None else []


def class_name(node: Node) -> str:
    """The name of the class around a node; `this` outside of classes."""
    one = node.parent
    while one is not None and one.type not in CLASSES:
        one = one.parent
    return written(one.child_by_field_name("name")) if one is not None else "this"


def is_handed_on(arguments: Node) -> bool:
    """Whether a function is an argument of a method; `fp(async (app) => {})` gives it back as what it is."""
    call = arguments.parent
    called = callee(call) if call is not None else None
    return called is None or called.type != "identifier"


def enumerated(source: Source, node: Node) -> dict[str, Node]:
    """The members of an enum that are given a value."""
    body = node.child_by_field_name("body") if node.type == "enum_declaration" else None
    given = [one for one in body.named_children if one.type == "enum_assignment"] if body is not None else []
    pairs = ((one.child_by_field_name("name"), one.child_by_field_name("value")) for one in given)
    return {key_of(source, name): value for name, value in pairs if value is not None}


def functions_in(source: Source) -> dict[str, Node]:
    """The functions and methods of a file by name: handlers that are given by name."""
    found: dict[str, Node] = {}
    for node in descendants(source.root, "function_declaration", "method_definition", "variable_declarator"):
        value = bare(node.child_by_field_name("value"))
        if node.type != "variable_declarator" or (value is not None and value.type in FUNCTIONS):
            found.setdefault(written(node.child_by_field_name("name")), node)
    return found
