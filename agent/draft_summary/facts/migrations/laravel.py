"""Laravel's migrations: what `up` does with `Schema`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draft_summary.facts.migrations import sql
from draft_summary.facts.migrations.steps import Steps
from draft_summary.facts.parsing import Source, descendants, one_line, written
from draft_summary.facts.php.calls import Chain, Link, body_of, chain_of, texts

if TYPE_CHECKING:
    from tree_sitter import Node

DEEPEST = 10  # blocks within each other
CLASS = re.compile(r"extends\s+\\?(\w{1,40}\\){0,6}Migration\b")
# Of a table's blueprint: what makes other columns than the one that is named, and what makes none.
MANY = {
    "timestamps": ("created_at", "updated_at"),
    "timestampsTz": ("created_at", "updated_at"),
    "nullableTimestamps": ("created_at", "updated_at"),
    "softDeletes": ("deleted_at",),
    "softDeletesTz": ("deleted_at",),
    "rememberToken": ("remember_token",),
}
NOT_COLUMNS = frozenset(
    {"comment", "engine", "charset", "collation", "temporary", "foreign", "after", "primary", "rawColumn"}
)
INDEXES = frozenset({"index", "unique", "fullText", "fulltext", "spatialIndex", "rawIndex"})
MORPHS = re.compile(r"^(nullable)?(uuid|ulid|numeric)?[mM]orphs$")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def is_migration(path: str, text: str) -> bool:
    """Whether the file is one of Laravel's migrations."""
    return path.endswith(".php") and "/migrations/" in f"/{path.lower()}" and CLASS.search(text) is not None


def read(source: Source) -> Steps:
    """The steps of `up`, which can be undone if `down` does something."""
    methods = {written(one.child_by_field_name("name")): one for one in descendants(source.root, "method_declaration")}
    down = methods["down"].child_by_field_name("body") if "down" in methods else None
    steps = Steps(reversible=down is not None and any(one.type != "comment" for one in down.named_children))
    if (up := methods.get("up")) is not None:
        _body(steps, source, up.child_by_field_name("body"), 0)
    return steps


def _body(steps: Steps, source: Source, body: Node | None, depth: int) -> None:
    for statement in body.named_children if body is not None and depth < DEEPEST else ():
        if statement.type in ("if_statement", "compound_statement", "else_clause", "try_statement"):
            _body(steps, source, statement, depth + 1)
        elif statement.type == "expression_statement" and (chain := chain_of(source, statement.named_children[0])):
            if chain.root == "Schema":
                _schema(steps, chain)
            elif chain.root == "DB":
                _database(steps, chain)


def _database(steps: Steps, chain: Chain) -> None:
    last = chain.link("statement", "unprepared", "raw")
    text = last.text(0) if last else None
    if text and sql.read_into(steps, text, chain.line):
        return
    steps.say("executes SQL" if last else "changes data")


def _schema(steps: Steps, chain: Chain) -> None:
    last = chain.links[-1]
    table = last.text(0)
    if not table:
        return
    body = body_of(last.positional[-1]) if last.positional else None
    if last.name in ("create", "table"):
        inner = [one for node in _statements(body) if (one := chain_of(last.source, node))]
        if last.name == "create":
            steps.create(table, chain.line, [name for one in inner for name in _columns(one)])
        for one in inner:
            _blueprint(steps, one, table, created=last.name == "create")
    elif last.name in ("drop", "dropIfExists"):
        steps.drop(table, chain.line)
    elif last.name == "rename":
        steps.say(f"renames table `{table}` to `{last.text(1)}`")


def _statements(body: Node | None) -> list[Node]:
    if body is None:
        return []
    if body.type != "compound_statement":
        return [body]
    return [one.named_children[0] for one in body.named_children if one.type == "expression_statement"]


def _columns(chain: Chain) -> list[str]:
    """The columns that a line of a blueprint makes."""
    first = chain.links[0]
    if first.name in MANY:
        return [first.text(0) or "deleted_at"] if first.name.startswith("softDeletes") else list(MANY[first.name])
    if first.name in NOT_COLUMNS | INDEXES or first.name.startswith(("drop", "rename")):
        return []
    name = first.text(0)
    if MORPHS.match(first.name):
        return [f"{name}_type", f"{name}_id"] if name else []
    if first.name == "foreignIdFor":
        given = first.text(1)
        model = one_line(first.node(0)).removesuffix("::class").rpartition("\\")[2]
        return [given or f"{CAMEL.sub('_', model).lower()}_id"]
    if first.name == "addColumn":
        name = first.text(1)
    return [name or "id"] if name or first.name == "id" else []


def _blueprint(steps: Steps, chain: Chain, table: str, *, created: bool) -> None:
    first, names = chain.links[0], _columns(chain)
    if first.name in INDEXES:
        _index(steps, chain, table, texts(first.source, first.node(0)), first.text(1, "name"))
    elif first.name.startswith("drop"):
        _drop(steps, chain, first, table)
    elif first.name == "renameColumn" and (old := first.text(0)) and (new := first.text(1)):
        steps.rename(table, chain.line, old, new)
    elif not created:
        change = steps.modify if chain.link("change") else steps.add
        for name in names:
            change(table, chain.line, name)
    for link in chain.links[1:]:
        if link.name in INDEXES and names:
            _index(steps, chain, table, names, link.text(0))


def _index(steps: Steps, chain: Chain, table: str, columns: list[str], name: str | None) -> None:
    if shown := name or ", ".join(columns):
        steps.index(table, chain.line, shown)


def _drop(steps: Steps, chain: Chain, first: Link, table: str) -> None:
    if first.name in ("dropColumn", "dropColumns", "dropConstrainedForeignId"):
        for name in (text for node in first.positional for text in texts(first.source, node)):
            steps.remove(table, chain.line, name)
    elif first.name in ("dropTimestamps", "dropSoftDeletes", "dropRememberToken"):
        for name in MANY[first.name[4].lower() + first.name[5:]]:
            steps.remove(table, chain.line, name)
    else:
        steps.say(f"drops {'a foreign key' if 'Foreign' in first.name else 'an index'} of `{table}`")
