"""Tests of Kotest's and Spek's specifications: calls with a name and a lambda, within each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.classes.outline import Type
from draft_summary.facts.kotlin.outline import literal
from draft_summary.facts.parsing import line_of, written
from draft_summary.facts.reading import FoundTest

if TYPE_CHECKING:
    from tree_sitter import Node

BASE = re.compile(r"^(String|Fun|Describe|Behavior|Should|Word|Free|Feature|Expect|Annotation)Spec$|^Spek$|Spec$")
GROUPS = frozenset(
    {"context", "describe", "given", "when", "feature", "group", "and", "Context", "Describe", "Given", "When"}
)
GROUPS |= {"Feature", "And"}
LEAVES = frozenset({"test", "it", "then", "should", "expect", "scenario", "Then", "It", "Scenario", "Test"})
DEEPEST = 40
OFF = re.compile(r"\benabled\s{0,4}=\s{0,4}false\b")
BANG = "!"  # Kotest: a name that begins so is not run


def read(types: tuple[Type, ...]) -> Iterator[FoundTest]:
    """The tests of the specifications among these types."""
    for one in types:
        spec = next((base for base in one.bases if BASE.search(base)), "")
        if spec:
            found = {test.name: test for test in _tests(one.node, one.chain, spec, 0, skipped=False)}
            yield from found.values()


def _tests(node: Node, chain: tuple[str, ...], spec: str, depth: int, *, skipped: bool) -> Iterator[FoundTest]:
    for child in node.named_children if depth < DEEPEST else ():
        name, is_leaf, is_skipped = _named(child, spec)
        if not name:
            yield from _tests(child, chain, spec, depth + 1, skipped=skipped)
        elif is_leaf:
            yield FoundTest(
                "::".join((*chain, name.removeprefix(BANG))),
                line_of(child),
                skipped=skipped or is_skipped,
                body=written(child),
            )
        else:
            yield from _tests(child, (*chain, name.removeprefix(BANG)), spec, depth + 1, skipped=skipped or is_skipped)


def _named(node: Node, spec: str) -> tuple[str, bool, bool]:
    """The name that a call gives to its lambda, whether that is a test, whether it is not run; else empty."""
    parts = node.named_children
    if node.type == "call_expression" and len(parts) > 1 and parts[-1].type == "annotated_lambda":
        head = parts[0]
        if head.type in ("string_literal", "multiline_string_literal"):  # "name" { }
            name = literal(head) or ""
            return name, True, name.startswith(BANG)
        if head.type == "call_expression" and head.named_child_count > 1:
            if (inner := _configured(head)) is not None:  # "name".config(enabled = false) { }
                name, is_leaf, is_skipped = inner
                return name, is_leaf, is_skipped or OFF.search(written(head)[:500]) is not None
            called = written(head.named_children[0]).rpartition(".")[2]
            plain = called.removeprefix("x")
            given = head.named_children[1].named_children
            name = (literal(given[0].named_children[-1]) if given and given[0].named_children else None) or ""
            if name and plain in LEAVES | GROUPS:
                is_leaf = plain in LEAVES and not (plain == "should" and spec == "WordSpec")
                return name, is_leaf, called != plain or name.startswith(BANG)
    if node.type in ("infix_expression", "additive_expression", "binary_expression") and len(parts) > 1:
        text = literal(parts[0])
        if text and parts[-1].type in ("annotated_lambda", "lambda_literal"):  # "name" - { }, "name" should { }
            return text, False, False
    return "", False, False


def _configured(head: Node) -> tuple[str, bool, bool] | None:
    """The name, whether it is a test and not run, of what a `config` is put to; None for any other call."""
    function = head.named_children[0]
    if function.type != "navigation_expression" or written(function.named_children[-1]) != "config":
        return None
    held = function.named_children[0]
    if (name := literal(held)) is not None:
        return name, True, name.startswith(BANG)
    if held.type != "call_expression" or held.named_child_count < 2:  # noqa: PLR2004 — the function, its arguments
        return None
    called = written(held.named_children[0])
    given = held.named_children[1].named_children
    name = literal(given[0].named_children[-1]) if given and given[0].named_children else None
    plain = called.removeprefix("x")
    if not name or plain not in LEAVES | GROUPS:
        return None
    return name, plain in LEAVES, called != plain or name.startswith(BANG)
