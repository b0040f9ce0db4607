"""Rails' migrations: what `change`, or `up`, does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from draft_summary.facts.migrations import sql
from draft_summary.facts.migrations.steps import Steps
from draft_summary.facts.parsing import Source, descendants, written
from draft_summary.facts.ruby.calls import Call, calls, names_of

if TYPE_CHECKING:
    from tree_sitter import Node

CLASS = re.compile(r"<\s*(ActiveRecord::Migration|Gitlab::Database::Migration)\b")
FOLDER = re.compile(r"(^|/)db/(\w{1,60}_)?(post_)?migrate/")
# In `change`, what Rails cannot undo, or only with arguments that tell how.
ONE_WAY = re.compile(
    r"\b(execute|change_column(_default|_comment)?|remove_(columns|index|foreign_key|check_constraint)|drop_\w{1,40}"
    r"|reversible|change|find_each|(update|insert|delete)_\w{1,40})[ (]"
    r"|\.(remove|change)\b|\bremove_column\b[^,\n]{1,200},[^,\n]{1,200}$",
    re.MULTILINE,
)
DEEPEST = 5
REFERENCES = ("references", "belongs_to")
# Of a table's block, what makes no column of that name.
NOT_COLUMNS = frozenset(
    {"index", "check_constraint", "foreign_key", "primary_key", "exclusion_constraint", "unique_constraint"}
)
CHANGED = frozenset(
    {"change", "change_null", "change_default", "remove", "rename", "remove_index", "remove_references"}
)


def is_migration(path: str, text: str) -> bool:
    """Whether the file is one of Rails' migrations."""
    return path.endswith(".rb") and FOLDER.search(path) is not None and CLASS.search(text) is not None


def read(source: Source) -> Steps:
    """The steps of `change`, or of `up`, which can be undone if there is a `down`, or Rails knows their opposites."""
    methods = {written(one.child_by_field_name("name")): one for one in descendants(source.root, "method")}
    steps = Steps(reversible="down" in methods)
    if not steps.reversible and "change" in methods:
        steps.reversible = None if ONE_WAY.search(written(methods["change"])) else True
    for name in ("change", "up"):
        if name in methods:
            _body(steps, source, methods[name].child_by_field_name("body"), 0)
    return steps


def _body(steps: Steps, source: Source, body: Node | None, depth: int) -> None:
    for call in calls(source, body) if depth < DEEPEST else ():
        table = call.text(0)
        if call.method in ("reversible", "up", "up_only", "safety_assured", "with_lock_retries", "transaction"):
            _body(steps, source, call.block, depth + 1)
        elif call.method == "execute":
            text = source.string(call.positional[0]) if call.positional else None
            if not text or not sql.read_into(steps, text, call.line):
                steps.say("executes SQL")
        elif table and call.method in STEPS:
            STEPS[call.method](steps, call, table)


def _create(steps: Steps, call: Call, table: str) -> None:
    columns = [name for inner in calls(call.source, call.block) for name in _columns(inner)]
    steps.create(table, call.line, list(dict.fromkeys(columns)))
    for inner in calls(call.source, call.block):
        if inner.method == "index":
            _index(steps, inner, table, inner.positional[:1])


def _join_table(steps: Steps, call: Call, table: str) -> None:
    other = call.text(1) or ""
    name = call.keyword("table_name") or "_".join(sorted((table, other)))
    steps.create(name, call.line, [f"{one.removesuffix('s')}_id" for one in (table, other) if one])


def _columns(call: Call) -> list[str]:
    """The columns that a line of a table's block makes."""
    if call.method == "timestamps":
        return ["created_at", "updated_at"]
    if call.method in NOT_COLUMNS or call.method in CHANGED or not call.receiver:
        return []
    names = [name for node in call.positional for name in names_of(call.source, node)]
    if call.method in REFERENCES:
        ends = ("_type", "_id") if "polymorphic" in call.named else ("_id",)
        return [f"{name}{end}" for name in names for end in ends]
    return names[:1] if call.method == "column" else names


