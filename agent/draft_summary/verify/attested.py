"""What a caller attests of its own doing: not checked, so marked as such, and as harmless as a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from draft_summary.values.claims import Attestation
from draft_summary.values.findings import Finding, Outcome
from draft_summary.verify.case import Problem
from draft_summary.verify.characters import hidden
from draft_summary.verify.escaping import escape
from draft_summary.verify.rules import block_start, link, tag

LONGEST_TEXT = 400  # characters
LONGEST_NAME = 80


def attested(attestations: Iterable[Attestation]) -> tuple[tuple[Attestation, ...], tuple[Finding, ...]]:
    """Return the attestations that may stand, as inline Markdown, and why the others may not."""
    accepted: dict[str, Attestation] = {}
    findings = []
    for one in attestations:
        problems = [*_problems(one)]
        if one.slot in accepted:
            problems.append(Problem("duplicate", f"{one.slot} is attested already", "Keep one."))
        findings += [_finding(one, problem) for problem in problems]
        if not problems:
            accepted[one.slot] = replace(one, text=escape(one.text), by=escape(one.by))
    return tuple(accepted.values()), tuple(findings)


def _problems(one: Attestation) -> Iterator[Problem]:
    for name, text, longest in (("text", one.text, LONGEST_TEXT), ("by", one.by, LONGEST_NAME)):
        length = len(" ".join(text.split()))
        if not length:
            yield Problem("empty", f"`{name}` says nothing", "Say what was done." if name == "text" else "Say who.")
        elif length > longest:
            yield Problem("too-long", f"`{name}` has {length} characters; {longest} are the most", "Say less.")
        elif found := hidden(text):
            yield Problem("hostile", f"`{name}` has the hidden character U+{ord(found[0]):04X}", "Leave it out.")
        elif block_start(text):
            yield Problem("not-inline", f"`{name}` begins a heading, list or code block", "Write plain sentences.")
        elif markup := link(text) or tag(text):
            yield Problem("hostile", f"`{name}` has `{markup}`", "Name the thing in a code span.")


def _finding(one: Attestation, problem: Problem) -> Finding:
    return Finding(
        code=problem.code,
        reason=problem.reason,
        place=one.slot,
        subject=" ".join(one.text.split()),
        outcome=Outcome.DROPPED,
        remedy=problem.remedy,
        where=one.where,
    )
