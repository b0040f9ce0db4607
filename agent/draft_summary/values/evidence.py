"""Citable items of one snapshot, and everything that is known of a branch in one value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from draft_summary.values.branch import Branch
from draft_summary.values.facts import Facts


class EvidenceKind(StrEnum):
    """The kinds of evidence; the value is the first letter of an id."""

    COMMIT = "C"
    FILE = "F"
    HUNK = "H"  # written as its file's id and an ordinal: `F3.1`
    CRITERION = "A"
    PLAN = "P"
    FACT = "K"
    PASSAGE = "S"
    REPORT = "R"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One citable item. `text` is redacted; `durable` names the same thing in later snapshots.

    Durable forms: `file:<path>@<digest>`, `hunk:<path>@<digest>`, `commit:<patch id>`, `criterion:<digest>`,
    `plan:<digest>`, `fact:<digest>`, `passage:<digest>`, `report:<digest>`.
    """

    id: str
    kind: EvidenceKind
    text: str
    durable: str
    path: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What evidence ids are good for: the merge base, the head and a digest of all the evidence."""

    base: str
    head: str
    digest: str

    @property
    def token(self) -> str:
        """The form that travels in JSON: `<base 12>..<head 12>/<digest 16>`."""
        return f"{self.base[:12]}..{self.head[:12]}/{self.digest[:16]}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All evidence of one snapshot by id, in the order in which a model is shown it."""

    snapshot: Snapshot
    items: Mapping[str, Evidence]

    def get(self, evidence_id: str) -> Evidence | None:
        """The item with that id, None if this snapshot has none."""
        return self.items.get(evidence_id)

    def of_kind(self, *kinds: EvidenceKind) -> tuple[Evidence, ...]:
        """The items of these kinds, in order."""
        return tuple(item for item in self.items.values() if item.kind in kinds)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything known of a branch, redacted: what it is, what follows from it, and what may be cited."""

    branch: Branch
    facts: Facts
    catalogue: Catalogue
    redactions: int = 0


def digest_of(*parts: str) -> str:
    """12 hex digits over the parts, order and boundaries included."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
