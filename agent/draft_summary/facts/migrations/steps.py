"""What a migration does when it is applied, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from draft_summary.values.facts import SchemaChange


@dataclass(slots=True)
class Table:
    """What is done to one table, gathered step by step. `spelling` is the table's name as it is best written."""

    spelling: str
    line: int
    added: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    indexes: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)  # the line of the step that first names a column or index
    created: bool = False
    removed: bool = False


@dataclass(slots=True)
class Steps:
    """The steps of one migration in order: phrases for a reader, and the tables that they touch."""

    phrases: list[str] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    reversible: bool | None = None
    effort: int = 0  # what reading it cost, in characters

    def say(self, phrase: str) -> None:
        """Note a step in words, once."""
        if phrase not in self.phrases:
            self.phrases.append(phrase)

    def table(self, name: str, line: int) -> Table:
        """The table of that name, whatever its case."""
        return self.tables.setdefault(name.casefold(), Table(name, line))

    def create(self, name: str, line: int, columns: list[str]) -> None:
        """A table comes into being with these columns."""
        self.say(f"creates table `{name}`")
        table = self.table(name, line)
        table.created, table.spelling = True, name
        table.places |= {column: line for column in columns if column not in table.places}
        table.added += columns

    def drop(self, name: str, line: int) -> None:
        """A table goes."""
        self.say(f"drops table `{name}`")
        self.table(name, line).removed = True

    def add(self, name: str, line: int, column: str) -> None:
        """A column comes."""
        self.say(f"adds `{name}.{column}`")
        self._placed(name, line, column).added.append(column)

    def modify(self, name: str, line: int, column: str) -> None:
        """A column changes."""
        self.say(f"alters `{name}.{column}`")
        self._placed(name, line, column).modified.append(column)

    def rename(self, name: str, line: int, old: str, new: str) -> None:
        """A column gets another name."""
        self.say(f"renames `{name}.{old}` to `{new}`")
        self._placed(name, line, f"{old} → {new}").modified.append(f"{old} → {new}")

    def remove(self, name: str, line: int, column: str) -> None:
        """A column goes."""
        self.say(f"drops `{name}.{column}`")
        self._placed(name, line, column).dropped.append(column)

    def index(self, name: str, line: int, index: str) -> None:
        """An index comes."""
        self.say(f"adds index `{index}` on `{name}`")
        self._placed(name, line, index).indexes.append(index)

    def _placed(self, name: str, line: int, what: str) -> Table:
        table = self.table(name, line)
        table.places.setdefault(what, line)
        return table

    def changes(self, path: str) -> tuple[SchemaChange, ...]:
        """The facts, a table each; tables of which only a phrase is known are left out."""
        return tuple(
            SchemaChange(
                path=path,
                line=one.line,
                table=one.spelling,
                added=tuple(dict.fromkeys(one.added)),
                modified=tuple(dict.fromkeys(one.modified)),
                dropped=tuple(dict.fromkeys(one.dropped)),
                indexes=tuple(dict.fromkeys(one.indexes)),
                created=one.created,
                removed=one.removed,
            )
            for one in self.tables.values()
            if one.created or one.removed or one.added or one.modified or one.dropped or one.indexes
        )


def differing(path: str, before: Steps, after: Steps) -> Iterator[SchemaChange]:
    """What an edited text does to each table otherwise than before; a column that it no longer adds is dropped."""
    old, new = ({one.table.casefold(): one for one in side.changes(path)} for side in (before, after))
    for key, one in new.items():
        was = old.get(key, SchemaChange(path=one.path, table=one.table))
        added = _without(one.added, was.added)
        gone = _without(was.added, one.added)
        change = SchemaChange(
            path=one.path,
            line=one.line,
            table=one.table,
            added=added,
            modified=_without(one.modified, was.modified),
            dropped=(*gone, *_without(one.dropped, was.dropped)),
            indexes=_without(one.indexes, was.indexes),
            created=one.created and not was.created,
            removed=one.removed and not was.removed,
        )
        if any((added, change.modified, change.dropped, change.indexes, change.created, change.removed)):
            places = after.tables[key].places
            steps = (*added, *change.modified, *change.indexes, *change.dropped)
            yield replace(change, line=next((places[step] for step in steps if step in places), one.line))
    for key, one in old.items():
        if key not in new and one.created:
            yield SchemaChange(path=one.path, line=one.line, table=one.table, removed=True)


def _without(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)
