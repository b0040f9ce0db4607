"""Migrations in JavaScript and TypeScript: Knex, db-migrate, Sequelize, TypeORM, MikroORM, node-pg-migrate, Kysely.

They differ in what the builder is called, not in how steps look: a method that says what, a table, then columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.nodes import Call, call_of, calls, is_function, items, members, plain
from draft_summary.facts.migrations import sql
from draft_summary.facts.migrations.builders import in_chain, in_table
from draft_summary.facts.migrations.steps import Steps
from draft_summary.facts.parsing import Source, descendants, written

if TYPE_CHECKING:
    from tree_sitter import Node

FOLDER = re.compile(r"(^|/)[\w-]{0,40}(migrations?|migrate)/[^.]{1,300}(\.[\w-]{1,40})?\.[cm]?[jt]s$")
DECLARED = re.compile(r"\b(implements\s+MigrationInterface|extends\s+Migration)\b")
UP = re.compile(r"\b(exports\.up\b|(async\s+)?function\s+up\b|const\s+up\b|\bup\s*[(:=])")
RUNS = frozenset({"runSql", "query", "raw", "sql", "addSql", "execute"})
SCRIPTS = (".ts", ".js", ".mjs", ".cjs", ".mts", ".cts")
CREATES = frozenset({"createTable", "createTableIfNotExists"})
DROPS = frozenset({"dropTable", "dropTableIfExists"})
TABLES = frozenset({"alterTable", "table"})
OTHER = {
    "addConstraint": "adds a constraint",
    "removeConstraint": "drops a constraint",
    "dropConstraint": "drops a constraint",
    "createForeignKey": "adds a foreign key",
    "addForeignKey": "adds a foreign key",
    "dropForeignKey": "drops a foreign key",
    "removeIndex": "drops an index",
    "dropIndex": "drops an index",
    "bulkInsert": "inserts rows",
    "bulkUpdate": "updates rows",
    "bulkDelete": "deletes rows",
    "createType": "creates a type",
    "createExtension": "creates an extension",
}


def is_migration(path: str, text: str) -> bool:
    """Whether the file is a migration: it stands in a folder of them, or says so, and has an `up`."""
    if not path.endswith(SCRIPTS) or path.endswith(".d.ts") or "up" not in text or not UP.search(text):
        return False
    return FOLDER.search(path) is not None or (path.endswith((".ts", ".js")) and DECLARED.search(text) is not None)


def read(source: Source) -> Steps:
    """The steps of `up`; those of functions that it calls are not followed."""
    steps = Steps()
    functions = dict(_functions(source))
    if up := functions.get("up"):
        for call in calls(source, up):
            _step(steps, call)
    down = functions.get("down")
    body = down.child_by_field_name("body") if down is not None else None
    steps.reversible = body is not None and any(True for _ in descendants(body, "call_expression"))
    return steps


def _functions(source: Source) -> Iterator[tuple[str, Node]]:
    """`up` and `down`: functions, methods, members of what is exported."""
    for node in descendants(source.root, "function_declaration", "method_definition", most=5_000):
        yield written(node.child_by_field_name("name")), node
    for match in source.matches("functions"):
        yield written(match["name"][0]).rpartition(".")[2], match["function"][0]


def _step(steps: Steps, call: Call) -> None:
    """One step; a call that is none is nothing."""
    if call.last in RUNS:
        _run(steps, call)
        return
    table = _table(call)
    if call.last in CREATES and table:
        _create(steps, call, table)
    elif call.last in DROPS and table:
        steps.drop(table, call.line)
    elif call.last == "renameTable" and table and (new := call.text(1)):
        steps.say(f"renames table `{table}` to `{new}`")
    elif call.last in TABLES and table:
        _alter(steps, call, table)
    elif call.last in ("addIndex", "createIndex"):
        _index(steps, call, table)
    elif call.last in OTHER and table:
        steps.say(OTHER[call.last])
    elif table and call_of(call.source, call.receiver) is None:  # else a step of the chain that is read as one
        _column(steps, call, table)


def _table(call: Call) -> str | None:
    """The table that the first argument names: a string, an object, or TypeORM's `new Table({ name })`."""
    if text := call.text(0):
        return text
    inner = call_of(call.source, call.at(0))
    options = inner.options(0) if inner else call.options(0)
    return plain(call.source, options.get("name")) or plain(call.source, options.get("tableName"))


def _run(steps: Steps, call: Call) -> None:
    text = call.source.string(call.at(0))
    if text is not None and call.last != "execute" and not sql.read_into(steps, text, call.line):
        steps.say("executes SQL")


def _create(steps: Steps, call: Call, table: str) -> None:
    steps.create(table, call.line, [])
    if is_function(call.at(1)):
        in_table(steps, call, table, is_new=True)
    elif columns := call.options(1):  # { id: "int", name: {...} }, of db-migrate { columns: {...} } too
        given = members(call.source, columns["columns"]) if "columns" in columns else columns
        steps.create(table, call.line, list(given))
    elif inner := call_of(call.source, call.at(0)):
        steps.create(table, call.line, _named(call.source, inner.options(0).get("columns")))
    else:
        in_chain(steps, call, table, is_new=True)


def _named(source: Source, node: Node | None) -> list[str]:
    """The `name` of each object in an array."""
    found = (plain(source, members(source, one).get("name")) for one in items(node))
    return [name for name in found if name]


def _alter(steps: Steps, call: Call, table: str) -> None:
    if is_function(call.at(1)):
        in_table(steps, call, table, is_new=False)
    else:
        in_chain(steps, call, table, is_new=False)


def _index(steps: Steps, call: Call, table: str | None) -> None:
    """`addIndex("t", "name", ["a"])`, `addIndex("t", ["a"], { name })`, `createIndex("t", new TableIndex({...}))`."""
    if not table or len(call.arguments) < 2:  # noqa: PLR2004 — table and what of it
        return
    inner = call_of(call.source, call.at(1))
    options = {**call.options(2), **call.options(1), **(inner.options(0) if inner else {})}
    columns = items(call.at(1)) or items(options.get("fields")) or items(options.get("columnNames"))
    shown = ", ".join(text for one in columns if (text := plain(call.source, one)))
    name = plain(call.source, options.get("name")) or call.text(1) or shown
    if name:
        steps.index(table, call.line, name)


def _column(steps: Steps, call: Call, table: str) -> None:
    """A column of a table that is named first: db-migrate, Sequelize, TypeORM, node-pg-migrate."""
    inner = call_of(call.source, call.at(1))
    name = call.text(1) or (plain(call.source, inner.options(0).get("name")) if inner else None)
    names = [name] if name else [text for one in items(call.at(1)) if (text := plain(call.source, one))]
    if call.last in ("addColumn", "addColumns"):
        for one in names or [*call.options(1), *_made(call)]:
            steps.add(table, call.line, one)
    elif call.last in ("removeColumn", "dropColumn", "dropColumns", "removeColumns"):
        for one in names:
            steps.remove(table, call.line, one)
    elif call.last in ("changeColumn", "alterColumn") and name:
        steps.modify(table, call.line, name)
    elif call.last == "renameColumn" and name and (new := call.text(2)):
        steps.rename(table, call.line, name, new)


def _made(call: Call) -> Iterator[str]:
    """TypeORM: `addColumns("t", [new TableColumn({ name })])`."""
    for one in items(call.at(1)):
        inner = call_of(call.source, one)
        if inner and (name := plain(call.source, inner.options(0).get("name"))):
            yield name
