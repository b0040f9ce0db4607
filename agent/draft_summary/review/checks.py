"""What `check` finds in a summary: where it is stale, what in it is false, what is still open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from draft_summary.errors import DraftSummaryError
from draft_summary.redaction import redact_text
from draft_summary.review import absent, attestations, context, counting, criteria, reading, stale
from draft_summary.review.mentions import mentions
from draft_summary.review.paths import Paths
from draft_summary.review.presence import Presence, Search
from draft_summary.review.severity import Standing, settled
from draft_summary.review.unreported import of_reports, unchecked
from draft_summary.values.branch import Branch, Trees
from draft_summary.values.document import Document, Edit
from draft_summary.values.document import Standing as Known
from draft_summary.values.evidence import Catalogue, Dossier, EvidenceKind, Snapshot
from draft_summary.values.facts import Facts
from draft_summary.values.findings import Finding
from draft_summary.values.results import CheckResult

_COMPLETE = re.compile(r"\W*(?:completed?|done|final|implemented|merged)\b", re.IGNORECASE)
_HASH = re.compile(r"\b[0-9a-f]{7,40}\b")
Require = Literal["always", "feature", "never"]


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary that is checked, in two readings of the merge: as it stands, and with the facts laid into it."""

    as_it_stands: Document
    with_facts: Document
    standing: Known

    @property
    def changes(self) -> tuple[Edit, ...]:
        """What a refresh with facts would change in a summary that carries state: of another's, the checks tell."""
        return self.with_facts.edits if self.standing.has_state else ()

    @property
    def excused(self) -> frozenset[str]:
        """What a person took out of it: the part of each key behind its slot."""
        return frozenset(key.partition("/")[2] for key in self.standing.deleted)

    def own(self, statements: Iterable[reading.Statement]) -> frozenset[int]:
        """The lines of a summary of ours that a person wrote: who changes a line signs it.

        Of one that was adopted, only those in place of ours: what stood there before nobody has signed since.
        """
        if self.standing.adopted:
            return frozenset(one.line for one in self.standing.blocks if one.written and not one.ours)
        ours = {block.line for block in self.standing.blocks if block.ours}
        return frozenset(one.line for one in statements if self.standing.has_state and one.line not in ours)


def missing(dossier: Dossier, command: str, *, require: Require, named: bool) -> CheckResult:
    """Return the result where no summary stands: a failure where one is required, else not applicable.

    `named`: the user said where it is, so that its absence is a failure whatever else is there.
    """
    branch = dossier.branch
    wanted = require == "always" or (require == "feature" and (named or bool(branch.feature.directory)))
    if not wanted:
        return CheckResult(dossier, (), "not_applicable")
    place = f"{branch.summary_path} does not exist"
    folder = branch.feature.directory
    reason = place if named or not folder else f"no Implementation Summary for {folder}: {place}"
    return CheckResult(dossier, (Finding("no-summary", reason, remedy=f"run: {command}"),), "missing")


def without_change(error: DraftSummaryError, *, require: Require) -> CheckResult:
    """Return the result where the branch has nothing of its own, as after a push to main: only `always` fails it."""
    branch = Branch("", "", "", "", notes=(error.message,))
    dossier = Dossier(branch, Facts(), Catalogue(Snapshot("", "", ""), {}))
    if require == "always":
        return CheckResult(dossier, (Finding("no-summary", error.message, remedy=error.hint),), "missing")
    return CheckResult(dossier, (), "not_applicable", why=error.message)


def checked(dossier: Dossier, trees: Trees, summary: Summary, command: str, search: Search) -> CheckResult:
    """Return what a summary that stands states otherwise than git does, and what in it is still open.

    `command` is what brings its facts up to date; `search` looks for texts in whole trees.
    """
    data, refresh = dossier.branch.summary or b"", f"run: {command}"
    statements, paths = reading.read(data), Paths(dossier.branch, trees)
    presence, excused = Presence(dossier, paths), summary.excused
    reported = bool(dossier.catalogue.of_kind(EvidenceKind.REPORT))
    unreported = of_reports(summary.changes, dossier.facts)
    own = summary.own(statements) | {edit.standing for edit in unreported}
    found = [
        *(_stale(edit, refresh) for edit in summary.changes if edit not in unreported),
        *unchecked(unreported),
        *_unsaid(
            (
                *stale.files(statements, paths, excused, refresh),
                *stale.commits(statements, paths, refresh),
                *stale.unnamed(statements, dossier.facts, excused, refresh),
            ),
            summary.changes,
        ),
        *absent.absent(mentions(statements, paths), presence, search),
        *counting.miscounted(statements, dossier, paths, refresh),
        *attestations.unattested(statements, own, reported=reported),
        *criteria.unmapped(statements, dossier.facts),
        *summary.with_facts.findings,
        *(
            Finding("open-line", text, line=line, remedy="replace the line with the answer")
            for line, text in summary.as_it_stands.open_lines
        ),
    ]
    planned = frozenset(one.line for one in statements if context.is_planned(one, one.text))
    standing = Standing(bool(_COMPLETE.match(_status(data))), planned)
    return CheckResult(dossier, _in_order(found, standing), "checked", summary.with_facts)


def _unsaid(findings: Iterable[Finding], changes: Iterable[Edit]) -> Iterator[Finding]:
    """Leave out what a change of the merge tells of already."""
    said = "\n".join(f"{edit.old}\n{edit.new}" for edit in changes)
    return (one for one in findings if not one.subject or one.subject not in said)


def _in_order(findings: Iterable[Finding], standing: Standing) -> tuple[Finding, ...]:
    """By line, each thing once a line: several checks may see it."""
    found: dict[tuple[int, str], Finding] = {}
    for one in findings:
        found.setdefault((one.line or 0, one.subject or one.reason), settled(_shown(one), standing))
    return tuple(sorted(found.values(), key=lambda one: (one.line or 0, one.code, one.subject)))


def _shown(finding: Finding) -> Finding:
    """The finding without secrets: what it quotes is read from the file, and a run's log has more readers."""
    return replace(finding, reason=redact_text(finding.reason)[0], subject=redact_text(finding.subject)[0])


def _stale(edit: Edit, remedy: str) -> Finding:
    old, new = edit.old.strip(), edit.new.strip()
    moved = bool(old and new) and edit.key.startswith("commits") and _HASH.sub("", old) == _HASH.sub("", new)
    if not old:
        reason = f"missing: {new}"
    elif not new:
        reason = f"no longer so: {old}"
    else:
        reason = f"says {old} where git says {new}"
    code = "moved-commit" if moved else "stale"
    return Finding(code, reason, place=edit.key, line=edit.standing, subject=old or new, remedy=remedy)


def _status(data: bytes) -> str:
    for line in data.decode("utf-8", "replace").split("\n"):
        label, _, value = line.replace("*", "").partition(":")
        if label.strip().lower() == "status":
            return value.strip()
    return ""
