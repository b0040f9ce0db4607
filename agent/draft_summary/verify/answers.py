"""An answer to each thing that a caller sent: whether it holds, why not, and what may bear it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from draft_summary.values.claims import Attestation, Claim, CriterionMapping, Draft
from draft_summary.values.evidence import Dossier, Evidence
from draft_summary.values.findings import Finding
from draft_summary.values.results import Answer
from draft_summary.values.slots import Ask
from draft_summary.verify.anatomy import Anatomy
from draft_summary.verify.references import references

MOST_EVIDENCE = 6  # ids that are named for one claim
# What other evidence, or another claim about the same evidence, would mend.
_MENDED_BY_EVIDENCE = frozenset(
    {"no-evidence", "unknown-evidence", "wrong-evidence", "work-not-shown", "unknown-reference", "unknown-quote"}
    | {"unnamed-source", "contradiction"}
)


def answers(dossier: Dossier, draft: Draft, asks: tuple[Ask, ...], findings: Sequence[Finding]) -> tuple[Answer, ...]:
    """Return an answer per claim, mapping and attestation, in the order in which they were sent."""
    reasons: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        reasons[finding.where].append(finding)
    by_slot = {ask.slot.key: ask for ask in asks}
    return (
        *(_of_claim(one, reasons[one.where], by_slot, dossier) for one in draft.claims),
        *(_of_mapping(one, reasons[one.where], dossier) for one in draft.mappings),
        *(_of_attestation(one, reasons[one.where]) for one in draft.attestations),
    )


def _of_claim(claim: Claim, reasons: list[Finding], asks: Mapping[str, Ask], dossier: Dossier) -> Answer:
    ask = asks.get(claim.slot)
    helps = ask is not None and any(one.code in _MENDED_BY_EVIDENCE for one in reasons)
    evidence = _evidence(claim, ask, dossier) if ask and helps else ()
    name = ask.id if ask else claim.slot
    return Answer(claim.where, name, claim.key, claim.part, claim.text, tuple(reasons), evidence)


def _of_mapping(mapping: CriterionMapping, reasons: list[Finding], dossier: Dossier) -> Answer:
    tests = next((one.tests for one in dossier.facts.criteria if one.id == mapping.criterion), ())
    candidates = tests[:MOST_EVIDENCE] if reasons else ()
    text = ", ".join(mapping.tests)
    return Answer(mapping.where, "testing.mapping", mapping.criterion, "", text, tuple(reasons), candidates)


def _of_attestation(one: Attestation, reasons: list[Finding]) -> Answer:
    return Answer(one.where, one.slot, "", "", one.text, tuple(reasons))


def _evidence(claim: Claim, ask: Ask, dossier: Dossier) -> tuple[str, ...]:
    """The ids that may bear the claim out, best first: of the file that it is about, with the names that it uses."""
    names = [one.text for one in references(Anatomy.of(claim.text[:1000], markdown=False))]
    allowed = dossier.catalogue.of_kind(*ask.slot.evidence)
    named = frozenset(ask.evidence)
    ranked = sorted((-_weight(item, claim, names), at) for at, item in enumerate(allowed) if item.id in named)
    return tuple(allowed[at].id for weight, at in ranked[:MOST_EVIDENCE] if weight)


def _weight(item: Evidence, claim: Claim, names: Sequence[str]) -> int:
    """Two for the file that the claim is about, one for each name in the claim that the item has."""
    about = 2 * len(names) + 2 if claim.key and item.path == claim.key else 0
    return about + sum(name in item.text or name in item.path for name in names)
