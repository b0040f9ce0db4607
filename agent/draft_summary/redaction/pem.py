"""Private keys in PEM and PuTTY form: over several lines, or on one line with its newlines escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draft_summary.redaction.spans import Span

FAMILY = "private-key"
_BEGIN = re.compile(r"-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}|Private-Lines: \d{1,5}")
_END = re.compile(r"-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}")
_ONE_LINE = re.compile(r"(?:[\s\"'+,]|\\[nr\\\"]){0,8}[A-Za-z0-9+/=]{16}")
# A line of the block, with what a source file puts around it: a comment, quotes, a concatenation, an escaped newline.
_BODY = re.compile(
    r"[\s\"'`+#*/>|,.(\[-]{0,64}?(?P<run>=?[A-Za-z0-9+/][A-Za-z0-9+/=]{0,16383})"
    r"(?:\\[nr]){0,2}[\s\"'`+,;.)\]\\]{0,64}\Z"
)
_HEADER = re.compile(r"[\s\"'`+#*/>|-]{0,64}(?P<run>[A-Z][A-Za-z0-9-]{1,30}: [^\"'\n]{1,200})")
_BLANK = re.compile(r"[\s\"'`+#*/>|\\nr,-]{0,64}\Z")
SHORTEST_LINE = 16  # a shorter line is of the block only beside its end: `return` is base64, too
FULL_LINE = 60  # PEM wraps at 64 characters, OpenSSH at 70

_Part = tuple[int, int, int]  # line index, first and last column of what is replaced


def find(text: str) -> Iterator[Span]:
    """Yield a span for each line of each private key; a marker without a key beside it is no secret."""
    if "PRIVATE KEY" not in text and "Private-Lines" not in text:
        return
    lines = text.split("\n")
    starts = _starts(lines)
    done = -1
    for number, line in enumerate(lines):
        if number <= done:
            continue
        if begin := _BEGIN.search(line):
            parts = _block(lines, number, begin)
        else:
            parts = _upwards(lines, number, end) if (end := _END.search(line)) else []
        yield from _marked(lines, starts, parts)
        done = parts[-1][0] if parts else done


def cut_off(lines: Sequence[str]) -> frozenset[int]:
    """Return the indices of the lines at either end that could be of a key whose markers stand outside of the lines."""
    found: set[int] = set()
    for indices in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for index in indices:
            body = _BODY.match(lines[index])
            if not body or len(body["run"]) < FULL_LINE:
                break
            found.add(index)
    return frozenset(found)


def _block(lines: list[str], number: int, begin: re.Match[str]) -> list[_Part]:
    line = lines[number]
    if _ONE_LINE.match(line, begin.end()):
        end = _END.search(line, begin.end())
        return [(number, begin.start(), end.end() if end else len(line))]
    body = _downwards(lines, number + 1)
    return [(number, begin.start(), begin.end()), *body] if body else []


def _downwards(lines: list[str], number: int) -> list[_Part]:
    found: list[_Part] = []
    keys = 0
    while number < len(lines):
        line = lines[number]
        if end := _END.search(line):
            found.append((number, end.start(), end.end()))
            break
        header, body = _HEADER.match(line), _BODY.match(line)
        if body and (len(body["run"]) >= SHORTEST_LINE or _beside_end(lines, number)):
            found.append((number, *body.span("run")))
            keys += 1
        elif header and not keys:
            found.append((number, *header.span("run")))
        elif not _BLANK.match(line) or keys:
            break
        number += 1
    return found if keys else []


def _upwards(lines: list[str], number: int, end: re.Match[str]) -> list[_Part]:
    found: list[_Part] = []
    for above in range(number - 1, -1, -1):
        body = _BODY.match(lines[above])
        if not body or (len(body["run"]) < SHORTEST_LINE and above < number - 2):
            break
        found.append((above, *body.span("run")))
    return [*found[::-1], (number, *end.span())] if found else []


def _beside_end(lines: list[str], number: int) -> bool:
    return any(_END.search(line) for line in lines[number + 1 : number + 3])


def _marked(lines: list[str], starts: list[int], parts: list[_Part]) -> Iterator[Span]:
    key = "".join(lines[number][start:end] for number, start, end in parts)
    for number, start, end in parts:
        yield Span(starts[number] + start, starts[number] + end, FAMILY, key)


def _starts(lines: list[str]) -> list[int]:
    starts, offset = [], 0
    for line in lines:
        starts.append(offset)
        offset += len(line) + 1
    return starts
