"""The facts of `collect --json`, and the object that they are part of."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic takes that of `typing` from Python 3.12 on

from draft_summary.values import published


class Fact(TypedDict):
    """Every fact: `line` is 1-based, at head, at base for what is gone."""

    id: str
    path: str
    line: int | None


class Dependency(Fact):
    """Versions as written in the manifest."""

    name: str
    old: str | None
    new: str | None
    manifest: str
    scope: str


class Dependencies(TypedDict):
    """Direct dependencies by what became of them."""

    added: list[Dependency]
    updated: list[Dependency]
    removed: list[Dependency]


class Lockfile(Fact):
    """`packages`: entries that differ."""

    packages: int | None


class Test(Fact):
    """`name` with its class or describe chain, joined by `::`."""

    name: str
    tier: str
    summary: str
    skipped: bool


class Tests(TypedDict):
    """Tests by what became of them."""

    added: list[Test]
    removed: list[Test]
    modified: list[Test]


class Migration(Fact):
    """`reversible` null where unknown."""

    name: str
    operations: list[str]
    reversible: bool | None


class SchemaChange(Fact):
    """Columns and indexes of one table."""

    table: str
    added: list[str]
    modified: list[str]
    dropped: list[str]
    indexes: list[str]
    created: bool
    removed: bool


class Endpoint(Fact):
    """A route with its prefixes."""

    method: str
    route: str
    summary: str


class Endpoints(TypedDict):
    """Routes by what became of them."""

    new: list[Endpoint]
    modified: list[Endpoint]
    deprecated: list[Endpoint]
    removed: list[Endpoint]


class Event(Fact):
    """A named event."""

    name: str
    direction: str
    change: str


class Symbol(Fact):
    """A public name; signatures as written."""

    module: str
    name: str
    kind: str
    change: str
    signature: str
    old_signature: str
    summary: str
    language: str
    moved_from: str


class Setting(Fact):
    """An environment variable or a flag."""

    name: str
    default: str | None
    change: str


class ConfigFile(Fact):
    """A configuration file and the top-level keys that changed."""

    change: str
    keys: list[str]


class LogCall(Fact):
    """A new log call."""

    level: str
    message: str


class Metric(Fact):
    """A metric."""

    name: str
    type: str
    change: str


class Dashboard(Fact):
    """A dashboard definition."""

    name: str
    change: str


class Alert(Fact):
    """An alert rule."""

    name: str
    condition: str
    change: str


class Debt(Fact):
    """A TODO, FIXME, HACK or skip added."""

    marker: str
    text: str


class Breaking(Fact):
    """What may break callers."""

    what: str


class Security(Fact):
    """What touches authentication, secrets, crypto or outbound calls."""

    topic: str
    what: str


class Caller(Fact):
    """An unchanged caller of what was re-signatured."""

    symbol: str


class Facts(TypedDict):
    """All facts by kind."""

    dependencies: Dependencies
    lockfiles: list[Lockfile]
    tests: Tests
    migrations: list[Migration]
    schema: list[SchemaChange]
    endpoints: Endpoints
    events: list[Event]
    symbols: list[Symbol]
    environment: list[Setting]
    flags: list[Setting]
    config_files: list[ConfigFile]
    logging: list[LogCall]
    metrics: list[Metric]
    dashboards: list[Dashboard]
    alerts: list[Alert]
    debt: list[Debt]
    breaking: list[Breaking]
    security: list[Security]
    callers: list[Caller]


class Collected(TypedDict):
    """`draft-summary collect --json`."""

    schema_version: Literal[1]
    snapshot: str
    branch: published.Branch
    feature: published.Feature
    commits: list[published.Commit]
    files: list[published.File]
    hunks: list[published.Hunk]
    criteria: list[published.Criterion]
    plan: list[published.PlanItem]
    passages: list[published.Passage]
    reports: list[published.Report]
    facts: Facts
    asks: list[published.Ask]
    reply_schema: dict[str, Any]
    omitted: list[str]
