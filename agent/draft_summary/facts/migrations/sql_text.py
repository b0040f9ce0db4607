"""SQL text cut into statements: one linear pass that knows strings, comments and bodies, whatever the dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What may hold a semicolon that ends no statement, and the ends: `;`, T-SQL's GO, MySQL's DELIMITER.
STOP = re.compile(
    r"--[^\n]*|/\*|'[^']*'?|\"[^\"]*\"?|`[^`]*`?|\$\w{0,40}\$|;|^[ \t]*GO[ \t]*$|^[ \t]*DELIMITER[ \t][^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
BODY = re.compile(r"\s*CREATE\s[^;]{0,300}?\b(TRIGGER|PROCEDURE|FUNCTION|EVENT|PACKAGE)\b", re.IGNORECASE)
BEGINS = re.compile(r"\bBEGIN\b", re.IGNORECASE)
ENDS = re.compile(r"\bEND(\s+\w{1,60})?\s*$", re.IGNORECASE)
INNER_END = re.compile(r"\bEND\s+(IF|LOOP|CASE|WHILE|REPEAT)\s*$", re.IGNORECASE)
MOST_PARTS, LONGEST = 100, 5_000  # parts, and characters of each, in which BEGIN is looked for
HEAD, TAIL = 1_000, 200  # characters of a statement in which its kind and its end are looked for


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement without comments, and the 1-based line on which it begins."""

    text: str
    line: int


def statements(text: str, line: int) -> Iterator[Statement]:
    """The statements of a text whose first line has the number `line`."""
    parts: list[str] = []
    place = counted = 0
    begun = -1  # where the statement's first word stands
    while place < len(text):
        found = STOP.search(text, place)
        start, end, kept = (found.start(), *_held(text, found)) if found else (len(text), len(text), "")
        before = text[place:start]
        if begun < 0 and (before.strip() or kept):
            begun = place + len(before) - len(before.lstrip()) if before.strip() else start
        parts.append(before)
        place = end
        held = found is not None and (kept or found[0][:2] in ("--", "/*"))
        if held and (kept != ";" or _goes_on(parts)):
            parts.append(kept)
        elif begun >= 0:
            line += text.count("\n", counted, begun)
            counted = begun
            if statement := "".join(parts).strip():
                yield Statement(statement, line)
            parts, begun = [], -1
        else:
            parts = []
    if begun >= 0 and (statement := "".join(parts).strip()):  # one that ends with a string
        yield Statement(statement, line + text.count("\n", counted, begun))


def _held(text: str, found: re.Match[str]) -> tuple[int, str]:
    """Where what was found ends, and what of it belongs to the statement: nothing of a comment, GO or DELIMITER."""
    mark, end = found[0], found.end()
    if mark == "/*":
        close = text.find("*/", end)
        return (len(text) if close < 0 else close + 2), ""
    if mark[0] == "$":
        close = text.find(mark, end)
        end = len(text) if close < 0 else close + len(mark)
        return end, text[found.start() : end]
    return end, mark if mark == ";" or mark[0] in "'\"`" else ""


def _goes_on(parts: list[str]) -> bool:
    """Whether a semicolon stands within the body of a trigger or routine: BEGIN has come, END not yet."""
    head = "".join(part[:HEAD] for part in parts[:20])[:HEAD]
    if not BODY.match(head) or not any(BEGINS.search(part[:LONGEST]) for part in parts[:MOST_PARTS]):
        return False
    tail = "".join(part[-TAIL:] for part in parts[-3:])[-TAIL:]
    return not ENDS.search(tail) or INNER_END.search(tail) is not None
