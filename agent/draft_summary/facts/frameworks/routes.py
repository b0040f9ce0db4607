"""What Python's web frameworks have in common: names that are routers, expressions that are routes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Key
from draft_summary.facts.literals import constants
from draft_summary.facts.parsing import Match, Source, one_line, written
from draft_summary.facts.python.calls import Call, call_of, items
from draft_summary.facts.python.modules import Binding, Modules, imports
from draft_summary.facts.python.scopes import Definition, definitions
from draft_summary.facts.python.signatures import signature_of

if TYPE_CHECKING:
    from tree_sitter import Node

VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
ROUTER_NAME = re.compile(r"(^|[._])(app|application|api|router|bp|blueprint|blp|routes)$", re.IGNORECASE)
DEPRECATED = re.compile(r"^(\w{1,40}\.){0,3}deprecated\b", re.IGNORECASE)
DEEPEST = 20  # operands within each other
FOLLOWED = 5  # imports from one file to the next


@dataclass(frozen=True)
class Place:
    """A file in its tree: where its names come from. `other` gives the other files' sources, None for unread ones."""

    source: Source
    modules: Modules
    other: Callable[[str], Source | None]
    _constants: dict[str, dict[str, str]] = field(default_factory=dict)

    def key(self, expression: str) -> Key:
        """The router that an expression stands for: where it was made, if its imports can be followed."""
        path, name = self.source.path, expression
        source: Source | None = self.source
        for _ in range(FOLLOWED):
            if source is None:
                break
            head, _, rest = name.partition(".")
            binding = self.imports_of(source).get(head)
            target = self.modules.resolved(path, binding) if binding else None
            if target is None:
                break
            path, attribute = target
            name = ".".join(part for part in (attribute, rest) if part)
            source = self.other(path)
        return path, name

    def text(self, node: Node | None, depth: int = 0) -> str | None:
        """A route or prefix: a string, a constant, or both put together; what is not known stands in braces."""
        if node is None or depth > DEEPEST:
            return None
        source = self.source
        if source.is_plain_string(node):
            return source.string(node)
        if node.type == "string":
            names = source.language.strings
            parts = node.named_children
            return "".join(
                self._named(one_line(part).strip("{}"))
                if names and part.type in names.interpolations
                else written(part)
                for part in parts
                if part.type in ("string_content", "interpolation")
            )
        if node.type == "binary_operator":
            left = self.text(node.child_by_field_name("left"), depth + 1)
            right = self.text(node.child_by_field_name("right"), depth + 1)
            return f"{left}{right}" if left is not None and right is not None else None
        if node.type in ("identifier", "attribute"):
            return self._named(written(node))
        return None

    def _named(self, name: str) -> str:
        """The value of a constant, here or where it is imported from; the name in braces where it is not known."""
        path, known = self.key(name)
        source = self.source if path == self.source.path else self.other(path)
        last = known.rpartition(".")[2]
        if source is not None:
            if path not in self._constants:
                self._constants[path] = {**_attributes(source), **constants(source)}
            if last in self._constants[path]:
                return self._constants[path][last]
        return f"{{{name}}}"

    def definition(self, expression: str) -> tuple[Source, Definition] | None:
        """The function or class that an expression names, where it is defined in a file that was read."""
        path, name = self.key(expression)
        source = self.source if path == self.source.path else self.other(path)
        found = (one for one in definitions(source.root) if one.name == name) if source else ()
        one = next(iter(found), None)
        return (source, one) if source and one else None

    def imports_of(self, source: Source) -> Mapping[str, Binding]:
        """What a file's imports bind."""
        return imports(source)


@dataclass(frozen=True, slots=True)
class Decorated:
    """A handler: the call in its decorator, what that is called on, and the function or class itself."""

    call: Call
    router: str
    handler: Definition


def _matches(source: Source) -> tuple[Match, ...]:
    return source.matches("routes")


def decorated(source: Source) -> Iterator[Decorated]:
    """The decorated functions and classes of a file, methods and functions within functions included."""
    for match in source.once(_matches):
        if "handler" not in match:
            continue
        outer, node = match["outer"][0], match["handler"][0]
        call = call_of(source, match["call"][0])
        if call and (router := call.function.rpartition(".")[0]):
            yield Decorated(call, router, Definition(outer, node, written(node.child_by_field_name("name"))))


def calls(source: Source, *names: str) -> Iterator[Call]:
    """The calls of these methods or functions."""
    for match in source.once(_matches):
        if "statement" in match and (call := call_of(source, match["statement"][0])) and call.last in names:
            yield call


def assigned(source: Source) -> Iterator[tuple[str, Call]]:
    """`(name, call)` of each name that is bound to what a call returns."""
    for match in source.once(_matches):
        if "made" in match and (call := call_of(source, match["made"][0])):
            yield written(match["bound"][0]), call


def methods_of(source: Source, node: Node | None) -> tuple[str, ...]:
    """The methods in a `methods=[...]`, in capitals; `*` where they are computed."""
    if node is None:
        return ()
    named = [source.string(one) for one in (node.named_children if node.type == "set" else items(node))]
    return tuple(name.upper() for name in named if name) if named and all(named) else ("*",)


def class_methods(one: Definition) -> tuple[str, ...]:
    """The HTTP methods that a view class answers, in capitals."""
    return tuple(inner.name.upper() for inner in definitions(one.body) if inner.name in VERBS)


def contract(one: Definition) -> str:
    """What a caller may notice of a handler: its decorators and signature; of a class, those of its methods."""
    if one.is_class:
        inner = [signature_of(method.node).shape for method in definitions(one.body) if method.name in VERBS]
        return "\n".join((*one.decorators, *inner))
    return "\n".join((*one.decorators, signature_of(one.node).shape))


def is_deprecated(one: Decorated) -> bool:
    """Whether the declaration or a decorator of the handler says so."""
    said = one_line(one.call.named.get("deprecated")) == "True"
    return said or any(DEPRECATED.match(text) for text in one.handler.decorators)


def text_of(one: Definition) -> str:
    """What a handler does, as text: without its docstring, comments between its statements, and line breaks."""
    body = [child for child in (one.body.named_children if one.body else []) if child.type != "comment"]
    if body and body[0].type == "expression_statement" and body[0].named_children[0].type == "string":
        body = body[1:]
    shown = (*one.decorators, one_line(one.node.child_by_field_name("parameters")), *(written(part) for part in body))
    return " ".join(" ".join(shown).split())


def _attributes(source: Source) -> dict[str, str]:
    """The plain strings that class bodies bind: what a settings object holds unless it is told otherwise."""
    found: dict[str, str] = {}
    for one in definitions(source.root):
        for child in one.body.named_children if one.is_class and one.body else ():
            assignment = (
                child.named_children[0] if child.type == "expression_statement" and child.named_children else None
            )
            if assignment is not None and assignment.type == "assignment":
                right = assignment.child_by_field_name("right")
                if source.is_plain_string(right):
                    found[written(assignment.child_by_field_name("left"))] = source.string(right) or ""
    return found
