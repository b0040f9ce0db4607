"""The wire schema of a reply, for every model call and for `apply`, and the claims made of it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from draft_summary.values.findings import Finding
from draft_summary.values.slots import Author


class _Wire(BaseModel):
    """Strict mode of the OpenAI API: every field required, nothing beside them. Offline, none is ever built."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class WireClaim(_Wire):
    """One sentence or phrase for one prose cell. `key`, `replaces` and `part` are empty where they do not apply."""

    ask: str
    key: str
    replaces: str
    part: str
    text: str
    evidence: list[str]


class WireMapping(_Wire):
    """Tests at head that a criterion is covered by, chosen among its candidates."""

    criterion: str
    tests: list[str]
    evidence: list[str]


class WireQuestion(_Wire):
    """Something that only the author can answer."""

    text: str
    evidence: list[str]


class Reply(_Wire):
    """What a model returns, and what `apply` takes."""

    snapshot: str
    claims: list[WireClaim]
    mappings: list[WireMapping]
    questions: list[WireQuestion]


class WireAttestation(_Wire):
    """What the caller did or knows itself, for a place that only a person can fill; `by` is the caller's name."""

    slot: str
    text: str
    by: str


class Content(Reply):
    """What `apply` takes: a reply, and attestations if there are any."""

    attestations: list[WireAttestation] = []


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or phrase for one prose cell, with the ids of its evidence.

    `key` is the thing described (a path, a route, a name) or, for list prose, any word that holds the parts of one
    block together; `replaces` the key of the existing block that it takes the place of. `where` is its place in the
    JSON it came from (`claims[3]`), for an answer to the caller.
    """

    slot: str
    text: str
    evidence: tuple[str, ...] = ()
    key: str = ""
    part: str = "text"
    replaces: str = ""
    author: Author = Author.OFFLINE
    where: str = ""


@dataclass(frozen=True, slots=True)
class CriterionMapping:
    """The tests proposed for one criterion (its evidence id)."""

    criterion: str
    tests: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    author: Author = Author.OFFLINE
    where: str = ""


@dataclass(frozen=True, slots=True)
class Attestation:
    """What a caller did or knows itself, for a line of the slot that asks the author; `by` is who says so."""

    slot: str
    text: str
    by: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """What the model cost: calls, tokens, seconds of wall-clock time."""

    calls: int = 0
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.calls + other.calls,
            self.tokens_in + other.tokens_in,
            self.tokens_cached + other.tokens_cached,
            self.tokens_out + other.tokens_out,
            self.seconds + other.seconds,
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """What a drafter wrote. `unanswered` are ids of asks that got no valid reply, each with its reason.

    `exit_code` is that of the failure which left them unanswered, 0 for none. `omitted` says what the budget left out:
    evidence ids. `prompts` is the version of what the model was told.
    """

    author: Author
    claims: tuple[Claim, ...] = ()
    mappings: tuple[CriterionMapping, ...] = ()
    questions: tuple[str, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    unanswered: tuple[tuple[str, str], ...] = ()
    omitted: tuple[str, ...] = ()
    usage: Usage = Usage()
    model: str = ""
    exit_code: int = 0
    prompts: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What of a draft holds: claims with their citations completed, and a finding for each that does not."""

    claims: tuple[Claim, ...] = ()
    mappings: tuple[CriterionMapping, ...] = ()
    questions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    attestations: tuple[Attestation, ...] = ()