def _index(steps: Steps, call: Call, table: str, given: tuple[Node, ...]) -> None:
    """An index by its name, else by the one that Rails gives it."""
    columns = [name for node in given for name in names_of(call.source, node)]
    name = call.keyword("name") or (f"index_{table}_on_{'_and_'.join(columns)}" if columns else "")
    if name:
        steps.index(table, call.line, name)


def _change_table(steps: Steps, call: Call, table: str) -> None:
    for inner in calls(call.source, call.block):
        names = [name for node in inner.positional for name in names_of(call.source, node)]
        if inner.method == "index":
            _index(steps, inner, table, inner.positional[:1])
        elif inner.method == "remove":
            for name in names:
                steps.remove(table, inner.line, name)
        elif inner.method == "rename" and len(names) > 1:
            steps.rename(table, inner.line, names[0], names[1])
        elif inner.method in ("change", "change_null", "change_default") and names:
            steps.modify(table, inner.line, names[0])
        else:
            for name in _columns(inner):
                steps.add(table, inner.line, name)


def _add(steps: Steps, call: Call, table: str) -> None:
    if name := call.text(1):
        steps.add(table, call.line, name)


def _add_all(steps: Steps, call: Call, table: str) -> None:
    for node in call.positional[1:]:
        for name in names_of(call.source, node):
            steps.add(table, call.line, name)


def _remove(steps: Steps, call: Call, table: str) -> None:
    names = [name for node in call.positional[1:] for name in names_of(call.source, node)]
    for name in names[:1] if call.method == "remove_column" else names:
        steps.remove(table, call.line, name)


def _modify(steps: Steps, call: Call, table: str) -> None:
    if name := call.text(1):
        steps.modify(table, call.line, name)


def _rename(steps: Steps, call: Call, table: str) -> None:
    old, new = call.text(1), call.text(2)
    if old and new:
        steps.rename(table, call.line, old, new)


def _reference(steps: Steps, call: Call, table: str) -> None:
    name = call.text(1)
    for end in ("_type", "_id") if "polymorphic" in call.named else ("_id",):
        if name:
            (steps.remove if call.method.startswith("remove") else steps.add)(table, call.line, f"{name}{end}")


def _timestamps(steps: Steps, call: Call, table: str) -> None:
    for name in ("created_at", "updated_at"):
        (steps.remove if call.method.startswith("remove") else steps.add)(table, call.line, name)


def _said(phrase: str) -> Callable[[Steps, Call, str], None]:
    return lambda steps, _call, table: steps.say(f"{phrase} `{table}`")


STEPS: Mapping[str, Callable[[Steps, Call, str], None]] = {
    "create_table": _create,
    "create_join_table": _join_table,
    "change_table": _change_table,
    "drop_table": lambda steps, call, table: steps.drop(table, call.line),
    "rename_table": lambda steps, call, table: steps.say(f"renames table `{table}` to `{call.text(1)}`"),
    "add_column": _add,
    "add_columns": _add_all,
    "remove_column": _remove,
    "remove_columns": _remove,
    "rename_column": _rename,
    "change_column": _modify,
    "change_column_null": _modify,
    "change_column_default": _modify,
    "change_column_comment": _modify,
    "add_reference": _reference,
    "add_belongs_to": _reference,
    "remove_reference": _reference,
    "remove_belongs_to": _reference,
    "add_timestamps": _timestamps,
    "remove_timestamps": _timestamps,
    "add_index": lambda steps, call, table: _index(steps, call, table, call.positional[1:2]),
    "remove_index": _said("removes an index of"),
    "add_foreign_key": _said("adds a foreign key to"),
    "remove_foreign_key": _said("removes a foreign key of"),
    "add_check_constraint": _said("adds a check constraint to"),
    "remove_check_constraint": _said("removes a check constraint of"),
}
