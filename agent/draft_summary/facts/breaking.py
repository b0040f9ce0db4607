"""Candidates for breaking changes: what others may have relied on and is gone or asks otherwise. A person decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts import commands, symbols
from draft_summary.facts.survey import Survey
from draft_summary.values.branch import Commit
from draft_summary.values.facts import BreakingCandidate, Change, Coverage, Facts

kind = "breaking"
# Conventional Commits 1.0.0: a `!` before the colon, or a footer of either spelling.
MARKED = re.compile(r"^[A-Za-z]{1,30}(\([^)]{0,100}\))?!:")
NOTHING = re.compile(r"^(none|n/?a|no)\b", re.IGNORECASE)
FOOTER = re.compile(r"^BREAKING[ -]CHANGE:\s*(.{1,400})", re.MULTILINE)


def detect(survey: Survey, found: Facts) -> tuple[BreakingCandidate, ...]:
    """Symbols, routes, variables, flags and columns that are gone or re-signatured, and commits that say so."""
    every = [*_symbols(survey), *_contract(found), *_schema(found)]
    ordered = sorted(every, key=lambda one: (one.path, one.line or 0, one.what))
    return (*ordered, *(one for commit in survey.branch.commits for one in _commit(commit)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose public surface is read."""
    return survey.coverage(kind)


def _symbols(survey: Survey) -> Iterator[BreakingCandidate]:
    differences = survey.once(symbols.differences)
    moved = {one.symbol.moved_from: one.symbol.qualified for one in differences if one.symbol.moved_from}
    for one in differences:
        name = one.symbol.qualified
        if one.symbol.change is Change.REMOVED:
            where = f": moved to `{moved[name]}`" if name in moved else ""
            yield _candidate(one.symbol.path, one.symbol.line, f"`{name}` removed{where}")
        elif one.breaks:
            yield _candidate(one.symbol.path, one.symbol.line, f"`{name}` {one.breaks}")
    for gone in survey.once(commands.changes):
        if gone.change is Change.REMOVED:
            yield _candidate(gone.path, gone.line, f"command line: `{gone.name}` removed")
    for path, old, new in symbols.renamed_modules(survey):
        yield _candidate(path, None, f"module `{old}` is now `{new}`")


def _contract(found: Facts) -> Iterator[BreakingCandidate]:
    for route in found.endpoints:
        if route.change is Change.REMOVED:
            yield _candidate(route.path, route.line, f"`{route.method} {route.route}` removed")
    for variable in found.environment:
        if variable.change is Change.REMOVED:
            yield _candidate(variable.path, variable.line, f"environment variable `{variable.name}` no longer read")
    for flag in found.flags:
        if flag.change is Change.REMOVED:
            yield _candidate(flag.path, flag.line, f"flag `{flag.name}` no longer asked for")


def _schema(found: Facts) -> Iterator[BreakingCandidate]:
    for table in found.schema:
        if table.removed:
            yield _candidate(table.path, table.line, f"table `{table.table}` dropped")
        for column in table.dropped:
            yield _candidate(table.path, table.line, f"column `{table.table}.{column}` dropped")


def _commit(commit: Commit) -> Iterator[BreakingCandidate]:
    if MARKED.match(commit.subject):
        yield _candidate("", None, f"commit `{commit.short}` is marked breaking: {commit.subject}")
    for footer in FOOTER.findall(commit.body):
        if NOTHING.match(footer):
            continue
        yield _candidate("", None, f"commit `{commit.short}`: {footer.strip()}")


def _candidate(path: str, line: int | None, what: str) -> BreakingCandidate:
    return BreakingCandidate(path=path, line=line, what=what)
