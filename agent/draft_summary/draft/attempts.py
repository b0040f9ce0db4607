"""A content that did not hold as a whole, kept so that its correction need not repeat what held."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from draft_summary.values.claims import Content, WireAttestation, WireClaim, WireMapping


class KeptClaim(BaseModel):
    """A claim of the try before, and whether it held; one that did not keeps the place for its correction."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    held: bool
    claim: WireClaim


class Attempt(BaseModel):
    """What is kept of a try. Mappings, questions and attestations only where they held."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    snapshot: str
    claims: list[KeptClaim]
    mappings: list[WireMapping]
    attestations: list[WireAttestation]


@dataclass(frozen=True, slots=True)
class Sent:
    """All that a caller sent, each with its place: `claims[3]`, or `earlier claims[3]` of the try before."""

    snapshot: str
    claims: tuple[tuple[str, WireClaim], ...]
    mappings: tuple[tuple[str, WireMapping], ...]
    attestations: tuple[tuple[str, WireAttestation], ...]


def placed(content: Content, earlier: Attempt | None) -> Sent:
    """Return what the content says, and what held of the try that it corrects.

    A claim that did not hold is replaced, in its place, by the first with the same ask, key and part; what is not sent
    again is gone.
    """
    claims = [(f"claims[{at}]", one) for at, one in enumerate(content.claims)]
    mappings = [(f"mappings[{at}]", one) for at, one in enumerate(content.mappings)]
    attestations = [(f"attestations[{at}]", one) for at, one in enumerate(content.attestations)]
    if earlier is not None:
        claims = [*_corrected(earlier.claims, claims), *claims]
        mapped = {one.criterion for _, one in mappings}
        mappings += [(f"earlier {one.criterion}", one) for one in earlier.mappings if one.criterion not in mapped]
        attested = {one.slot for _, one in attestations}
        attestations += [(f"earlier {one.slot}", one) for one in earlier.attestations if one.slot not in attested]
    return Sent(content.snapshot, tuple(claims), tuple(mappings), tuple(attestations))


def kept(sent: Sent, failed: Collection[str]) -> Attempt:
    """Return what is kept of a try; `failed` are the places of what did not hold."""
    return Attempt(
        snapshot=sent.snapshot,
        claims=[KeptClaim(held=where not in failed, claim=one) for where, one in sent.claims],
        mappings=[one for where, one in sent.mappings if where not in failed],
        attestations=[one for where, one in sent.attestations if where not in failed],
    )


def _corrected(earlier: Sequence[KeptClaim], claims: list[tuple[str, WireClaim]]) -> list[tuple[str, WireClaim]]:
    """What held before, and in place of what did not its corrections, which are taken out of `claims`."""
    found = []
    for at, one in enumerate(earlier):
        if one.held:
            found.append((f"earlier claims[{at}]", one.claim))
            continue
        place = (one.claim.ask, one.claim.key, one.claim.part)
        match = next((new for new in claims if (new[1].ask, new[1].key, new[1].part) == place), None)
        if match:
            claims.remove(match)
            found.append(match)
    return found
