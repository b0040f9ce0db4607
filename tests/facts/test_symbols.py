from __future__ import annotations

import pytest

from draft_summary.facts import paths_wanted
from draft_summary.values.branch import Commit
from draft_summary.values.facts import Change, Facts
from facts.changes import change, covered, facts_of

PACKAGE = {"src/app/__init__.py": "", "app/__init__.py": ""}


def _changes(facts: Facts) -> list[tuple[str, str, str]]:
    return [(one.qualified, one.kind, one.change.value) for one in facts.symbols]


def _of_module(before: str, after: str) -> list[tuple[str, str, str]]:
    return _changes(facts_of({**PACKAGE, "src/app/a.py": before}, {**PACKAGE, "src/app/a.py": after}))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("", "def f(): ...\n", [("app.a.f", "function", "added")], id="function"),
        pytest.param("", "async def f(): ...\n", [("app.a.f", "function", "added")], id="coroutine"),
        pytest.param("", "LIMIT = 3\nvalue = 4\n", [("app.a.LIMIT", "constant", "added")], id="constant"),
        pytest.param(
            "",
            "class A:\n    def f(self): ...\n",
            [("app.a.A", "class", "added")],
            id="a new class goes for its methods",
        ),
        pytest.param(
            "class A: ...\n", "class A:\n    def f(self): ...\n", [("app.a.A.f", "method", "added")], id="method"
        ),
        pytest.param("def f(): ...\n", "", [("app.a.f", "function", "removed")], id="gone"),
        pytest.param("def _f(): ...\nclass _A: ...\n", "", [], id="private"),
        pytest.param(
            "", "__all__ = ['f']\ndef f(): ...\ndef g(): ...\n", [("app.a.f", "function", "added")], id="__all__"
        ),
        pytest.param("", "from os import path\nimport sys\n", [], id="an import is no offer"),
        pytest.param("", "if TYPE_CHECKING:\n    class A: ...\n", [], id="for type checkers"),
        pytest.param("", "try:\n    from x import A\nexcept ImportError:\n    class A: ...\n", [], id="stand-in"),
        pytest.param(
            "",
            "try:\n    import x\n    X = True\nexcept ImportError:\n    X = False\n",
            [("app.a.X", "constant", "added")],
            id="both ways",
        ),
        pytest.param("", "@router.get('/x')\ndef handler(): ...\n", [], id="a handler is a route"),
        pytest.param("def f(): ...\n", "@app.get('/x')\ndef f(): ...\n", [], id="a function becomes a handler"),
        pytest.param("@app.get('/x')\ndef f(): ...\n", "def f(): ...\n", [], id="a handler becomes a function"),
        pytest.param(
            "",
            "@overload\ndef f(a: int): ...\n@overload\ndef f(a: str): ...\ndef f(a): ...\n",
            [("app.a.f", "function", "added")],
            id="overloads",
        ),
        pytest.param("def f(): ...\n", "from b import *\n", [], id="may come by a star"),
        pytest.param(
            "def f(): ...\n",
            "def __getattr__(name): ...\n\ndef __getattr__(name): ...\n",
            [],
            id="may come dynamically",
        ),
        pytest.param("def f(a, b): return 1\n", "def f(a,\n      b): return 2\n", [], id="formatting and body"),
        pytest.param(
            "class A(Base):\n    def f(self): ...\n", "class A(Base): ...\n", [], id="a foreign base may have it"
        ),
        pytest.param(
            "class A:\n    def f(self): ...\n",
            "class B:\n    def f(self): ...\nclass A(B): ...\n",
            [("app.a.B", "class", "added")],
            id="a base has it now",
        ),
        pytest.param("def f(): ...\n", "__all__ = []\ndef f(): ...\n", [], id="left out of __all__, and still there"),
        pytest.param(
            "class A:\n    def f(self): ...\n", "class A: ...\n", [("app.a.A.f", "method", "removed")], id="method gone"
        ),
    ],
)
def test_the_public_surface_of_a_module(before: str, after: str, expected: list[tuple[str, str, str]]) -> None:
    assert _of_module(before, after) == expected


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("src/app/_private.py", id="private module"),
        pytest.param("examples/demo.py", id="example"),
        pytest.param("scripts/release.py", id="script"),
        pytest.param("app/migrations/0001_x.py", id="migration"),
        pytest.param("tests/test_a.py", id="test"),
        pytest.param("setup.py", id="setup"),
        pytest.param("examples/003-demo.py", id="no module's name"),
        pytest.param("vendor/lib/a.py", id="vendored"),
    ],
)
def test_what_nobody_imports_offers_nothing(path: str) -> None:
    assert facts_of(PACKAGE, {**PACKAGE, path: "def f(): ...\n"}).symbols == ()


