"""Migrations that the change adds, and what they do to the schema when they are applied.

To add a tool: a module with `is_migration` and `read`, and an entry in TOOLS.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from draft_summary.facts.languages import language_of
from draft_summary.facts.migrations import (
    alembic,
    declared,
    django,
    doctrine,
    ef_core,
    goose,
    laravel,
    liquibase,
    rails,
    script,
    sql,
)
from draft_summary.facts.migrations.steps import Steps, differing
from draft_summary.facts.parsing import Source
from draft_summary.facts.path_kinds import suffix_of
from draft_summary.facts.survey import WITHOUT_BASE, Survey, may_hold, ordered
from draft_summary.values.facts import Coverage, Facts, FileFact, FileKind, Migration, SchemaChange


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool whose migrations are written in a language. `is_migration` takes path and text."""

    title: str
    is_migration: Callable[[str, str], bool]
    read: Callable[[Source], Steps]


@dataclass(frozen=True, slots=True)
class Format:
    """Migrations that no grammar here reads: `read` takes path and text."""

    title: str
    is_migration: Callable[[str, str], bool]
    read: Callable[[str, str], Steps]


TOOLS: tuple[Tool, ...] = (
    Tool("Alembic", alembic.is_migration, alembic.read),
    Tool("Django", django.is_migration, django.read),
    Tool("JavaScript", script.is_migration, script.read),
    Tool("Laravel", laravel.is_migration, laravel.read),
    Tool("Doctrine", doctrine.is_migration, doctrine.read),
    Tool("Rails", rails.is_migration, rails.read),
    Tool("goose", goose.is_migration, goose.read),
    Tool("EF Core", ef_core.is_migration, ef_core.read),
)
FORMATS: tuple[Format, ...] = (Format("Liquibase", liquibase.is_migration, liquibase.read),)
MOST_SQL = 2_000_000  # characters of all migrations together: dumps of data are larger
OTHER_FORMATS = (".yml", ".yaml", ".xml")  # Liquibase and its like
# What is run although it ran before: Liquibase's new change sets in an old file, Flyway's repeatable migrations.
RUNS_AGAIN = re.compile(r"<changeSet\b|^--[ \t]{0,4}changeset\b", re.IGNORECASE | re.MULTILINE)
REPEATABLE = re.compile(r"(^|/)R__[^/]{0,300}$")
KINDS = frozenset({FileKind.CODE, FileKind.CONFIG})


@dataclass(frozen=True, slots=True)
class Migrations:
    """The detector of migration files. Of one that stood before and is edited, what it does otherwise now is told."""

    kind: str = field(default="migrations")

    def detect(self, survey: Survey, _found: Facts) -> tuple[Migration, ...]:
        """A fact per new migration, and per one whose steps were edited."""
        found = [
            _fact(file, tuple(steps.phrases), _reversible(survey, file, steps)) for file, steps in survey.once(_new)
        ]
        for file, phrases, _ in survey.once(_edited):
            again = RUNS_AGAIN.search(survey.trees.head.texts.get(file.path, "")) or REPEATABLE.search(file.path)
            found.append(replace(_fact(file, phrases, None), edited=not again))
        return tuple(sorted(found, key=lambda one: one.path))

    def coverage(self, survey: Survey) -> Coverage:
        """Migration folders may hold files that no tool here reads."""
        return _coverage(survey, self.kind)


@dataclass(frozen=True, slots=True)
class Schema:
    """The detector of schema changes, as the new migrations make them."""

    kind: str = field(default="schema")

    def detect(self, survey: Survey, _found: Facts) -> tuple[SchemaChange, ...]:
        """A fact per migration and table; where no migration comes, what the models or a schema file declare."""
        new, edited = survey.once(_new), survey.once(_edited)
        migrated = [change for file, steps in new for change in steps.changes(file.path)]
        migrated += [change for _, _, changes in edited for change in changes]
        return tuple(sorted(migrated, key=lambda one: one.path)) if new or edited else declared.changes(survey)

    def coverage(self, survey: Survey) -> Coverage:
        """As for migrations."""
        return _coverage(survey, self.kind)


def _new(survey: Survey) -> tuple[tuple[FileFact, Steps], ...]:
    """The new migrations with their steps; beyond `MOST_SQL` a file of SQL is named only."""
    found = []
    left = MOST_SQL
    for pair in survey.pairs(KINDS):
        if pair.file.file.status in WITHOUT_BASE and (steps := _steps(survey, pair.path, pair.head or "", left)):
            left -= max(steps.effort, len(pair.head or "")) if pair.path.endswith(".sql") else 0
            found.append((pair.file, steps))
    return tuple(found)


def _edited(survey: Survey) -> tuple[tuple[FileFact, tuple[str, ...], tuple[SchemaChange, ...]], ...]:
    """The migrations that stood before and do something else now: what they did not do, in words and tables."""
    found = []
    left = MOST_SQL
    for pair in survey.pairs(KINDS):
        if pair.base is None or pair.head is None:
            continue
        after = _steps(survey, pair.path, pair.head, left)
        before = _steps(survey, pair.base_path, pair.base, left) if after else None
        if before and after:
            left -= max(before.effort + after.effort, len(pair.head) + len(pair.base))
            phrases = tuple(one for one in after.phrases if one not in before.phrases)
            changes = tuple(differing(pair.path, before, after))
            if phrases or changes:
                found.append((pair.file, phrases, changes))
    return tuple(found)


def _fact(file: FileFact, operations: tuple[str, ...], reversible: bool | None) -> Migration:  # noqa: FBT001 — a field
    name = file.path.rpartition("/")[2]
    return Migration(path=file.path, line=1, name=name, operations=operations, reversible=reversible)


def _steps(survey: Survey, path: str, text: str, left: int) -> Steps | None:
    if sql.is_migration(path):
        return sql.read(text) if len(text) <= left else Steps()
    if known := next((one for one in FORMATS if one.is_migration(path, text)), None):
        return known.read(path, text)
    tool = next((tool for tool in TOOLS if tool.is_migration(path, text)), None)
    source = survey.sources.glance(path, text) if tool else None
    return tool.read(source) if tool and source else None


def _reversible(survey: Survey, file: FileFact, steps: Steps) -> bool | None:
    """An SQL migration can be undone if its other half stands beside it."""
    for up, down in ((".up.sql", ".down.sql"), ("/up.sql", "/down.sql")):
        if file.path.endswith(up):
            return f"{file.path.removesuffix(up)}{down}" in survey.head_paths
    return steps.reversible


def _coverage(survey: Survey, kind: str) -> Coverage:
    """Python is read, and SQL of migrations and schemas; YAML in a migrations folder may be a tool's that is not."""
    examined: set[str] = set()
    missed = Counter[str]()
    for file in survey.files:
        language, suffix = language_of(file.path), suffix_of(file.path)
        in_folder = sql.FOLDER.search(file.path) is not None
        is_sql = suffix == ".sql" and (in_folder or declared.is_compared(survey, file))
        if file.kind is FileKind.CODE and is_sql and survey.pair(file):
            examined.add("SQL")
        elif file.kind is FileKind.CODE and language and (may_hold(language, kind) or suffix == ".sql"):
            if survey.is_read(file, language, kind):
                examined.add(language.title)
            else:
                missed[suffix] += 1
        elif in_folder and suffix in OTHER_FORMATS and file.kind in KINDS:
            missed[suffix] += 1
    return Coverage(kind, ordered(examined), tuple(sorted(missed.items())))
