"""The actions of an ALTER TABLE, as sqlglot types them. To be imported where sqlglot is loaded."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from draft_summary.facts.migrations.steps import Steps


def alter(steps: Steps, tree: exp.Alter, table: str, line: int) -> bool:
    """Add what is done to the table; False where an action is not known."""
    actions = tree.args.get("actions") or []
    known = [_action(steps, table, line, action) for action in actions] if table else []
    return bool(known) and all(known)


def _action(steps: Steps, table: str, line: int, action: Any) -> bool:
    if isinstance(action, exp.ColumnDef):
        steps.add(table, line, action.name)
    elif isinstance(action, exp.Schema):  # ADD (a int, b int)
        for one in action.expressions:
            steps.add(table, line, one.name)
    elif isinstance(action, exp.Drop):
        return _dropped(steps, table, line, action)
    elif isinstance(action, exp.RenameColumn):
        steps.rename(table, line, action.this.name, action.args["to"].name)
    elif isinstance(action, exp.AlterColumn):
        steps.modify(table, line, action.this.name)
    elif isinstance(action, exp.ModifyColumn):
        _modified(steps, table, line, action)
    elif isinstance(action, exp.AlterRename):
        steps.say(f"renames table `{table}` to `{action.this.name if action.this is not None else ''}`")
    elif isinstance(action, exp.AddConstraint):
        known = [_constrained(steps, table, line, one) for one in action.expressions]
        return all(known)
    else:
        return False
    return True


def _modified(steps: Steps, table: str, line: int, action: exp.ModifyColumn) -> None:
    old = action.args.get("rename_from")
    if old is not None and old.name != action.this.name:
        steps.rename(table, line, old.name, action.this.name)
    else:
        steps.modify(table, line, action.this.name)


def gone(drop: exp.Drop) -> list[Any]:
    """What a DROP names; where that stands depends on sqlglot's version."""
    named = (drop.args.get(key) for key in ("this", "tables", "expressions"))
    return [one for value in named for one in (value if isinstance(value, list) else [value]) if one is not None]


def _dropped(steps: Steps, table: str, line: int, action: exp.Drop) -> bool:
    kind = str(action.args.get("kind") or "").upper()
    names = [one.name for one in gone(action)]
    if kind == "COLUMN":
        for name in names:
            steps.remove(table, line, name)
    elif kind in ("INDEX", "KEY"):
        steps.say(f"drops index `{', '.join(names)}` of `{table}`")
    else:
        steps.say(f"drops a constraint on `{table}`")
    return True


def _constrained(steps: Steps, table: str, line: int, one: Any) -> bool:
    if isinstance(one, exp.IndexColumnConstraint):
        shown = one.name or ", ".join(part.name for part in one.expressions)
        if shown:
            steps.index(table, line, shown)
        return bool(shown)
    steps.say(f"adds a constraint on `{table}`")
    return True
