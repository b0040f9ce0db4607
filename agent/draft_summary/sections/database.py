"""Database/Data Changes: migrations, what they do to tables, and backfills."""

from __future__ import annotations

from collections.abc import Mapping

from draft_summary.sections.blocks import bullet, by_key, emptiness, entries, fact, heading, open_line, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.emptiness import none_detected, none_of
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import code, plain
from draft_summary.sections.written import Entry, Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Facts, Migration, SchemaChange
from draft_summary.values.slots import SectionOutline, Slot

MOST_OPERATIONS = 6  # of one migration

MIGRATIONS = Slot(
    "database.migrations",
    "database",
    ("Migrations", "Database Migrations", "New Migrations"),
    parts=("text",),
    keyed="path",
    evidence=WORK,
    ask="database.migrations",
)
SCHEMA = Slot("database.schema", "database", ("Schema Changes", "Schema", "Schema Updates", "Models", "Tables"))
BACKFILLS = Slot(
    "database.backfills",
    "database",
    ("Data Backfills", "Backfills", "Data Migrations", "Data Backfill"),
    parts=("text",),
    keyed="block",
    evidence=WORK,
    ask="database.backfills",
    limit=5,
)
OUTLINE = SectionOutline(
    "database",
    "Database/Data Changes",
    (
        "Database Changes",
        "Data Changes",
        "Database",
        "Database and Data Changes",
        "Data Model Changes",
    ),
    (MIGRATIONS, SCHEMA, BACKFILLS),
)
NOUNS = {"migrations": "migrations", "schema": "schema changes"}


class MigrationLine(Content):
    """One migration and what it does."""

    key: str
    fact: Known[Migration]
    what: Prose | None


class Table(Content):
    """What all migrations and models of the change do to one table."""

    name: str
    created: bool = False
    removed: bool = False
    added: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()


class DatabaseContent(Content):
    """`none` says what was looked for and is not there, empty where all of it is."""

    migrations: tuple[MigrationLine, ...]
    tables: tuple[Table, ...]
    backfills: tuple[Entry, ...]
    none: str


def assemble(dossier: Dossier, written: Written) -> DatabaseContent:
    """Migrations as they stand, tables gathered over all of them."""
    facts = dossier.facts
    by_table: dict[str, list[SchemaChange]] = {}
    for change in facts.schema:
        by_table.setdefault(change.table, []).append(change)
    return DatabaseContent(
        migrations=tuple(
            MigrationLine(key=key, fact=one, what=written.about(MIGRATIONS, key)) for key, one in _by_key(facts).items()
        ),
        tables=tuple(_table(name, changes) for name, changes in by_table.items()),
        backfills=written.entries(BACKFILLS) if facts.migrations else (),
        none=_none(facts),
    )


def render(content: DatabaseContent) -> tuple[Block, ...]:
    """The headings that have something under them, then one line for the rest."""
    blocks: list[Block] = []
    if content.migrations:
        blocks += [heading(MIGRATIONS), *(_migration(one) for one in content.migrations)]
    if content.tables:
        blocks += [heading(SCHEMA), *(block for one in content.tables for block in _blocks(one))]
    if content.none:
        blocks.append(emptiness("database", content.none))
    if content.migrations:
        blocks += [heading(BACKFILLS), *entries(BACKFILLS, content.backfills)]
        if not content.backfills:
            blocks.append(open_line(BACKFILLS, 'data to backfill, or "none"'))
    return tuple(blocks)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """What each migration does; which of them moves data."""
    migrations = _by_key(sources.dossier.facts)
    found = [topic for key, one in migrations.items() for topic in sources.topic(MIGRATIONS, sources.of_fact(one), key)]
    every = (one for migration in migrations.values() for one in sources.of_fact(migration))
    return (*found, *sources.topic(BACKFILLS, every))


def _by_key(facts: Facts) -> Mapping[str, Migration]:
    return by_key((one.path, one) for one in facts.migrations)


def _migration(line: MigrationLine) -> Block:
    shown = [plain(one) for one in line.fact.operations[:MOST_OPERATIONS]]
    if left := len(line.fact.operations) - len(shown):
        shown.append(f"{left} more")
    if line.fact.edited:
        shown.insert(0, "existing, edited")
    text = f"{code(line.fact.path)} ({'; '.join(shown)})" if shown else code(line.fact.path)
    return bullet(MIGRATIONS, line.key, fact(text), prose(line.what), identity=(line.fact.path, line.fact.name))


def _table(name: str, changes: list[SchemaChange]) -> Table:
    return Table(
        name=name,
        created=any(one.created for one in changes),
        removed=any(one.removed for one in changes),
        added=tuple(dict.fromkeys(column for one in changes for column in one.added)),
        modified=tuple(dict.fromkeys(column for one in changes for column in one.modified)),
        dropped=tuple(dict.fromkeys(column for one in changes for column in one.dropped)),
        indexes=tuple(dict.fromkeys(index for one in changes for index in one.indexes)),
    )


def _blocks(table: Table) -> tuple[Block, ...]:
    fate = " (created)" if table.created else " (removed)" if table.removed else ""
    parts = {
        "Added columns/fields": table.added,
        "Modified columns/fields": table.modified,
        "Dropped columns/fields": table.dropped,
        "Indexes added": table.indexes,
    }
    name = bullet(SCHEMA, table.name, fact(f"Table/Collection: {code(table.name)}{fate}"), identity=(table.name,))
    columns = (
        bullet(SCHEMA, f"{table.name}#{label}", fact(f"{label}: {', '.join(map(code, some))}"), depth=1)
        for label, some in parts.items()
        if some
    )
    return (name, *columns)


def _none(facts: Facts) -> str:
    if not facts.migrations and not facts.schema:
        return none_detected(facts, NOUNS)
    found = {"migrations": facts.migrations, "schema": facts.schema}
    missing = {kind: noun for kind, noun in NOUNS.items() if not found[kind]}
    return none_of(facts, missing) if missing else ""


SECTION = Section(OUTLINE, assemble, render, topics)
