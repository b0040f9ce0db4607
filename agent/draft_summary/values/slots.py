"""`Slot`, the central value: one place in the summary, who owns each cell of it, and how it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from draft_summary.values.evidence import EvidenceKind


class Owner(StrEnum):
    """Who may write a cell."""

    FACT = "fact"  # code, from git
    PROSE = "prose"  # a model or the offline drafter, with evidence
    PERSON = "person"  # only a person can attest it


class Author(StrEnum):
    """Who wrote the text that stands in a cell, as state records it."""

    GIT = "git"
    MODEL = "model"
    OFFLINE = "offline"
    AGENT = "agent"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the summary.

    `headings` is the sub-heading of the template and its aliases, empty for the section's own body. `parts` names
    the prose cells of one block (`("text",)`, or `("title", "context", "choice", "rationale")`), `person` the cells
    that only a person fills. `keyed` says what a claim's `key` is: `path`, `name`, `route`, ..., `block` for list
    prose with opaque keys, empty where the slot is one text. `evidence` is what its claims may cite; with `work_done`
    a claim says what was done and must cite a hunk, a file or a fact. `ask` is the file under `prompts/asks/` that
    asks for it, empty for a slot that is never asked for. `longest` is the most characters of one part.
    """

    key: str
    section: str
    headings: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    keyed: str = ""
    evidence: frozenset[EvidenceKind] = frozenset()
    work_done: bool = True
    ask: str = ""
    limit: int = 0  # most blocks, 0 for no limit
    longest: int = 400


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """A section's name and places: `heading` as the built-in template has it, `aliases` as others write it."""

    key: str
    heading: str
    aliases: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A request for one slot's prose: the keys to describe, the evidence that bears on it, what stands there now.

    `by_key` is the evidence of each key, in the order of `keys`. `existing` is `(block key, text)` of intact generated
    prose: context, never evidence.
    """

    id: str
    slot: Slot
    keys: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    existing: tuple[tuple[str, str], ...] = ()
    by_key: tuple[tuple[str, ...], ...] = ()
