"""Sections that a reviewer decides by: what each shows for which facts, without any claim."""

from __future__ import annotations

from typing import Any

import pytest

from draft_summary.values.branch import Feature, Status
from draft_summary.values.facts import (
    BreakingCandidate,
    Caller,
    Change,
    Coverage,
    Debt,
    Dependency,
    Endpoint,
    EnvironmentVariable,
    FileKind,
    Flag,
    Migration,
    SecurityTouch,
)
from draft_summary.values.spec import Criterion, Passage, PlanItem
from sections.dossiers import changed, dossier, written

MIXED = Coverage("metrics", ("Python", "Go"), ((".mdx", 2),))


def dependency(name: str, change: Change = Change.ADDED, manifest: str = "pyproject.toml", **values: Any) -> Dependency:
    return Dependency(path=manifest, name=name, change=change, **values)


SECURITY = [
    pytest.param({}, ["None detected (Python)."], id="none"),
    pytest.param(
        {"security": (SecurityTouch(path="a.py", line=3, topic="dynamic code", what="  exec_module(m)"),)},
        [
            "### Changes Impacting Security",
            "- `a.py`: dynamic code (`exec_module(m)`)",
            "### Mitigations Implemented",
            '_Needs author: mitigations, or "none"._',
        ],
        id="one place",
    ),
]

PERFORMANCE = [
    pytest.param({}, ["No report given."], id="nothing known"),
    pytest.param(
        {"passages": (Passage(document="TDR", role="expectation", text="<10ms for configs", line=1),)},
        ["### Expected Performance Characteristics", '- The TDR expects "<10ms for configs".', "No report given."],
        id="an expectation",
    ),
]

BOXES = ["- [ ] No breaking changes", "- [ ] Breaking changes (list below):"]
BREAKING = [
    pytest.param({}, [*BOXES, "  - None detected (Python)."], id="none"),
    pytest.param(
        {"breaking": (BreakingCandidate(path="a.py", what="`a.f` takes a second argument"),)},
        [*BOXES, "  - Candidate: `a.f` takes a second argument"],
        id="a candidate",
    ),
]

ROLLOUT = [
    pytest.param(
        {},
        [
            "No migrations, environment variables or flags to set (Python).",
            '_Needs author: deployment steps and rollback, or "none"._',
        ],
        id="nothing to do",
    ),
    pytest.param(
        {
            "migrations": (
                Migration(path="m/1.py", name="1", reversible=True),
                Migration(path="m/2.py", name="2", reversible=False),
            ),
            "environment": (
                EnvironmentVariable(path="a.py", name="KEY"),
                EnvironmentVariable(path="a.py", name="URL", default="x"),
            ),
            "flags": (Flag(path="a.py", name="new-login", default="off"),),
        },
        [
            "### Deployment Steps",
            "1. Run the migrations: `m/1.py`, `m/2.py`.",
            "1. Set (no default): `KEY`.",
            "1. Set where the default does not fit: `URL` (default `x`).",
            "### Rollback Plan",
            "- `m/1.py` has a down migration.",
            "- `m/2.py` has no down migration.",
            "_Needs author: rollback plan and who gets the flags, and when._",
            "### Feature Flag Strategy",
            "- `new-login` (default `off`)",
        ],
        id="migrations, variables, flags",
    ),
    pytest.param(
        {
            "migrations": (
                Migration(path="db/migrate/1.rb", name="1.rb", reversible=True),
                Migration(path="m/2.php", name="2.php", edited=True),
            )
        },
        [
            "### Deployment Steps",
            "1. Run the migrations: `db/migrate/1.rb`.",
            "1. Existing migrations were edited: `m/2.php`. Where one already ran, it does not run again.",
            "### Rollback Plan",
            "- `db/migrate/1.rb` can be reversed.",
            "_Needs author: rollback plan._",
        ],
        id="an edited migration is not told to be run, a reversible change is no down migration",
    ),
    pytest.param(
        {"migrations": (Migration(path="m/1.py", name="1", reversible=True),)},
        [
            "### Deployment Steps",
            "1. Run the migrations: `m/1.py`.",
            "### Rollback Plan",
            "- `m/1.py` has a down migration.",
        ],
        id="a way down is a rollback",
    ),
]

DEBT = [
    pytest.param({}, ["None detected (Python)."], id="none"),
    pytest.param(
        {"debt": tuple(Debt(path="a.py", marker="TODO", text=f"mend *{n}*", line=n) for n in range(42))},
        [*(f"- `a.py` — TODO: `mend *{n}*`" for n in range(40)), "- 2 more of these markers."],
        id="many markers",
    ),
]

