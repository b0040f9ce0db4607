"""Sections that list facts: what each shows for which facts, without any claim."""

from __future__ import annotations

from typing import Any

import pytest

from draft_summary.values.facts import (
    Alert,
    Change,
    ConfigFile,
    Coverage,
    Dashboard,
    Dependency,
    Endpoint,
    EnvironmentVariable,
    Event,
    FileKind,
    Lockfile,
    LogCall,
    Metric,
    Migration,
    SchemaChange,
    Symbol,
)
from sections.dossiers import changed, dossier, written

MIXED = Coverage("metrics", ("Python", "Go"), ((".mdx", 2),))


def dependency(name: str, change: Change = Change.ADDED, manifest: str = "pyproject.toml", **values: Any) -> Dependency:
    return Dependency(path=manifest, name=name, change=change, **values)


DEPENDENCIES = [
    pytest.param({}, ["None detected (Python)."], id="none"),
    pytest.param({"coverage": ()}, ["Not examined: dependencies."], id="not examined"),
    pytest.param(
        {"lockfiles": (Lockfile(path="uv.lock", packages=12),), "coverage": (Coverage("dependencies", ("npm",)),)},
        ["None detected (npm); `uv.lock` changed (12 packages)."],
        id="lockfile alone",
    ),
    pytest.param(
        {"dependencies": (dependency("httpx", new=">=1.0"),)},
        ["### Added", "- `httpx>=1.0`", "No updated or removed dependencies detected (Python)."],
        id="one added",
    ),
    pytest.param(
        {
            "dependencies": (
                dependency("httpx", new="==1.0", scope="dev"),
                dependency("react", Change.MODIFIED, "web/package.json", old="^17", new="^18"),
                dependency("six", Change.REMOVED, old="*"),
                dependency("tap", manifest="web/package.json", new="~2"),
                dependency("authlib", new="^1.3"),
            )
        },
        [
            "### Added",
            "- `httpx==1.0` (`pyproject.toml`, scope `dev`)",
            "- `tap@~2` (`web/package.json`)",
            "- `authlib ^1.3` (`pyproject.toml`)",
            "### Updated",
            "- `react` from `^17` to `^18` (`web/package.json`)",
            "### Removed",
            "- `six` (`pyproject.toml`)",
        ],
        id="several manifests",
    ),
]

DATABASE = [
    pytest.param({}, ["None detected (Python)."], id="none"),
    pytest.param(
        {"migrations": (Migration(path="m/1.py", name="1", operations=tuple("abcdefgh")),)},
        [
            "### Migrations",
            "- `m/1.py` (a; b; c; d; e; f; 2 more)",
            "No schema changes detected (Python).",
            "### Data Backfills",
            '_Needs author: data to backfill, or "none"._',
        ],
        id="migration without schema",
    ),
    pytest.param(
        {
            "schema": (
                SchemaChange(path="m/1.py", table="users", added=("id",), created=True),
                SchemaChange(path="m/2.py", table="users", added=("id", "name"), dropped=("x",), indexes=("ix",)),
            )
        },
        [
            "### Schema Changes",
            "- Table/Collection: `users` (created)",
            "  - Added columns/fields: `id`, `name`",
            "  - Dropped columns/fields: `x`",
            "  - Indexes added: `ix`",
            "No migrations detected (Python).",
        ],
        id="one table, several changes",
    ),
]

