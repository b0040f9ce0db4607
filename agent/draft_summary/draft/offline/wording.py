"""How offline text is worded: what is said and by which evidence, lists, counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """Inline Markdown without a final full stop, and the ids of what bears it out."""

    text: str
    evidence: tuple[str, ...]


def listing(items: Sequence[str], most: int) -> str:
    """`a, b and c`, or `a, b and others` where there are more than may be named: a number would need evidence."""
    if len(items) > most:
        return f"{', '.join(items[:most])} and others"
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1] if items else "")))


def counted(number: int, noun: str) -> str:
    """`1 test`, `19 tests`."""
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def joined(statements: Iterable[Statement], longest: int, separator: str = "; ") -> Statement | None:
    """As many of the statements, in order, as fit in so many characters, as one; None for none."""
    text = ""
    evidence: list[str] = []
    for one in statements:
        longer = f"{text}{separator}{one.text}" if text else one.text
        if len(longer) > longest:
            continue
        text = longer
        evidence += one.evidence
    return Statement(text, tuple(dict.fromkeys(evidence))) if text else None


def sentences(statements: Iterable[Statement], longest: int) -> Statement | None:
    """The statements as sentences of one paragraph."""
    ended = (Statement(f"{one.text[:1].upper()}{one.text[1:]}.", one.evidence) for one in statements)
    return joined(ended, longest, " ")