DEVIATIONS = [
    pytest.param({"feature": Feature()}, ["No TDR found."], id="no TDR"),
    pytest.param(
        {}, ["No planned item was recognised in the TDR (`directive/specs/login/tdr.md`)."], id="no item recognised"
    ),
    pytest.param(
        {"plan": (PlanItem(text="x", kind="symbol", line=1, found="found"),)},
        ["None detected (1 planned item of the TDR compared)."],
        id="all found",
    ),
    pytest.param(
        {
            "plan": (
                PlanItem(text="`A`", kind="symbol", line=1, found="found differently", differs="`A` is `List[str]`"),
                PlanItem(text="trust no lamp", kind="documentation", line=2, found="not found"),
                PlanItem(text="B", kind="symbol", line=3, found="not found"),
            ),
            "files": [
                changed("new.py", status=Status.ADDED),
                changed("login.py", status=Status.ADDED),
                changed("old.py"),
                changed("gone.py", status=Status.DELETED),
                changed("NOTES.md", status=Status.DELETED, kind=FileKind.DOCS),
            ],
            "endpoints": (
                Endpoint(path="new.py", method="PUT", route="/lamps/{id}", change=Change.ADDED),
                Endpoint(path="new.py", method="GET", route="/rugs", change=Change.REMOVED),
            ),
            "environment": (EnvironmentVariable(path="new.py", name="LAMP_LEVEL"),),
        },
        [
            "- Planned, not found: `B` (symbol)",
            '- Planned, not found: "trust no lamp" (documentation)',
            '- Found differently: `A` ("`A` is `List[str]`")',
            "- Not in the TDR: `PUT /lamps/{id}`, `LAMP_LEVEL`, `new.py`, `gone.py` (deleted).",
        ],
        id="missing, different and unplanned",
    ),
    pytest.param(
        {"plan": tuple(PlanItem(text=f"t{n}", kind="symbol", line=n, found="not found") for n in range(16))},
        [
            *(f"- Planned, not found: `t{n}` (symbol)" for n in range(14)),
            "- 2 more planned items not found, or found differently.",
        ],
        id="many",
    ),
    pytest.param(
        {
            "plan": (
                *(PlanItem(text=f"test_{n}", kind="test", line=n, found="not found") for n in range(14)),
                PlanItem(text="Lamp … on", kind="log message", line=20, found="not found"),
                PlanItem(text="Lamp … off", kind="log message", line=21, found="found differently", differs="debug"),
                PlanItem(text="docs/lamp.md", kind="update", line=22, found="not found"),
            ),
            "design_changes": "changed on the branch (+3 \N{MINUS SIGN}1): Interfaces",
        },
        [
            '- Found differently: "Lamp … off" ("debug")',
            f"- Planned, not found: 14 tests: {', '.join(f'`test_{n}`' for n in range(12))} and 2 more",
            '- Planned, not found: 1 log message: "Lamp … on"',
            "- Planned, not changed: 1 file: `docs/lamp.md`",
            "- The TDR itself was changed on the branch (+3 \N{MINUS SIGN}1): Interfaces.",
        ],
        id="tests, messages and files share a line; what became of the TDR",
    ),
]

REVIEW = [
    pytest.param({}, ["No source files changed."], id="no source"),
    pytest.param(
        {
            "files": [
                changed(f"{name}.py", insertions=lines)
                for name, lines in (("a", 1), ("b", 9), ("c", 5), ("d", 3), ("examples/e", 99))
            ],
            "criteria": (Criterion(text="Given x", line=1, label="AC-7"),),
            "callers": (Caller(path="z.py", line=3, symbol="a.f"), Caller(path="z.py", line=9, symbol="a.f")),
        },
        [
            "- Start with `b.py` (+9 \N{MINUS SIGN}1), `c.py` (+5 \N{MINUS SIGN}1) and `d.py` (+3 \N{MINUS SIGN}1).",
            "- No candidate test found for: AC-7.",
            "- `a.f` has 2 unchanged calls in `z.py`.",
        ],
        id="where to look",
    ),
]


@pytest.mark.parametrize(
    ("section", "facts", "expected"),
    [
        pytest.param(section, *case.values, id=f"{section}: {case.id}")
        for section, cases in (
            ("security", SECURITY),
            ("performance", PERFORMANCE),
            ("breaking", BREAKING),
            ("rollout", ROLLOUT),
            ("debt", DEBT),
            ("deviations", DEVIATIONS),
            ("review", REVIEW),
        )
        for case in cases
    ],
)
def test_facts_alone(section: str, facts: dict[str, Any], expected: list[str]) -> None:
    assert written(dossier(**facts), section) == expected
