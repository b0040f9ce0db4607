"""The overview without a model: what facts say was built, and the reason only as a quotation."""

from __future__ import annotations

from typing import Any

import pytest

from draft.offline.claims import text, written
from draft_summary.values import facts as f
from draft_summary.values.branch import Status
from draft_summary.values.evidence import EvidenceKind
from draft_summary.values.facts import Change, FileKind
from draft_summary.values.spec import Passage, PlanItem
from support.dossiers import ask, changed, dossier, hunk, slot

NEW = changed("pkg/config.py", ["+def load():"], status=Status.ADDED)
OLD = changed("pkg/agent.py", ["+    def from_config(cls):"])
CLI = changed("pkg/cli.py", ["-def load():", "+from pkg.config import load"])
TESTS = changed("tests/test_config.py", ["+def test_x():"], status=Status.ADDED, kind=FileKind.TEST)


def symbol(
    name: str, change: Change = Change.ADDED, *, path: str = "pkg/config.py", kind: str = "function", **more: Any
) -> f.Symbol:
    module = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    return f.Symbol(path=path, line=1, module=module, name=name, kind=kind, change=change, **more)


FROM_CONFIG = symbol("Agent.from_config", path="pkg/agent.py", kind="method")
LOST = symbol("load", Change.REMOVED, path="pkg/cli.py")
IMPORTED = symbol(
    "load", Change.MODIFIED, path="pkg/cli.py", kind="re-export", signature="(path)", old_signature="(file)"
)
RESIGNED = symbol("run", Change.MODIFIED, path="pkg/agent.py", signature="(a, b)", old_signature="(a)")
INIT = changed("pkg/__init__.py", ["+from pkg.config import load"])
ROUTE = f.Endpoint(path="pkg/agent.py", line=4, method="POST", route="/runs", change=Change.ADDED)
TABLE = f.SchemaChange(path="pkg/agent.py", table="runs", added=("id",), created=True)
COLUMN = f.SchemaChange(path="pkg/agent.py", table="users", added=("email", "name"))
VARIABLE = f.EnvironmentVariable(path="pkg/agent.py", line=2, name="RUN_LIMIT")
PACKAGE = f.Dependency(path="pyproject.toml", name="pyyaml", change=Change.ADDED, new=">=6")
MANIFEST = changed("pyproject.toml", ['+"pyyaml>=6"'], kind=FileKind.CONFIG)
TEST = f.Test(path="tests/test_config.py", line=1, name="test_x", change=Change.ADDED)

CASES: dict[str, tuple[tuple[f.FileFact, ...], dict[str, Any], str]] = {
    "a new module": (
        (NEW,),
        {"symbols": [symbol("load"), symbol("PATHS", kind="constant")]},
        "Adds the module `pkg.config` (`load()` and `PATHS`).",
    ),
    "more names than are named": (
        (NEW,),
        {"symbols": [symbol(name) for name in "abcdef"]},
        "Adds the module `pkg.config` (`a()`, `b()`, `c()`, `d()` and others).",
    ),
    "members of a new class go without saying": (
        (NEW,),
        {"symbols": [symbol("Store", kind="class"), symbol("Store.get", kind="method")]},
        "Adds the module `pkg.config` (`Store`).",
    ),
    "a name in a module that was there": (
        (OLD,),
        {"symbols": [FROM_CONFIG]},
        "Adds `Agent.from_config()` to `pkg.agent`.",
    ),
    "a re-export": (
        (NEW, INIT),
        {"symbols": [symbol("load"), symbol("load", path="pkg/__init__.py", kind="re-export")]},
        "Adds the module `pkg.config` (`load()`). `pkg` exports `load`.",
    ),
    "a name that moved": (
        (NEW, CLI),
        {"symbols": [symbol("load"), LOST]},
        "Adds the module `pkg.config` (`load()`). `pkg.cli` no longer defines `load()`, now in `pkg.config`.",
    ),
    "a definition that became an import": (
        (CLI, NEW),
        {"symbols": [IMPORTED, symbol("load", path="a.py")]},
        "Adds `load()` to `a`. `pkg.cli` no longer defines `load()`; it imports it from `a`.",
    ),
    "a name that went": ((CLI,), {"symbols": [LOST]}, "`pkg.cli` no longer defines `load()`."),
    "a signature": ((OLD,), {"symbols": [RESIGNED]}, "The signature of `pkg.agent.run` changed."),
    "an endpoint": ((OLD,), {"endpoints": [ROUTE]}, "Adds the endpoint `POST /runs`."),
    "tables and columns": (
        (OLD,),
        {"schema": [TABLE, COLUMN]},
        "Creates the table `runs`. Adds the columns `email` and `name` to `users`.",
    ),
    "settings": (
        (OLD, MANIFEST),
        {"environment": [VARIABLE], "dependencies": [PACKAGE]},
        "Reads the environment variable `RUN_LIMIT`. Adds the dependency `pyyaml`.",
    ),
    "tests close it": (
        (OLD, TESTS),
        {"symbols": [FROM_CONFIG], "tests": [TEST]},
        "Adds `Agent.from_config()` to `pkg.agent`. 1 test is added in `tests/test_config.py`.",
    ),
    "only bodies": (
        (changed("pkg/agent.py", hunk("pkg/agent.py", " def run():", "-    a()", "+    b()")),),
        {},
        "Changes `run` in `pkg/agent.py`.",
    ),
    "a language without symbols": (
        (changed("src/x.ts", ["+const a = 1"], status=Status.ADDED),),
        {},
        "Adds `src/x.ts`.",
    ),
    "documents alone": (
        (changed("docs/a.md", ["+x"], kind=FileKind.DOCS),),
        {},
        "Changes documentation: `docs/a.md`.",
    ),
    "nothing": ((), {}, ""),
}


@pytest.mark.parametrize(("files", "facts", "expected"), CASES.values(), ids=CASES.keys())
def test_overview(files: tuple[f.FileFact, ...], facts: dict[str, Any], expected: str) -> None:
    assert text(dossier(*files, **facts), "overview.text") == expected


def test_what_the_spec_wants_is_never_told_as_work() -> None:
    wanted = Passage(document="spec", role="summary", text="The agent can fly.", line=1)
    plan = PlanItem(text="fly()", kind="symbol", line=2, found="found")
    assert "fly" not in text(dossier(OLD, passages=[wanted], plan=[plan]), "overview.text")


def test_what_does_not_fit_is_left_out_whole() -> None:
    short = slot("overview.text", keyed="block", longest=60)
    facts: dict[str, Any] = {"symbols": [FROM_CONFIG], "endpoints": [ROUTE], "tests": [TEST]}
    (claim,) = written(dossier(OLD, TESTS, **facts), ask("overview.text", of=short))
    assert claim.text == "Adds `Agent.from_config()` to `pkg.agent`."


def test_why_quotes_the_first_reason_and_cites_it() -> None:
    reasons = [
        Passage(document="spec", role="expectation", text="Under 10 ms.", line=1),
        Passage(document="spec", role="reason", text="Users copy  config by hand.", line=2),
    ]
    why = slot("overview.why", evidence=frozenset({EvidenceKind.PASSAGE}), work_done=False)
    (claim,) = written(dossier(OLD, passages=reasons), ask("overview.why", of=why))
    assert (claim.text, claim.evidence) == ('The spec: "Users copy config by hand".', ("S2",))


def test_no_reason_no_why() -> None:
    assert text(dossier(OLD), "overview.why") == ""
