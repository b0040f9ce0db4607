"""What a block is about, by which it is recognised where no state tells: a heading, a label, the first code span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from draft_summary.document.inline import canonical, code_spans, meaning, shape
from draft_summary.document.outline import Place
from draft_summary.document.pieces import ITEMS, Kind, Piece
from draft_summary.document.rendering import Drafted
from draft_summary.values.document import Form

# A name before a version, a line number or an argument; a scope's `@` belongs to it
_BARE = re.compile(r"@?[\w./-]{2,}?(?=[=<>!~^@:(\[]|$)")
_VERSIONED = re.compile(r"\S+(?= v?\d)")
# The kind of a name (`is` a digest, `title`, `heading`, `field`, `item`, `shape`) and the name
Name = tuple[str, str]


def by_subject(
    wanted: Sequence[Drafted], pieces: Sequence[Piece], where: Sequence[Place], free: Iterable[int]
) -> list[tuple[int, Drafted]]:
    """Pairs of a free piece (by number) and the wanted block of the same section that it is."""
    index: dict[Name, list[int]] = {}
    for number in free:
        for name in _names_of_piece(pieces[number]):
            index.setdefault(name, []).append(number)
    labels = [_field(block) for block in wanted if block.kind is Kind.FIELD]
    taken: set[int] = set()
    found: list[tuple[int, Drafted]] = []
    for block in wanted:
        for name in _names_of_block(block):
            if name[0] == "shape" and len(index.get(name, ())) != 1:
                continue
            if name[0] == "field" and (len(index.get(name, ())) > 1 or labels.count(_field(block)) > 1):
                continue  # every decision has a context: a label that comes twice says nothing
            first = _first(index.get(name, ()), taken, where, block.block.slot if name[0] == "item" else None)
            if first is not None:
                taken.add(first)
                found.append((first, block))
                break
    return found


def subject(text: str) -> str:
    """A path or name as it is compared: without `./` or `/` before it."""
    return " ".join(text.split()).removeprefix(".").removeprefix("/")


def names(text: str) -> tuple[str, ...]:
    """What a code span may name: all of it, and without what follows a name (`rich` of `rich==13.0`)."""
    whole = subject(text)
    found = (whole, *(match[0] for match in (_BARE.match(whole), _VERSIONED.match(whole)) if match))
    return tuple(dict.fromkeys(found))


def mentioned(pieces: Iterable[Piece]) -> frozenset[str]:
    """Every path or name that the pieces have in code spans, or as a word of a fence or table."""
    found: set[str] = set()
    for piece in pieces:
        if piece.kind is Kind.OTHER:
            found.update(subject(word.strip("`*|")) for word in piece.raw.split())
        else:
            found.update(name for span in code_spans(piece.inline) for name in names(span))
            found.update(_first_name(piece))
    return frozenset(found)


def _first(numbers: Iterable[int], taken: set[int], where: Sequence[Place], slot: str | None) -> int | None:
    # an item under another slot's sub-heading says something else of the same subject
    return next(
        (number for number in numbers if number not in taken and (slot is None or where[number].slot in {"", slot})),
        None,
    )


def _field(block: Drafted) -> frozenset[str]:
    return meaning(block.block.label)


def _names_of_block(block: Drafted) -> list[Name]:
    return [("is", block.anchor), *((kind, form) for kind, text in _texts(block) for form in _forms(kind, text))]


def _texts(block: Drafted) -> list[Name]:
    identity = block.block.identity
    if block.block.form is Form.TITLE:
        return [("title", "")]
    if block.is_subheading:
        return [("heading", text) for text in (block.inline, *identity)]
    if block.kind is Kind.FIELD:
        return [("field", text) for text in (block.block.label, *identity)]
    if block.is_counted:
        return [("shape", block.inline)]
    return [("item", text) for text in identity] if block.kind in ITEMS else []


def _forms(kind: str, text: str) -> Sequence[str]:
    match kind:
        case "heading" | "field":
            return sorted(meaning(text), key=len, reverse=True)
        case "item":
            return [subject(text)]
        case "shape":
            return [shape(text)]
        case _:
            return [text]


def _names_of_piece(piece: Piece) -> list[Name]:
    found = [("is", piece.anchor)]
    match piece.kind:
        case Kind.HEADING:
            found += [("heading", form) for form in meaning(piece.inline)]
            found += [("title", "")] if piece.level == 1 else []
        case Kind.FIELD:
            found += [("field", form) for form in meaning(piece.label)]
        case Kind.BULLET | Kind.NUMBERED:
            found += [("item", name) for name in _first_name(piece)]
            found.append(("shape", shape(piece.inline)))
        case Kind.PARAGRAPH:
            found.append(("shape", shape(piece.inline)))
        case _:
            pass
    return found


def _first_name(piece: Piece) -> tuple[str, ...]:
    spans = code_spans(piece.inline)
    return names(spans[0] if spans else canonical(piece.inline).partition(" ")[0].strip("*:,"))
