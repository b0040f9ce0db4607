"""Tables that Python declares for an object mapper: Django, SQLAlchemy, SQLModel, Tortoise, peewee."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, line_of, one_line, written
from draft_summary.facts.python.calls import Call, call_of
from draft_summary.facts.python.scopes import Definition, definitions, statements
from draft_summary.facts.reading import Model

if TYPE_CHECKING:
    from tree_sitter import Node

HINT = re.compile(r"\bmodels\.|Column\(|mapped_column\(|table=True|\bfrom (tortoise|peewee)\b")
# What a class body binds a column to, by the last part of what is called; a relation to many is none.
COLUMN = re.compile(r"^(\w{1,60}Field|ForeignKey|OneToOneField|Column|mapped_column)$")
NOT_A_COLUMN = re.compile(
    r"^(ManyToMany\w{0,20}|Many2Many\w{0,20}|GenericRelation|GenericForeignKey|BackwardFK\w{0,20}|ReverseRelation)$"
)
DJANGO = re.compile(r"\bfrom django\b|\bimport django\b|\bmodels\.Model\b")
SAID = frozenset({"help_text", "verbose_name", "comment", "doc", "info", "description", "title", "validators"})


def read(source: Source) -> Iterator[Model]:
    """The tables by name; in Django a model's own name is its table's."""
    if not HINT.search(source.text):
        return
    django = DJANGO.search(source.text) is not None
    for one in definitions(source.root):
        columns = dict(_columns(source, one)) if one.is_class else {}
        if columns and not _is_abstract(one) and (name := _table(source, one, django=django)):
            yield Model(name, source.path, line_of(one.node), columns)


def _table(source: Source, one: Definition, *, django: bool) -> str:
    """What the table is called; empty for a class that has none."""
    for statement in statements(one.body):
        assignment = _assignment(statement)
        if assignment is not None and written(assignment.child_by_field_name("left")) == "__tablename__":
            return source.string(assignment.child_by_field_name("right")) or ""
    if _is_sql_model(one):
        return one.name.lower()
    known = django or any(base.rpartition(".")[2] == "Model" for base in one.bases)
    return one.name if known and one.bases else ""


def _columns(source: Source, one: Definition) -> Iterator[tuple[str, str]]:
    sql_model = _is_sql_model(one)
    for statement in statements(one.body):
        assignment = _assignment(statement)
        left = assignment.child_by_field_name("left") if assignment is not None else None
        if assignment is None or left is None or left.type != "identifier" or written(left).startswith("__"):
            continue
        call = call_of(source, assignment.child_by_field_name("right"))
        declared = one_line(assignment.child_by_field_name("type"))
        if call is not None and COLUMN.match(call.last) and not NOT_A_COLUMN.match(call.last):
            yield written(left), f"{declared} {_shown(call)}"
        elif (sql_model or declared.startswith("Mapped[")) and declared and (call is None or call.last == "Field"):
            yield written(left), f"{declared} {_shown(call) if call else ''}"


def _shown(call: Call) -> str:
    """What a column is: its declaration without what is only said of it."""
    named = [f"{name}={one_line(node)}" for name, node in sorted(call.named.items()) if name not in SAID]
    return f"{call.last}({', '.join([*(one_line(node) for node in call.positional), *named])})"


def _assignment(statement: Node) -> Node | None:
    inner = statement.named_children[0] if statement.named_children else None
    is_one = statement.type == "expression_statement" and inner is not None and inner.type == "assignment"
    return inner if is_one else None


def _is_sql_model(one: Definition) -> bool:
    return "table=True" in "".join(one_line(one.node.child_by_field_name("superclasses")).split())


def _is_abstract(one: Definition) -> bool:
    return re.search(r"\b(abstract|__abstract__)\s{0,4}=\s{0,4}True\b", written(one.body)[:20_000]) is not None
