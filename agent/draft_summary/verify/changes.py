"""What a claim says became of something (added, removed, changed, renamed), against what became of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from draft_summary.values.branch import Status
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change
from draft_summary.verify.anatomy import Anatomy
from draft_summary.verify.lookup import Lookup
from draft_summary.verify.occurrence import name_at, number_at
from draft_summary.verify.references import Kind, Reference

_VERBS: Mapping[Change, str] = {
    Change.ADDED: "adds?|added|introduces?|introduced|creates?|created|new",
    Change.REMOVED: "removes?|removed|(?-i:[Dd]eletes?)|deleted|drops?|dropped",  # `DELETE /x` is a method, no verb
    Change.MODIFIED: "updates?|updated|modifies|modified|bumps?|bumped|upgrades?|upgraded|downgrades?|downgraded",
}
_NOUNS = (
    "a|an|the|its|and|or|also|new|old|public|private|optional|required|unused|deprecated|async|abstract|helper|legacy"
    "|class|column|command|constant|dependency|endpoint|environment|event|field|file|flag|function|method|metric|migration"
    "|model|module|option|package|parameter|property|route|script|setting|table|test|variable|dependencies|files|tests"
    "|GET|POST|PUT|PATCH|DELETE"
)
_BEFORE: Mapping[Change, re.Pattern[str]] = {
    change: re.compile(rf"\b(?:{verbs})(?:\s+(?:{_NOUNS}))*\s+$", re.IGNORECASE) for change, verbs in _VERBS.items()
}
# Before a path may stand what it is: `the launcher script `run.sh``, but not `tests for `run.sh``.
_DESCRIBED: Mapping[Change, re.Pattern[str]] = {
    change: re.compile(
        rf"\b(?:{verbs})(?:\s+(?:{_NOUNS}))*(?:\s+(?:existing|[a-z]+)\s+(?:script|file|module|test|page|document|example|template))?\s+$",
        re.IGNORECASE,
    )
    for change, verbs in _VERBS.items()
}
_AFTER: Mapping[Change, re.Pattern[str]] = {
    change: re.compile(rf"\s+(?:is|are|was|were|has been|have been|gets?)\s+(?:now\s+|also\s+|newly\s+)?(?:{verbs})\b")
    for change, verbs in {
        Change.ADDED: "added|introduced|created|new",
        Change.REMOVED: "removed|deleted|dropped|gone",
        Change.MODIFIED: "updated|modified|bumped|upgraded|downgraded",
    }.items()
}
_NEGATED = re.compile(
    r"\b(?:not|never|without|no longer|instead of|rather than|nor|n't|planned|plans|would|to)\s+(?:\w+\s+)?$"
)
# What may follow the thing itself; any other word makes the thing a part of a longer name (`removes the `x` check`).
_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)\u2014\u2013-]|\b(?:to|from|in|into|on|onto|and|or|with|for|which|that|so|as|by|at|under|when|where|while|but"
    r"|because|instead|via|using|of|is|are|was|were|has|have|beside|after|before)\b)"
)
_COMES_NEXT = re.compile(r"(?:\(\))?(?:,| and|, and| or)\s+(?:the\s+)?$")
_OLD, _NEW = r"(?P<old>[^\s,;]{1,60})", r"(?P<new>[^\s,;]{1,60})"
_WAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bfrom\s+{_OLD}\s+to\s+{_NEW}",
        rf"\brenames?\s+{_OLD}\s+to\s+{_NEW}",
        rf"\breplaces?\s+{_OLD}\s+(?:with|by)\s+{_NEW}",
        rf"{_OLD}\s+is\s+(?:renamed\s+to|replaced\s+(?:with|by))\s+{_NEW}",
        rf"{_NEW}\s+(?:instead of|in place of|rather than)\s+{_OLD}",
    )
)
_MOVED_FROM = re.compile(rf"\bmov(?:es?|ed)\b[^.;]{{0,60}}?\bfrom\s+{_OLD}", re.IGNORECASE)
_PLACED: Mapping[Change, re.Pattern[str]] = {
    Change.ADDED: re.compile(r"(?:\(\))? (?:to|in) (?:the )?(?P<path>[^\s,;]{1,200})"),
    Change.REMOVED: re.compile(r"(?:\(\))? (?:from|in) (?:the )?(?P<path>[^\s,;]{1,200})"),
}
_MARKS = "`\"'.()"
_LINE_WINDOW = 60  # characters before a reference in which its verb stands


@dataclass(frozen=True, slots=True)
class Said:
    """That something was added, removed or modified, as a claim says it."""

    reference: Reference
    change: Change


def said(anatomy: Anatomy, references: tuple[Reference, ...]) -> Iterator[Said]:
    """Yield what the claim says became of what it refers to, also of each in an enumeration."""
    told = anatomy.told
    last: tuple[int, Change | None] = (0, None)
    for one in references:
        if one.kind not in (Kind.NAME, Kind.WORD, Kind.PLACE, Kind.CODE):
            continue
        end = one.start + len(one.text)
        before = told[max(0, one.start - _LINE_WINDOW) : one.start]
        after = told[end + 2 :] if told.startswith("()", end) else told[end:]
        change = _verb(before, after, described=one.kind is Kind.PLACE or "." in one.text)
        if change is None and last[1] and _COMES_NEXT.fullmatch(told[last[0] : one.start]):
            change = last[1]
        if change and _ENDS.match(after):
            yield Said(one, change)
        last = (end, change)


def dependencies(anatomy: Anatomy, lookup: Lookup) -> Iterator[Said]:
    """Yield what a claim says became of a changed dependency that it names as a plain word."""
    names = "|".join(re.escape(one.name) for one in lookup.dossier.facts.dependencies)
    if not names:
        return
    for change, verbs in _VERBS.items():
        on = rf"\b(?:{verbs})\s+(?:(?:the|a|an|its|unused|new)\s+)*dependency\s+on\s+(?P<name>{names})(?![\w-])"
        for match in re.finditer(on, anatomy.words, re.IGNORECASE):
            if not _NEGATED.search(anatomy.words[: match.start()]):
                yield Said(Reference(match["name"], Kind.NAME, match.start("name")), change)


def _verb(before: str, after: str, *, described: bool) -> Change | None:
    for change, pattern in (_DESCRIBED if described else _BEFORE).items():
        if (match := pattern.search(before)) and not _NEGATED.search(before[: match.start()]):
            return change
    return next((change for change, pattern in _AFTER.items() if pattern.match(after)), None)


def contradiction(one: Said, lookup: Lookup, facts: Became) -> str:
    """Return what the facts, or the changed lines, say instead; empty if they agree or say nothing of it."""
    name = one.reference.text.strip().removesuffix("()")
    if certain := facts.certain.get(name) or facts.certain.get(name.lower()) or _path(name, lookup.dossier):
        return "" if one.change in certain else f"it was {' and '.join(sorted(certain))}"
    added, removed = name_at(name, lookup.added) >= 0, name_at(name, lookup.removed) >= 0
    possible = {Change.ADDED: added, Change.REMOVED: removed, Change.MODIFIED: added and removed}[one.change]
    likely = facts.likely.get(name, frozenset())
    if likely and one.change not in likely and not possible:
        return f"it was {' and '.join(sorted(likely))}"
    if one.change is Change.ADDED and removed and not added:
        return "it is on removed lines only"
    if one.change is Change.REMOVED and added and not removed:
        return "it is on added lines and on no removed one"
    return ""


@dataclass(frozen=True, slots=True)
class Became:
    """What became of each named thing. `likely`: by a name that other, private things may have, too."""

    certain: Mapping[str, frozenset[Change]]
    likely: Mapping[str, frozenset[Change]]

    @classmethod
    def of(cls, dossier: Dossier) -> Became:
        """Return what the facts say."""
        facts = dossier.facts
        certain: list[tuple[str, Change]] = [(one.name.lower(), one.change) for one in facts.dependencies]
        certain += [(symbol.qualified, symbol.change) for symbol in facts.symbols]
        for endpoint in facts.endpoints:
            certain += [(endpoint.route, endpoint.change), (f"{endpoint.method} {endpoint.route}", endpoint.change)]
        for things in (facts.events, facts.environment, facts.flags, facts.metrics, facts.dashboards, facts.alerts):
            certain += [(thing.name, thing.change) for thing in things]
        for test in facts.tests:
            certain += [(test.test_id, test.change), (test.name.rpartition("::")[2], test.change)]
        names = ((symbol.name, symbol.name.rpartition(".")[2], symbol.change) for symbol in facts.symbols)
        likely = [pair for name, last, change in names for pair in ((name, change), (last, change))]
        return cls(_grouped(certain), _grouped(likely))


def _grouped(pairs: list[tuple[str, Change]]) -> Mapping[str, frozenset[Change]]:
    found: defaultdict[str, set[Change]] = defaultdict(set)
    for name, change in pairs:
        found[name].add(change)
    return {name: frozenset(changes) for name, changes in found.items()}


_BY_STATUS: Mapping[Status, frozenset[Change]] = {
    Status.ADDED: frozenset({Change.ADDED}),
    Status.COPIED: frozenset({Change.ADDED}),
    Status.DELETED: frozenset({Change.REMOVED}),
    Status.MODIFIED: frozenset({Change.MODIFIED}),
    Status.TYPE_CHANGED: frozenset({Change.MODIFIED}),
    Status.RENAMED: frozenset(Change),
}


def _path(name: str, dossier: Dossier) -> frozenset[Change]:
    """Return what became of the one changed file with that path or end of a path; of several, nothing can be said."""
    bare = name.removeprefix("./").lstrip("/")
    if "." not in bare and "/" not in bare:
        return frozenset()
    files = [one.file for one in dossier.facts.files if one.path == bare or one.path.endswith(f"/{bare}")]
    return _BY_STATUS[files[0].status] if len(files) == 1 else frozenset()


def _added_file(name: str, dossier: Dossier) -> bool:
    """Whether a path or a dotted module names one changed file, which the branch adds."""
    if _path(name, dossier) == {Change.ADDED}:
        return True
    ends = f"/{name.replace('.', '/')}."
    files = [one.file for one in dossier.facts.files if ends in f"/{one.path}" and "." in name]
    return len(files) == 1 and files[0].status is Status.ADDED


def misplaced(one: Said, anatomy: Anatomy, lookup: Lookup) -> str:
    """Return the path that a thing is said to be added to or removed from, and is not; empty if that may be so."""
    end = one.reference.start + len(one.reference.text)
    match = _PLACED[one.change].match(anatomy.told, end) if one.change in _PLACED else None
    path = match["path"].strip(_MARKS) if match else ""
    files = [
        file.path for file in (fact.file for fact in lookup.dossier.facts.files) if f"/{file.path}".endswith(f"/{path}")
    ]
    if not match or "." not in path or len(files) != 1 or not (lines := lookup.lines_of(files[0])):
        return ""
    name = one.reference.text.strip().removesuffix("()").rpartition(".")[2]
    return "" if name_at(name, lines[one.change is Change.REMOVED]) >= 0 else files[0]


def swapped(anatomy: Anatomy, lookup: Lookup) -> Iterator[str]:
    """Yield each `from X to Y`, `Y instead of X` and the like that is the other way round: X only added, Y removed.

    What is moved does not come from a file that the branch adds.
    """
    for match in _MOVED_FROM.finditer(anatomy.told):
        if _added_file(match["old"].strip(_MARKS), lookup.dossier):
            yield match.group()
    for match in (match for way in _WAYS for match in way.finditer(anatomy.told)):
        old, new = (match[group].strip(_MARKS) for group in ("old", "new"))
        if not (old and new) or _either(old, lookup.removed) or _either(new, lookup.added):
            continue
        if _either(old, lookup.added) and _either(new, lookup.removed):
            yield match.group()


def _either(text: str, lines: str) -> bool:
    if "/" in text:  # `/agent` does not stand where `/agent.json` does
        return re.search(rf"(?<![\w-]){re.escape(text)}(?![\w/-]|\.\w)", lines) is not None
    finder = number_at if text[0].isdigit() else name_at
    return finder(text, lines) >= 0
