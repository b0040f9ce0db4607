"""A reply, from a model or from the calling agent, as claims: one schema, one way of reading it."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from draft_summary.values.claims import Claim, CriterionMapping, Reply, WireClaim
from draft_summary.values.slots import Ask, Author

MOST_BYTES = 5 * 1024 * 1024
MOST_REASONS = 10  # told to whoever wrote the reply; the first ones show the pattern


class InvalidReplyError(Exception):
    """A reply that the schema refuses; `reasons` say where in the JSON and why."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


R = TypeVar("R", bound=Reply)


def parse(text: str | bytes) -> Reply:
    """Return a model's reply; raises as `parsed` does, with the first ten reasons."""
    try:
        return parsed(text, Reply)
    except InvalidReplyError as error:
        raise InvalidReplyError(error.reasons[:MOST_REASONS]) from None


def parsed(text: str | bytes, wire: type[R]) -> R:
    """Validate JSON against the schema; a reply that is wholly inside one Markdown fence is taken out of it.

    Raises InvalidReplyError. What was cut off is not closed: half a reply is none.
    """
    plain = text.decode("utf-8-sig", "replace") if isinstance(text, bytes) else text
    try:
        return wire.model_validate_json(_unfenced(plain))
    except ValidationError as error:
        raise InvalidReplyError(tuple(map(_reason, error.errors(include_url=False)))) from None


def claims(reply: Reply, asks: tuple[Ask, ...], author: Author) -> tuple[Claim, ...]:
    """Return a model's claims in order. One for an unknown ask keeps that name as its slot: the check rejects it."""
    known = {ask.id: ask for ask in asks}
    places = enumerate(reply.claims)
    return tuple(claim(one, known.get(one.ask), author, f"claims[{at}]") for at, one in places if one.text.strip())


def mappings(reply: Reply, author: Author) -> tuple[CriterionMapping, ...]:
    """Return the reply's proposals of which tests cover which criterion."""
    return tuple(
        CriterionMapping(one.criterion, tuple(one.tests), tuple(one.evidence), author, f"mappings[{number}]")
        for number, one in enumerate(reply.mappings)
    )


def questions(reply: Reply) -> tuple[str, ...]:
    """Return what only the author can answer, a line each."""
    return tuple(line for one in reply.questions if (line := " ".join(one.text.split())))


def claim(wire: WireClaim, ask: Ask | None, author: Author, where: str) -> Claim:
    """Return one claim; `where` is its place in the JSON."""
    slot = ask.slot if ask else None
    return Claim(
        slot=slot.key if slot else wire.ask,
        text=" ".join(wire.text.split()),
        evidence=tuple(dict.fromkeys(wire.evidence)),
        key=wire.key,
        part=wire.part or (slot.parts[0] if slot and slot.parts else "text"),
        replaces=wire.replaces,
        author=author,
        where=where,
    )


def _unfenced(text: str) -> str:
    stripped = text.strip()
    opening, _, rest = stripped.partition("\n")
    if opening.strip().lower() in ("```", "```json") and rest.endswith("```"):
        return rest.removesuffix("```")
    return stripped


def _reason(error: object) -> str:
    if not isinstance(error, dict):  # pydantic's own error details are dictionaries; the type is not exported
        return str(error)
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"]).lstrip(".")
    return f"{place or 'the reply'}: {error['msg']}"
