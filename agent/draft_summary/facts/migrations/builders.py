"""Steps that are told to a table's builder: Knex's `(table) => { table.string("a") }`, Kysely's chain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.nodes import Call, bare, call_of, calls, items, plain
from draft_summary.facts.javascript.scopes import parameters
from draft_summary.facts.migrations.steps import Steps
from draft_summary.facts.parsing import written

if TYPE_CHECKING:
    from tree_sitter import Node

COLUMNS = frozenset(
    {"increments", "bigIncrements", "integer", "tinyint", "smallint", "mediumint", "bigint", "bigInteger", "text"}
    | {"string", "float", "double", "decimal", "boolean", "date", "datetime", "time", "timestamp", "timestampTz"}
    | {"binary", "enum", "enu", "json", "jsonb", "uuid", "geometry", "geography", "point", "specificType", "char"}
)
PLACELESS = {"increments": "id", "bigIncrements": "id"}  # named so where no name is given
DROPPED = frozenset({"dropColumn", "dropColumns"})
ALTERED = frozenset({"setNullable", "dropNullable", "alterColumn", "setDefault", "dropDefault"})
INDEXED = frozenset({"index", "unique", "fullText", "spatial"})
CONSTRAINED = {
    "foreign": "adds a foreign key",
    "primary": "adds a primary key",
    "dropForeign": "drops a foreign key",
    "dropUnique": "drops a constraint",
    "dropPrimary": "drops a constraint",
    "dropIndex": "drops an index",
    "check": "adds a constraint",
}
DEEPEST = 60  # calls in a chain


def in_table(steps: Steps, call: Call, table: str, *, is_new: bool) -> None:
    """The steps within a function that is given the table's builder."""
    function = bare(call.arguments[1])
    builder = next(iter(parameters(function)), "") if function is not None else ""
    for one in calls(call.source, function):
        receiver = bare(one.receiver)
        if receiver is not None and receiver.type == "identifier" and written(receiver) == builder:
            _told(steps, one, table, is_new=is_new)


def _told(steps: Steps, call: Call, table: str, *, is_new: bool) -> None:
    name = call.text(0) or PLACELESS.get(call.last)
    if call.last == "timestamps":
        for one in ("created_at", "updated_at"):
            steps.add(table, call.line, one)
    elif call.last in COLUMNS and name:
        is_altered = not is_new and "alter" in _following(call)
        (steps.modify if is_altered else steps.add)(table, call.line, name)
    elif call.last in DROPPED:
        for one in _texts(call):
            steps.remove(table, call.line, one)
    elif call.last in ALTERED and name:
        steps.modify(table, call.line, name)
    elif call.last == "renameColumn" and name and (new := call.text(1)):
        steps.rename(table, call.line, name, new)
    elif call.last in INDEXED:
        steps.index(table, call.line, call.text(1) or ", ".join(_texts(call)))
    elif call.last in CONSTRAINED:
        steps.say(CONSTRAINED[call.last])


def in_chain(steps: Steps, call: Call, table: str, *, is_new: bool) -> None:
    """The steps that follow in the chain: `createTable("t").addColumn("a", "text")`."""
    for one in _after(call):
        name = one.text(0)
        if name is None:
            continue
        if one.last == "addColumn":
            steps.add(table, one.line, name)
        elif one.last == "dropColumn":
            steps.remove(table, one.line, name)
        elif one.last in ("alterColumn", "modifyColumn") and not is_new:
            steps.modify(table, one.line, name)
        elif one.last == "renameColumn" and (new := one.text(1)):
            steps.rename(table, one.line, name, new)
        elif one.last == "addIndex":
            steps.index(table, one.line, name)


def _texts(call: Call) -> Iterator[str]:
    """The strings among the arguments, and those of an array that is the first."""
    given: list[Node] = items(call.at(0)) or list(call.arguments)
    return (text for one in given if (text := plain(call.source, one)))


def _following(call: Call) -> list[str]:
    return [one.last for one in _after(call)]


def _after(call: Call) -> Iterator[Call]:
    """The calls that are chained to it."""
    node = call.node
    for _ in range(DEEPEST):
        member = node.parent
        following = (
            call_of(call.source, member.parent) if member is not None and member.type == "member_expression" else None
        )
        if following is None:
            return
        yield following
        node = following.node
