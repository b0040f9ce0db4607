"""Counts of what the change consists of: `three new files`, `adds 14 tests`, `12 commits`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from draft_summary.values.branch import Status
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change, Facts
from draft_summary.verify.vocabulary import NUMERALS

_NUMBER = rf"(?P<number>\d(?:[\d,]{{0,5}}\d)?|{'|'.join(NUMERALS)})"
_ADDED = "adds?|added|adding|creates?|created|introduces?|introduced|contributes?"
_REMOVED = "deletes?|deleted|removes?|removed|drops?|dropped"
_CHANGED = "changes?|changed|modifies|modified|touches|touched|updates?|updated|edits?|edited"
_VERB = f"{_ADDED}|{_REMOVED}|{_CHANGED}"
_PASSIVE = r"(?:(?:are|were|was|is|have been|has been) )?(?:newly )?"
_NOUN = (
    r"(?P<noun>files?|tests?(?: cases?| functions?)?|commits?|endpoints?|routes?|migrations?|dependenc(?:y|ies)"
    r"|environment variables?|env vars?)"
)
_BETWEEN = r"(?P<kind>(?:[a-z][a-z0-9-]{0,20} ){0,2}?)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_NUMBER} (?P<what>new|additional|{_VERB}|renamed) {_BETWEEN}{_NOUN}\b",
        rf"\b(?P<what>{_VERB}|renames?) {_NUMBER} (?:new |more |additional )?{_BETWEEN}{_NOUN}\b",
        rf"\b{_NUMBER} {_BETWEEN}{_NOUN} {_PASSIVE}(?P<what>{_VERB}|renamed)\b",
        rf"\b{_NUMBER} {_BETWEEN}(?P<noun>commits?|tests?)\b(?P<what>)",
        rf"\btests? {_PASSIVE}(?:added )?(?P<kind>)in {_NUMBER} (?P<noun>files?)(?P<what>)\b",
    )
)
# After the noun: not all of them are meant, so the number may be smaller.
_SOME = re.compile(
    r"\s+(?:for|of|that|which|who|covering|cover|on|about|against|exercising|exercise|with|without|per)\b"
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number that the claim gives of something countable: where it stands and what it can be.

    `possible` are the numbers of the whole and of its natural parts (a folder's, a file's, a class's); `most` is the
    whole's. With `some`, the claim speaks of a part of its own choice.
    """

    text: str
    start: int
    number: int
    possible: frozenset[int]
    most: int
    some: bool

    @property
    def holds(self) -> bool:
        """Whether the number can be true."""
        return self.number in self.possible or (self.some and self.number <= self.most)


def counts(words: str, dossier: Dossier, about: str = "") -> tuple[Count, ...]:
    """Return the counts that a claim's own words give of the change's files, tests, commits and the like.

    A claim `about` one path counts that file's tests.
    """
    found: dict[int, Count] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(words):
            start = match.start("number")
            if start not in found and (count := _count(match, words, dossier, about)):
                found[start] = count
    return tuple(found.values())


def _count(match: re.Match[str], words: str, dossier: Dossier, about: str) -> Count | None:
    text = match["number"].lower()
    number = NUMERALS.get(text) or int(text.replace(",", ""))
    noun, kind, what = match["noun"].lower(), match["kind"].lower(), match["what"].lower()
    if about and noun.startswith("file"):  # what one file does with files is no count of the change
        return None
    possible = frozenset(_groups(noun, what, dossier, about).values())
    some = bool(_SOME.match(words, match.end())) or bool(kind.split()) or (not what and not noun.startswith("file"))
    most = max(possible, default=0)
    return Count(match.group(), match.start("number"), number, possible, most, some)


def _groups(noun: str, what: str, dossier: Dossier, about: str) -> Mapping[str, int]:
    """Return the sizes of the whole (`""`) and of its natural parts."""
    facts = dossier.facts
    if noun.startswith("commit"):
        return {"": len(dossier.branch.commits)}
    if noun.startswith("file") and not what:  # `14 tests in two files`
        return _sizes(list(_folders(path)) for path in {one.path for one in facts.tests})
    if noun.startswith("file"):
        statuses = _statuses(what)
        files = [one for one in facts.files if not statuses or one.file.status in statuses]
        return _sizes([*_folders(one.path), f"kind {one.kind}"] for one in files)
    if noun.startswith("test"):
        return _tests(facts, what, about)
    counted: Mapping[str, Iterable[Change]] = {
        "endpoint": (one.change for one in facts.endpoints),
        "route": (one.change for one in facts.endpoints),
        "dependenc": (one.change for one in facts.dependencies),
        "env": (one.change for one in facts.environment),
        "migration": (Change.ADDED for _ in facts.migrations),
    }
    changes = next(value for stem, value in counted.items() if noun.startswith(stem))
    return _sizes([] for change in changes if change in _changes(what))


def _tests(facts: Facts, what: str, about: str) -> Mapping[str, int]:
    tests = [one for one in facts.tests if not what or one.change in _changes(what)]
    of_file = [one for one in tests if one.path == about]
    at_head = [one for one in facts.tests_at_head if not of_file or one.startswith(f"{about}::")]
    sizes = _sizes([*_parts(one.test_id), f"tier {one.tier}"] for one in of_file or tests)
    return sizes if what else {**sizes, "": max(len(at_head), sizes[""]), "changed": sizes[""]}


def _sizes(parts: Iterable[Iterable[str]]) -> Counter[str]:
    """Count the members of the whole and of each part; a part is named by what its members share."""
    sizes: Counter[str] = Counter({"": 0})
    for names in parts:
        sizes.update({"", *names})
    return sizes


def _folders(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def _parts(test: str) -> list[str]:
    names = test.split("::")
    return [*_folders(names[0]), *("::".join(names[:depth]) for depth in range(1, len(names)))]


def _statuses(what: str) -> frozenset[Status]:
    if re.fullmatch(f"new|additional|{_ADDED}", what):
        return frozenset({Status.ADDED, Status.COPIED})
    if re.fullmatch(_REMOVED, what):
        return frozenset({Status.DELETED})
    if what.startswith("rename"):
        return frozenset({Status.RENAMED})
    if what.startswith(("modif", "edit", "updat")):
        return frozenset({Status.MODIFIED, Status.RENAMED, Status.TYPE_CHANGED})
    return frozenset()  # `changed` and `touched` mean them all


def _changes(what: str) -> frozenset[Change]:
    if re.fullmatch(f"new|additional|{_ADDED}", what):
        return frozenset({Change.ADDED})
    if re.fullmatch(_REMOVED, what):
        return frozenset({Change.REMOVED})
    if re.fullmatch(_CHANGED, what):
        return frozenset({Change.MODIFIED, Change.DEPRECATED})
    return frozenset(Change)
