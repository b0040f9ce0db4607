"""SQL migrations: what their statements do to tables, columns, indexes and rows. sqlglot types them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from draft_summary.facts.migrations.sql_text import Statement, statements
from draft_summary.facts.migrations.steps import Steps

if TYPE_CHECKING:
    from sqlglot import Dialect, exp

FOLDER = re.compile(r"(^|/)(migrations?|migrate|drizzle|flyway|changelog|changesets?)/", re.IGNORECASE)
DOWN_FILE = re.compile(r"[._-](down|rollback|undo)\.sql$|(^|/)U\d[^/]*\.sql$|(^|/)down\.sql$", re.IGNORECASE)
SCHEMA_PATH = re.compile(
    r"(^|/)(db|database|schemas?|ddl)/|(^|/)[^/]{0,60}(schema|structure|ddl|tables)[^/]{0,40}\.sql$", re.IGNORECASE
)
DOWN_MARK = re.compile(
    r"^--[ \t]{0,4}(\+goose down|migrate:down|\+migrate down|@?rollback|down\b|//@undo)", re.IGNORECASE | re.MULTILINE
)
# What sqlglot reads; of all else the first words say what it is.
SCHEMA = re.compile(
    r"(CREATE\s+(OR\s+REPLACE\s+)?((GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|FOREIGN|EXTERNAL)\s+){0,3}TABLE"
    r"|CREATE\s+((UNIQUE|CLUSTERED|NONCLUSTERED|FULLTEXT|SPATIAL|COLUMNSTORE)\s+){0,2}INDEX"
    r"|(ALTER|DROP)\s+(FOREIGN\s+)?TABLE|DROP\s+INDEX|TRUNCATE)\b",
    re.IGNORECASE,
)
OBJECT = re.compile(
    r"(CREATE|DROP|ALTER)\s+(?:OR\s+REPLACE\s+)?(?:\w+\s+){0,2}?"
    r"(SEQUENCE|FUNCTION|PROCEDURE|TRIGGER|VIEW|TYPE|EXTENSION|POLICY|SCHEMA|DOMAIN|ROLE|EVENT)\b",
    re.IGNORECASE,
)
ROWS = {"INSERT": "inserts rows", "UPDATE": "updates rows", "DELETE": "deletes rows", "MERGE": "merges rows"}
ROWS |= {"REPLACE": "inserts rows", "COPY": "copies rows"}
WITH_ROWS = re.compile(r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\b", re.IGNORECASE)
# Of sessions, rights and comments a reader of the schema has nothing to learn.
IDLE = re.compile(
    r"(SET|BEGIN|START|COMMIT|ROLLBACK|END|SELECT|SHOW|USE|PRAGMA|IF|DECLARE|PRINT|NOTIFY|REFRESH|REINDEX|ATTACH|DETACH|UNLOCK|EXEC|EXECUTE|CALL|DO|GRANT|REVOKE|COMMENT|ANALYZE|VACUUM|LOCK)\b"
)
# SQLite's options of a table, which sqlglot does not know.
OPTIONS = re.compile(r"\)\s*(WITHOUT\s+ROWID|STRICT)(\s*,\s*(WITHOUT\s+ROWID|STRICT))?$", re.IGNORECASE)
HEAD = 100  # characters in which the first words stand
LARGEST = 60_000  # characters of a statement that is read
DEEPEST = 40  # parentheses within each other
MOST_PARSED = 400_000  # characters of one text that are read: sqlglot takes 1 s for as many,
LEAST = 150  # and as long for the shortest statement as for one of so many (measured)


def is_migration(path: str) -> bool:
    """Whether the file is the up half of a migration in SQL."""
    return path.endswith(".sql") and FOLDER.search(path) is not None and not DOWN_FILE.search(path)


def is_schema(path: str) -> bool:
    """Whether the file, by its name or folder, holds the schema as it is to be."""
    return path.endswith(".sql") and SCHEMA_PATH.search(path) is not None and not DOWN_FILE.search(path)


def read(text: str) -> Steps:
    """The steps of a migration's up half; a down half, set off by a comment, never counts."""
    steps = Steps()
    down = DOWN_MARK.search(text)
    read_into(steps, text[: down.start()] if down else text, 1)
    steps.reversible = True if down else None
    return steps


def read_into(steps: Steps, text: str, line: int) -> bool:
    """Add the steps of a text that begins on that line. False where no statement was understood."""
    understood, unread, dialects = False, 0, _likely(text)
    for one in statements(text, line):
        if SCHEMA.match(one.text):
            known = steps.effort < MOST_PARSED and _of_schema(steps, one, dialects)
            unread += not known
        else:
            known = _in_words(steps, one.text)
            unread += not known and not IDLE.match(one.text[:HEAD].upper())
        understood = understood or known
    if unread:
        steps.say(f"{unread} SQL statement{'s' if unread > 1 else ''} not read")
    return understood


def _in_words(steps: Steps, text: str) -> bool:
    words = text.split(maxsplit=2)
    verb = words[0].upper().rstrip("(")
    if found := OBJECT.match(text):
        verb, known = found[1].lower(), found[2].lower()
        steps.say(f"{verb}s {'an' if known[0] in 'aeiou' else 'a'} {known}")
        return True
    if verb in ROWS or (verb == "WITH" and (found := WITH_ROWS.search(text[:LARGEST]))):
        steps.say(ROWS[verb if verb in ROWS else found[1].split()[0].upper()])  # type: ignore[index]
        return True
    return False


