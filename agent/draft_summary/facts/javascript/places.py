"""A script file among the others: the routers, plugins and texts that its expressions stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Key
from draft_summary.facts.javascript.modules import DEFAULT, required_module
from draft_summary.facts.javascript.nodes import bare, call_of, callee, is_function, key_of, members
from draft_summary.facts.javascript.origins import Files
from draft_summary.facts.javascript.scopes import FUNCTION_LIKE, class_name, enumerated, is_handed_on
from draft_summary.facts.parsing import Source, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

CONFIGURED_BASE = re.compile(r"^\{[^{}/]{1,80}\}(?=/|$)")
DEEPEST = 20  # members, operands and calls within each other


@dataclass(frozen=True)
class Place:
    """A file among the others of its side."""

    source: Source
    files: Files

    @property
    def path(self) -> str:
        """The file's path."""
        return self.source.path

    def key(self, node: Node | None, depth: int = 0) -> Key | None:
        """The router or plugin that an expression stands for; None for what comes of a package or is not known."""
        node = bare(node)
        if node is None or depth > DEEPEST:
            return None
        if is_function(node):
            return self.path, f"#{node.start_byte}"
        if node.type == "identifier":
            owner = self.owner(node)
            return self.function_key(owner) if owner is not None else self.files.origin(self.path, written(node))
        if node.type == "this":
            return self.path, class_name(node)
        if node.type == "member_expression":
            inner, name = bare(node.child_by_field_name("object")), written(node.child_by_field_name("property"))
            of_module = self.files.member(self.path, written(inner), name) if inner is not None else None
            return of_module or self.key(inner, depth + 1)
        return self._called(node, depth)

    def owner(self, name: Node) -> Node | None:
        """The function whose parameter the name is, or which makes it and returns it; None for the top level's."""
        return self.files.scopes(self.path).owner(name, written(name))

    def _called(self, node: Node, depth: int) -> Key | None:
        """What a call gives: a module, what a function makes of its first argument, `router.routes()`."""
        call = call_of(self.source, node)
        if call is None:
            return None
        if (module := required_module(self.source, node)) is not None:
            target = self.files.modules.path_of(module, self.path)
            return self.files.exported(target, DEFAULT) if target else None
        if call.receiver is None:
            return self.key(callee(node), depth + 1) or self.key(call.at(0), depth + 1)
        return self.key(call.receiver, depth + 1)

    def function_key(self, function: Node) -> Key:
        """The key of what is passed to a function, or of what it returns: the name under which it is called."""
        node: Node | None = function
        for _ in range(DEEPEST):
            parent = node.parent if node is not None else None
            if node is None or parent is None or (parent.type == "arguments" and is_handed_on(parent)):
                break
            if name := self._name_given(node, parent):
                return self.path, name
            node = parent
        return self.path, f"#{function.start_byte}"

    def _name_given(self, node: Node, parent: Node) -> str:
        """The name that a function has of its own, or is bound or exported by."""
        if node.type in FUNCTION_LIKE and (own := node.child_by_field_name("name")):
            return written(own)
        if parent.type == "variable_declarator":
            return written(parent.child_by_field_name("name"))
        if parent.type == "export_statement":
            return DEFAULT
        if parent.type == "assignment_expression":
            left = written(parent.child_by_field_name("left"))
            return DEFAULT if left in ("module.exports", "exports") else left.rpartition(".")[2]
        return key_of(self.source, parent.child_by_field_name("key")) if parent.type == "pair" else ""

    def texts(self, node: Node | None) -> list[str]:
        """The paths that an argument gives: one, or those of an array."""
        node = bare(node)
        every = node.named_children if node is not None and node.type == "array" else [node]
        return [text for one in every if (text := self.text(one)) is not None]

    def prefixes(self, node: Node | None) -> list[str]:
        """As `texts`, for where a router is mounted: a base that is configured before the path is left out."""
        return [CONFIGURED_BASE.sub("", text) for text in self.texts(node)]

    def text(self, node: Node | None, depth: int = 0) -> str | None:
        """A route or prefix as far as it is known; what is not stands in braces. None for what is no text."""
        node = bare(node)
        if node is None or depth > DEEPEST:
            return None
        if self.source.is_plain_string(node):
            return self.source.string(node)
        if node.type == "template_string":
            return "".join(self._part(one, depth) for one in node.named_children)
        if node.type == "binary_expression" and written(node.child_by_field_name("operator")) == "+":
            left, right = (self.text(node.child_by_field_name(side), depth + 1) for side in ("left", "right"))
            return None if left is None or right is None else left + right
        if node.type in ("identifier", "member_expression"):
            found = self._value(node, depth)
            text = found[0].text(found[1], depth + 1) if found else None
            return f"{{{one_line(node, 80)}}}" if text is None else text
        return written(node) if node.type == "regex" else None

    def _part(self, node: Node, depth: int) -> str:
        if node.type != "template_substitution":
            return written(node)
        inner = node.named_children[0] if node.named_children else None
        text = self.text(inner, depth + 1)
        return f"{{{one_line(inner, 80)}}}" if text is None else text

    def _value(self, node: Node, depth: int) -> tuple[Place, Node] | None:
        """The expression that a name or a member of an object is bound to, and the file it stands in."""
        if node.type == "identifier":
            return self._bound(self.files.origin(self.path, written(node)))
        inner, name = bare(node.child_by_field_name("object")), written(node.child_by_field_name("property"))
        if inner is None or inner.type not in ("identifier", "member_expression") or depth > DEEPEST:
            return None
        if found := self._bound(self.files.member(self.path, written(inner), name)):
            return found
        holder = self._value(inner, depth + 1)
        return holder[0].member_of(holder[1], name) if holder else None

    def member_of(self, value: Node, name: str) -> tuple[Place, Node] | None:
        """A member of an object literal or enum that stands in this file."""
        found = members(self.source, value).get(name) or enumerated(self.source, value).get(name)
        if found is not None and found.type == "shorthand_property_identifier":
            return self._bound(self.files.origin(self.path, name))
        return (self, found) if found is not None else None

    def _bound(self, key: Key | None) -> tuple[Place, Node] | None:
        node = self.files.bound(key) if key else None
        return (Place(self.files.sources[key[0]], self.files), node) if key and node is not None else None
