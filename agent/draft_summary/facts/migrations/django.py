"""Django migrations: the `operations` of `class Migration`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.migrations import sql
from draft_summary.facts.migrations.steps import Steps
from draft_summary.facts.parsing import Source, written
from draft_summary.facts.python.calls import Call, call_of, items
from draft_summary.facts.python.scopes import definitions, statements

if TYPE_CHECKING:
    from tree_sitter import Node

DEEPEST = 5  # operations within each other
CLASS = re.compile(r"^class Migration\b", re.MULTILINE)


def is_migration(path: str, text: str) -> bool:
    """Whether the file is one of Django's migrations."""
    folders, _, name = path.rpartition("/")
    in_folder = name.endswith(".py") and folders.rpartition("/")[2] == "migrations"
    return in_folder and not name.startswith(("_", "~")) and CLASS.search(text) is not None  # as Django's loader


def read(source: Source) -> Steps:
    """The steps of the operations; those that alter only Django's state of the models are left out."""
    steps = Steps(reversible=True)
    for one in definitions(source.root):
        if one.is_class and one.name == "Migration":
            for statement in statements(one.body):
                assignment = statement.named_children[0] if statement.named_children else None
                if assignment is not None and written(assignment.child_by_field_name("left")) == "operations":
                    _operations(steps, source, assignment.child_by_field_name("right"))
    return steps


def _operations(steps: Steps, source: Source, node: Node | None, depth: int = 0) -> None:
    for one in items(node) if depth < DEEPEST else []:
        call = call_of(source, one)
        if call is None:
            continue
        if call.last == "SeparateDatabaseAndState":
            _operations(steps, source, call.node_at(0, "database_operations"), depth + 1)
        elif call.last.startswith(("RunPython", "RunSQL")):
            _run(steps, call)
        else:
            _model(steps, call)


def _model(steps: Steps, call: Call) -> None:
    if call.last == "CreateModel" and (name := call.text(0, "name")):
        steps.create(name, call.line, list(_fields(call)))
    elif call.last == "DeleteModel" and (name := call.text(0, "name")):
        steps.drop(name, call.line)
    elif call.last == "RenameModel":
        steps.say(f"renames model `{call.text(0, 'old_name')}` to `{call.text(1, 'new_name')}`")
    elif call.last in ("AddConstraint", "RemoveConstraint", "AlterUniqueTogether", "RemoveIndex"):
        steps.say(re.sub(r"(?<!^)([A-Z])", lambda found: f" {found[1].lower()}", call.last).lower())
    elif model := call.text(0, "model_name"):
        _field(steps, call, model)


def _field(steps: Steps, call: Call, model: str) -> None:
    name = call.text(1, "name")
    if name and call.last == "AddField":
        steps.add(model, call.line, name)
    elif name and call.last == "RemoveField":
        steps.remove(model, call.line, name)
    elif name and call.last == "AlterField":
        steps.modify(model, call.line, name)
    elif call.last == "RenameField" and (old := call.text(1, "old_name")) and (new := call.text(2, "new_name")):
        steps.rename(model, call.line, old, new)
    elif call.last == "AddIndex" and (index := call_of(call.source, call.node_at(1, "index"))):
        columns = [call.source.string(one) or "" for one in items(index.named.get("fields"))]
        if shown := index.text(99, "name") or ", ".join(columns):
            steps.index(model, call.line, shown)


def _fields(call: Call) -> Iterator[str]:
    """The names of a new model's fields, each given as a pair."""
    for pair in items(call.node_at(1, "fields")):
        first = next(iter(items(pair)), None)
        if name := call.source.string(first):
            yield name


def _run(steps: Steps, call: Call) -> None:
    backwards = call.node_at(1, "reverse_code" if call.last == "RunPython" else "reverse_sql")
    if backwards is None:
        steps.reversible = False
    text = call.source.string(call.node_at(0, "sql")) if call.last == "RunSQL" else None
    if not text or not sql.read_into(steps, text, call.line):
        steps.say("runs Python" if call.last == "RunPython" else "executes SQL")
