"""Tests in JavaScript and TypeScript: Jest, Vitest, Mocha, node:test, Playwright, Cypress, AVA, tap.

All of them declare a test by a call with a title and a function, within calls that describe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.modules import imports
from draft_summary.facts.javascript.nodes import FUNCTIONS, bare, callee, is_function
from draft_summary.facts.parsing import Source, line_of, one_line, written
from draft_summary.facts.reading import FoundTest, TestReader

if TYPE_CHECKING:
    from tree_sitter import Node

TEST_FILE = re.compile(
    r"(^|/)([^/]+[._-](test|tests|spec|cy|e2e|it)|[^/]+\.e2e-(spec|test)|tests?|test-[^/]+)\.[cm]?[jt]sx?$"
)
TEST_FOLDER = re.compile(
    r"(^|/)(__tests__|tests?|spec|e2e|cypress/(e2e|integration|component))/(?!.*(fixtures?|__mocks__)/)"
)
SCRIPT = re.compile(r"(?<!\.d)\.[cm]?[jt]sx?$")
GROUPS = frozenset({"describe", "suite", "context", "xdescribe", "fdescribe", "xcontext"})
TESTS = frozenset({"it", "test", "specify", "xit", "xtest", "xspecify", "fit", "ftest"})
# What may stand between the name and its parentheses: `test.only.each(...)`. Others, `test.step`, declare no test.
MODIFIERS = frozenset(
    {
        "skip",
        "only",
        "todo",
        "each",
        "for",
        "concurrent",
        "sequential",
        "serial",
        "parallel",
        "fails",
        "failing",
        "fail",
    }
    | {"fixme", "slow", "skipIf", "runIf", "if", "todoIf", "shuffle", "describe", "cb", "macro"}
)
SKIPS = frozenset({"skip", "todo", "fixme"})
FAILS = frozenset({"fails", "failing", "fail"})
ASKED = frozenset({"each", "for", "skipIf", "runIf", "if", "todoIf"})  # called themselves, before the title is given
LIBRARIES = {
    "node:test": "",
    "test": "",
    "vitest": "",
    "@jest/globals": "",
    "ava": "",
    "tap": "",
    "tape": "",
    "mocha": "",
    "bun:test": "",
    "@playwright/test": "e2e",
    "@playwright/experimental-ct-react": "",
    "@japa/runner": "",
    "@std/testing/bdd": "",
    "uvu": "",
}
CHAINED = frozenset({"tap", "tape", "node:test", "test"})  # a test's own parameter declares tests within it
TIER_NAME = re.compile(r"[._-](e2e|cy|unit|integration|int)([._-](test|tests|spec))?\.[cm]?[jt]sx?$")
TIERS = {"e2e": "e2e", "cy": "e2e", "unit": "unit", "integration": "integration", "int": "integration"}
DEEPEST = 60  # nodes from a test to the one around it, and calls within each other
LONGEST = 300  # characters of a title


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a call: titles, and whether all in it is skipped. `own` are names that declare tests here."""

    chain: tuple[str, ...] = ()
    skipped: bool = False
    tier: str = ""
    own: frozenset[str] = frozenset()
    groups: frozenset[str] = GROUPS
    tests: frozenset[str] = TESTS


@dataclass(frozen=True, slots=True)
class _Declaring:
    """A call that declares: its root name, the modifiers after it, its title and its function."""

    root: str
    modifiers: tuple[str, ...]
    title: str
    body: Node | None


def is_test_file(path: str) -> bool:
    """Whether a test runner would look into the file."""
    if not SCRIPT.search(path):
        return False
    return TEST_FILE.search(path) is not None or TEST_FOLDER.search(path) is not None


def read(source: Source) -> tuple[FoundTest, ...]:
    """The tests of a file in order, a parametrized one once; of two with one name the first."""
    groups, tests, tier = set(GROUPS), set(TESTS), ""
    chained = False
    for name, one in imports(source).items():
        if one.module not in LIBRARIES:
            continue
        tier = tier or LIBRARIES[one.module]
        chained = chained or one.module in CHAINED
        if one.attribute in GROUPS:
            groups.add(name)
        elif one.attribute in TESTS or one.attribute in ("default", "*"):
            tests.add(name)
    named = TIER_NAME.search(source.path)
    around = _Around(
        tier=TIERS[named[1]] if named else tier,
        own=frozenset({"t"}) if chained else frozenset(),
        groups=frozenset(groups),
        tests=frozenset(tests),
    )
    found: dict[str, FoundTest] = {}
    for test in _within(source, source.root, around, 0):
        found.setdefault(test.name, test)
    return tuple(found.values())


