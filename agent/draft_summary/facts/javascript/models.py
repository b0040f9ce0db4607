"""Tables that JavaScript and TypeScript declare for an object mapper: Drizzle, TypeORM, Sequelize."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.nodes import Call, bare, call_of, calls, decorations, members, plain
from draft_summary.facts.javascript.scopes import CLASSES
from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written
from draft_summary.facts.reading import Model

if TYPE_CHECKING:
    from tree_sitter import Node

DRIZZLE = frozenset({"pgTable", "sqliteTable", "mysqlTable", "mysqlTableCreator", "pgTableCreator", "singlestoreTable"})
SEQUELIZE = re.compile(r"\bsequelize\b|\bDataTypes\b", re.IGNORECASE)
COLUMNS = frozenset(
    {"Column", "PrimaryColumn", "PrimaryGeneratedColumn", "CreateDateColumn", "UpdateDateColumn", "DeleteDateColumn"}
    | {"VersionColumn", "ObjectIdColumn", "Property", "PrimaryKey"}
)
INTO = frozenset({"program", "export_statement"})
LONGEST = 2_000


def read(source: Source) -> Iterator[Model]:
    """The tables of a file."""
    if any(name in source.text for name in DRIZZLE):
        for call in calls(source):
            if call.last in DRIZZLE and (name := call.text(0)):
                yield _drizzle(source, call, name)
    if "@Entity(" in source.text:
        for node in descendants(source.root, *CLASSES, into=INTO):
            found = decorations(source, node)
            if "Entity" in found:
                yield _entity(source, node, found["Entity"])
    if SEQUELIZE.search(source.text):
        yield from _sequelize(source)


def _drizzle(source: Source, call: Call, table: str) -> Model:
    """Columns by their name in the database, the member's where none is given; indexes in what comes third."""
    columns = {}
    for member, node in call.options(1).items():
        made = _first_call(source, node)
        columns[(made.text(0) if made else None) or member] = one_line(node, LONGEST)
    third = call.at(2)
    named = (
        [one for one in calls(source, third) if one.last in ("index", "uniqueIndex", "unique")]
        if third is not None
        else []
    )
    return Model(table, source.path, call.line, columns, tuple(name for one in named if (name := one.text(0))))


def _first_call(source: Source, node: Node) -> Call | None:
    """`text("a")` of `text("a").notNull()`."""
    call = call_of(source, node)
    while call is not None and (inner := call_of(source, call.receiver)) is not None:
        call = inner
    return call


def _entity(source: Source, node: Node, declared: Call | None) -> Model:
    name = written(node.child_by_field_name("name"))
    options = declared.options(0) if declared else {}
    given = (declared.text(0) if declared else None) or plain(source, options.get("name") or options.get("tableName"))
    columns = {}
    body = node.child_by_field_name("body")
    for one in body.named_children if body is not None else []:
        found = decorations(source, one) if one.type in ("public_field_definition", "field_definition") else {}
        call = next((call for decorator, call in found.items() if decorator in COLUMNS), None)
        if any(decorator in COLUMNS for decorator in found):
            stated = plain(source, call.options(0).get("name")) if call else None
            columns[stated or written(one.child_by_field_name("name"))] = one_line(one, LONGEST)
    return Model(given or name, source.path, line_of(node), columns)


def _sequelize(source: Source) -> Iterator[Model]:
    """`sequelize.define("user", {...}, { tableName })`, `User.init({...}, { sequelize, tableName })`."""
    for call in calls(source):
        place = 1 if call.last == "define" else 0 if call.last == "init" and "sequelize" in call.options(1) else None
        if place is None or not (columns := call.options(place)):
            continue
        options = call.options(place + 1)
        stated = plain(source, options.get("tableName")) or plain(source, options.get("modelName"))
        name = stated or (call.text(0) if place else call.holder)
        if name:
            shown = {_field(source, key, node): one_line(node, LONGEST) for key, node in columns.items()}
            yield Model(name, source.path, call.line, shown)


def _field(source: Source, key: str, node: Node) -> str:
    """The column's own name: `{ field: "created_at" }`."""
    return plain(source, members(source, bare(node)).get("field")) or key