def test_a_signature_is_shown_as_written_on_one_line() -> None:
    facts = facts_of(
        {**PACKAGE, "app/a.py": "def f(a, *, b=1): ...\n"},
        {
            **PACKAGE,
            "app/a.py": 'def f(\n    a: "int",\n    *,\n    b: int = 1,\n) -> dict[str, int]:\n'
            '    """Does it.\n\n    More."""\n',
        },
    )
    (one,) = facts.symbols
    assert (one.old_signature, one.signature) == ("(a, *, b=1)", '(a: "int", *, b: int = 1) -> dict[str, int]')
    assert (one.change, one.summary, one.line, one.qualified) == (Change.MODIFIED, "Does it.", 1, "app.a.f")


def test_a_name_that_is_imported_now_is_resigned_and_not_gone() -> None:
    facts = facts_of(
        {**PACKAGE, "src/app/cli.py": "def load(file): ...\n\n\ndef same(a):\n    return a\n"},
        {
            **PACKAGE,
            "src/app/cli.py": "from app.config import load, same\n",
            "src/app/config.py": "def load(path, folder): ...\n\n\ndef same(a):\n    return a\n",
        },
    )
    assert [(one.qualified, one.kind, one.change, one.old_signature, one.signature) for one in facts.symbols] == [
        ("app.cli.load", "re-export", Change.MODIFIED, "(file)", "(path, folder)"),
        ("app.config.load", "function", Change.ADDED, "", "(path, folder)"),
        ("app.config.same", "function", Change.MODIFIED, "(a)", "(a)"),
    ]
    assert facts.symbols[-1].moved_from == "app.cli.same"
    assert [one.what for one in facts.breaking] == ["`app.cli.load` needs `path`"]


def test_a_package_that_gathers_its_names_offers_them() -> None:
    facts = facts_of(
        {"app/__init__.py": "", "app/b.py": "def g(): ...\n"},
        {
            "app/__init__.py": "import os\nfrom json import loads\nfrom .a import f\nfrom app.b import g as h\n",
            "app/a.py": "def f(): ...\n",
            "app/b.py": "def g(): ...\n",
        },
    )
    assert _changes(facts) == [
        ("app.f", "re-export", "added"),
        ("app.h", "re-export", "added"),
        ("app.a.f", "function", "added"),
    ]


def test_a_definition_that_was_moved_is_gone_from_one_module_and_not_new_in_the_other() -> None:
    definition = "class Locked(Exception):\n    def why(self):\n        return 'x'\n"
    facts = facts_of(
        {**PACKAGE, "app/a.py": definition + "\nx = 1\n"}, {**PACKAGE, "app/a.py": "x = 1\n", "app/b.py": definition}
    )
    assert [(one.qualified, one.change, one.moved_from) for one in facts.symbols] == [
        ("app.a.Locked", Change.REMOVED, ""),
        ("app.b.Locked", Change.MODIFIED, "app.a.Locked"),
    ]
    assert [one.what for one in facts.breaking] == ["`app.a.Locked` removed: moved to `app.b.Locked`"]