def _within(source: Source, node: Node, around: _Around, depth: int) -> Iterator[FoundTest]:
    """The tests below a node: in statements, loops, and the functions that are called there."""
    for child in node.named_children if depth < DEEPEST else ():
        declaring = _declaring(child, around) if child.type == "call_expression" else None
        if declaring is None:
            yield from _within(source, child, around, depth + 1)
            continue
        inner = _inside(declaring, around)
        if _is_group(declaring, around):
            if declaring.body is not None:
                yield from _within(source, declaring.body, inner, depth + 1)
            continue
        yield _test(child, declaring, inner)
        if declaring.body is not None and (around.own or declaring.root in around.own):
            yield from _within(source, declaring.body, replace(inner, tests=_parameter(declaring.body)), depth + 1)


def _inside(one: _Declaring, around: _Around) -> _Around:
    skipped = around.skipped or one.root.startswith("x") or not SKIPS.isdisjoint(one.modifiers)
    return replace(around, chain=(*around.chain, one.title), skipped=skipped)


def _test(node: Node, one: _Declaring, inner: _Around) -> FoundTest:
    modifiers = [name for name in one.modifiers if name in SKIPS or name in FAILS]
    skip = modifiers[0] if modifiers else "skip" if one.root.startswith("x") else ""
    return FoundTest(
        name="::".join(inner.chain),
        line=line_of(node),
        tier=inner.tier,
        skipped=inner.skipped,
        expected_to_fail=not FAILS.isdisjoint(one.modifiers),
        reason=f"{one.root}.{skip}" if skip and not one.root.startswith("x") else one.root if skip else "",
        body=written(node),
    )


def _is_group(one: _Declaring, around: _Around) -> bool:
    """Playwright describes with `test.describe`."""
    return one.root in around.groups or "describe" in one.modifiers


def _declaring(node: Node, around: _Around) -> _Declaring | None:
    """What the call declares; None for any other call."""
    modifiers: list[str] = []
    called = callee(node)
    for _ in range(DEEPEST):
        called = bare(called)
        if called is None:
            return None
        if called.type == "call_expression":  # it.each(table)(...)
            called = callee(called)
            inner = called.child_by_field_name("property") if called is not None else None
            if written(inner) not in ASKED:
                return None
        elif called.type == "member_expression":
            modifiers.append(written(called.child_by_field_name("property")))
            called = called.child_by_field_name("object")
        else:
            break
    root = written(called)
    if called is None or called.type != "identifier" or root not in around.groups | around.tests | around.own:
        return None
    if modifiers and modifiers[-1] in TESTS and root in around.tests | around.own:
        modifiers.pop()  # t.test(...), tap.test(...)
    elif root in around.own and root not in around.tests:
        return None
    return _titled(node, root, tuple(modifiers)) if MODIFIERS.issuperset(modifiers) else None


def _titled(node: Node, root: str, modifiers: tuple[str, ...]) -> _Declaring | None:
    """With a title and a function, or `todo`: `test.skip(condition, "reason")` within a test declares none."""
    arguments = node.child_by_field_name("arguments")
    given = [one for one in arguments.named_children if one.type != "comment"] if arguments is not None else []
    if not given or arguments is None or arguments.type != "arguments":
        return None
    body = next((bare(one) for one in given[1:] if is_function(one)), None)
    by_name = next(
        (one for one in given[1:] if one.type in ("identifier", "call_expression", "member_expression")), None
    )
    title = bare(given[0])
    if title is None or is_function(title):
        return None
    is_text = title.type in ("string", "template_string")
    if body is None and not (is_text and (by_name is not None or "todo" in modifiers)):
        return None
    return _Declaring(root, modifiers, _title(title), body)


def _title(node: Node) -> str:
    """The title as written, without quotes; an expression as it stands."""
    text = one_line(node, LONGEST)
    return text[1:-1] if node.type in ("string", "template_string") and len(text) > 1 else text


def _parameter(function: Node) -> frozenset[str]:
    """The name of a function's first parameter, on which tests within a test are declared."""
    given = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
    if given is None or function.type not in FUNCTIONS:
        return frozenset()
    first = given if given.type == "identifier" else next(iter(given.named_children), None)
    if first is not None and first.type == "required_parameter":
        first = first.child_by_field_name("pattern")
    return frozenset({written(first)}) if first is not None and first.type == "identifier" else frozenset()


TEST_READER = TestReader(
    is_test_file, read, "(", ("skip", "todo", "fixme", "fail", "xit", "xtest", "xdescribe", "xcontext")
)
