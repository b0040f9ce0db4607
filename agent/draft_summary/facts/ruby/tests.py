"""Tests in Ruby: RSpec, Minitest and its specs, Rails' `test "…" do`, shoulda's contexts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, line_of, one_line, written
from draft_summary.facts.reading import FoundTest, TestReader
from draft_summary.facts.ruby.calls import Call, call_of, name_of

if TYPE_CHECKING:
    from tree_sitter import Node

TEST_FILE = re.compile(r"(^|/)([^/]{1,120}_(spec|test)|test_[^/]{1,120})\.rb$")
GROUPS = frozenset(
    {"describe", "context", "feature", "xdescribe", "xcontext", "fdescribe", "fcontext", "shared_context"}
)
EXAMPLES = frozenset(
    {"it", "specify", "example", "scenario", "test", "should", "fit", "xit", "xspecify", "xscenario"}
) | {
    "pending",
    "skip",
    "its",
}
SKIPPED = frozenset({"xit", "xspecify", "xscenario", "skip", "xdescribe", "xcontext"})
PROMISED = frozenset({"it", "specify", "example", "scenario"})  # without a block: to be written
UNNAMED = frozenset({"pending", "skip", "should", "test"})
DEEPEST = 20  # groups within each other
TIERS = (
    (re.compile(r"(^|/)(spec|test)/(system|features|acceptance|e2e)/"), "e2e"),
    (re.compile(r"(^|/)(spec|test)/(models|unit|lib|helpers|jobs|mailers|services|policies|validators)/"), "unit"),
)


def is_test_file(path: str) -> bool:
    """Whether RSpec or Minitest would run the file."""
    return TEST_FILE.search(path) is not None


def read_tests(source: Source) -> tuple[FoundTest, ...]:
    """The tests of a file in order, with the groups around them."""
    tier = next((tier for pattern, tier in TIERS if pattern.search(source.path)), "")
    found: dict[str, FoundTest] = {}
    for test in _in_body(source, source.root, (), skipped=False, tier=tier):
        found.setdefault(test.name, test)
    return tuple(found.values())


def _in_body(
    source: Source, body: Node | None, chain: tuple[str, ...], *, skipped: bool, tier: str
) -> Iterator[FoundTest]:
    for node in body.named_children if body is not None and len(chain) < DEEPEST else ():
        if node.type in ("class", "module"):
            name = written(node.child_by_field_name("name"))
            within = (*chain, name) if node.type == "class" else chain
            yield from _in_body(source, node.child_by_field_name("body"), within, skipped=skipped, tier=tier)
        elif node.type == "method" and chain and written(node.child_by_field_name("name")).startswith("test_"):
            yield _test(source, node, (*chain, written(node.child_by_field_name("name"))), skipped=skipped, tier=tier)
        elif node.type == "call" and (call := call_of(source, node)):
            yield from _called(call, chain, skipped=skipped, tier=tier)


def _called(call: Call, chain: tuple[str, ...], *, skipped: bool, tier: str) -> Iterator[FoundTest]:
    skipped = skipped or call.method in SKIPPED or bool({"skip", "pending"} & call.named.keys())
    if call.method in GROUPS and call.receiver in ("", "RSpec") and call.block is not None:
        title = " ".join(text for node in call.positional[:2] if (text := _title(call, node)))
        yield from _in_body(call.source, call.block, (*chain, title or call.method), skipped=skipped, tier=tier)
    elif call.method in EXAMPLES and not call.receiver:
        stated = call.text(0)
        has_block = call.node.child_by_field_name("block") is not None
        if not has_block and (stated is None or call.method not in PROMISED):
            return
        said = stated or (one_line(call.block, 80) if call.method not in UNNAMED else "")
        if said:  # RSpec's one-liners have no other name than what they expect
            yield _test(call.source, call.node, (*chain, said), skipped=skipped or not has_block, tier=tier)


def _title(call: Call, node: Node) -> str:
    if node.type in ("constant", "scope_resolution"):
        return written(node)
    return name_of(call.source, node) or "" if node.type == "string" else ""


def _test(source: Source, node: Node, chain: tuple[str, ...], *, skipped: bool, tier: str) -> FoundTest:
    """A skip at the start of the body skips the whole test."""
    body = node.child_by_field_name("body") or (
        block.child_by_field_name("body") if (block := node.child_by_field_name("block")) is not None else None
    )
    first = call_of(source, next(iter(body.named_children), None)) if body is not None else None
    skips = first is not None and first.method in ("skip", "pending") and not first.receiver
    reason = first.text(0) if first is not None and skips else ""
    name = "::".join(part for part in chain if part)
    return FoundTest(name, line_of(node), tier, "", skipped or skips, reason=reason or "", body=written(node))


TESTS = TestReader(is_test_file, read_tests, "", ("skip", "xit", "pending", "xdescribe", "xcontext"))
