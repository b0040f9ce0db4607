"""SQL migrations: the plain statements that make, alter and drop tables and indexes."""

from __future__ import annotations

import re

from draft_summary.facts.migrations.sql_tokens import Statement, plain, statements
from draft_summary.facts.migrations.steps import Steps

FOLDER = re.compile(r"(^|/)(migrations?|migrate|drizzle|flyway|changelog)/", re.IGNORECASE)
DOWN_FILE = re.compile(r"[._-](down|rollback|undo)\.sql$|(^|/)U\d[^/]*\.sql$|(^|/)down\.sql$", re.IGNORECASE)
DOWN_MARK = re.compile(
    r"^--[ \t]{0,4}(\+goose down|migrate:down|\+migrate down|@?rollback|down\b|//@undo)", re.IGNORECASE | re.MULTILINE
)
# A list of columns also holds constraints, which begin with one of these.
CONSTRAINTS = frozenset({"CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "KEY", "INDEX", "EXCLUDE", "LIKE"})
OBJECTS = ("SEQUENCE", "FUNCTION", "TRIGGER", "VIEW", "TYPE", "EXTENSION", "INDEX")
ROWS = {"INSERT": "inserts rows", "UPDATE": "updates rows", "DELETE": "deletes rows"}


def is_migration(path: str) -> bool:
    """Whether the file is the up half of a migration in SQL."""
    return path.endswith(".sql") and FOLDER.search(path) is not None and not DOWN_FILE.search(path)


def read(text: str) -> Steps:
    """The steps of a migration's up half; a down half, set off by a comment, never counts."""
    steps = Steps()
    down = DOWN_MARK.search(text)
    read_into(steps, text[: down.start()] if down else text, 1)
    steps.reversible = True if down else None
    return steps


def read_into(steps: Steps, text: str, line: int) -> bool:
    """Add the steps of a text that begins on that line. False where no statement was understood."""
    understood = [_statement(steps, one) for one in statements(text, line)]
    return any(understood)


def _statement(steps: Steps, one: Statement) -> bool:
    verb = one.word(0)
    head = [one.word(place) for place in range(1, 5)]
    if verb == "CREATE" and "TABLE" in head:
        return _create_table(steps, one)
    if verb == "CREATE" and "INDEX" in head:
        return _create_index(steps, one)
    if verb == "ALTER" and head[0] == "TABLE":
        return _alter_table(steps, one)
    if verb == "DROP" and head[0] == "TABLE":
        name, _ = one.name(one.after(2, "IF", "EXISTS"))
        if name:
            steps.drop(name, one.line)
        return bool(name)
    if verb in ("CREATE", "DROP", "ALTER") and (known := next((word for word in head if word in OBJECTS), "")):
        steps.say(f"{verb.lower()}s {'an' if known[0] in 'IE' else 'a'} {known.lower()}")
        return True
    if verb in ROWS:
        steps.say(ROWS[verb])
    return verb in ROWS


def _create_table(steps: Steps, one: Statement) -> bool:
    name, place = one.name(one.after(one.find("TABLE") + 1, "IF", "NOT", "EXISTS"))
    if not name:
        return False
    parts = one.groups(place + 1, ")") if one.at(place) == "(" else []
    steps.create(
        name, one.line, [plain(part.at(0)) for part in parts if part.at(0) and part.word(0) not in CONSTRAINTS]
    )
    return True


def _create_index(steps: Steps, one: Statement) -> bool:
    on = one.find("ON")
    start = one.after(one.after(one.find("INDEX") + 1, "CONCURRENTLY"), "IF", "NOT", "EXISTS")
    table, place = one.name(one.after(on + 1, "ONLY"))
    if on < 0 or not table:
        return False
    index = one.name(start)[0] if start < on else ""
    if not index:
        place = one.find("(", start=place)
        index = ", ".join(plain(part.at(0)) for part in one.groups(place + 1, ")")) if place > 0 else ""
    if index:
        steps.index(table, one.line, index)
    return bool(index)


def _alter_table(steps: Steps, one: Statement) -> bool:
    table, place = one.name(one.after(one.after(2, "IF", "EXISTS"), "ONLY"))
    understood = [_action(steps, table, action) for action in one.groups(place)] if table else []
    return any(understood)


def _action(steps: Steps, table: str, one: Statement) -> bool:
    verb = one.word(0)
    place = one.after(1, "COLUMN")
    if verb in ("ADD", "DROP") and one.word(1) in CONSTRAINTS:
        steps.say(f"{verb.lower()}s a constraint on `{table}`")
        return True
    if verb == "RENAME" and one.word(1) == "TO":
        steps.say(f"renames table `{table}` to `{plain(one.at(2))}`")
        return True
    place = one.after(one.after(place, "IF", "NOT", "EXISTS"), "IF", "EXISTS")
    column = plain(one.at(place))
    if not column:
        return False
    if verb == "ADD":
        steps.add(table, one.line, column)
    elif verb == "DROP":
        steps.remove(table, one.line, column)
    elif verb in ("ALTER", "MODIFY", "CHANGE"):
        steps.modify(table, one.line, column)
    elif verb == "RENAME" and one.word(place + 1) == "TO":
        steps.rename(table, one.line, column, plain(one.at(place + 2)))
    else:
        return False
    return True
