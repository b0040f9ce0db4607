"""Migrations that goose runs as Go functions: the SQL that the up function executes."""

from __future__ import annotations

import re

from draft_summary.facts.golang.syntax import functions, literal
from draft_summary.facts.migrations import sql
from draft_summary.facts.migrations.steps import Steps
from draft_summary.facts.parsing import Source, descendants, line_of, written

ADDED = re.compile(r"goose\.AddMigration(?:NoTx)?(?:Context)?\(\s*(\w{1,80})\s*,\s*(\w{1,80})")
EXECUTES = re.compile(r"\.(Exec|ExecContext)$")


def is_migration(path: str, text: str) -> bool:
    """Whether the file registers functions as a migration."""
    return path.endswith(".go") and ADDED.search(text) is not None


def read(source: Source) -> Steps:
    """The steps of the up function; SQL that is put together is only said to be executed."""
    found = ADDED.search(source.text)
    up, down = (found[1], found[2]) if found else ("", "")
    steps = Steps(reversible=down != "nil")
    for one in functions(source):
        for call in descendants(one.node, "call_expression") if one.name == up else ():
            arguments = call.child_by_field_name("arguments")
            if arguments is not None and EXECUTES.search(written(call.child_by_field_name("function"))):
                texts = [text for node in arguments.named_children[:2] if (text := literal(node))]
                if not texts or not sql.read_into(steps, texts[0], line_of(call)):
                    steps.say("executes SQL")
    return steps
