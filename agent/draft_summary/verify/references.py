"""What in a claim refers to something that can be looked up: paths, names, routes, numbers, hashes, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from draft_summary.verify.anatomy import GAP, Anatomy
from draft_summary.verify.vocabulary import COUNTED_AT_A_GLANCE, ENGLISH_NAMES, NUMERALS, TECHNICAL_WORDS, UNITS


class Kind(StrEnum):
    """What a reference refers to, and with that how it is looked up."""

    NAME = "name"  # an identifier, exactly as written
    WORD = "word"  # a word in a code span, or a name that people write in other cases (`FastAPI`)
    PLACE = "place"  # a path or a route
    CODE = "code"  # an expression of several names
    NUMBER = "number"  # a number, a version or a date
    HASH = "hash"
    ADDRESS = "address"  # a URL, a domain, an email address


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing referred to, as written, and where in the claim's flat text.

    `unit` is a number's, as in `UNITS`; `label` the word before a number without one (`Option` 2), or a
    route's method.
    """

    text: str
    kind: Kind
    start: int
    unit: str = ""
    label: str = ""


_CHUNK = re.compile(rf"[^\s{GAP}\u2013\u2014\u2026→←↔⇒|]+")
_OPENING, _CLOSING = "([{<'\"\u201c\u2018«*+~≈±", ".,;:!?'\"\u2019\u201d»)]}>*"
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_PLURAL = re.compile(r"\w\((?:s|es)\)$")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://|www\.|mailto:|[\w.+-]{1,64}@[\w-]{1,64}\.\w", re.IGNORECASE)
_HASH = re.compile(r"(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}\Z")
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?\Z")
_NUMBER = re.compile(r"[-\u2212<>≤≥=^v]{0,3}[$€£]?(\d[\d,_]{0,20}(?:\.\d{1,12})?)(%|[A-Za-zµ]{1,7})?\Z")
_VERSION = re.compile(r"[~^<>=!v]{0,3}(\d{1,5}(?:\.(?:\d{1,6}|x|\*)){1,4}(?:[-+.]?[A-Za-z][A-Za-z0-9.-]{0,20})?)\Z")
_RANGE = re.compile(r"(\d[\d,]{0,10})[-/:](\d[\d,]{0,10})\Z")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)\Z")
_FLAG = re.compile(r"--[A-Za-z]")
_DOTTED = re.compile(r"\.?[A-Za-z_$][\w$-]*(?:\.[A-Za-z_$*][\w$*-]*)+\Z|\.[a-z][\w.-]+\Z")
_MARKED = re.compile(r"\w_\w|^_\w|\w_$|::|->|\(\)|\w\(|^[@$#]\w|\[\w*\]|[=<>]\w|\\")
_EMPHASIS = re.compile(r"_([^_]+)_\Z")
_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]{2}")
_ACRONYMS = re.compile(r"[A-Z]{2,}s\Z")
_PLAIN = re.compile(r"[^\W\d_][^\W\d_'\u2019]*\Z")
_COMPOUND_NUMBER = re.compile(r"(\d[\d,.]{0,12})-([a-z]{1,12})(?:-[a-z]+)?\Z", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Za-z](?:\.[A-Za-z])+\Z")
_COUNTED = re.compile(r"\d{1,4}-[A-Za-z]+(?:-[a-z]+)*\Z")  # `3-way`, `64-bit`
_PATH = re.compile(r"[\w.~*{}<>:\[\]@%+$…-]*(?:/[\w.~*{}<>:\[\]@%+$-]*)+\Z")
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_ROUTE = re.compile(r"([A-Z]{3,7})\s+(/\S*)\Z")
_EXPRESSION = re.compile(r"[\s()\[\]{}=,;\"'+*<>|&!?]")
_NAMES_IN_CODE = re.compile(r"[A-Za-z_$@][\w$./:-]*[\w/]|[A-Za-z]|\d[\w.]*")


def references(anatomy: Anatomy) -> tuple[Reference, ...]:
    """Return what the claim refers to, in order, quotations aside."""
    found = [one for start, end in anatomy.spans for one in _of_code(anatomy.flat[start:end], start)]
    return tuple(sorted((*found, *_of_prose(anatomy.words)), key=lambda one: one.start))


def names_in(code: str) -> tuple[str, ...]:
    """Return the names and numbers of an expression."""
    return tuple(_NAMES_IN_CODE.findall(code))


def _of_code(content: str, start: int) -> Iterator[Reference]:
    text = content.strip()
    if (route := _ROUTE.match(text)) and route[1] in METHODS:
        yield Reference(route[2], Kind.PLACE, start + content.find(route[2]), label=route[1])
    elif found := _classified(text, start):
        yield found
    elif _PLAIN.match(text) or not any(char.isalnum() for char in text):
        if text.lower() not in TECHNICAL_WORDS and any(char.isalnum() for char in text):
            yield Reference(text, Kind.WORD, start)
    else:
        yield Reference(text, Kind.CODE, start)