def test_two_functions_of_one_name_are_not_one_that_moved() -> None:
    facts = facts_of(
        {**PACKAGE, "app/a.py": "def main():\n    first()\n    second()\n    third()\n"},
        {**PACKAGE, "app/b.py": "def main():\n    other()\n    things()\n    happen()\n"},
    )
    assert [(one.qualified, one.change) for one in facts.symbols] == [
        ("app.a.main", Change.REMOVED),
        ("app.b.main", Change.ADDED),
    ]


def test_a_module_that_becomes_a_package_keeps_its_names() -> None:
    facts = facts_of(
        {**PACKAGE, "app/a.py": "def f(): ...\n"}, {**PACKAGE, "app/a/__init__.py": "def f(): ...\ndef g(): ...\n"}
    )
    assert _changes(facts) == [("app.a.g", "function", "added")]


def test_a_renamed_module_is_one_candidate_for_breaking_and_no_list_of_symbols() -> None:
    text = "def f(): ...\ndef g(): ...\n"
    facts = facts_of({**PACKAGE, "app/a.py": text}, {**PACKAGE, "app/b.py": text}, renamed={"app/b.py": "app/a.py"})
    assert facts.symbols == ()
    assert [one.what for one in facts.breaking] == ["module `app.a` is now `app.b`"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        pytest.param("(a)", "(a, b)", "needs `b`", id="another argument"),
        pytest.param("(a, b=1)", "(a, b)", "needs `b`", id="no default any more"),
        pytest.param("(a, b)", "(a)", "no longer takes `b`", id="one less"),
        pytest.param("(a)", "(b)", "needs `b`", id="another name"),
        pytest.param("(a, b)", "(b, a)", "takes its positional arguments in another order", id="order"),
        pytest.param("(a, b=1)", "(a, *, b=1)", "takes `b` only by keyword", id="keyword only"),
        pytest.param("(*a)", "()", "no longer takes further positional arguments", id="no more of them"),
        pytest.param("(a)", "(a, b=1)", "", id="optional"),
        pytest.param("(a, *, b)", "(a, **more)", "", id="taken with the rest"),
        pytest.param("(a)", "(a: int) -> str", "", id="annotations"),
        pytest.param("(a)", "(a, *rest, **more)", "", id="wider"),
    ],
)
def test_a_signature_breaks_the_calls_that_it_no_longer_takes(old: str, new: str, why: str) -> None:
    facts = facts_of({**PACKAGE, "app/a.py": f"def f{old}: ...\n"}, {**PACKAGE, "app/a.py": f"def f{new}: ...\n"})
    assert [one.change for one in facts.symbols] == [Change.MODIFIED]
    assert [one.what for one in facts.breaking] == ([f"`app.a.f` {why}"] if why else [])


def test_a_function_that_becomes_a_coroutine_breaks_its_callers() -> None:
    facts = facts_of({**PACKAGE, "app/a.py": "def f(): ...\n"}, {**PACKAGE, "app/a.py": "async def f(): ...\n"})
    assert [one.what for one in facts.breaking] == ["`app.a.f` must be awaited"]


def test_commits_that_say_so_are_candidates() -> None:
    commits = (
        Commit("1" * 40, "feat(api)!: drop v1", "", "A", ""),
        Commit("2" * 40, "fix: x", "Why.\n\nBREAKING CHANGE: v1 is gone\n", "A", ""),
        Commit("4" * 40, "fix: y", "BREAKING CHANGE: None, all is compatible\n", "A", ""),
        Commit("3" * 40, "wow! nice: x", "breaking change: no", "A", ""),
    )
    facts = facts_of({}, {"a.md": ""}, commits=commits)
    assert [one.what for one in facts.breaking] == [
        "commit `1111111` is marked breaking: feat(api)!: drop v1",
        "commit `2222222`: v1 is gone",
    ]


