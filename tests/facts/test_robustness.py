"""What a branch may hold to make the detectors fail, hang or lie."""

from __future__ import annotations

import time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draft_summary.facts import detect, paths_wanted
from draft_summary.facts.languages import LANGUAGES
from draft_summary.facts.parsing import LARGEST, MOST_BROKEN, MOST_NODES, Sources
from draft_summary.facts.registry import DETECTORS
from draft_summary.values.branch import Commit
from draft_summary.values.facts import Fact, Facts
from facts.changes import change, covered, facts_of

SIZE = 300_000
SECONDS = 30  # generous: what backtracks takes minutes
DENSE = {
    "brackets": "(" * SIZE,
    "calls deeper than a query can count": "x = a" + "()" * (SIZE // 2) + "\n",
    "sums": "x = (1\n" + "+ a\n" * (SIZE // 4) + ")\n",
    "log message of many parts": 'import logging\nlogging.info(("a"\n' + '+ "b"\n' * (SIZE // 6) + "))\n",
    "classes within classes": "".join(" " * n + f"class TestA{n}:\n" for n in range(700)) + " " * 700 + "pass\n",
    "conditions within conditions": "".join(" " * n + "if a:\n" for n in range(700)) + " " * 700 + "x = 1\n",
    "decorators": '@a.get("/x")\n' * (SIZE // 14) + "def f(): ...\n",
    "routers in a ring": "from fastapi import APIRouter\nr3 = APIRouter()\n"
    + "".join(f'r{n % 30}.include_router(r{(n * 7 + 1) % 30}, prefix="/x{n}")\n' for n in range(2000))
    + '@r3.get("/x")\ndef f(): ...\n',
    "parameters": "def f(" + ",".join(f"a{n}=1" for n in range(SIZE // 9)) + "): ...\n",
    "no Python": "$ ] [ a b\n" * (SIZE // 10),
}
LONG = {
    "migrations/quotes.sql": "'\"`[a$" * (SIZE // 6),
    "migrations/alter.sql": "ALTER TABLE a ADD b;\n" * (SIZE // 21),
    "requirements.txt": "a[" * (SIZE // 2),
    "requirements/lines.txt": "".join(f"a{n}==1\n" for n in range(SIZE // 9)),
    "one/pyproject.toml": "[project]\ndependencies=[" + ",".join(f'"a{n}>=1"' for n in range(16_000)) + "]\n",
    "deep/pyproject.toml": "a=" + "[" * 100_000,
    "setup.cfg": "[options]\ninstall_requires =\n" + " a\n" * (SIZE // 3),
    "uv.lock": '[[package]]\nname = "a"\n' * (SIZE // 24),
    "package-lock.json": '{"packages":' + "[" * SIZE,
    "board.json": '{"panels":"title"' + "[" * SIZE,
    "rules.yml": "- alert: x\n  expr: |\n" + "   a\n" * (SIZE // 5),
    "src/a.ts": "`//TODO\"'/*" * (SIZE // 11),
    "README.md": "# " * (SIZE // 2),
    ".env.example": "A=1\n" * (SIZE // 4),
    "Dockerfile": "USER" * (SIZE // 4),
    "src/chain.go": 'package a\nimport "github.com/gin-gonic/gin"\nfunc f(r *gin.Engine) {\n r'
    + '.Group("/x")' * 10_000
    + '.GET("/x", h)\n}\n',
    "src/ring.go": 'package a\nimport "github.com/gin-gonic/gin"\n'
    + "".join(f'func f{n}(r *gin.Engine) {{ f{n * 7 % 900}(r.Group("/a")); r.GET("/x", h) }}\n' for n in range(900)),
    "src/chain.rs": "use axum::Router;\nfn f() -> Router { Router::new()" + '.route("/x", get(h))' * 5_000 + " }\n",
    "src/chain.cs": "var app = b.Build();\napp" + '.MapGroup("/a")' * 5_000 + '.MapGet("/x", h);\n',
    "src/deep.kt": "fun Application.m() { " + 'route("/x") { ' * 300 + 'get("/y") { }' + " }" * 300 + "\n",
    "src/Many.java": "@RestController class A {\n" + '@GetMapping("/x") String f() { return ""; }\n' * 5_000 + "}\n",
    "api/a.proto": "".join(f"message M{n} {{ int32 a = 1;\n" for n in range(SIZE // 30)),
    "api/openapi.yaml": "openapi: 3.0.0\npaths:\n" + "".join(f"  /a{n}:\n    get:\n" for n in range(8_000)),
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in DENSE.items()])
def test_no_python_takes_more_than_linear_time(text: str) -> None:
    start = time.monotonic()
    facts_of({}, {"src/a.py": text, "tests/test_a.py": text})
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize(("path", "text"), [pytest.param(path, text, id=path) for path, text in LONG.items()])
def test_no_other_file_takes_more_than_linear_time(path: str, text: str) -> None:
    start = time.monotonic()
    facts_of({}, {path: text})
    assert time.monotonic() - start < SECONDS


def test_a_text_that_is_too_large_or_has_an_error_is_not_parsed() -> None:
    sources = Sources()
    assert sources.parse("a.py", "x = 1\n") is not None
    assert sources.parse("a.py", "x = (\n") is None
    assert sources.parse("a.py", "x = 1\n" * (LARGEST // 6 + 1)) is None
    assert sources.parse("a.scala", "x = 1\n") is None
    assert sources.parse("a.py", None) is None


def test_once_much_did_not_parse_no_more_is_tried() -> None:
    sources = Sources()
    for number in range(MOST_BROKEN // (LARGEST - 1000) + 1):
        assert sources.parse("a.py", f"(  # {number}\n" + "#\n" * (LARGEST // 2 - 100)) is None
    assert sources.parse("a.py", "x = 1\n") is None


def test_trees_that_are_kept_have_a_limit_together() -> None:
    sources = Sources()
    dense = "x=1;" * 100_000
    kept = [sources.parse("a.py", f"# {number}\n{dense}") for number in range(6)]
    nodes = [one.root.descendant_count for one in kept if one]
    assert kept[0] is not None
    assert kept[-1] is None
    assert sum(nodes[:-1]) < MOST_NODES


PATHS = [
    "a.py",
    "tests/test_a.py",
    "b.sql",
    "migrations/1.sql",
    "pyproject.toml",
    "requirements.txt",
    "setup.cfg",
    "a.yml",
    "Pipfile",
    "uv.lock",
    "go.sum",
    "package-lock.json",
    "a.json",
    ".env",
    "a.ts",
    "a.sh",
    "README.md",
    "Dockerfile",
]
AWKWARD = st.sampled_from("\"'#@()[]{}=:,./\\\n\t $-*<>aTODOxé\u2028\x00\x1b\ud800")
TEXTS = st.text(AWKWARD, max_size=120) | st.text(max_size=120)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(PATHS), TEXTS), st.dictionaries(st.sampled_from(PATHS), TEXTS), TEXTS)
def test_no_text_makes_the_detectors_fail(base: dict[str, str], head: dict[str, str], said: str) -> None:
    commits = (Commit("a" * 40, said, said, said, said),)
    branch, trees = change(base, head, commits=commits)
    found = detect(branch, trees)
    assert [one.path for one in found.files] == sorted(file.path for file in branch.files)
    assert paths_wanted(branch, tuple(base), tuple(head))[0] == frozenset()


def test_one_input_gives_one_output_and_ids_are_counted_through() -> None:
    base = {"app/__init__.py": "", "app/a.py": "def f(): ...\n", "uv.lock": '[[package]]\nname = "a"\n'}
    head = {
        "app/__init__.py": "",
        "app/a.py": "import os, logging\nlogging.info(os.environ['A'])\n# TODO: x\ndef g(): ...\n",
        "requirements.txt": "a==1\n",
        "tests/test_a.py": "def test_a(): ...\n",
    }
    first, second = facts_of(base, head), facts_of(base, head)
    assert first == second
    ids = [fact.id for fact in _every(first)]
    assert ids == [f"K{number}" for number in range(1, len(ids) + 1)]
    assert len(ids) >= 7


def test_nothing_that_changed_is_nothing_found() -> None:
    facts = facts_of({"a.py": "def f(): ...\n"}, {"a.py": "def f(): ...\n"})
    assert [*_every(facts)] == []
    assert facts.files == ()


def test_every_kind_says_what_it_could_read() -> None:
    facts = facts_of({}, {"a.py": "x = 1\n"})
    assert [one.kind for one in facts.coverage] == [detector.kind for detector in DETECTORS]
    assert {one.kind for one in facts.coverage} >= {
        "dependencies",
        "tests",
        "symbols",
        "endpoints",
        "callers",
        "events",
    }


def test_generated_and_vendored_code_is_never_mined() -> None:
    text = "import os\n# TODO: x\nos.environ['A']\ndef f(): ...\n"
    facts = facts_of({}, {"vendor/lib/a.py": text, "src/b.py": "# @generated\n" + text, "src/c_pb2.py": text})
    assert [*_every(facts)] == []
    assert covered(facts, "symbols").not_examined == ()


def test_what_could_not_be_read_on_one_side_is_compared_with_nothing() -> None:
    branch, trees = change({"tests/test_a.py": "def test_a(): ...\n"}, {"tests/test_a.py": "def test_b(): ...\n"})
    unread = type(trees)(type(trees.base)(trees.base.paths, {}, {"tests/test_a.py": "larger than 1 MB"}), trees.head)
    facts = detect(branch, unread)
    assert facts.tests == ()
    assert covered(facts, "tests").not_examined == ((".py", 1),)


def test_each_language_has_a_grammar_and_the_query_that_the_core_itself_asks() -> None:
    for language in LANGUAGES:
        source = Sources().parse(f"a{language.suffixes[0]}", "")
        assert (source is not None) is bool(language.grammar)
        if "security" in language.reads:
            assert source is not None
            assert source.matches("security") == ()


def test_each_query_compiles_for_every_language_of_its_family() -> None:
    folders = files("draft_summary.facts").joinpath("queries")
    read = 0
    for language in (one for one in LANGUAGES if one.grammar):
        for path in sorted(Path(str(folders)).joinpath(language.family).glob("*.scm")):
            for suffix in language.suffixes:
                source = Sources().parse(f"a{suffix}", "")
                assert source is not None
                assert source.matches(path.stem) == ()
                read += 1
    assert read


def _every(facts: Facts) -> list[Fact]:
    kinds = [detector.kind for detector in DETECTORS]
    return [fact for name in Facts.__dataclass_fields__ if name in kinds for fact in getattr(facts, name)]
