"""Alembic migrations: the operations of `upgrade()`, and whether `downgrade()` does anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.migrations import sql
from draft_summary.facts.migrations.steps import Steps
from draft_summary.facts.parsing import Source, descendants, written
from draft_summary.facts.python.calls import Call, call_of, items
from draft_summary.facts.python.scopes import Definition, definitions

if TYPE_CHECKING:
    from tree_sitter import Node

REVISION = re.compile(r"^(down_)?revision\s*(:[^=\n]{0,80})?=", re.MULTILINE)
COLUMN = re.compile(r"(^|\.)Column$")
OTHER = {
    "create_foreign_key": "adds a foreign key",
    "create_unique_constraint": "adds a unique constraint",
    "create_check_constraint": "adds a check constraint",
    "create_primary_key": "adds a primary key",
    "drop_constraint": "drops a constraint",
    "drop_index": "drops an index",
    "bulk_insert": "inserts rows",
    "execute": "executes SQL",
}


def is_migration(path: str, text: str) -> bool:
    """Whether the file is a revision: it names one, and has an `upgrade()`."""
    return path.endswith(".py") and "def upgrade(" in text and REVISION.search(text) is not None


def read(source: Source) -> Steps:
    """The steps of `upgrade()`; those of functions that it calls are not followed."""
    steps = Steps()
    functions = {one.name: one for one in definitions(source.root)}
    if upgrade := functions.get("upgrade"):
        batches: dict[str, str] = {}
        for call in _calls(source, upgrade.body):
            _step(steps, call, batches)
    steps.reversible = _acts(functions.get("downgrade"))
    return steps


def _acts(function: Definition | None) -> bool:
    if function is None or function.body is None:
        return False
    idle = ("pass_statement", "raise_statement", "comment")
    statements = [one for one in function.body.named_children if one.type not in idle]
    return any(one.type != "expression_statement" or one.named_children[0].type != "string" for one in statements)


def _calls(source: Source, body: Node | None) -> Iterator[Call]:
    if body is not None:
        for node in descendants(body, "call"):
            if call := call_of(source, node):
                yield call


def _step(steps: Steps, call: Call, batches: dict[str, str]) -> None:
    holder = call.function.rpartition(".")[0]
    if call.last == "batch_alter_table" and holder == "op":
        if (table := call.text(0, "table_name")) and (alias := _alias(call)):
            batches[alias] = table
    elif holder == "op":
        _operation(steps, call, call.text(0, "table_name"), 1)
    elif holder in batches:
        _operation(steps, call, batches[holder], 0)


def _alias(call: Call) -> str:
    """The name that a `with ... as name` binds the call to."""
    parent = call.node.parent
    target = parent.child_by_field_name("alias") if parent is not None and parent.type == "as_pattern" else None
    return written(target)


def _operation(steps: Steps, call: Call, table: str | None, start: int) -> None:
    """One operation; `start` is the place of the argument that follows the table."""
    if call.last == "execute":
        _execute(steps, call)
    elif call.last == "create_index":
        _index(steps, call, table if start == 0 else call.text(1, "table_name"))
    elif call.last in OTHER:
        steps.say(OTHER[call.last])
    elif call.last == "rename_table" and table and (new := call.text(1, "new_table_name")):
        steps.say(f"renames table `{table}` to `{new}`")
    elif table and call.last == "create_table":
        columns = [name for node in call.positional[1:] if (name := _column(call_of(call.source, node)))]
        steps.create(table, call.line, columns)
    elif table and call.last == "drop_table":
        steps.drop(table, call.line)
    elif table and call.last in ("add_column", "drop_column", "alter_column"):
        _on_column(steps, call, table, start)


def _on_column(steps: Steps, call: Call, table: str, start: int) -> None:
    if call.last == "add_column":
        if name := _column(call_of(call.source, call.node_at(start, "column"))):
            steps.add(table, call.line, name)
        return
    name = call.text(start, "column_name")
    if name and call.last == "drop_column":
        steps.remove(table, call.line, name)
    elif name and (new := call.text(99, "new_column_name")):
        steps.rename(table, call.line, name, new)
    elif name:
        steps.modify(table, call.line, name)


def _column(call: Call | None) -> str | None:
    return call.text(0, "name") if call and COLUMN.search(call.function) else None


def _index(steps: Steps, call: Call, table: str | None) -> None:
    named = call.node_at(0, "index_name")
    inner = call_of(call.source, named)
    name = call.text(0, "index_name") or (inner.text(0, "name") if inner else None)
    columns = [call.source.string(one) or "" for one in items(call.node_at(2, "columns"))]
    if table and (name or columns):
        steps.index(table, call.line, name or ", ".join(columns))


def _execute(steps: Steps, call: Call) -> None:
    node = call.node_at(0, "sqltext")
    inner = call_of(call.source, node)
    text = call.source.string(inner.positional[0] if inner and inner.positional else node)
    if not text or not sql.read_into(steps, text, call.line):
        steps.say(OTHER["execute"])
