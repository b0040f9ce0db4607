"""The prompt: schema, fixed text, evidence, the asks last, so that what stays the same comes first and is cached."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from typing import TypeAlias, TypedDict

from draft_summary.draft import prompts
from draft_summary.draft.model.budget import fit
from draft_summary.draft.model.evidence import items
from draft_summary.draft.schema import wire_schema
from draft_summary.errors import ModelError
from draft_summary.values.evidence import Dossier
from draft_summary.values.slots import Ask

DEFAULT_CEILING = 24_000  # tokens of one request
BYTES_PER_TOKEN = 3.5  # measured over diffs, source, logs and lockfiles: 3.5 rather over- than underestimates
FOR_A_TURN = 8  # an eighth of the ceiling is kept for the turn that mends
MOST_NAMED = 60  # ids of left-out evidence that are named
MOST_CANDIDATES = 8  # tests offered for one criterion


class Message(TypedDict):
    """One message of the chat protocol."""

    role: str
    content: str


Messages: TypeAlias = tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages, the ids of what was reduced in them, and the most tokens that a request may have."""

    messages: Messages
    omitted: tuple[str, ...]
    ceiling: int


def tokens(text: str) -> int:
    """Estimate the tokens of a text, without a tokenizer (which would have to be downloaded)."""
    return math.ceil(len(text.encode()) / BYTES_PER_TOKEN)


def build(dossier: Dossier, asks: tuple[Ask, ...], ceiling: int) -> Prompt:
    """Build the prompt for all asks; the same dossier and asks give the same bytes.

    Raises ModelError if schema, instructions and asks alone exceed the ceiling.
    """
    schema = json.dumps(wire_schema(), ensure_ascii=False, separators=(",", ":"))
    system = prompts.part("system", schema=schema)
    asked = prompts.part("asks", snapshot=dossier.catalogue.snapshot.token, asks=_asked(dossier, asks))
    room = int((ceiling - ceiling // FOR_A_TURN) * BYTES_PER_TOKEN)
    fixed = sum(len(text.encode()) for text in (system, asked, _evidence("", "")))
    reserved = 8 * MOST_NAMED + 200  # the line that names what is left out, and rounding
    if fixed + reserved > room:
        hint = f"Raise --max-input-tokens to {2 * tokens(system + asked)} or more."
        raise ModelError("the instructions alone exceed the most tokens of a prompt", code="no-room", hint=hint)
    evidence = items(dossier, asks)
    fitted = fit(evidence, room - fixed - reserved)
    shown = "\n".join(text for item in evidence if (text := fitted.text(item)))
    omitted = tuple(item.id for item in evidence if fitted.reduced(item))
    user = f"{_evidence(shown, _left_out(omitted))}\n\n{asked}"
    return Prompt((Message(role="system", content=system), Message(role="user", content=user)), omitted, ceiling)


def _evidence(shown: str, left_out: str) -> str:
    """The evidence between two lines that it cannot contain: their word is a digest of it."""
    word = hashlib.sha256(shown.encode()).hexdigest()[:16]
    while word in shown:
        word = hashlib.sha256(word.encode()).hexdigest()[:16]
    return prompts.part("evidence", fence=f"=== evidence {word} ===", evidence=shown, left_out=left_out)


def _left_out(omitted: tuple[str, ...]) -> str:
    if not omitted:
        return "Nothing was left out."
    more = f" and {len(omitted) - MOST_NAMED} more" if len(omitted) > MOST_NAMED else ""
    named = f"{', '.join(omitted[:MOST_NAMED])}{more}"
    return f"Shortened or left out for length: {named}. Say nothing about what they hide."


def _asked(dossier: Dossier, asks: tuple[Ask, ...]) -> str:
    return "\n\n".join(
        f"## {ask.id}\n{prompts.instruction(ask.slot.ask)}\n{_particulars(dossier, ask)}" for ask in asks
    )


def _particulars(dossier: Dossier, ask: Ask) -> str:
    """What is particular to this run, as JSON: a path or a text that stands in a file cannot break out of a string."""
    slot = ask.slot
    given = {
        "ask": ask.id,
        "keys": list(ask.keys),
        "parts": list(slot.parts),
        "cite": sorted(kind.name.lower() for kind in slot.evidence),
        "longest": slot.longest,
        "most_blocks": slot.limit,
        "existing": [{"key": key, "text": text} for key, text in ask.existing],
        "candidates": _candidates(dossier, ask) if slot.keyed == "criterion" else {},
    }
    return json.dumps({name: value for name, value in given.items() if value}, ensure_ascii=False)


def _candidates(dossier: Dossier, ask: Ask) -> dict[str, list[str]]:
    criteria = dossier.facts.criteria
    return {one.id: list(one.tests[:MOST_CANDIDATES]) for one in criteria if not ask.keys or one.id in ask.keys}