def _of_prose(words: str) -> Iterator[Reference]:
    chunks = list(_CHUNK.finditer(words))
    for index, chunk in enumerate(chunks):
        word = chunk.group().lstrip(_OPENING)
        start = chunk.end() - len(word)
        following = chunks[index + 1].group().strip(_OPENING + _CLOSING) if index + 1 < len(chunks) else ""
        before = chunks[index - 1].group().strip(_OPENING + _CLOSING) if index else ""
        spelled = _spelled(word, start, following)
        for one in [spelled] if spelled else _of_word(_bare(word), start, following):
            labelled = (one.kind is Kind.NUMBER and not one.unit) or (one.kind is Kind.PLACE and before in METHODS)
            yield replace(one, label=before) if labelled else one


def _bare(word: str) -> str:
    """Take off the punctuation behind a word; a parenthesis that it opened itself stays."""
    while word and word[-1] in _CLOSING and not (word[-1] == ")" and "(" in word):
        word = word[:-1]
    return _POSSESSIVE.sub("", word)


def _of_word(word: str, start: int, following: str) -> Iterator[Reference]:
    if not word or word.lower() in TECHNICAL_WORDS or (_PLAIN.match(word) and not _CAMEL.search(word)):
        return
    if (emphasis := _EMPHASIS.match(word)) and _PLAIN.match(emphasis[1]):
        return
    if both := _RANGE.match(word):
        if "/" not in word:
            yield from (Reference(part, Kind.NUMBER, start, UNITS.get(following.lower(), "")) for part in both.groups())
        return
    number = _numeric(word, start, following)
    if number is None and (_PLURAL.search(word) or _ORDINAL.match(word) or _is_english(word)):
        return
    if number is None and _EXPRESSION.search(word.removesuffix("()")) and not _PATH.match(word):
        if _MARKED.search(word) or any(char.isdigit() for char in word):
            yield Reference(word, Kind.CODE, start)
        return
    named = [one for part in word.split("-") if _CAMEL.search(part) and (one := _classified(part, start))]
    for found in filter(None, named if "-" in word and named else [number or _classified(word, start)]):
        if not (found.kind is Kind.WORD and (found.text.lower() in TECHNICAL_WORDS or found.text in ENGLISH_NAMES)):
            yield found


def _is_english(word: str) -> bool:
    """`e.g`, `i.e`, `and/or`, `read/write`, `APIs`, `TypeScript`: nothing that must stand in a change."""
    if word in ENGLISH_NAMES or _ACRONYMS.match(word):
        return True
    if _ABBREVIATION.match(word) or _COUNTED.match(word):
        return True
    parts = word.split("/")
    return len(parts) > 1 and all(_PLAIN.match(part) and not _CAMEL.search(part) for part in parts)


def _classified(word: str, start: int) -> Reference | None:
    """Return the reference that one word is, None for a word of a language."""
    if numeric := _numeric(word, start, ""):
        return numeric
    named = word.removesuffix("()")
    kinds = (
        (Kind.ADDRESS, bool(_ADDRESS.match(word))),
        (Kind.HASH, bool(_HASH.match(word))),
        (None, not any(char.isalnum() for char in word)),
        (Kind.PLACE, bool(_PATH.match(named))),
        (None, bool(_EXPRESSION.search(named))),
        (Kind.NAME, bool(_FLAG.match(word) or _MARKED.search(word) or _DOTTED.match(word))),
        (Kind.WORD, bool(_CAMEL.search(word)) or any(char.isdigit() for char in word)),
    )
    kind = next((kind for kind, matches in kinds if matches), None)
    return Reference(named, kind, start) if kind else None


def _spelled(word: str, start: int, following: str) -> Reference | None:
    """`three times`, `five minutes`, `nineteen`: as much a number as one in digits; `one day` need be none."""
    number, unit = NUMERALS.get(word.lower(), 1), UNITS.get(following.lower(), "")
    wanted = number > COUNTED_AT_A_GLANCE or (number > 1 and unit)
    return Reference(str(number), Kind.NUMBER, start, unit, label=word.lower()) if wanted else None


def _numeric(word: str, start: int, following: str) -> Reference | None:
    if _DATE.match(word):
        return Reference(word, Kind.NUMBER, start)
    if (compound := _COMPOUND_NUMBER.match(word)) and compound[2].lower() in UNITS:
        return Reference(compound[1], Kind.NUMBER, start, UNITS[compound[2].lower()])
    if version := _VERSION.match(word):
        return Reference(version[1], Kind.NUMBER, start, UNITS.get(following.lower(), ""))
    if number := _NUMBER.match(word):
        unit = number[2] or following
        if not number[2] or number[2].lower() in UNITS:
            return Reference(number[1].rstrip(",_"), Kind.NUMBER, start, UNITS.get(unit.lower(), ""))
    return None
