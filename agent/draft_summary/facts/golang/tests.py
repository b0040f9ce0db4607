"""Tests in a Go file, by the rules of `go test` (pkg.go.dev/testing), and those of testify's and gocheck's suites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.golang.syntax import Function, functions
from draft_summary.facts.parsing import Source, line_of, one_line, written
from draft_summary.facts.reading import FoundTest, TestReader

if TYPE_CHECKING:
    from tree_sitter import Node

# A test's name goes on with no lower-case letter: `Testify` is none.
NAME = re.compile(r"^(Test|Benchmark|Fuzz|Example)(?![a-z])\w*$")
PARAMETER = {"Test": "testing.T", "Benchmark": "testing.B", "Fuzz": "testing.F"}
BUILD_TAG = re.compile(r"^//\s?(?:go:build|\+build)\s+(.{1,200})$", re.MULTILINE)
TIER_TAG = re.compile(r"(?<![!\w])(unit|integration|e2e|functional|acceptance)(?:_?tests?)?\b")
TIER_NAME = re.compile(r"_(unit|integration|e2e)_test\.go$")
CONTAINERS = re.compile(r'"github\.com/(testcontainers/testcontainers-go|ory/dockertest)')
SUITE = re.compile(r"suite", re.IGNORECASE)
SKIPS = re.compile(r"^(\w{1,40}(\.T\(\))?)\.Skip(f|Now)?$")


def is_test_file(path: str) -> bool:
    """Whether `go test` compiles the file."""
    return path.endswith("_test.go")


def read_tests(source: Source) -> tuple[FoundTest, ...]:
    """The tests, benchmarks, fuzz tests and examples that are declared, in order; subtests are part of theirs."""
    tier = _tier(source)
    found = {}
    for one in functions(source):
        if name := _name(source, one):
            found[name] = _test(one, name, tier)
    return tuple(found.values())


def _name(source: Source, one: Function) -> str:
    """The test's name, a suite's method with its type; empty for any other function."""
    kind = NAME.match(one.name)
    if not kind:
        return ""
    types = [kind for _, kind in one.parameters]
    if one.receiver:
        is_suite = kind[1] == "Test" and (not types or types == ["*C"] or types[0].endswith("check.C"))
        return f"{one.receiver}::{one.name}" if is_suite and SUITE.search(source.text) else ""
    if kind[1] == "Example":
        return "" if types else one.name
    return one.name if len(types) == 1 and types[0].endswith(PARAMETER[kind[1]].removeprefix("testing")) else ""


def _test(one: Function, name: str, tier: str) -> FoundTest:
    skip = next(_skips(one.body), None)
    return FoundTest(
        name=name,
        line=line_of(one.node),
        tier=tier,
        summary=comment_above(one.node),
        skipped=skip is not None,
        expected_to_fail=False,
        reason=one_line(skip, 200) if skip is not None else "",
        body=written(one.node),
    )


def _skips(body: Node | None) -> Iterator[Node]:
    """The calls that skip the test whatever holds: statements of the body itself, none within a condition."""
    blocks = body.named_children if body is not None else []
    for block in blocks:
        for statement in block.named_children if block.type == "statement_list" else [block]:
            call = statement.named_children[0] if statement.type == "expression_statement" else None
            function = call.child_by_field_name("function") if call is not None else None
            if call is not None and function is not None and SKIPS.match(written(function)):
                yield call


def comment_above(node: Node) -> str:
    """The first line of the comment right above a declaration, where that is text."""
    lines: list[str] = []
    before, row = node.prev_named_sibling, node.start_point.row
    while before is not None and before.type == "comment" and before.end_point.row == row - 1:
        lines.append(written(before))
        row, before = before.start_point.row, before.prev_named_sibling
    first = lines[-1] if lines else ""
    return "" if first.startswith(("//go:", "//nolint", "/*")) else first.removeprefix("//").strip()[:200]


def _tier(source: Source) -> str:
    """The tier that the file's name, its build constraint or a library that starts containers tells."""
    if named := TIER_NAME.search(source.path):
        return named[1]
    head = source.text[:4000].partition("\npackage ")[0]
    for tag in BUILD_TAG.findall(head):
        if found := TIER_TAG.search(tag):
            return found[1] if found[1] in ("unit", "integration") else "e2e"
    return "integration" if CONTAINERS.search(source.text) else ""


TESTS = TestReader(is_test_file=is_test_file, read=read_tests, hint="func ", skips=(".Skip",))
