"""Which functions a hunk changes, in any language with definitions: told by keyword and indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.values.branch import Hunk

# One definition at the start of a line; the name is what follows the keyword.
DEFINITION = re.compile(
    r"[ \t]*(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|pub|open|"
    r"override|unsafe|inline|const)[ \t]+){0,4}(?:def|class|function|func|fn|interface|struct|enum|trait|module)[ \t*]+"
    r"(?:\([^()]{0,80}\)[ \t]*)?(?P<name>[A-Za-z_$][\w$]{0,80})"
)
OF_A_CLASS = re.compile(r"\((?:self|cls)\b")


def changed_functions(hunk: Hunk) -> tuple[str, ...]:
    """Return the innermost definitions that stand on both sides and enclose changed lines, in order.

    A line belongs to a definition above it that is indented less, as far as no line between ends that definition.
    git gives the definition before the hunk in its header: one at the margin, unless the repository says otherwise.
    """
    return tuple(dict.fromkeys((*_on_side(hunk, "-"), *_on_side(hunk, "+"))))


def _on_side(hunk: Hunk, sign: str) -> Iterator[str]:
    enclosing: list[tuple[int, str]] = []  # indentation and name, empty for a definition that this change made or took
    if (found := DEFINITION.match(hunk.heading)) and not OF_A_CLASS.search(hunk.heading):
        enclosing.append((0, found["name"]))
    for line in hunk.lines:
        text = line[1:].expandtabs(4)
        if line[:1] not in (sign, " ") or not text.strip():
            continue
        indent = len(text) - len(text.lstrip())
        enclosing = [one for one in enclosing if one[0] < indent]
        definition = DEFINITION.match(text)
        if definition:
            enclosing.append((indent, definition["name"] if line[:1] == " " else ""))
        elif line[:1] == sign and enclosing and enclosing[-1][1]:
            yield enclosing[-1][1]
