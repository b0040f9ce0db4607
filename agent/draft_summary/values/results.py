"""What each command hands to the room that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from draft_summary.values.claims import Draft, Verified
from draft_summary.values.document import Document
from draft_summary.values.evidence import Dossier
from draft_summary.values.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one thing that a caller sent: `where` in its JSON, what it was for, and why it does not hold.

    `evidence` are ids that may bear it out, for a mapping the tests that may; empty where evidence would not help.
    """

    where: str
    ask: str
    key: str = ""
    part: str = ""
    text: str = ""
    reasons: tuple[Finding, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether it is in the summary, or would be if all held."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class DraftResult:
    """A drafted or refreshed summary. `path` is None where it is printed; `written` says whether the file changed."""

    dossier: Dossier
    draft: Draft
    verified: Verified
    document: Document
    path: Path | None
    written: bool = False
    answers: tuple[Answer, ...] = ()  # of `apply`: one for each thing that was sent, in its order

    @property
    def refreshed(self) -> bool:
        """Whether a summary stood there before."""
        return self.dossier.branch.summary is not None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What did not hold, of the draft and of what stood in the file."""
        return (*self.verified.findings, *self.document.findings)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What `check` found. `status`: checked, missing (no summary), not_applicable (none, and none is required).

    `document` is the summary as a refresh with the facts alone would leave it, None where there is no summary. `why`
    says, where none is required, what there is instead.
    """

    dossier: Dossier
    findings: tuple[Finding, ...]
    status: str = "checked"
    document: Document | None = None
    why: str = "the branch has no feature folder and no summary"

    @property
    def failed(self) -> bool:
        """Whether anything found is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
