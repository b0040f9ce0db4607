"""Doctrine's migrations: the SQL that `up` adds."""

from __future__ import annotations

import re

from draft_summary.facts.migrations import sql
from draft_summary.facts.migrations.steps import Steps
from draft_summary.facts.parsing import Source, descendants, line_of, written
from draft_summary.facts.php.calls import chain_of

CLASS = re.compile(r"extends\s+\\?(\w{1,40}\\){0,6}AbstractMigration\b")


def is_migration(path: str, text: str) -> bool:
    """Whether the file is one of Doctrine's migrations."""
    return path.endswith(".php") and CLASS.search(text) is not None


def read(source: Source) -> Steps:
    """The steps of the SQL, as far as it can be read."""
    methods = {written(one.child_by_field_name("name")): one for one in descendants(source.root, "method_declaration")}
    down = methods.get("down")
    steps = Steps(reversible=down is not None and "addSql" in written(down))
    for node in descendants(methods["up"], "member_call_expression") if "up" in methods else ():
        chain = chain_of(source, node)
        if chain and chain.links[-1].name == "addSql":
            text = source.string(chain.links[-1].node(0))
            if not text or not sql.read_into(steps, text, line_of(node)):
                steps.say("executes SQL")
    return steps
