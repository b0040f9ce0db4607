"""Hostile characters: what a reader cannot see, or sees differently from what a machine reads."""

from __future__ import annotations

import re

# Unicode 16: general categories Cc (without newline and tab), Cf, Cs, Zl, Zp, and what Default_Ignorable_Code_Point
# adds (variation selectors, fillers, tags). Emoji joiners are among them: an invisible joiner can hide text, too.
HOSTILE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_HOSTILE = re.compile(f"[{HOSTILE}]")
_LINE_END = re.compile(r"(?<!\r)\r+(?=\n|\Z)")
_PLAIN_BYTES = bytes((0x09, 0x0A, *range(0x20, 0x7F)))


def visible(text: str) -> str:
    r"""Return the text with each hostile character as `<U+XXXX>`; newline and tab stay, lines stay lines.

    A carriage return at a line's end is dropped: it belongs to the line ending, not to the content. The result holds
    none of these characters, so showing it again changes nothing.
    """
    if text.isascii() and not text.encode("ascii").translate(None, _PLAIN_BYTES):
        return text  # most source text, decided at memory speed
    return _HOSTILE.sub(_shown, _LINE_END.sub("", text) if "\r" in text else text)


def _shown(match: re.Match[str]) -> str:
    return f"<U+{ord(match.group()):04X}>"
