"""What the spec and the TDR state: criteria, what is planned, decisions, and what may be quoted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """An acceptance criterion in the spec's own words. `label` is the spec's own or empty.

    `display` is the label, else group and ordinal (`Edge Cases 2`). `tests` are those proposed, best first,
    `candidates` all that may be chosen among; both exist at head. `negative`: told as what must fail or not happen.
    """

    text: str
    line: int
    label: str = ""
    group: str = ""
    ordinal: int = 0
    tests: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    negative: bool = False
    reason: str = ""  # why these tests, or why none
    path: str = ""  # the document it stands in
    id: str = ""

    @property
    def display(self) -> str:
        """How the summary names it."""
        return self.label or f"{self.group or 'Criterion'} {self.ordinal}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """A concrete thing that the TDR says to build. `found`: found, not found, found differently, or empty."""

    text: str
    kind: str
    line: int
    found: str = ""
    where: str = ""
    differs: str = ""  # what stands there instead, where it was found differently
    path: str = ""  # the document it stands in
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDecision:
    """A decision that the TDR states. `hunks` are the ids of those that bear it out; empty: not borne out."""

    title: str
    line: int
    context: str = ""
    choice: str = ""
    rationale: str = ""
    chosen: bool = True
    hunks: tuple[str, ...] = ()
    path: str = ""  # the document it stands in
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence or paragraph of the spec or TDR that may be quoted: `role` is reason, expectation or summary."""

    document: str  # "spec" or "TDR"
    role: str
    text: str
    line: int
    path: str = ""  # the document it stands in
    id: str = ""
