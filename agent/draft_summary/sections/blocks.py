"""The blocks that sections render: what is a fact, what is prose, what is left to a person, in the template's forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from draft_summary.sections.content import Prose
from draft_summary.sections.written import Entry
from draft_summary.values.document import Block, Cell, Form
from draft_summary.values.slots import Author, Owner, Slot

T = TypeVar("T")


def fact(text: str) -> Cell:
    """A cell that follows git."""
    return Cell(Owner.FACT, text)


def prose(said: Prose | None) -> Cell:
    """A cell of verified prose; without any, whatever stands there stays."""
    return (
        Cell(Owner.PROSE, said.text, said.author, said.citations) if said else Cell(Owner.PROSE, None, Author.OFFLINE)
    )


def person(text: str) -> Cell:
    """A cell that starts with this text and is a person's from then on."""
    return Cell(Owner.PERSON, text)


ASKING = "_Needs author"


def needs_author(what: str) -> str:
    """The words that ask the author for something."""
    return f"{ASKING}: {what}._"


def heading(slot: Slot) -> Block:
    """The sub-heading of a slot; the slot's other headings are names that it may stand under."""
    text, *others = slot.headings
    return Block(f"{slot.key}#heading", slot.key, Form.HEADING, (fact(text),), identity=tuple(others))


def bullet(
    slot: Slot,
    key: str,
    *cells: Cell,
    separator: str = " — ",
    depth: int = 0,
    identity: tuple[str, ...] = (),
    previous: tuple[str, ...] = (),
) -> Block:
    """A list item; `key` and `previous` are what follows the slot's key."""
    return Block(
        f"{slot.key}/{key}",
        slot.key,
        Form.BULLET,
        cells,
        separator=separator,
        depth=depth,
        identity=identity,
        previous_keys=tuple(f"{slot.key}/{one}" for one in previous),
    )


def paragraph(slot: Slot, key: str, *cells: Cell) -> Block:
    """A paragraph of its own."""
    return Block(f"{slot.key}/{key}", slot.key, Form.PARAGRAPH, cells)


def field(slot: Slot, label: str, cell: Cell, *aliases: str, key: str = "") -> Block:
    """A `**Label**: ...` line, known by its label and the aliases."""
    return Block(key or f"{slot.key}/line", slot.key, Form.FIELD, (cell,), label=label, identity=aliases)


def open_line(slot: Slot, what: str, *, key: str = "open") -> Block:
    """The line of a section that asks the author."""
    cell = Cell(Owner.PERSON, needs_author(what), open=True)
    return Block(f"{slot.key}/{key}", slot.key, Form.PARAGRAPH, (cell,))


def emptiness(section: str, text: str, form: Form = Form.PARAGRAPH) -> Block:
    """The one line of a section that says what was looked for and not found; its slot is the section as a whole."""
    return Block(f"{section}#none", section, form, (fact(text),), depth=int(form is Form.BULLET))


def entries(
    slot: Slot, written: Iterable[Entry], form: Form = Form.BULLET, *, before: str = "", depth: int = 0
) -> tuple[Block, ...]:
    """List prose of a slot with one part, a block each; `before` comes in front of a text that lacks it."""
    found = []
    for entry in written:
        for said in entry.parts.values():
            text = said.text if said.text.startswith(before) else f"{before}{said.text}"
            cell = Cell(Owner.PROSE, text, said.author, said.citations)
            found.append(Block(entry.key, slot.key, form, (cell,), depth=depth))
    return tuple(found)


def by_key(items: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    """The items by key, in order; a key that occurs again is numbered (`name~2`), so that no block hides another."""
    found: dict[str, T] = {}
    times: dict[str, int] = {}
    for key, item in items:
        free = key
        while free in found:
            times[key] = times.get(key, 1) + 1
            free = f"{key}~{times[key]}"
        found[free] = item
    return found
