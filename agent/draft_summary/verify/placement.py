"""What a claim that is keyed by a thing says of that thing, its subject left out: what became of it, what it has.

`Modified to read YAML.` is about the file that the claim is keyed by, and so is `Adds `load_config`.`: the one is false
of a new file, the other of a file in whose change the name does not occur, however often others have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.values.facts import Change
from draft_summary.verify.anatomy import GAP, Anatomy
from draft_summary.verify.lookup import Lookup
from draft_summary.verify.occurrence import name_at
from draft_summary.verify.references import Kind, Reference, names_in

# By the last part of a slot's key: what became of the things that it lists.
_SLOTS = {
    **dict.fromkeys(("new", "added"), Change.ADDED),
    **dict.fromkeys(("modified", "updated"), Change.MODIFIED),
    **dict.fromkeys(("deleted", "removed"), Change.REMOVED),
}
_THING = r"(?:file|module|script|package|page|document|class|function|method|endpoint|route|dependency)\b"
_REST = r"(?=\s*(?:$|[.,;]|(?:to|in favou?r|because|since|as|from|so|by|with)\b))"
_OPENINGS = {
    Change.ADDED: rf"(?:a |the )?(?:brand[- ])?(?:new|newly added|added) (?:\w+ )?{_THING}(?! (?:for|of|in|on)\b)",
    Change.MODIFIED: rf"(?:modified|changed|updated|edited|extended|bumped|upgraded|rewritten){_REST}",
    Change.REMOVED: rf"(?:deleted|removed|dropped){_REST}",
}
_OPENS = {change: re.compile(opening, re.IGNORECASE) for change, opening in _OPENINGS.items()}
_ADDS = re.compile(r"(?:adds|introduces|creates|implements) ", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:\A|[.!?;]\s+)(?=[A-Z])")
_VERB = re.compile(
    r"(?:(?P<added>adds|introduces|creates|implements)|(?P<removed>removes|drops|deletes)"
    r"|defines|declares|contains|has|sets|sends|exports|provides|registers|calls)\b",
    re.IGNORECASE,
)
_NAMES_CODE = (Kind.NAME, Kind.WORD, Kind.CODE)
# Where the object of a sentence's first verb ends: what follows may be elsewhere.
_OBJECT_ENDS = re.compile(
    rf"[.;:(\u2014\u2013]|,(?!\s*(?:and |or )?[{GAP}])|\band (?!{GAP})"
    r"|\b(?:from|in|into|inside|on|onto|to|towards?|for|with|within|without|by|via|through|of|at|as|so|when|where|which"
    r"|that|who|whose|like|such|instead|rather|than|because|using|used|based|beside|besides|between|around|about|over"
    r"|under|before|after|behind|against|near|per|above|below)\b"
)
_DENIES = re.compile(
    r"\b(?:does not|doesn't|do not|don't|never) (?:add|export|define|declare|contain|include|have|mention|set|list)\s+"
    rf"(?:(?:a|an|the)\s+)?(?=[{GAP}]+\s*(?:$|[.;]))",
    re.IGNORECASE,
)


def misnamed(anatomy: Anatomy, slot: str) -> str:
    """Return the opening words by which the thing would have become another than the slot lists, empty if none."""
    became = _SLOTS.get(slot.rpartition(".")[2])
    if became is None:
        return ""
    openings = {change: pattern for change, pattern in _OPENS.items() if change is not became}
    if slot == "files.deleted":
        openings[Change.ADDED] = _ADDS
    for pattern in openings.values():
        if match := pattern.match(anatomy.told):
            return match.group().strip()
    return ""


def elsewhere(anatomy: Anatomy, references: tuple[Reference, ...], path: str, lookup: Lookup) -> Iterator[str]:
    """Yield what a claim says that the file of that path has, adds or removes, and that its changed lines do not."""
    lines = lookup.lines_of(path)
    if lines is None:
        return  # nothing was kept of its change
    added, removed, everything = lines
    for start, end, verb in _objects(anatomy.words):
        side = {"added": added, "removed": removed}.get(verb, everything)
        for one in references:
            if one.kind in _NAMES_CODE and start <= one.start < end and not _occurs(one, side, everything):
                yield one.text


def denied(anatomy: Anatomy, path: str, lookup: Lookup) -> Iterator[str]:
    """Yield each name that a claim says the file of that path does not have, and that it has on added lines."""
    added = (lookup.lines_of(path) or ("",))[0]
    places = dict(anatomy.spans)
    for match in _DENIES.finditer(anatomy.words):
        name = anatomy.flat[match.end() : places.get(match.end(), match.end())]
        if name and name_at(name.removesuffix("()"), added) >= 0:
            yield name


def _objects(words: str) -> Iterator[tuple[int, int, str]]:
    """Yield where the objects stand in sentences without a subject, and what became of them: `added`, `removed` or ``.

    The subject left out is the file: it is what adds `a` and `b` in a sentence that begins with `Adds`.
    """
    for sentence in _SENTENCE.finditer(words):
        if verb := _VERB.match(words, sentence.end()):
            end = _OBJECT_ENDS.search(words, verb.end())
            yield verb.end(), end.start() if end else len(words), verb.lastgroup or ""


def _occurs(reference: Reference, side: str, everything: str) -> bool:
    """Whether the last name of a reference is on that side of the change, and those before it anywhere in it."""
    folded = str.lower if reference.kind is Kind.WORD else str
    names = [name for name in names_in(reference.text.replace(".", " ")) if not name[0].isdigit()]
    if reference.kind is Kind.CODE or not names:
        return all(name_at(name, everything) >= 0 for name in names)
    within = folded(everything)
    return name_at(folded(names[-1]), folded(side)) >= 0 and all(name_at(folded(one), within) >= 0 for one in names)
