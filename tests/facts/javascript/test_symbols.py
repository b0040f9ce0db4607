from __future__ import annotations

import pytest

from draft_summary.values.facts import Change
from facts.changes import facts_of

# By id: the function before and after, why old calls may fail (empty: they do not).
SIGNATURES = {
    "another required": ("f(a: string): void", "f(a: string, b: number): void", "needs `b`"),
    "required before the others": ("f(a, b)", "f(x, a, b)", "needs `x`"),
    "another optional": ("f(a: string)", "f(a: string, b?: number)", ""),
    "another with a default": ("f(a)", "f(a, b = 1)", ""),
    "optional made required": ("f(a?: string)", "f(a: string)", "needs `a`"),
    "one gone": ("f(req, name, done)", "f(name, done)", "no longer takes `req`"),
    "another name at the same place": ("f(a: string)", "f(text: string)", ""),
    "another order": ("f(a, b)", "f(b, a)", "takes its arguments in another order"),
    "a promise now": ("f(a: string): string", "f(a: string): Promise<string>", "must be awaited"),
    "a promise still": ("f(a): Promise<X>", "async f(a): Promise<X>", ""),
}


@pytest.mark.parametrize(("old", "new", "why"), SIGNATURES.values(), ids=SIGNATURES)
def test_a_new_signature_may_break_old_calls(old: str, new: str, why: str) -> None:
    before, after = (
        f"export {'async ' if text.startswith('async') else ''}function {text.removeprefix('async ')} {{}}"
        for text in (old, new)
    )
    facts = facts_of({"src/lib/a.ts": before}, {"src/lib/a.ts": after})
    expected = [f"`src/lib/a.f` {why}"] if why else []
    assert [one.what for one in facts.breaking] == expected


EXPORTED = {
    "function": "export function gone(a: string): void {}",
    "arrow function": "export const gone = async (a: string) => {};",
    "class": "export class gone {}",
    "type": "export interface gone { a: string }",
    "constant": "export const gone = { a: 1 };",
    "default": "export default function gone() {}",
    "default by name": "class gone {}\nexport default gone;",
    "clause": "function gone() {}\nexport { gone };",
    "commonjs": "function gone() {}\nmodule.exports = { gone };",
    "commonjs, one by one": "exports.gone = function () {};",
}


@pytest.mark.parametrize("text", EXPORTED.values(), ids=EXPORTED)
def test_an_exported_name_that_is_gone_is_a_candidate(text: str) -> None:
    path = "src/lib/a.js" if ("exports" in text and "module" in text) or text.startswith("exports") else "src/lib/a.ts"
    facts = facts_of({path: text}, {path: "export const other = 1;"})
    assert [one.what for one in facts.breaking] == ["`src/lib/a.gone` removed"]


@pytest.mark.parametrize(
    ("base", "head"),
    [
        pytest.param({"src/a.ts": "function f() {}"}, {"src/a.ts": ""}, id="never exported"),
        pytest.param(
            {"src/a.js": "module.exports = { f };\nfunction f(a) {}"},
            {"src/a.ts": "export function f(a: string) {}"},
            id="converted to TypeScript",
        ),
        pytest.param(
            {"src/a.ts": "export function f() {}"}, {"src/a/index.ts": "export function f() {}"}, id="now a folder"
        ),
        pytest.param(
            {"src/a.ts": "export function f(a: A) {}"},
            {"src/a.ts": "export { f } from './b';", "src/b.ts": "export function f(a: A) {}"},
            id="defined elsewhere, exported still",
        ),
        pytest.param(
            {"src/a.ts": "export function f() {}"},
            {"src/a.ts": "export * from './b';", "src/b.ts": "export const f = () => {};"},
            id="exported with all others",
        ),
        pytest.param({"src/components/A.tsx": "export function A() {}"}, {"src/components/A.tsx": ""}, id="a view"),
        pytest.param({"vite.config.ts": "export const a = 1;"}, {"vite.config.ts": ""}, id="a tool's settings"),
    ],
)
def test_what_others_can_still_import_or_never_could_is_none(base: dict[str, str], head: dict[str, str]) -> None:
    assert [one.what for one in facts_of(base, head).breaking] == []


def test_new_names_are_told_with_signature_language_and_summary() -> None:
    text = "/**\n * Adds both.\n */\nexport function add(a: number, b = 1): number { return a + b; }"
    found = facts_of({}, {"src/lib/sums.ts": text, "src/lib/old.js": "exports.f = (x) => x;"}).symbols
    assert [(one.qualified, one.signature, one.language, one.summary, one.change) for one in found] == [
        ("src/lib/old.f", "(x)", "JavaScript", "", Change.ADDED),
        ("src/lib/sums.add", "(a: number, b = 1): number", "TypeScript", "Adds both.", Change.ADDED),
    ]


def test_unchanged_callers_of_a_name_that_is_gone_or_called_otherwise_are_named() -> None:
    unchanged = {
        "src/one.ts": "import { f } from './lib/a';\n\nf(1);\nother.f(2);",
        "src/two.js": "const a = require('./lib/a');\na.f(1);",
        "src/three.ts": "import { f } from 'elsewhere';\nf(1);",
        "src/four.ts": "import { f as g } from '@/lib/a';\nnew Map();\ng(1);",
    }
    facts = facts_of(
        {**unchanged, "src/lib/a.ts": "export function f(a: number) {}\n"},
        {**unchanged, "src/lib/a.ts": "export function f(a: number, b: number) {}\n"},
    )
    assert [(one.path, one.line, one.symbol) for one in facts.callers] == [
        ("src/four.ts", 3, "src/lib/a.f"),
        ("src/one.ts", 3, "src/lib/a.f"),
        ("src/two.js", 2, "src/lib/a.f"),
    ]


def test_types_that_are_added_to_a_file_are_no_new_signature() -> None:
    facts = facts_of(
        {"src/a.js": "exports.f = function (a, b) {};\nexports.g = (a, b) => {};"},
        {"src/a.ts": "export function f(a: string, _: B): void {}\nexport const g = (b: B) => {};"},
    )
    assert [(one.name, one.change) for one in facts.symbols] == [("g", Change.MODIFIED)]
    assert [one.what for one in facts.breaking] == ["`src/a.g` no longer takes `a`"]
