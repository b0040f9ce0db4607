"""Claims against evidence: the registry of checks run over a draft, and what became of each claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from draft_summary.values.claims import Claim, CriterionMapping, Draft, Verified
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.values.findings import Finding, Outcome, Severity
from draft_summary.values.slots import Ask, Author
from draft_summary.verify.attested import attested
from draft_summary.verify.case import Case, Problem
from draft_summary.verify.changes import Became
from draft_summary.verify.characters import hidden
from draft_summary.verify.escaping import escape
from draft_summary.verify.lookup import Lookup
from draft_summary.verify.rules import CHECKS

MAPPING = "testing.mapping"
LONGEST_TEXT = 10_000  # characters; the longest slot takes a tenth
MOST_CLAIMS = 2000  # of one reply; a summary has a tenth of that
LONGEST_QUESTION = 400
MOST_CANDIDATES = 8  # tests named for one criterion
MOST_QUESTIONS = 20
# What evidence that was left out could have shown.
_UNVERIFIABLE = frozenset({"no-evidence", "unknown-evidence", "unknown-quote", "unknown-reference", "work-not-shown"})


def verify(dossier: Dossier, draft: Draft, asks: tuple[Ask, ...]) -> Verified:
    """Return what of the draft holds, its citations completed and model text escaped, and why the rest does not.

    A finding's subject is the claim's text, its place the slot, its key the thing that the claim is about.
    """
    lookup, became = Lookup(dossier), Became.of(dossier)
    by_slot = {ask.slot.key: _merged([one for one in asks if one.slot.key == ask.slot.key]) for ask in asks}
    accepted: dict[tuple[str, str, str], Claim] = {}
    findings: list[Finding] = []
    for number, claim in enumerate(draft.claims):
        ask = by_slot.get(claim.slot)
        case = Case(claim, ask, lookup, became) if ask and number < MOST_CLAIMS else None
        problems = [*_standing(claim, case, accepted, by_slot), *(_problems(case) if case else ())]
        if problems:
            findings += (_finding(problem, claim, case, draft.omitted) for problem in problems)
        elif case:
            accepted[_place(claim, len(accepted))] = _completed(case)
    mappings, unmapped = _mappings(dossier, draft.mappings, by_slot.get(MAPPING))
    questions = tuple(escape(one) for one in draft.questions[:MOST_QUESTIONS] if _is_question(one))
    attestations, unattested = attested(draft.attestations)
    return Verified(tuple(accepted.values()), mappings, questions, (*findings, *unmapped, *unattested), attestations)


def after_repair(first: Verified, second: Verified) -> Verified:
    """Return both turns as one: what the first accepted, what the second mended, and what still does not hold.

    The finding of a claim that was mended says so; of one that failed again, the second finding stays.
    """
    taken = {_place(claim, index) for index, claim in enumerate(first.claims)}
    mended = [claim for claim in second.claims if not claim.key or _place(claim, 0) not in taken]
    mapped = {one.criterion for one in first.mappings}
    mapped_now = tuple(one for one in second.mappings if one.criterion not in mapped)
    repaired = {(claim.slot, _about(claim)) for claim in mended} | {(MAPPING, one.criterion) for one in mapped_now}
    again = {(finding.place, finding.key) for finding in second.findings} - repaired
    findings = [
        replace(one, outcome=Outcome.REPAIRED, severity=Severity.NOTE) if (one.place, one.key) in repaired else one
        for one in first.findings
        if (one.place, one.key) not in again
    ]
    kept = [one for one in second.findings if (one.place, one.key) in again]
    return replace(
        first,
        claims=(*first.claims, *mended),
        mappings=(*first.mappings, *mapped_now),
        questions=tuple(dict.fromkeys((*first.questions, *second.questions))),
        findings=(*findings, *kept),
    )


def _merged(asks: list[Ask]) -> Ask:
    """Return the asks of one slot as one: a large slot is asked for in parts."""
    return replace(
        asks[0],
        keys=tuple(dict.fromkeys(key for ask in asks for key in ask.keys)),
        evidence=tuple(dict.fromkeys(one for ask in asks for one in ask.evidence)),
        existing=tuple(dict.fromkeys(one for ask in asks for one in ask.existing)),
    )


def _problems(case: Case) -> Iterator[Problem]:
    """Run the checks; a text that no slot would take is not taken apart."""
    for check in CHECKS if len(case.claim.text) <= LONGEST_TEXT else CHECKS[:1]:
        yield from check(case)


def _standing(
    claim: Claim, case: Case | None, accepted: Mapping[tuple[str, str, str], Claim], asked: Iterable[str]
) -> Iterator[Problem]:
    """The slot was asked for, the cell is still free, and the slot has room for another block."""
    if case is None:
        over = f"the reply has more than {MOST_CLAIMS:,} claims"
        reason = over if claim.slot in asked else f"{claim.slot} was not asked for"
        yield Problem("not-asked", reason, f"Asked: {', '.join(asked) or 'nothing'}.")
        return
    slot, key, _ = place = _place(claim, len(accepted))
    if place in accepted:
        yield Problem("duplicate", f"there is a claim for this place already: {claim.key or slot}", "Keep one.")
    limit = case.slot.limit
    if limit and len({known for of, known, _ in accepted if of == slot} | {key}) > limit:
        yield Problem("too-many", f"{slot} takes {limit} blocks at most", "Keep what matters most.")


def _place(claim: Claim, number: int) -> tuple[str, str, str]:
    """Return the cell that a claim fills; list prose without a key is a block of its own."""
    return claim.slot, claim.key or f"\0{number}", claim.part


def _about(claim: Claim) -> str:
    return f"{claim.key}#{claim.part}"


def _completed(case: Case) -> Claim:
    """Return the claim with the evidence added in which its references were found, its text ready inline Markdown."""
    claim, items = case.claim, case.lookup.items
    found = (support.id for _, support in case.supports if support.id)
    cited = set(case.lookup.with_hunks(claim.evidence)) | set(case.lookup.with_files(claim.evidence))
    added = [one for one in found if one not in cited and items[one].kind in case.slot.evidence]
    text = " ".join(claim.text.split()) if claim.author is Author.OFFLINE else escape(claim.text)
    return replace(claim, text=text, evidence=tuple(dict.fromkeys((*claim.evidence, *added))))


def _finding(problem: Problem, claim: Claim, case: Case | None, omitted: Iterable[str]) -> Finding:
    left_out = case is not None and problem.code in _UNVERIFIABLE and _touches(case, frozenset(omitted))
    return Finding(
        code=problem.code,
        reason=problem.reason,
        place=claim.slot,
        subject=" ".join(claim.text.split()),
        outcome=Outcome.UNVERIFIABLE if left_out else Outcome.DROPPED,
        severity=Severity.WARNING if left_out else Severity.ERROR,
        remedy=problem.remedy,
        where=claim.where,
        key=_about(claim),
    )


def _touches(case: Case, omitted: frozenset[str]) -> bool:
    """Whether the claim is about something of which the budget left evidence out: a cited item, or a cited file."""
    items = case.lookup.items
    paths = {case.claim.key, *(item.path for item in case.cited if item.path)}
    paths |= {one.text for one, _ in case.supports}
    return any(one in case.claim.evidence or (one in items and items[one].path in paths) for one in omitted)


def _mappings(
    dossier: Dossier, mappings: Iterable[CriterionMapping], ask: Ask | None
) -> tuple[tuple[CriterionMapping, ...], list[Finding]]:
    """Return the mappings of asked criteria, with those tests alone that exist at head."""
    accepted: dict[str, CriterionMapping] = {}
    findings: list[Finding] = []
    tests = frozenset(dossier.facts.tests_at_head)
    for one in mappings:
        item = dossier.catalogue.get(one.criterion)
        known = item is not None and item.kind is EvidenceKind.CRITERION
        if ask is None or not known or (ask.keys and one.criterion not in ask.keys):
            reason = "was not asked for" if known else "is no criterion of this snapshot"
            findings.append(_of_mapping(one, "unknown-criterion", f"{one.criterion!r} {reason}"))
            continue
        if one.criterion in accepted:
            findings.append(_of_mapping(one, "duplicate", f"{one.criterion} is mapped already"))
            continue
        gone = [test for test in one.tests if test not in tests]
        candidates = _candidates(dossier, one.criterion)
        findings += (_of_mapping(one, "unknown-test", f"`{test}` is no test at head", candidates) for test in gone)
        unknown = [id_ for id_ in one.evidence if dossier.catalogue.get(id_) is None]
        findings += (_of_mapping(one, "unknown-evidence", f"{id_!r} is no evidence here") for id_ in unknown)
        kept = tuple(dict.fromkeys(test for test in one.tests if test in tests))
        if kept or not one.tests:
            evidence = tuple(id_ for id_ in one.evidence if id_ not in unknown)
            accepted[one.criterion] = replace(one, tests=kept, evidence=evidence)
    return tuple(accepted.values()), findings


def _candidates(dossier: Dossier, criterion: str) -> str:
    tests = next((one.tests for one in dossier.facts.criteria if one.id == criterion), ())
    return f"Candidates: {', '.join(tests[:MOST_CANDIDATES]) or 'none'}."


def _of_mapping(mapping: CriterionMapping, code: str, reason: str, remedy: str = "") -> Finding:
    return Finding(
        code=code,
        reason=reason,
        place=MAPPING,
        subject=f"{mapping.criterion}: {', '.join(mapping.tests) or 'no test'}",
        outcome=Outcome.DROPPED,
        remedy=remedy,
        where=mapping.where,
        key=mapping.criterion,
    )


def _is_question(text: str) -> bool:
    return bool(text.strip()) and len(text) <= LONGEST_QUESTION and not hidden(text)
