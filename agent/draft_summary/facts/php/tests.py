"""Tests in PHP: PHPUnit's classes, Pest's functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.php.calls import Chain, body_of, chain_of
from draft_summary.facts.reading import FoundTest, TestReader

if TYPE_CHECKING:
    from tree_sitter import Node

TEST_FILE = re.compile(r"Test\.php$|(^|/)[Tt]ests?/.{1,200}\.php$")
MARKED = re.compile(r"@test\b")
ATTRIBUTE = re.compile(r"#\[\s*(\\?\w{1,40}\\){0,6}Test\b")
SKIPS = re.compile(r"^\s*\{?\s*(\$this->|self::|static::)markTest(Skipped|Incomplete)\(")
E2E = re.compile(r"(^|/)[Tt]ests?/(Browser|E2E|Acceptance)/")
DEEPEST = 10  # `describe` within each other


def is_test_file(path: str) -> bool:
    """Whether PHPUnit or Pest would run the file."""
    return TEST_FILE.search(path) is not None


def read_tests(source: Source) -> tuple[FoundTest, ...]:
    """The tests of a file in order."""
    tier = "e2e" if E2E.search(source.path) else ""
    found: dict[str, FoundTest] = {}
    for test in (*_of_classes(source, source.root, tier), *_of_functions(source, source.root, (), tier)):
        found.setdefault(test.name, test)
    return tuple(found.values())


def _of_classes(source: Source, body: Node, tier: str) -> Iterator[FoundTest]:
    for node in body.named_children:
        if node.type in ("namespace_definition", "compound_statement", "declaration_list"):
            yield from _of_classes(source, node, tier)
        elif node.type == "class_declaration" and (inner := node.child_by_field_name("body")) is not None:
            is_case = any(one.type == "base_clause" and "Test" in written(one) for one in node.named_children)
            before: Node | None = None
            for method in inner.named_children if is_case else ():
                if method.type == "method_declaration" and _is_test(method, before):
                    yield _method(method, written(node.child_by_field_name("name")), tier)
                before = method


def _is_test(method: Node, before: Node | None) -> bool:
    if re.match(r"test", written(method.child_by_field_name("name")), re.IGNORECASE):
        return "private" not in written(method)[:60]
    said = written(before) if before is not None and before.type == "comment" else ""
    return bool(MARKED.search(said) or ATTRIBUTE.search(written(method.child_by_field_name("attributes"))))


def _method(method: Node, owner: str, tier: str) -> FoundTest:
    name = written(method.child_by_field_name("name"))
    skipped = SKIPS.match(written(method.child_by_field_name("body"))[:400]) is not None
    return FoundTest(f"{owner}::{name}", line_of(method), tier, "", skipped, body=written(method))


def _of_functions(source: Source, body: Node | None, around: tuple[str, ...], tier: str) -> Iterator[FoundTest]:
    """Pest: `it("does", fn)` and `test("does", fn)`, within `describe("what", fn)`."""
    for statement in body.named_children if body is not None and len(around) < DEEPEST else ():
        node = statement.named_children[0] if statement.type == "expression_statement" else None
        chain = chain_of(source, node)
        if chain is None or chain.root or not chain.links:
            continue
        first = chain.links[0]
        title = first.text(0)
        if title and first.name == "describe":
            yield from _of_functions(source, body_of(first.node(1)), (*around, title), tier)
        elif title and first.name in ("it", "test", "todo"):
            yield _function(chain, "::".join((*around, title)), tier)


def _function(chain: Chain, name: str, tier: str) -> FoundTest:
    skip = chain.link("skip", "todo")
    reason = (skip.text(0) or "") if skip else ""
    return FoundTest(name, chain.line, tier, "", skip is not None, reason=reason, body=written(chain.node))


TESTS = TestReader(is_test_file, read_tests, "", ("skip", "Skip", "Incomplete", "todo"))
