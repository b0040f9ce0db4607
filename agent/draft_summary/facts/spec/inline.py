"""Inline Markdown as the words it says: emphasis, comments and link targets out, code spans kept as written."""

from __future__ import annotations

import re

ELISION = "(…)"
_CODE = re.compile(r"(`[^`\n]*`)")
_BOLD = re.compile(r"\*\*([^\s*](?:[^*]{0,600}[^\s*])?)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]{0,300}[^\s*])?)\*(?![\w*])")
_LINK = re.compile(r"!?\[([^\[\]]{1,300})\]\([^()\s]{1,500}\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")


def collapse(text: str) -> str:
    """The text on one line, each run of white space one space."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """The words of inline Markdown on one line. Nothing is added, and code spans keep their ticks."""
    parts = _CODE.split(_without_comments(collapse(text)))
    # Emphasis may reach around a code span, so it is matched with the spans taken out.
    spans = parts[1::2]
    bare = _unmarked("\0".join(parts[::2]))
    pieces = bare.split("\0")
    if len(pieces) != len(spans) + 1:  # a NUL in the text itself
        return collapse(text)
    return collapse("".join(piece + span for piece, span in zip(pieces, [*spans, ""], strict=True)))


def without_checkbox(text: str) -> str:
    """An item's text without the box of a task list."""
    return _CHECKBOX.sub("", text.lstrip())


def code_spans(text: str) -> tuple[str, ...]:
    """What stands between single ticks, in order."""
    return tuple(span[1:-1].strip() for span in _CODE.findall(text) if span[1:-1].strip())


def clipped(text: str, longest: int) -> str:
    """The text if it is short enough, else its first words and the mark of an elision."""
    if len(text) <= longest:
        return text
    return text[: longest - len(ELISION) - 1].rsplit(" ", 1)[0] + " " + ELISION


def _without_comments(text: str) -> str:
    # Not a pattern: one for a comment that never ends takes quadratic time.
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return " ".join([*kept, text[at:]]) if kept else text


def _unmarked(text: str) -> str:
    text = _LINK.sub(r"\1", text)
    text = _BOLD.sub(r"\1", text)
    text = _ITALIC.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text)
