"""Environment variables as PHP reads them: Laravel's `env`, `getenv`, `$_ENV`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written
from draft_summary.facts.php.calls import CALLS, chain_of, plain
from draft_summary.facts.reading import EnvironmentReader, Reading

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTIONS = frozenset({"env", "getenv"})
LONGEST = 80


def read(sources: list[Source]) -> Iterator[tuple[str, Reading]]:
    """Every reading with its path."""
    for source in sources:
        for node in descendants(source.root, *CALLS, "subscript_expression"):
            one = _subscript(source, node) if node.type == "subscript_expression" else _called(source, node)
            if one:
                yield source.path, one


def _called(source: Source, node: Node) -> Reading | None:
    chain = chain_of(source, node)
    last = chain.links[-1] if chain and chain.links else None
    if chain is None or last is None:
        return None
    is_helper = not chain.root and len(chain.links) == 1 and last.name in FUNCTIONS
    if not is_helper and not (chain.root == "Env" and last.name in ("get", "getOrFail")):
        return None
    name = last.text(0)
    if not name:
        return None
    given = last.node(1, "default") if last.name != "getenv" else None
    return Reading(name, _value(source, given) or _otherwise(source, node), line_of(node))


def _subscript(source: Source, node: Node) -> Reading | None:
    """`$_ENV["NAME"]`, unless it is assigned."""
    parts = node.named_children
    around = node.parent
    if len(parts) < 2 or written(parts[0]) != "$_ENV":  # noqa: PLR2004 — the array and the key
        return None
    left = around.child_by_field_name("left") if around is not None and around.type == "assignment_expression" else None
    name = plain(source, parts[1])
    return (
        None
        if not name or (left is not None and left.id == node.id)
        else Reading(name, _otherwise(source, node), line_of(node))
    )


def _otherwise(source: Source, node: Node) -> str | None:
    """The default in `getenv("A") ?: "b"` and `$_ENV["A"] ?? "b"`."""
    around = node.parent
    if around is None:
        return None
    if around.type == "conditional_expression" and around.child_by_field_name("body") is None:
        return _value(source, around.child_by_field_name("alternative"))
    if around.type == "binary_expression" and written(around.child_by_field_name("operator")) == "??":
        right = around.child_by_field_name("right")
        return _value(source, right) if right is not None and right.id != node.id else None
    return None


def _value(source: Source, node: Node | None) -> str | None:
    if node is None or written(node).lower() == "null":
        return None
    text = source.string(node)
    return one_line(node, LONGEST) if text is None else text


HINTS = ("env(", "_ENV", "Env::")
ENVIRONMENT = EnvironmentReader(HINTS, HINTS, read, re.compile(r"(^|/)config/[^/]{1,80}\.php$"))
