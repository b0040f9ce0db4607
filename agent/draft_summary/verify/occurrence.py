"""Whether a reference occurs in a text: as a whole word of its kind, never as a part of a longer one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.verify.vocabulary import SMALLER, UNITS

_WORD = re.compile(r"\w")
_LINE_NUMBER = re.compile(r"^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@", re.MULTILINE)
_UNIT = re.compile(r"[\s_]?([A-Za-zµ%]{1,12})")


def name_at(name: str, text: str) -> int:
    """Return where the name stands as a whole word, -1 if nowhere."""
    for at in _places(name, text):
        before, after = text[at - 1 : at] if at else "", text[at + len(name) : at + len(name) + 1]
        if not (_is_word(name[0]) and _is_word(before)) and not (_is_word(name[-1]) and _is_word(after)):
            return at
    return -1


def place_at(place: str, text: str) -> int:
    """Return where the path or route stands from a segment's start to a segment's end, -1 if nowhere."""
    for at in _places(place, text):
        before, after = text[at - 1 : at] if at else "", text[at + len(place) : at + len(place) + 1]
        starts = place[0] == "/" or not (_is_word(before) or before in (".", "-"))
        if starts and (place[-1] == "/" or not (_is_word(after) or after == "-")):
            return at
    return -1


def number_at(number: str, text: str, *, unit: str = "") -> int:
    """Return where the number stands, however it is grouped and in whatever smaller unit; -1 if nowhere.

    A number that another unit follows directly is another number: 30 seconds are not `30ms`.
    """
    plain = number.replace(",", "").replace("_", "")
    values = (plain, *_converted(plain, unit))
    for spelling in dict.fromkeys((number, *values, *(grouped for one in values for grouped in _grouped(one)))):
        for at in _places(spelling, text):
            if _stands_alone(text, at, at + len(spelling)) and _unit_fits(text, at + len(spelling), unit):
                return at
    return -1


def text_at(part: str, text: str) -> int:
    """Return where the text has exactly these characters, -1 if nowhere."""
    return text.find(part)


def without_places(hunk: str) -> str:
    """Return a hunk's text without the line numbers of its header, which are nothing that the change says."""
    return _LINE_NUMBER.sub("@@", hunk)


def _places(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _is_word(char: str) -> bool:
    return bool(char and _WORD.match(char))


def _grouped(plain: str) -> tuple[str, ...]:
    whole, dot, rest = plain.partition(".")
    if not whole.isdigit() or len(whole) < 4:  # noqa: PLR2004 — nothing to group
        return ()
    return (f"{int(whole):,}{dot}{rest}", f"{int(whole):_}{dot}{rest}")


def _converted(plain: str, unit: str) -> tuple[str, ...]:
    if unit == "%" and plain.replace(".", "", 1).isdigit():
        return (f"{float(plain) / 100:g}",)
    if not plain.isdigit():
        return ()
    return tuple(str(int(plain) * factor) for factor in SMALLER.get(unit, ()))


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:].isdigit() or (before[-1:] in (".", ",") and before[:1].isdigit()):
        return False
    if before[-1:].isalpha() and not (before[-1:] in "vV" and not before[:1].isalnum()):
        return False
    return not (after[:1].isdigit() or (after[:1] in (".", ",", "_") and after[1:].isdigit()))


def _unit_fits(text: str, end: int, unit: str) -> bool:
    following = text[end : end + 1]
    if not (following.isalpha() or following == "%"):
        return True
    found = _UNIT.match(text, end)
    return found is not None and UNITS.get(found[1].lower(), found[1]) == unit
