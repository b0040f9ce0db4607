"""Each kind of fact in one line, as a model is shown it: what it is and what became of it, without where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from draft_summary.values.facts import (
    Alert,
    BreakingCandidate,
    Caller,
    Change,
    ConfigFile,
    Dashboard,
    Debt,
    Dependency,
    Endpoint,
    EnvironmentVariable,
    Event,
    Fact,
    Flag,
    Lockfile,
    LogCall,
    Metric,
    Migration,
    SchemaChange,
    SecurityTouch,
    Symbol,
    Test,
)


def statement(fact: Fact) -> str:
    """The fact in one line, without its place. Raises KeyError for a kind of fact that is not listed here."""
    return _STATEMENTS[type(fact)](fact)


def place(fact: Fact) -> str:
    """`path:line`, or the path alone where there is no line."""
    return f"{fact.path}:{fact.line}" if fact.line else fact.path


def _changed(what: str, change: Change, name: str, said: str = "") -> str:
    return f"{what} {change}: {name}" + (f" — {said}" if said else "")


def _default(one: EnvironmentVariable | Flag) -> str:
    return "" if one.default is None else f"default {one.default}"


def _dependency(one: Dependency) -> str:
    versions = {
        Change.ADDED: one.new or "",
        Change.REMOVED: one.old or "",
    }.get(one.change, f"{one.old or 'no version'} → {one.new or 'no version'}")
    change = "updated" if one.change is Change.MODIFIED else one.change
    return " ".join(
        part for part in (f"dependency {change}:", one.name, versions, one.scope and f"[{one.scope}]") if part
    )


def _lockfile(one: Lockfile) -> str:
    return "lockfile changed" + (f": {one.packages} packages" if one.packages is not None else "")


def _test(one: Test) -> str:
    name = f"{one.name} ({one.tier})" if one.tier else one.name
    return _changed("test", one.change, name + (" skipped" if one.skipped else ""), one.summary)


def _symbol(one: Symbol) -> str:
    name = f"{one.language} {one.kind} {one.qualified}{one.signature}"
    if one.old_signature and one.old_signature != one.signature:
        name += f", was {one.old_signature}"
    return _changed("public", one.change, name, one.summary)


def _migration(one: Migration) -> str:
    known = {True: "reversible", False: "not reversible", None: ""}[one.reversible]
    return f"{'existing migration edited' if one.edited else 'migration'}: {one.name}" + "".join(
        f"; {part}" for part in (*one.operations, known) if part
    )


def _schema(one: SchemaChange) -> str:
    state = "created" if one.created else "removed" if one.removed else "changed"
    parts = (("added", one.added), ("modified", one.modified), ("dropped", one.dropped), ("indexes", one.indexes))
    return f"table {state}: {one.table}" + "".join(f"; {name}: {', '.join(of)}" for name, of in parts if of)


def _config(one: ConfigFile) -> str:
    return f"configuration file {one.change}" + (f": {', '.join(one.keys)}" if one.keys else "")


def _log(one: LogCall) -> str:
    return f"log call added: {one.level.upper()}" + (f' "{one.message}"' if one.message else "")


def _metric(one: Metric) -> str:
    return _changed("metric", one.change, one.name, one.type)


# One entry for each kind; the functions take the kind they stand beside.
_STATEMENTS: Mapping[type[Fact], Callable[[Any], str]] = {
    Dependency: _dependency,
    Lockfile: _lockfile,
    Test: _test,
    Symbol: _symbol,
    Migration: _migration,
    SchemaChange: _schema,
    Endpoint: lambda one: _changed("endpoint", one.change, f"{one.method} {one.route}", one.summary),
    Event: lambda one: f"event {one.change}: {one.name} ({one.direction})",
    EnvironmentVariable: lambda one: _changed("environment variable", one.change, one.name, _default(one)),
    Flag: lambda one: _changed("feature flag", one.change, one.name, _default(one)),
    ConfigFile: _config,
    LogCall: _log,
    Metric: _metric,
    Dashboard: lambda one: f"dashboard {one.change}: {one.name}",
    Alert: lambda one: _changed("alert", one.change, one.name, one.condition),
    Debt: lambda one: f"{one.marker} added: {one.text}",
    BreakingCandidate: lambda one: f"may break callers: {one.what}",
    SecurityTouch: lambda one: f"touches {one.topic}: {one.what}",
    Caller: lambda one: f"unchanged caller of {one.symbol}",
}
