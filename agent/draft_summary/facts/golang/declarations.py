"""What a call on a router declares: methods, path and handler, in the words of Go's web frameworks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.golang.syntax import STRINGS, text_of
from draft_summary.facts.parsing import one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

VERBS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"})
TITLED = {verb.title(): verb for verb in VERBS}
ANY = ("*",)
METHOD_FIRST = frozenset({"Method", "MethodFunc", "Add", "Handle", "Handler", "HandlerFunc"})
# net/http since Go 1.22: [METHOD ][HOST]/path
PATTERN = re.compile(r"^(?:([A-Z]{3,7})[ \t]{1,4})?(?:[^/\s{]{0,100})(/.*|)$", re.DOTALL)
NOT_HANDLERS = frozenset({"unary_expression", "nil", "true", "false", "int_literal", *STRINGS})
LONGEST_CHAIN = 40
MOST_LINKS = 12  # of a chain of calls that describes one route


@dataclass(frozen=True, slots=True)
class Declaration:
    """A route as a call declares it; `text` is what else the call says, a handler's body left out."""

    methods: tuple[str, ...]
    path: str
    handler: Node | None
    text: str


def declaration(call: Node, name: str, arguments: list[Node], known: dict[str, str]) -> Declaration | None:
    """What the method `name` of a router declares with these arguments; None where it is no route."""
    if name in ("Handler", "HandlerFunc") and len(arguments) == 1:
        return _narrowed(call, arguments, known)
    methods: tuple[str, ...] = ANY
    if name in VERBS or name in TITLED:
        methods = (TITLED.get(name, name),)
    elif name in METHOD_FIRST and len(arguments) > 2:  # noqa: PLR2004 — method, path, handler
        methods, arguments = (text_of(arguments[0], known) or "*",), arguments[1:]
    elif name == "Match" and len(arguments) > 2:  # noqa: PLR2004 — methods, path, handler
        methods, arguments = _listed(arguments[0], known), arguments[1:]
    elif name in ("Handle", "HandleFunc"):
        methods = _above(call, known) or ANY
    elif name not in ("Any", "All"):
        return None
    path = text_of(arguments[0], known) if len(arguments) > 1 else None
    if path is None or arguments[-1].type in NOT_HANDLERS:
        return None
    return _declared(methods, path, arguments)


def _declared(methods: tuple[str, ...], path: str, arguments: list[Node]) -> Declaration | None:
    pattern = PATTERN.match(path)
    if pattern and pattern[1]:
        methods, path = (pattern[1],), pattern[2] or path
    elif (path and path[0] not in "/{:*") or "://" in path:
        return None
    handler = arguments[-1]
    shown = ", ".join("func" if one.type == "func_literal" else one_line(one) for one in arguments[1:])
    return Declaration(
        tuple(method.upper() if "{" not in method else method for method in methods), path, handler, shown
    )


def _narrowed(call: Node, arguments: list[Node], known: dict[str, str]) -> Declaration | None:
    """gorilla/mux: `r.Methods("GET").Path("/x").HandlerFunc(h)`, its links in any order."""
    methods: tuple[str, ...] = ()
    path = None
    one = _operand(call)
    for _ in range(MOST_LINKS):
        if one is None or one.type != "call_expression":
            break
        function, inner = one.child_by_field_name("function"), one.child_by_field_name("arguments")
        link = written(function.child_by_field_name("field")) if function is not None else ""
        given = inner.named_children if inner is not None else []
        if link == "Methods":
            methods = tuple(text_of(node, known) or "*" for node in given)
        elif link in ("Path", "PathPrefix") and given:
            path = text_of(given[0], known)
        one = _operand(one)
    return _declared(methods or _above(call, known) or ANY, path, [arguments[0], *arguments]) if path else None


def is_long(call: Node) -> bool:
    """Whether more calls are chained than anybody writes."""
    one: Node | None = call
    for _ in range(LONGEST_CHAIN):
        if one is None or one.type != "call_expression":
            return False
        one = _operand(one)
    return True


def _operand(call: Node) -> Node | None:
    function = call.child_by_field_name("function")
    return function.child_by_field_name("operand") if function is not None else None


def _above(call: Node, known: dict[str, str]) -> tuple[str, ...]:
    """The methods of a `.Methods("GET", ...)` further along the chain."""
    node = call
    for _ in range(MOST_LINKS):
        selector = node.parent
        outer = selector.parent if selector is not None else None
        if (
            selector is None
            or outer is None
            or selector.type != "selector_expression"
            or outer.type != "call_expression"
        ):
            return ()
        if written(selector.child_by_field_name("field")) == "Methods":
            inner = outer.child_by_field_name("arguments")
            return tuple(text_of(one, known) or "*" for one in (inner.named_children if inner is not None else []))
        node = outer
    return ()


def _listed(node: Node, known: dict[str, str]) -> tuple[str, ...]:
    """The methods of `[]string{"GET", ...}`."""
    body = node.child_by_field_name("body")
    if body is None:
        return ANY
    elements = [one.named_children[0] if one.type == "literal_element" else one for one in body.named_children]
    return tuple(text_of(one, known) or "*" for one in elements) or ANY
