from __future__ import annotations

import pytest

from draft_summary.values.facts import Change
from facts.changes import facts_of

PATH = "src/a.test.ts"
# id: (text, names of its tests)
DECLARED = {
    "jest, describes within each other": (
        """
        describe("outer", () => {
          beforeEach(() => { setup("x", () => {}) });
          describe('inner', function () {
            it(`works`, async () => { expect(1).toBe(1) });
          });
          test("outside", done => done());
        });
        """,
        {"outer::inner::works", "outer::outside"},
    ),
    "each counts once, however it is given": (
        """
        it.each([1, 2])("adds %s", (n) => {});
        test.each`
          a | b
          ${1} | ${2}
        `("is $a", ({ a }) => {});
        describe.each(cases)("with %s", () => { it("holds", () => {}) });
        test.concurrent.each([[1]])("at once %i", async () => {});
        """,
        {"adds %s", "is $a", "with %s::holds", "at once %i"},
    ),
    "in loops": (
        """
        for (const name of names) { it(`reads ${name}`, () => {}) }
        cases.forEach((one) => { test(one.title, () => {}) });
        """,
        {"reads ${name}", "one.title"},
    ),
    "playwright": (
        """
        import { test, expect } from "@playwright/test";
        test.use({ locale: "en" });
        test.describe("login", () => {
          test.beforeEach(async ({ page }) => {});
          test("with a password", async ({ page }) => {
            await test.step("open", async () => {});
            test.skip(browserName === "webkit", "not there");
          });
        });
        """,
        {"login::with a password"},
    ),
    "node:test, tests within tests": (
        """
        import { test } from "node:test";
        import nodeTest from "node:test";
        test("outer", async (t) => {
          await t.test("inner", () => {});
        });
        nodeTest("by another name", () => {});
        """,
        {"outer", "outer::inner", "by another name"},
    ),
    "ava": (
        'import test from "ava";\ntest("sums", t => { t.is(1, 1) });\ntest.serial("later", t => {});\n',
        {"sums", "later"},
    ),
    "tap": (
        'const t = require("tap");\nt.test("outer", async t => { t.test("inner", async t => {}) });\n',
        {"outer", "outer::inner"},
    ),
    "cypress and mocha": (
        """
        context("page", () => {
          specify("opens", () => { cy.visit("/") });
          it("takes its function by name", checkIt);
        });
        """,
        {"page::opens", "page::takes its function by name"},
    ),
    "calls of the same names that declare none": (
        """
        const it = iterate("x");
        /x/.test("y");
        schema.test("name", (value) => true);
        request.get("/x", () => {});
        test("no function");
        """,
        set(),
    ),
}


@pytest.mark.parametrize(("text", "names"), [pytest.param(*case, id=name) for name, case in DECLARED.items()])
def test_tests_are_named_with_what_they_stand_in(text: str, names: set[str]) -> None:
    found = facts_of({}, {PATH: text}).tests
    assert {test.name for test in found} == names
    assert all(test.change is Change.ADDED for test in found)


SKIPPED = {
    "skip": 'it.skip("a", () => {});',
    "x": 'xit("a", () => {});',
    "the group": 'describe.skip("g", () => { it("a", () => {}) });',
    "todo": 'test.todo("a");',
    "fixme": 'test.fixme("a", async () => {});',
}


@pytest.mark.parametrize("text", SKIPPED.values(), ids=SKIPPED)
def test_skipped_tests_are_named_as_debt(text: str) -> None:
    facts = facts_of({PATH: ""}, {PATH: text})
    assert [test.skipped for test in facts.tests] == [True]
    assert [debt.marker for debt in facts.debt] == ["skip"]


FILES = {
    "src/a.spec.tsx": ("a", ""),
    "src/__tests__/a.js": ("a", ""),
    "test/a.mjs": ("a", ""),
    "test/app.e2e-spec.ts": ("a", "e2e"),
    "cypress/e2e/login.cy.js": ("a", "e2e"),
    "src/a.integration.test.ts": ("a", "integration"),
    "tests/unit/a.test.js": ("a", "unit"),
}


@pytest.mark.parametrize(("path", "expected"), FILES.items(), ids=FILES)
def test_the_tier_is_that_of_folder_or_name(path: str, expected: tuple[str, str]) -> None:
    found = facts_of({}, {path: 'it("a", () => {});'}).tests
    assert [(test.name, test.tier) for test in found] == [expected]


@pytest.mark.parametrize("path", ["src/a.ts", "test/fixtures/a.ts", "src/a.test.d.ts", "src/__mocks__/a.js"])
def test_no_runner_looks_into_other_files(path: str) -> None:
    assert facts_of({}, {path: 'it("a", () => {});'}).tests == ()


def test_added_removed_and_modified_tests_are_told_apart() -> None:
    base = 'describe("d", () => {\n it("stays", () => {});\n it("goes", () => {});\n it("turns", () => { a() });\n});'
    head = 'describe("d", () => {\n it("comes", () => {});\n it("stays", () => {});\n it("turns", () => { b() });\n});'
    found = facts_of({PATH: base}, {PATH: head}).tests
    assert {(test.name, test.change) for test in found} == {
        ("d::goes", Change.REMOVED),
        ("d::comes", Change.ADDED),
        ("d::turns", Change.MODIFIED),
    }
