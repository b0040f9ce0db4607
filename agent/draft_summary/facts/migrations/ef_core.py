"""Migrations of Entity Framework Core: the operations of `Up()`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draft_summary.facts.csharp.outline import literal
from draft_summary.facts.migrations import sql
from draft_summary.facts.migrations.steps import Steps
from draft_summary.facts.parsing import Source, descendants, line_of, written

if TYPE_CHECKING:
    from tree_sitter import Node

MIGRATION = re.compile(r":\s*(\w{1,40}\.){0,4}Migration\b")
SAID = {
    "AddForeignKey": "adds a foreign key",
    "DropForeignKey": "drops a foreign key",
    "AddPrimaryKey": "adds a primary key",
    "DropPrimaryKey": "drops a primary key",
    "AddUniqueConstraint": "adds a unique constraint",
    "DropIndex": "drops an index",
    "InsertData": "inserts rows",
    "UpdateData": "updates rows",
    "DeleteData": "deletes rows",
    "CreateSequence": "creates a sequence",
}


def is_migration(path: str, text: str) -> bool:
    """Whether the file is a migration's own half; the other describes the model."""
    return path.endswith(".cs") and "MigrationBuilder" in text and MIGRATION.search(text) is not None


def read(source: Source) -> Steps:
    """The steps of `Up()`; whether `Down()` does anything."""
    steps = Steps(reversible=False)
    for method in descendants(source.root, "method_declaration"):
        name = written(method.child_by_field_name("name"))
        calls = [one for one in descendants(method, "invocation_expression") if _last(one)]
        if name == "Up":
            for call in calls:
                _step(steps, call)
        elif name == "Down":
            steps.reversible = bool(calls)
    return steps


def _last(call: Node) -> str:
    """The operation; empty for a call on something else than the builder."""
    function = call.child_by_field_name("function")
    if function is None or function.type != "member_access_expression":
        return ""
    holder = written(function.child_by_field_name("expression"))
    return written(function.child_by_field_name("name")).partition("<")[0] if holder == "migrationBuilder" else ""


def _step(steps: Steps, call: Node) -> None:
    name, given, line = _last(call), _arguments(call), line_of(call)
    table, thing = literal(given.get("table")) or "", literal(given.get("name")) or ""
    if name == "CreateTable" and thing:
        steps.create(thing, line, _columns(given.get("columns")))
    elif name == "DropTable" and thing:
        steps.drop(thing, line)
    elif name == "RenameTable" and thing:
        steps.say(f"renames table `{thing}` to `{literal(given.get('newName')) or ''}`")
    elif name == "CreateIndex" and table and thing:
        steps.index(table, line, thing)
    elif name == "Sql":
        text = literal(given.get("sql") or given.get(""))
        if not text or not sql.read_into(steps, text, line):
            steps.say("executes SQL")
    elif name in SAID:
        steps.say(SAID[name])
    elif table and thing:
        _column(steps, call, table, thing)


def _column(steps: Steps, call: Node, table: str, column: str) -> None:
    name, line = _last(call), line_of(call)
    new = literal(_arguments(call).get("newName"))
    if name == "AddColumn":
        steps.add(table, line, column)
    elif name == "DropColumn":
        steps.remove(table, line, column)
    elif name == "AlterColumn":
        steps.modify(table, line, column)
    elif name == "RenameColumn" and new:
        steps.rename(table, line, column, new)


def _columns(node: Node | None) -> list[str]:
    """The columns of `table => new { Id = table.Column<int>(...), ... }`, under the name given where one is."""
    found = []
    made = next(descendants(node, "anonymous_object_creation_expression"), None) if node is not None else None
    names = [one for one in (made.named_children if made is not None else []) if one.type == "identifier"]
    calls = [one for one in (made.named_children if made is not None else []) if one.type == "invocation_expression"]
    for name, call in zip(names, calls, strict=False):
        found.append(literal(_arguments(call).get("name")) or written(name))
    return found


def _arguments(call: Node) -> dict[str, Node]:
    """The arguments by name; the first without a name under the empty one."""
    group = call.child_by_field_name("arguments")
    found: dict[str, Node] = {}
    for one in group.named_children if group is not None else ():
        if one.type == "argument" and one.named_children:
            name = written(one.child_by_field_name("name")).rstrip(":")
            found.setdefault(name, one.named_children[-1])
    return found
