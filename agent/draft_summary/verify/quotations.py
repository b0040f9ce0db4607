"""Quotations: verbatim, and where only a commit or a document says it, with its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from draft_summary.values.evidence import EvidenceKind
from draft_summary.verify.anatomy import Anatomy
from draft_summary.verify.lookup import Lookup, spoken

_ELISION = re.compile(r"\[?(?:…|\.{3})\]?")
_DOCUMENT = re.compile(
    r"\b(?:spec|specification|tdr|design|plan(?:s|ned)?|criteri(?:on|a)|requirements?|impact)\b", re.IGNORECASE
)
_ABOUT_DOCUMENT = re.compile(
    r"(?:the |one |an? |another |\d+ )?(?:\w+ )?"
    r"(?:spec|specification|tdr|criteri(?:on|a)|requirements?)\b(?!['\u2019])",
    re.IGNORECASE,
)
_TASK = re.compile(r"(?:look|check|see|compare|read|ask|test|try|find out|decide|confirm|verify)\b", re.IGNORECASE)
_AS_DONE = re.compile(
    r"\b(?:handled|done|implemented|met|satisfied|fulfilled|covered|fixed|built|shipped|works?|and so does|now)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;]\s+")
_CLAUSE_END = re.compile(r"[.;!?]\s")
_HASH = re.compile(r"(?<![\w.])[0-9a-f]{7,40}(?!\w)")


def says(quotation: str, lookup: Lookup, cited: Iterable[str]) -> str:
    """Return the id of an item that says the words: a cited one, else any, work before words; empty if none does.

    Elisions may be marked in the quotation, its first letter may have the other case, its last full stop may be gone.
    """
    parts = [part for one in _ELISION.split(quotation) if (part := spoken(one).strip(" .,;:!?"))]
    if not parts:
        return ""
    either = (parts[0], parts[0][0].swapcase() + parts[0][1:])
    forms = [[first, *parts[1:]] for first in either]
    items = lookup.items
    rest = sorted(items, key=lambda id_: id_ not in lookup.shows_work)  # stable: the catalogue's order within each
    for id_ in (*cited, *rest):
        if any(_in_order(form, lookup.spoken(id_)) for form in forms):
            return id_
    return ""


def named(id_: str, text: str, lookup: Lookup) -> bool:
    """Whether a claim's text names who says it: a commit by its hash, a document by its kind; work needs no name."""
    item = lookup.items[id_]
    if item.kind is EvidenceKind.COMMIT:
        return any(lookup.hash_of(id_).startswith(found) for found in _HASH.findall(text))
    return id_ in lookup.shows_work or bool(_DOCUMENT.search(text))


def names_source(text: str, lookup: Lookup) -> bool:
    """Whether a text names a commit of the branch by its hash, or the spec or the TDR."""
    hashes = _HASH.findall(text)
    return bool(_DOCUMENT.search(text)) or any(
        commit.sha.startswith(found) for commit in lookup.dossier.branch.commits for found in hashes
    )


def names_document(text: str, lookup: Lookup) -> Callable[[int], bool]:
    """Return whether the clause around a place of the text names the spec, the TDR or a criterion."""
    labels = "|".join(re.escape(one.display) for one in lookup.dossier.facts.criteria)
    names = re.compile(rf"\b(?:spec|specification|tdr|plans|planned{'|' if labels else ''}{labels})\b", re.IGNORECASE)
    ends = [0, *(match.end() for match in _CLAUSE_END.finditer(text)), len(text)]
    naming = [(start, end) for start, end in pairwise(ends) if names.search(text, start, end)]
    return lambda at: any(start <= at < end for start, end in naming)


def tells_of_documents(anatomy: Anatomy) -> bool:
    """Whether a text's subject is a criterion, the spec or the TDR; what follows may only be the reader's to do."""
    words = anatomy.words
    rest = [match.end() for match in _SENTENCE_END.finditer(words)]
    about = _ABOUT_DOCUMENT.match(words) and all(_TASK.match(words, at) for at in rest)
    return bool(about) and not _AS_DONE.search(words)


def _in_order(parts: list[str], text: str) -> bool:
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True
