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
HEAD, TAIL = 1_000, 200  # characters of a statement in which its kind and its end are looked for


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement without comments, and the 1-based line on which it begins."""

    text: str
    line: int


def statements(text: str, line: int) -> Iterator[Statement]:
    """The statements of a text whose first line has the number `line`."""
    parts: list[str] = []
    place = begun = 0
    while found := STOP.search(text, place):
        mark, end = found[0], found.end()
        parts.append(text[place : found.start()])
        if mark.startswith("--"):
            pass
        elif mark == "/*":
            close = text.find("*/", end)
            end = len(text) if close < 0 else close + 2
        elif mark[0] == "$":
            close = text.find(mark, end)
            end = len(text) if close < 0 else close + len(mark)
            parts.append(text[found.start() : end])
        elif mark[0] in "'\"`":
            parts.append(mark)
        elif mark != ";" or not _goes_on(parts):
            yield from _made(parts, text, begun, line)
            parts, begun = [], end
        else:
            parts.append(mark)
        place = end
    yield from _made([*parts, text[place:]], text, begun, line)


def _goes_on(parts: list[str]) -> bool:
    """Whether a semicolon stands within the body of a trigger or routine: BEGIN has come, END not yet."""
    head = "".join(parts[:20])[:HEAD]
    if not BODY.match(head) or not any(BEGINS.search(part) for part in parts):
        return False
    tail = "".join(parts[-3:])[-TAIL:]
    return not ENDS.search(tail) or INNER_END.search(tail) is not None


def _made(parts: list[str], text: str, begun: int, line: int) -> Iterator[Statement]:
    statement = "".join(parts).strip()
    if statement:
        first = statement.split(maxsplit=1)[0]
        start = text.find(first, begun)
        yield Statement(statement, line + text.count("\n", 0, max(start, 0)))