API = [
    pytest.param({}, ["None detected (Python)."], id="none"),
    pytest.param(
        {
            "endpoints": (
                Endpoint(path="a.py", method="POST", route="/x", change=Change.ADDED),
                Endpoint(path="a.py", method="GET", route="/old", change=Change.REMOVED),
                Endpoint(path="a.py", method="GET", route="/older", change=Change.DEPRECATED),
            ),
            "events": (Event(path="a.py", name="user.created", change=Change.ADDED, direction="consumed"),),
            "symbols": (
                Symbol(
                    path="a.py",
                    module="a",
                    name="f",
                    kind="function",
                    change=Change.MODIFIED,
                    signature="(x, y)",
                    old_signature="(x)",
                ),
                Symbol(path="a.py", module="b", name="f", kind="re-export", change=Change.ADDED),
                Symbol(path="test_a.py", module="test_a", name="g", kind="function", change=Change.ADDED),
            ),
            "files": [changed("a.py"), changed("test_a.py", FileKind.TEST)],
        },
        [
            "### New Endpoints/Events",
            "- `POST /x`",
            "- Event: `user.created` (consumed)",
            "- Python: `b.f` (re-export)",
            "### Modified Endpoints/Events",
            "- Python: `a.f(x)` is now `(x, y)`",
            "### Deprecated Endpoints/Events",
            "- Removed: `GET /old`",
            "- `GET /older`",
            "_Needs author: deprecation timeline._",
        ],
        id="all of it, tests left out",
    ),
    pytest.param(
        {
            "symbols": tuple(
                Symbol(path="a.py", module="a", name=f"f{n:02}", kind="function", change=Change.ADDED)
                for n in range(42)
            )
        },
        [
            "### New Endpoints/Events",
            *(f"- Python: `a.f{n:02}`" for n in range(40)),
            "- 2 more public symbols.",
            "No modified, deprecated or removed endpoints, events or public symbols detected (Python).",
        ],
        id="many symbols",
    ),
]

CONFIGURATION = [
    pytest.param({}, ["None detected (Python)."], id="none"),
    pytest.param(
        {
            "environment": (
                EnvironmentVariable(path="a.py", name="URL", default="http://x"),
                EnvironmentVariable(path="b.py", name="URL", default="http://x"),
                EnvironmentVariable(path="a.py", name="KEY"),
                EnvironmentVariable(path="a.py", name="OLD", change=Change.REMOVED),
                EnvironmentVariable(path="a.py", name="PAYMENT_TOKEN", default="hunter2"),
            ),
            "config_files": (ConfigFile(path="app.yml", change=Change.MODIFIED, keys=("db", "cache")),),
        },
        [
            "### Environment Variables",
            "- `URL` (default `http://x`)",
            "- `KEY` (no default)",
            "- `OLD` (no longer read)",
            "- `PAYMENT_TOKEN` (default not shown)",
            "### Config Files",
            "- `app.yml` (modified, keys `db`, `cache`)",
            "No feature flags detected (Python).",
        ],
        id="variables and files",
    ),
]

OBSERVABILITY = [
    pytest.param(
        {"coverage": (MIXED,)},
        [
            "None detected (Python, Go; 2 .mdx not examined). Not examined: log calls, dashboards, alerts.",
        ],
        id="none, not all examined",
    ),
    pytest.param(
        {
            "logging": (
                *(LogCall(path="a.py", level="debug", message=f"d{n}") for n in range(4)),
                LogCall(path="a.py", level="error", message="Invalid YAML in %s"),
                *(LogCall(path="a.py", level="info", message=f"i{n}") for n in range(5)),
                LogCall(path="b.py", level="debug", message="only {kwargs.keys()}"),
            ),
            "metrics": (Metric(path="a.py", name="requests_total", type="counter"),),
            "dashboards": (Dashboard(path="d.json", name="API", change=Change.MODIFIED),),
            "alerts": (Alert(path="r.yml", name="Down", condition="up == 0", change=Change.REMOVED),),
        },
        [
            "### Logging",
            '- `a.py` — INFO "i0", "i1", "i2" and 2 more; ERROR "Invalid YAML in %s"; DEBUG 4',
            "- `b.py` — DEBUG `only {kwargs.keys()}`",
            "### Metrics",
            "- New metrics: `requests_total` (counter)",
            "### Dashboards",
            "- Updated dashboard: `API`",
            "### Alerts",
            "- Removed alerts: `Down` (`up == 0`)",
        ],
        id="all of it",
    ),
    pytest.param(
        {"logging": (LogCall(path="a.py", level="info", message="x"),)},
        ["### Logging", '- `a.py` — INFO "x"', "No metrics, dashboards or alerts detected (Python)."],
        id="logging alone",
    ),
]


@pytest.mark.parametrize(
    ("section", "facts", "expected"),
    [
        pytest.param(section, *case.values, id=f"{section}: {case.id}")
        for section, cases in (
            ("dependencies", DEPENDENCIES),
            ("database", DATABASE),
            ("api", API),
            ("configuration", CONFIGURATION),
            ("observability", OBSERVABILITY),
        )
        for case in cases
    ],
)
def test_facts_alone(section: str, facts: dict[str, Any], expected: list[str]) -> None:
    assert written(dossier(**facts), section) == expected
