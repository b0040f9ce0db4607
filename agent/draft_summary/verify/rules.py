"""The rules that a claim must satisfy, each a function, in the order in which their findings are reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draft_summary.values.evidence import EvidenceKind
from draft_summary.values.slots import Author
from draft_summary.verify import behaviour, phrases, placement, quotations
from draft_summary.verify.anatomy import Anatomy
from draft_summary.verify.case import Case, Check, Problem
from draft_summary.verify.changes import contradiction, dependencies, misplaced, said, swapped
from draft_summary.verify.characters import hidden
from draft_summary.verify.references import Kind, references
from draft_summary.verify.support import sources, support

_BLOCK = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|```|~~~|\||<[A-Za-z!/?]|(?:[-*_]\s*){3,}$|={3,}$)")
_SPOKEN = re.compile(r"[^\W\d_]{2}")  # two letters side by side: less is punctuation
_LINK = re.compile(r"!?\[[^\[\]]{0,200}\](?:\([^()]{0,400}\)|\[[^\[\]]{0,200}\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>?|<!")
_KINDS = {
    EvidenceKind.COMMIT: "commits",
    EvidenceKind.FILE: "files",
    EvidenceKind.HUNK: "hunks",
    EvidenceKind.CRITERION: "criteria",
    EvidenceKind.PLAN: "TDR items",
    EvidenceKind.FACT: "facts",
    EvidenceKind.PASSAGE: "passages",
    EvidenceKind.REPORT: "reports",
}
LONGEST_KEY = 200
MOST_NAMED = 8  # choices that a reason lists


def block_start(text: str) -> bool:
    """Whether a line of the text begins a heading, list, quotation, table or code block."""
    return any(_BLOCK.match(line) for line in text.split("\n"))


def link(text: str) -> str:
    """Return the first link or image in the text, empty if there is none."""
    found = _LINK.search(text)
    return found.group() if found else ""


def tag(text: str) -> str:
    """Return the first HTML tag in the text, empty if there is none."""
    found = _TAG.search(text)
    return found.group() if found else ""


def fits_its_ask(case: Case) -> Iterator[Problem]:
    """Key, part and the block that it replaces are those that were asked for; the text is as long as allowed."""
    claim, slot = case.claim, case.slot
    if slot.keyed not in ("", "block") and claim.key not in case.ask.keys:
        yield Problem("unknown-key", f"{claim.key!r} is none of the keys that were asked for", _any(case.ask.keys))
    elif len(claim.key) > LONGEST_KEY or hidden(claim.key):
        yield Problem("unknown-key", f"a key has at most {LONGEST_KEY} visible characters")
    if claim.part not in slot.parts:
        yield Problem("unknown-part", f"{claim.part!r} is none of the parts of {slot.key}", _any(slot.parts))
    existing = [key for key, _ in case.ask.existing]
    if claim.replaces and claim.replaces.partition("#")[0] not in [key.partition("#")[0] for key in existing]:
        yield Problem("unknown-block", f"there is no block {claim.replaces!r} to replace", _any(existing))
    length = len(" ".join(claim.text.split()))
    if not _SPOKEN.search(case.claim.text):
        yield Problem("empty", "it says nothing")
    elif length > slot.longest:
        yield Problem("too-long", f"it has {length} characters; {slot.longest} are the most", "Say less.")


def is_one_line_of_text(case: Case) -> Iterator[Problem]:
    """No heading, list, quote, fence, table or rule begins in it."""
    if case.claim.author is Author.OFFLINE:
        return
    if block_start(case.claim.text):
        yield Problem(
            "not-inline", "it begins a heading, list, quotation, table or code block", "Write plain sentences."
        )


def cites_what_exists(case: Case) -> Iterator[Problem]:
    """Every id is one of this snapshot, of a kind that the slot allows; there is at least one."""
    items, allowed = case.lookup.items, case.slot.evidence
    cited = case.claim.evidence
    if unknown := [id_ for id_ in cited if id_ not in items]:
        reason = f"{_list(unknown)} {'are' if len(unknown) > 1 else 'is'} no evidence of this snapshot"
        yield Problem("unknown-evidence", reason, _any(case.ask.evidence))
    if wrong := [item.id for item in case.cited if item.kind not in allowed]:
        kinds = ", ".join(_KINDS[kind] for kind in EvidenceKind if kind in allowed) or "nothing"
        yield Problem("wrong-evidence", f"{case.slot.key} rests on {kinds}, not on {_list(wrong)}", "Cite only those.")
    if allowed and not cited:
        yield Problem("no-evidence", "it cites nothing", _any(case.ask.evidence))


def shows_what_was_done(case: Case) -> Iterator[Problem]:
    """What was done needs a hunk, a file or a fact; a commit, the spec and the TDR only say so."""
    shown = case.lookup.shows_work | {*case.lookup.of_path(case.claim.key)}
    if case.says_work and case.cited and not any(item.id in shown for item in case.cited):
        kinds = sorted({_kind(item.id, case) for item in case.cited})
        reason = f"it says what was done and cites {' and '.join(kinds)} alone; that needs a hunk, a file or a fact"
        work = [one for one in case.ask.evidence if one in shown]
        yield Problem("work-not-shown", reason, _any(work) or "Quote who says it, and name them.")


def settles_differences(case: Case) -> Iterator[Problem]:
    """That something differs from the TDR, or does not, needs both a TDR item and a hunk; else it is `Unknown`."""
    if (case.slot.key, case.claim.part) != ("decisions.list", "differs"):
        return
    if not re.match(r"(?:yes|no)\b", case.anatomy.flat, re.IGNORECASE):
        return
    shown = {item.kind for item in case.cited if item.id in case.lookup.shows_work}
    planned = any(item.kind is EvidenceKind.PLAN for item in case.cited)
    if not (planned and EvidenceKind.HUNK in shown):
        yield Problem("work-not-shown", "Yes and No both need a TDR item and a hunk", "Cite both, or say Unknown.")


def refers_to_what_occurs(case: Case) -> Iterator[Problem]:
    """Every path, name, route, number and hash occurs in the cited evidence or elsewhere in the change."""
    cited = _list([item.id for item in case.cited]) or "the evidence"
    for reference, occurrence in case.supports:
        if occurrence.found:
            continue
        if reference.kind is Kind.ADDRESS:
            yield Problem("hostile", f"the address `{reference.text}` is in none of the evidence", "Leave it out.")
        elif reference.kind is Kind.NUMBER:
            number = f"{reference.text} {reference.unit}".strip()
            yield Problem("unknown-reference", f"`{number}` is not in {cited}", "Cite what has it, or leave it out.")
        else:
            scope = "the change" if case.says_work else "the evidence"
            reason = f"`{reference.text}` is in none of {cited} nor elsewhere in {scope}"
            yield Problem("unknown-reference", reason, "Write it as the evidence does, or leave it out.")


def quotes_what_was_said(case: Case) -> Iterator[Problem]:
    """Every quotation is verbatim; what only a commit or another document says is quoted with its name."""
    about = case.lookup.of_path(case.claim.key)
    for quotation in case.anatomy.quoted:
        if not any(char.isalnum() for char in quotation):
            continue
        id_ = quotations.says(quotation, case.lookup, [item.id for item in case.cited])
        if not id_:
            yield Problem(
                "unknown-quote", f'nothing says "{quotation}" in these words', "Quote exactly, or not at all."
            )
        elif id_ not in about and not quotations.named(id_, case.anatomy.flat, case.lookup):
            yield Problem(
                "unnamed-source", f'"{quotation}" is from {id_} and the text does not say so', _name(id_, case)
            )
        elif case.lookup.items[id_].kind is EvidenceKind.COMMIT and (gone := _gone(quotation, case)):
            reason = f"{id_} speaks of `{gone}`, which is not in the net change"
            yield Problem("unknown-reference", reason, "Leave the message out.")


def attests_nothing(case: Case) -> Iterator[Problem]:
    """No wording that is a person's, or a report's that is not cited; others may be quoted with their name."""
    shown = case.lookup.reported(item.id for item in case.cited)
    own = _words(case)
    if not quotations.names_source(case.anatomy.flat, case.lookup):
        own = " ".join((own, *case.anatomy.quoted))
    for phrase, words in phrases.found(own, shown):
        yield Problem(phrase.code, f'"{words.strip()}": {phrase.reason}', "Leave it out, or quote who says it by name.")


def shows_the_behaviour(case: Case) -> Iterator[Problem]:
    """What it says that the code does, in words that name no code, shows in the change that it cites."""
    if not case.says_work or case.claim.author is Author.OFFLINE:
        return
    cited = _list([item.id for item in case.cited]) or "the evidence"
    changes = case.shown_by()
    planned = quotations.names_document(case.anatomy.flat, case.lookup)
    for one, match in behaviour.claimed(case.anatomy.words):
        if not planned(match.start()) and not any(one.shown.search(text) for text in changes):
            reason = f'"{match.group()}": nothing in {cited} shows it'
            yield Problem("behaviour-not-shown", reason, "Say what the code shows.")


def contradicts_no_fact(case: Case) -> Iterator[Problem]:
    """What it says was added, removed, changed or counted agrees with the facts."""
    for count in case.counts:
        if not count.holds:
            yield Problem("contradiction", f'"{count.text}": the change has {count.most}')
    if not case.slot.work_done:
        return
    for one in (*said(case.anatomy, case.references), *dependencies(case.anatomy, case.lookup)):
        if instead := contradiction(one, case.lookup, case.became):
            yield Problem("contradiction", f"`{one.reference.text}` is said to be {one.change}; {instead}")
        elif path := misplaced(one, case.anatomy, case.lookup):
            yield Problem("contradiction", f"`{one.reference.text}` was not {one.change} in {path}")
    for words in swapped(case.anatomy, case.lookup):
        yield Problem("contradiction", f'"{words}": it is the other way round')


def fits_the_thing(case: Case) -> Iterator[Problem]:
    """What it says of the thing that it is keyed by, its subject left out, is not true of another thing alone."""
    key, keyed = case.claim.key, case.slot.keyed
    if case.claim.author is Author.OFFLINE or keyed in ("", "block"):
        return
    if words := placement.misnamed(case.anatomy, case.slot.key):
        yield Problem("contradiction", f'"{words}" is not what became of {key}', "Say what the change does to it.")
    if keyed != "path":
        return
    occurring = tuple(one for one, occurrence in case.supports if occurrence.found)
    for name in placement.elsewhere(case.anatomy, occurring, key, case.lookup):
        yield Problem("contradiction", f"the change of {key} does not do this to `{name}`", "Name the file that does.")
    for name in placement.denied(case.anatomy, key, case.lookup):
        yield Problem("contradiction", f"`{name}` is on added lines of {key}", "Say what the change does.")


def is_harmless(case: Case) -> Iterator[Problem]:
    """No HTML, link, image or hidden character."""
    if found := hidden(case.claim.text):
        yield Problem("hostile", f"it has the hidden character U+{ord(found[0]):04X}", "Leave it out.")
    if case.claim.author is Author.OFFLINE:
        return  # its Markdown is escaped already
    told = Anatomy.of(case.claim.text, markdown=False).words
    if found := link(told):
        yield Problem("hostile", f"it has the link or image `{found}`", "Name the thing in a code span.")
    if found := tag(told):
        yield Problem("hostile", f"it has the HTML `{found}`", "Put code in a code span.")


CHECKS: tuple[Check, ...] = (
    fits_its_ask,
    is_one_line_of_text,
    cites_what_exists,
    shows_what_was_done,
    settles_differences,
    refers_to_what_occurs,
    quotes_what_was_said,
    attests_nothing,
    shows_the_behaviour,
    contradicts_no_fact,
    fits_the_thing,
    is_harmless,
)


def _any(choices: Sequence[str]) -> str:
    return f"One of {_list(choices)}." if choices else ""


def _list(choices: Sequence[str]) -> str:
    return ", ".join(choices[:MOST_NAMED]) + (", …" if len(choices) > MOST_NAMED else "")


def _name(id_: str, case: Case) -> str:
    item = case.lookup.items[id_]
    if item.kind is EvidenceKind.COMMIT:
        return f"Name the commit `{case.lookup.hash_of(id_)[:7]}` before the quotation."
    return "Say that the spec, or the TDR, says it."


def _kind(id_: str, case: Case) -> str:
    kind = case.lookup.items[id_].kind
    return "the feature's documents" if kind is EvidenceKind.HUNK and id_ in case.lookup.planned else _KINDS[kind]


def _words(case: Case) -> str:
    """Return the claim's own words, in which an unchanged file that calls what changed reads as the caller it is."""
    words, flat = case.anatomy.words, case.anatomy.flat
    callers = [f"/{one.path}" for one in case.lookup.dossier.facts.callers]
    for start, end in reversed(case.anatomy.spans):
        if any(path.endswith(f"/{flat[start:end]}") for path in callers):
            words = f"{words[:start]}caller{words[end:]}"
    return words


def _gone(quotation: str, case: Case) -> str:
    """Return the first path or identifier in a commit's words that the net change does not have."""
    where = sources(case.lookup, (), work=True)
    named = (one for one in references(Anatomy.of(quotation, markdown=False)) if one.kind in (Kind.NAME, Kind.PLACE))
    return next((one.text for one in named if not support(one, where).found), "")
