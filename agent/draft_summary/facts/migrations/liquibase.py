"""Liquibase changelogs in XML: the changes of their change sets, rollbacks left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draft_summary.facts.dependencies.xml_text import document
from draft_summary.facts.migrations import sql
from draft_summary.facts.migrations.steps import Steps

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SAID = {
    "addForeignKeyConstraint": "adds a foreign key",
    "dropForeignKeyConstraint": "drops a foreign key",
    "addPrimaryKey": "adds a primary key",
    "addUniqueConstraint": "adds a unique constraint",
    "dropIndex": "drops an index",
    "insert": "inserts rows",
    "loadData": "inserts rows",
    "update": "updates rows",
    "delete": "deletes rows",
    "createSequence": "creates a sequence",
    "createView": "creates a view",
    "sqlFile": "executes SQL",
}
COLUMNS = {"dropNotNullConstraint", "addNotNullConstraint", "modifyDataType", "addDefaultValue", "dropDefaultValue"}


def is_migration(path: str, text: str) -> bool:
    """Whether the file is a changelog with change sets of its own."""
    return path.endswith(".xml") and "<databaseChangeLog" in text[:5000] and "<changeSet" in text


def read(_path: str, text: str) -> Steps:
    """The steps of all change sets; those of a text that is no XML are unknown."""
    steps = Steps()
    try:
        root = document(text)
    except ValueError:
        steps.say("a changelog that is not read")
        return steps
    for number, one in enumerate(root.iter("changeSet")):
        for change in one:
            _change(steps, change, _line(text, change.get("tableName") or "", number))
    return steps


def _line(text: str, table: str, number: int) -> int:
    """Where the table is first named; the first line if it is not, or if many change sets came before."""
    found = re.search(rf"tableName=\"{re.escape(table)}\"", text) if table and number < 200 else None  # noqa: PLR2004
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _change(steps: Steps, change: Element, line: int) -> None:
    table = change.get("tableName") or ""
    columns = [one.get("name") or "" for one in change.findall("column")]
    if change.tag == "createTable":
        steps.create(table, line, columns)
    elif change.tag == "dropTable":
        steps.drop(table, line)
    elif change.tag == "createIndex":
        steps.index(table, line, change.get("indexName") or ", ".join(columns))
    elif change.tag == "sql":
        if not sql.read_into(steps, change.text or "", line):
            steps.say("executes SQL")
    elif change.tag in SAID:
        steps.say(SAID[change.tag])
    else:
        _column(steps, change, line, columns)


def _column(steps: Steps, change: Element, line: int, columns: list[str]) -> None:
    table, column = change.get("tableName") or "", change.get("columnName") or ""
    if change.tag == "addColumn":
        for name in columns:
            steps.add(table, line, name)
    elif change.tag == "dropColumn":
        for name in [column] if column else columns:
            steps.remove(table, line, name)
    elif change.tag == "renameColumn":
        steps.rename(table, line, change.get("oldColumnName") or "", change.get("newColumnName") or "")
    elif change.tag in COLUMNS and column:
        steps.modify(table, line, column)
