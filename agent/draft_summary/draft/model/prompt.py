"""The prompt: schema, fixed text, evidence, the asks last, so that what stays the same comes first and is cached."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypedDict

from draft_summary.draft import prompts
from draft_summary.draft.model.budget import Item, fit
from draft_summary.draft.model.evidence import SOURCE, is_narrow, items
from draft_summary.draft.schema import wire_schema
from draft_summary.errors import ModelError
from draft_summary.values.claims import WireClaim
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.slots import Ask

DEFAULT_CEILING = 32_000  # tokens of one request
BYTES_PER_TOKEN = 3.5  # measured over diffs, source, logs and lockfiles: 3.5 rather over- than underestimates
FOR_A_TURN = 8  # an eighth of the ceiling is kept for the turn that mends
FOR_ALL = 10  # of a change told in parts, a tenth of the ceiling is for what all calls are told
OF_A_PART = 2 / 3  # of a prompt is what one of the parts takes, so that three cost no more than two
MOST_NAMED = 60  # ids of left-out evidence that are named
USUAL_LENGTH = 400  # characters of a text, where an ask says nothing else; as prompts/asks.md has it


class Message(TypedDict):
    """One message of the chat protocol."""

    role: str
    content: str


Messages: TypeAlias = tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages, and the ids of the evidence that is reduced in them and that is not.

    `source_whole` says that no change of source is among what is reduced.
    """

    messages: Messages
    omitted: tuple[str, ...]
    shown: frozenset[str] = frozenset()
    source_whole: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """What a call is about: the whole change, part number `part` of `of`, or, with `part` alone, what parts leave over.

    `described` is what the calls before it wrote.
    """

    part: int = 0
    of: int = 0
    described: tuple[WireClaim, ...] = ()


WHOLE = Scope()


def tokens(text: str) -> int:
    """Estimate the tokens of a text, without a tokenizer (which would have to be downloaded)."""
    return math.ceil(len(text.encode()) / BYTES_PER_TOKEN)


def build(
    dossier: Dossier,
    asks: tuple[Ask, ...],
    ceiling: int,
    scope: Scope = WHOLE,
    *,
    bytes_per_token: float = BYTES_PER_TOKEN,
) -> Prompt:
    """Build the prompt for these asks; the same dossier, asks and scope give the same bytes.

    Raises ModelError if schema, instructions and asks alone exceed the ceiling.
    """
    schema = json.dumps(wire_schema(), ensure_ascii=False, separators=(",", ":"))
    # where little prose is renewed, what stands shows how it is written, and examples would be most of the prompt
    brief = scope == WHOLE and is_narrow(dossier, asks)
    system = prompts.part("system", schema=schema, examples="" if brief else prompts.part("examples"))
    asked = prompts.part("asks", snapshot=dossier.catalogue.snapshot.token, scope=_scope(scope), asks=_asked(asks))
    room = int((ceiling - ceiling // FOR_A_TURN) * bytes_per_token * (OF_A_PART if scope.of else 1))
    fixed = sum(len(text.encode()) for text in (system, asked, _evidence(dossier, "", "")))
    reserved = 8 * MOST_NAMED + 200  # the line that names what is left out, and rounding
    if fixed + reserved > room:
        hint = f"Raise --max-input-tokens to {2 * tokens(system + asked)} or more."
        raise ModelError("the instructions alone exceed the most tokens of a prompt", code="no-room", hint=hint)
    evidence = items(dossier, asks, scope.described, part=scope.of > 0)
    shared = int(ceiling * bytes_per_token) // FOR_ALL if scope.part else 0
    shown, reduced = _fitted(evidence, room - fixed - reserved, shared)
    omitted = tuple(item.id for item in reduced)
    user = f"{_evidence(dossier, shown, _left_out(omitted))}\n\n{asked}"
    messages = (Message(role="system", content=system), Message(role="user", content=user))
    whole = frozenset(item.id for item in evidence if item.citable) - frozenset(omitted)
    return Prompt(messages, omitted, whole, all(item.rank[0] > SOURCE for item in reduced))


def _fitted(evidence: Sequence[Item], room: int, shared: int) -> tuple[str, tuple[Item, ...]]:
    """Return the text of the evidence and what was reduced in it.

    With `shared`, what every call is told comes first, in at most so many bytes, so that it is the same in all of them.
    """
    texts: list[str] = []
    reduced: list[Item] = []
    first = [item for item in evidence if item.shared and shared]
    for group, share in ((first, shared), ([item for item in evidence if item not in first], room)):
        fitted = fit(group, min(share, room))
        found = [text for item in group if (text := fitted.text(item))]
        room -= sum(len(text.encode()) + 1 for text in found)
        texts += found
        reduced += [item for item in group if item.citable and fitted.reduced(item)]
    return "\n".join(texts), tuple(reduced)


def _evidence(dossier: Dossier, shown: str, left_out: str) -> str:
    """The evidence between two lines that it cannot contain: their word is a digest of all that there is."""
    word = hashlib.sha256(dossier.catalogue.snapshot.digest.encode()).hexdigest()[:16]
    while word in shown:
        word = hashlib.sha256(word.encode()).hexdigest()[:16]
    return prompts.part("evidence", fence=f"=== evidence {word} ===", evidence=shown, left_out=left_out)


def _left_out(omitted: tuple[str, ...]) -> str:
    if not omitted:
        return "Nothing was left out."
    more = f" and {len(omitted) - MOST_NAMED} more" if len(omitted) > MOST_NAMED else ""
    named = f"{', '.join(omitted[:MOST_NAMED])}{more}"
    return f"Shortened or left out for length: {named}. Say nothing about what they hide."


def _scope(scope: Scope) -> str:
    if scope.of:
        return prompts.part("part", part=str(scope.part), of=str(scope.of))
    return prompts.part("narrative" if scope.part else "whole")


def _asked(asks: tuple[Ask, ...]) -> str:
    return "\n\n".join(f"## {ask.id}\n{prompts.instruction(ask.slot.ask)}\n{_particulars(ask)}" for ask in asks)


def _particulars(ask: Ask) -> str:
    """What is particular to this run, as JSON: a path or a text that stands in a file cannot break out of a string."""
    slot = ask.slot
    given = {
        "keys": list(ask.keys),
        "parts": list(slot.parts) if slot.parts != ("text",) else [],
        "cite": "".join(sorted({_letter(kind) for kind in slot.evidence})),
        "longest": slot.longest if slot.longest != USUAL_LENGTH else 0,
        "most_blocks": slot.limit,
    }
    return json.dumps({name: value for name, value in given.items() if value}, ensure_ascii=False)


def _letter(kind: EvidenceKind) -> str:
    return EvidenceKind.FILE.value if kind is EvidenceKind.HUNK else kind.value
