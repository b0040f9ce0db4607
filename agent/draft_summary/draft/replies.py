"""A reply, from a model or from the calling agent, as claims: one schema, one way of reading it."""

from __future__ import annotations

from pydantic import ValidationError

from draft_summary.values.claims import Claim, CriterionMapping, Reply, WireClaim
from draft_summary.values.slots import Ask, Author

MOST_BYTES = 5 * 1024 * 1024
MOST_REASONS = 10  # told to whoever wrote the reply; the first ones show the pattern


class InvalidReplyError(Exception):
    """A reply that the schema refuses; `reasons` say where in the JSON and why, at most ten."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def parse(text: str | bytes) -> Reply:
    """Validate JSON against the schema; a reply that is wholly inside one Markdown fence is taken out of it.

    Raises InvalidReplyError. What was cut off is not closed: half a reply is none.
    """
    plain = text.decode("utf-8-sig", "replace") if isinstance(text, bytes) else text
    try:
        return Reply.model_validate_json(_unfenced(plain))
    except ValidationError as error:
        raise InvalidReplyError(tuple(map(_reason, error.errors(include_url=False)[:MOST_REASONS]))) from None


def problems(reply: Reply, asks: tuple[Ask, ...]) -> tuple[str, ...]:
    """Say what in a valid reply answers no ask: an unknown ask, key or part, an empty text; each with its place."""
    known = {ask.id: ask for ask in asks}
    found = []
    for number, claim in enumerate(reply.claims):
        place, ask = f"claims[{number}]", known.get(claim.ask)
        if ask is None:
            found.append(f"{place}.ask: {claim.ask!r} was not asked; asked: {', '.join(known) or 'nothing'}")
            continue
        if ask.keys and claim.key not in ask.keys:
            found.append(f"{place}.key: {claim.key!r} is not a key of {ask.id!r}")
        if claim.part not in ("", *ask.slot.parts) or (not claim.part and len(ask.slot.parts) > 1):
            found.append(f"{place}.part: {claim.part!r} is none of {', '.join(ask.slot.parts)}")
        if not claim.text.strip():
            found.append(f"{place}.text: empty; leave out a claim that you cannot make")
    return tuple(found)


def claims(reply: Reply, asks: tuple[Ask, ...], author: Author) -> tuple[Claim, ...]:
    """Return the reply's claims in order. One for an unknown ask keeps that name as its slot: the check rejects it."""
    known = {ask.id: ask for ask in asks}
    places = enumerate(reply.claims)
    return tuple(_claim(one, known.get(one.ask), author, f"claims[{at}]") for at, one in places if one.text.strip())


def mappings(reply: Reply, author: Author) -> tuple[CriterionMapping, ...]:
    """Return the reply's proposals of which tests cover which criterion."""
    return tuple(
        CriterionMapping(one.criterion, tuple(one.tests), tuple(one.evidence), author, f"mappings[{number}]")
        for number, one in enumerate(reply.mappings)
    )


def questions(reply: Reply) -> tuple[str, ...]:
    """Return what only the author can answer, a line each."""
    return tuple(line for one in reply.questions if (line := " ".join(one.text.split())))


def _claim(wire: WireClaim, ask: Ask | None, author: Author, where: str) -> Claim:
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
