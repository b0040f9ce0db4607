"""What each command hands to the room that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from draft_summary.values.claims import Draft, Verified
from draft_summary.values.document import Document
from draft_summary.values.evidence import Dossier
from draft_summary.values.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class DraftResult:
    """A drafted or refreshed summary. `path` is None when it was printed; `written` False when no byte changed.

    `refreshed` tells a summary that stood there before from a new one. `rejected` counts claims of the caller's own
    content that did not hold; with them an `apply` that is not partial writes nothing.
    """

    dossier: Dossier
    draft: Draft
    verified: Verified
    document: Document
    path: Path | None
    written: bool
    refreshed: bool
    before: bytes | None = None
    root: Path = Path()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What did not hold, of the draft and of what stood in the file."""
        return (*self.verified.findings, *self.document.findings)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What `check` found. `path` is the summary's path from the top level, empty where there is none to check."""

    dossier: Dossier
    path: str
    findings: tuple[Finding, ...]
    status: str = "checked"  # or "not_applicable"

    @property
    def failed(self) -> bool:
        """Whether anything found is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
