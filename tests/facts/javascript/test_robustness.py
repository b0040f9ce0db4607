"""What a branch may hold in JavaScript or TypeScript to make the detectors fail, hang or lie."""

from __future__ import annotations

import time

import pytest

from facts.changes import covered, facts_of

SIZE = 30_000
SECONDS = 30  # generous: what takes a square takes minutes
EXPRESS = 'import express from "express";\nconst app = express();\n'
DENSE = {
    "routes": EXPRESS + 'app.get("/x", f);\n' * (SIZE // 18),
    "routes in a function": EXPRESS + "export default (app) => {\n" + 'app.get("/x", f);\n' * (SIZE // 18) + "}",
    "a chain of routes": EXPRESS + "express()" + '.get("/x", f)' * (SIZE // 13),
    "mounts in a ring": EXPRESS + 'app.use("/x", app);\n' * (SIZE // 20),
    "sums": EXPRESS + 'app.get("/x"' + " + a" * (SIZE // 4) + ", f);",
    "calls": "x = a" + "()" * (SIZE // 2),
    "functions within functions": "f(() => {" * (SIZE // 11) + "})" * (SIZE // 11),
    "describes within describes": 'describe("a", () => {' * (SIZE // 23) + "})" * (SIZE // 23),
    "objects within objects": "convict(" + "{a:" * (SIZE // 4) + "1" + "}" * (SIZE // 4) + ")",
    "defaults": "x = process.env.A" + " || a" * (SIZE // 5),
    "brackets": "(" * SIZE,
    "templates": "`${" * (SIZE // 3),
    "types": "type A = " + "A<" * (SIZE // 2),
    "elements": "<a>" * (SIZE // 3),
}


@pytest.mark.parametrize("text", DENSE.values(), ids=DENSE)
def test_dense_code_takes_no_more_than_linear_time(text: str) -> None:
    start = time.monotonic()
    facts_of({}, {"src/a.ts": text, "src/a.test.ts": text, "migrations/a.js": text})
    assert time.monotonic() - start < SECONDS


UNREAD = {
    "does not parse": "function (((",
    "minified": "var a=1;" * 800_000,
}


@pytest.mark.parametrize("text", UNREAD.values(), ids=UNREAD)
def test_a_file_that_is_not_read_is_named_and_gives_no_fact(text: str) -> None:
    facts = facts_of(
        {}, {"src/app.js": f"// x\n{text}\nconsole.log(process.env.KEY);", "src/b.ts": "", "src/c.ts": "\0"}
    )
    assert facts.environment == ()
    assert facts.logging == ()
    assert covered(facts, "environment").not_examined[0] == (".js", 1)


@pytest.mark.parametrize("path", ["dist/app.js", "app.min.js", "node_modules/a/index.js", "src/api.generated.ts"])
def test_what_was_built_or_checked_in_of_others_is_not_mined(path: str) -> None:
    text = 'console.log(process.env.KEY); // TODO: x\nexport function f() {}\napp.get("/x", (req, res) => {});\n'
    facts = facts_of({}, {path: text})
    found = (facts.environment, facts.logging, facts.debt, facts.symbols, facts.endpoints)
    assert found == ((),) * 5
