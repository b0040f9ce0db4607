"""A person at work on a summary: edits that hypothesis draws, each with a word of its own to look for afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from document.drafts import body

WORD = re.compile(r"HUMAN\d+x")
OWN_LINE = re.compile(r"HUMAN\d+x (?:bullet|nested|paragraph|heading|code)$")
Edit = Callable[[list[str], int, str], None]


def append(lines: list[str], at: int, word: str) -> None:
    lines[at] = f"{lines[at].rstrip()} {word} said."


def prepend(lines: list[str], at: int, word: str) -> None:
    mark = re.match(r"\s*(?:[-*] (?:\[.\] )?|#+ |\*\*[^*]+\*\*: )?", lines[at])
    end = mark.end() if mark else 0
    lines[at] = f"{lines[at][:end]}{word} {lines[at][end:]}"


def reword(lines: list[str], at: int, word: str) -> None:
    left, dash, _ = lines[at].partition(" — ")
    lines[at] = f"{left}{dash}{word} instead." if dash else f"{lines[at]} {word}"


def replace_all(lines: list[str], at: int, word: str) -> None:
    mark = re.match(r"\s*[-*] |\*\*[^*]+\*\*: |", lines[at])
    lines[at] = f"{mark[0] if mark else ''}{word} altogether."


def own_bullet(lines: list[str], at: int, word: str) -> None:
    lines.insert(at + 1, f"{re.match(r' *', lines[at])[0]}- {word} bullet")  # type: ignore[index]


def own_nested(lines: list[str], at: int, word: str) -> None:
    lines.insert(at + 1, f"  {re.match(r' *', lines[at])[0]}- {word} nested")  # type: ignore[index]


def own_paragraph(lines: list[str], at: int, word: str) -> None:
    lines[at + 1 : at + 1] = ["", f"{word} paragraph", f"in two lines, {word[::-1]}.", ""]


def own_section(lines: list[str], at: int, word: str) -> None:
    lines[at + 1 : at + 1] = ["", f"### {word} heading", "", f"- {word[::-1]} under it", ""]


def own_code(lines: list[str], at: int, word: str) -> None:
    lines[at + 1 : at + 1] = ["", "```", f"## {word} code", "- x", "```", ""]


def move_down(lines: list[str], at: int, word: str) -> None:
    if at + 1 < len(lines) and lines[at + 1].startswith("- ") and lines[at].startswith("- "):
        lines[at], lines[at + 1] = lines[at + 1], lines[at]


def delete(lines: list[str], at: int, word: str) -> None:
    del lines[at]


def duplicate(lines: list[str], at: int, word: str) -> None:
    lines.insert(at, lines[at])


def to_the_end(lines: list[str], at: int, word: str) -> None:
    line = lines.pop(at)
    end = max(number for number, text in enumerate(lines) if text.rstrip("\r") == "---")
    lines[end:end] = [line, ""]


ANYWHERE: list[Edit] = [append, prepend, replace_all, own_paragraph, own_section, own_code, delete]
IN_LISTS: list[Edit] = [
    *(append, reword, replace_all, delete, duplicate, move_down, to_the_end),
    *(own_bullet, own_nested, own_paragraph, own_code),
]
HEADINGS: list[Edit] = [own_paragraph, own_bullet, own_code, delete]


@dataclass(frozen=True)
class Edited:
    """The document after a person worked on it, and the lines of ours that they deleted."""

    data: bytes
    deleted: frozenset[str]


@st.composite
def edited(draw: st.DrawFn, data: bytes) -> Edited:
    """Up to six edits anywhere above the state, then perhaps an editor's or a formatter's hand over all of it."""
    text = body(data)
    lines, state = text.split("\n"), data.decode()[len(text) :]
    deleted: set[str] = set()
    for number in range(draw(st.integers(0, 6))):
        candidates = [at for at, line in enumerate(lines) if line.strip() and not line.startswith(("---", "```"))]
        at = draw(st.sampled_from(candidates))
        kinds = IN_LISTS if lines[at].lstrip().startswith("- ") else HEADINGS if lines[at].startswith("#") else ANYWHERE
        edit = draw(st.sampled_from(kinds))
        if edit is delete:
            deleted.add(lines[at])
        edit(lines, at, f"HUMAN{number}x")
    shape = draw(st.sampled_from(["as is", "crlf", "trimmed", "stars", "spaced"]))
    return Edited(reshaped("\n".join(lines) + state, shape).encode(), frozenset(deleted))


def reshaped(text: str, shape: str) -> str:
    """What editors and formatters do."""
    match shape:
        case "crlf":
            return text.replace("\n", "\r\n")
        case "trimmed":
            return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
        case "stars":
            return re.sub(r"^( *)- (?!\[)", r"\1* ", text, flags=re.MULTILINE)
        case "spaced":
            return re.sub(r"^(#+ .*)\n(?!\n)", r"\1\n\n", text, flags=re.MULTILINE)
        case _:
            return text