def _likely(text: str) -> tuple[str, ...]:
    """The dialects to try, that which the text's own marks tell first."""
    upper = text[:200_000].upper()
    if "`" in text or "ENGINE=" in upper or "AUTO_INCREMENT" in upper:
        return ("mysql", "sqlite")
    if "[DBO]" in upper or "NVARCHAR" in upper or "IDENTITY(" in upper:
        return ("tsql", "postgres")
    if "AUTOINCREMENT" in upper or "PRAGMA" in upper or "WITHOUT ROWID" in upper:
        return ("sqlite", "postgres")
    return ("postgres", "mysql", "tsql", "oracle")


# `RENAME a TO b` without the word COLUMN, which sqlglot takes for the table's new name.
RENAMED = re.compile(
    r"\bRENAME\s+(?!TO\b|COLUMN\b|CONSTRAINT\b|INDEX\b|KEY\b|AS\b)(?=[\w\"`\[]{1,80}\]?\s+TO\b)", re.IGNORECASE
)


def _of_schema(steps: Steps, one: Statement, dialects: tuple[str, ...]) -> bool:
    for name in dialects:
        steps.effort += max(len(one.text), LEAST)
        if (tree := _parsed(RENAMED.sub("RENAME COLUMN ", OPTIONS.sub(")", one.text)), name)) is not None and _step(
            steps, tree, one.line
        ):
            return True
    return False


def _parsed(text: str, name: str) -> exp.Expression | None:
    """The statement's tree; None for one that the dialect cannot type."""
    from sqlglot import ErrorLevel, exp  # noqa: PLC0415 — 0.12 s, only for changes with SQL
    from sqlglot.errors import SqlglotError  # noqa: PLC0415

    if len(text) > LARGEST or _depth(text) > DEEPEST:
        return None
    dialect = _dialect(name)
    try:
        trees = dialect.parser(error_level=ErrorLevel.RAISE).parse(dialect.tokenize(text), text)
    except (SqlglotError, RecursionError):
        return None
    tree = trees[0] if trees else None
    return tree if isinstance(tree, (exp.Create, exp.Alter, exp.Drop, exp.TruncateTable)) else None


@cache
def _dialect(name: str) -> Dialect:
    import logging  # noqa: PLC0415 — with sqlglot

    from sqlglot import Dialect  # noqa: PLC0415

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # it warns of each statement that it does not know
    return Dialect.get_or_raise(name)


def _depth(text: str) -> int:
    deepest = depth = 0
    for mark in re.findall(r"[()\[\]]", text):
        depth += 1 if mark in "([" else -1
        deepest = max(deepest, depth)
    return deepest


def _step(steps: Steps, tree: exp.Expression, line: int) -> bool:
    from sqlglot import exp  # noqa: PLC0415 — loaded by then

    from draft_summary.facts.migrations.sql_alter import alter, gone  # noqa: PLC0415 — with sqlglot

    kind = str(tree.args.get("kind") or "").upper()
    if isinstance(tree, exp.TruncateTable):
        steps.say(ROWS["DELETE"])
    elif isinstance(tree, exp.Create) and kind == "TABLE":
        return _create_table(steps, tree, line)
    elif isinstance(tree, exp.Create) and kind == "INDEX":
        return _create_index(steps, tree.this, line)
    elif isinstance(tree, exp.Drop) and kind == "TABLE":
        for table in gone(tree):
            steps.drop(_name(table), line)
    elif isinstance(tree, exp.Drop):
        steps.say(f"drops an {kind.lower()}" if kind == "INDEX" else f"drops a {kind.lower()}")
    elif isinstance(tree, exp.Alter):
        return alter(steps, tree, _name(tree.this), line)
    else:
        return False
    return True


def _create_table(steps: Steps, tree: Any, line: int) -> bool:
    from sqlglot import exp  # noqa: PLC0415 — loaded by then

    schema = tree.this
    name = _name(schema.this if isinstance(schema, exp.Schema) else schema)
    parts = schema.expressions if isinstance(schema, exp.Schema) else []
    columns = [part.name for part in parts if isinstance(part, (exp.ColumnDef, exp.Identifier))]
    if not name:
        return False
    steps.create(name, line, columns)
    for part in parts:
        if isinstance(part, exp.IndexColumnConstraint) and part.this is not None and part.name:
            steps.index(name, line, part.name)
    return True


def _create_index(steps: Steps, index: Any, line: int) -> bool:
    from sqlglot import exp  # noqa: PLC0415 — loaded by then

    table = _name(index.args.get("table"))
    columns = index.args.get("params").args.get("columns") or [] if index.args.get("params") else []
    parts = [one.this if isinstance(one, exp.Ordered) else one for one in columns]
    shown = index.name or ", ".join(one.name or one.sql() for one in parts)
    if table and shown:
        steps.index(table, line, shown)
    return bool(table and shown)


def _name(table: Any) -> str:
    """A table's name with its schema, without quotes."""
    parts = getattr(table, "parts", None)
    return ".".join(part.name for part in parts) if parts else getattr(table, "name", "")