def test_unchanged_callers_of_what_changed_are_named() -> None:
    unchanged = {
        "app/__init__.py": "",
        "app/use.py": "from app.a import f, keep\n\nf(1)\nkeep()\n",
        "app/by_module.py": "from app import a\nimport app.a as other\n\na.f(1)\nother.gone()\n",
        "app/own.py": "def f(x): ...\n\n\nf(1)\n",
        "app/broken.py": "from app.a import f\nf(\n",
    }
    before = "def f(a): ...\ndef gone(): ...\ndef keep(): ...\n"
    facts = facts_of(
        {**unchanged, "app/a.py": before}, {**unchanged, "app/a.py": "def f(a, b): ...\ndef keep(): ...\n"}
    )
    assert [(one.path, one.line, one.symbol) for one in facts.callers] == [
        ("app/by_module.py", 4, "app.a.f"),
        ("app/by_module.py", 5, "app.a.gone"),
        ("app/use.py", 3, "app.a.f"),
    ]


def test_the_programs_other_files_are_wanted_where_a_definition_changed() -> None:
    paths = ("app/__init__.py", "app/a.py", "app/use.py", "examples/x.py")
    for after, wanted in (
        ("def f(a, b): ...\n", {"app/__init__.py", "app/use.py"}),
        ("def f(a): ...\n# more\n", {"app/__init__.py"}),  # where a router may be mounted
    ):
        branch, _ = change({**PACKAGE, "app/a.py": "def f(a): ...\n"}, {**PACKAGE, "app/a.py": after})
        assert paths_wanted(branch, paths, paths)[1] == wanted


def test_files_of_other_languages_and_broken_ones_are_counted() -> None:
    facts = facts_of(
        {},
        {
            "a.ex": "x",
            "b.ex": "x",
            "c.mdx": "x",
            "d.md": "x",
            "e.py": "def f(:",
            "f.py": "x = 1\n",
            "g.css": "",
            "h.yml": "",
        },
    )
    assert covered(facts, "symbols").examined == ("Python",)
    assert covered(facts, "symbols").not_examined == ((".ex", 2), (".mdx", 1), (".py", 1))


COMMANDS = {
    "Click": (
        """
        import click

        @click.group()
        def cli(): ...

        @cli.command("list-all")
        @click.option("--old/--no-old", default=False)
        def list_all(old): ...
        """,
        (
            '@click.option("--old/--no-old", default=False)',
            '@click.option("--new", "-n")\n@click.option("--old/--no-old")',
        ),
        ("cli", "list-all"),
        "list-all --new",
    ),
    "Typer": (
        """
        import typer
        app = typer.Typer()

        @app.command()
        def show_all(old: bool = typer.Option(False)): ...
        """,
        ("old: bool = typer.Option(False)", 'old: bool = typer.Option(False), new: str = typer.Option("", "--new")'),
        ("show-all",),
        "show-all --new",
    ),
    "argparse": (
        """
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--old")
        """,
        ('parser.add_argument("--old")', 'parser.add_argument("--old"); parser.add_argument("--new", action="x")'),
        ("--old",),
        "--new",
    ),
}


@pytest.mark.parametrize(("text", "edit", "names", "added"), COMMANDS.values(), ids=COMMANDS)
def test_a_command_line_is_what_it_offers_to_scripts_and_no_interface_of_modules(
    text: str, edit: tuple[str, str], names: tuple[str, ...], added: str
) -> None:
    found = facts_of({}, {"app/cli.py": text}).symbols
    assert [(one.language, one.name, one.change) for one in found] == [("CLI", name, Change.ADDED) for name in names]
    head = text.replace(*edit)
    assert [(one.name, one.change) for one in facts_of({"app/cli.py": text}, {"app/cli.py": head}).symbols] == [
        (added, Change.ADDED)
    ]
    gone = facts_of({"app/cli.py": head}, {"app/cli.py": text})
    assert [one.what for one in gone.breaking] == [f"command line: `{added}` removed"]
