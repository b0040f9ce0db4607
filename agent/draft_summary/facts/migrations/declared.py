"""Tables that the program declares: models of an object mapper, schema files. Compared where no migration comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from draft_summary.facts.migrations import prisma, sql
from draft_summary.facts.migrations.steps import differing
from draft_summary.facts.readers import reading
from draft_summary.facts.reading import Model
from draft_summary.facts.survey import CODE, Survey
from draft_summary.values.facts import FileFact, SchemaChange

kind = "schema"
MOST_SQL = 1_000_000  # characters, of all such files


def changes(survey: Survey) -> tuple[SchemaChange, ...]:
    """The tables that differ, by path and line, compared over all changed files."""
    before: dict[str, Model] = {}
    after: dict[str, Model] = {}
    for pair in survey.program(kind):
        reader = reading(pair.path)
        for side, found in ((pair.base, before), (pair.head, after)):
            for one in reader.models(side) if side and reader and reader.models else ():
                found.setdefault(one.table, one)
    for file in survey.pairs(CODE):
        if prisma.is_schema(file.path):
            before |= {one.table: one for one in prisma.models(file.base_path, file.base or "")}
            after |= {one.table: one for one in prisma.models(file.path, file.head or "")}
    every = [*_compared(before, after), *_in_sql(survey)]
    return tuple(sorted(every, key=lambda one: (one.path, one.line or 0, one.table)))


def is_compared(survey: Survey, file: FileFact) -> bool:
    """Whether the file says in SQL how the schema is to be, and is not too large to be compared."""
    pair = survey.pair(file) if sql.is_schema(file.path) else None
    return pair is not None and len(pair.base or "") + len(pair.head or "") <= MOST_SQL


def _in_sql(survey: Survey) -> Iterator[SchemaChange]:
    """Files of SQL outside a migrations folder that say how the schema is to be."""
    left = MOST_SQL
    for pair in survey.pairs(CODE):
        texts = (pair.base or "", pair.head or "")
        if sql.is_schema(pair.path) and sum(map(len, texts)) <= left:
            left -= sum(map(len, texts))
            before, after = (sql.read(text) for text in texts)
            yield from differing(pair.path, before, after)


def _compared(before: Mapping[str, Model], after: Mapping[str, Model]) -> Iterator[SchemaChange]:
    for name, new in after.items():
        old = before.get(name)
        columns = old.columns if old else {}
        change = SchemaChange(
            path=new.path,
            line=new.line,
            table=name,
            added=tuple(one for one in new.columns if one not in columns),
            modified=tuple(one for one, text in new.columns.items() if one in columns and columns[one] != text),
            dropped=tuple(one for one in columns if one not in new.columns),
            indexes=tuple(one for one in new.indexes if not old or one not in old.indexes),
            created=old is None,
        )
        if change.created or change.added or change.modified or change.dropped or change.indexes:
            yield change
    for name, old in before.items():
        if name not in after:
            yield SchemaChange(path=old.path, line=old.line, table=name, removed=True)
