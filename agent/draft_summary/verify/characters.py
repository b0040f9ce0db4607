"""Characters that a reader cannot see, or that reorder what is seen; they have no place in a claim."""

from __future__ import annotations

import re

# Not printable (Unicode categories C and Z but for the blank), and the default-ignorable letters and marks that are.
_IGNORABLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


def hidden(text: str) -> str:
    """Return the characters of the text that are hidden; blanks of any kind count as blanks."""
    flat = "".join(text.split())
    return "".join(char for char in flat if not char.isprintable() or _IGNORABLE.match(char))


def shown(text: str) -> str:
    """Return the text with hidden characters as `<U+XXXX>`."""
    if not (found := hidden(text)):
        return text
    return text.translate({ord(char): f"<U+{ord(char):04X}>" for char in found})
