"""Functions and classes of a script file around an expression: whose parameter a name is, what a function returns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.nodes import FUNCTIONS, bare, callee, key_of
from draft_summary.facts.parsing import Source, descendants, written

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTION_LIKE = FUNCTIONS | {"function_declaration", "generator_function_declaration", "method_definition"}
CLASSES = frozenset({"class_declaration", "class", "abstract_class_declaration"})


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of a function: its parameters, what its body makes, what it returns by name."""

    parameters: frozenset[str]
    made: frozenset[str]
    returned: frozenset[str]


@dataclass(frozen=True)
class Scopes:
    """The functions of a file in order, with the place in the list of the one around each, -1 for none.

    They are found by position: to ask a node for its parents takes the longer, the more siblings those have.
    """

    functions: tuple[Node, ...]
    outer: tuple[int, ...]
    _known: dict[int, Scope] = field(default_factory=dict)

    def owner(self, node: Node, name: str) -> Node | None:
        """The function whose parameter the name is, or which makes it and returns it; None for the top level's."""
        place = bisect_right(self.functions, node.start_byte, key=lambda one: one.start_byte) - 1
        while place >= 0:
            function = self.functions[place]
            if function.end_byte > node.start_byte and function.id != node.id:
                if place not in self._known:
                    self._known[place] = _scope(function)
                scope = self._known[place]
                if name in scope.parameters:
                    return function
                if name in scope.made:
                    return function if name in scope.returned else None
            place = self.outer[place]
        return None


def scopes_of(source: Source) -> Scopes:
    """The functions of a file."""
    functions = tuple(match["function"][0] for match in source.matches("scopes"))
    outer: list[int] = []
    around: list[int] = []
    for place, one in enumerate(functions):
        while around and functions[around[-1]].end_byte <= one.start_byte:
            around.pop()
        outer.append(around[-1] if around else -1)
        around.append(place)
    return Scopes(functions, tuple(outer))


def _scope(function: Node) -> Scope:
    body = function.child_by_field_name("body")
    statements = body.named_children if body is not None else []
    made = (
        written(one.child_by_field_name("name"))
        for statement in statements
        if statement.type in ("lexical_declaration", "variable_declaration")
        for one in statement.named_children
    )
    returned = (one.named_children[0] for one in statements if one.type == "return_statement" and one.named_children)
    names = (written(one) for one in returned if one.type == "identifier")
    return Scope(frozenset(parameters(function)), frozenset(made), frozenset(names))


def parameters(function: Node) -> dict[str, Node]:
    """The parameters of a function that are plain names, each with its node."""
    given = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
    if given is None:
        return {}
    if given.type == "identifier":
        return {written(given): given}
    patterns = ((one.child_by_field_name("pattern") or one, one) for one in given.named_children)
    return {written(pattern): one for pattern, one in patterns if pattern.type == "identifier"}


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
