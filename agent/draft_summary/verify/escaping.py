"""Model text as inline Markdown that shows exactly that text: code spans live, nothing else does."""

from __future__ import annotations

import re

from draft_summary.verify.characters import shown
from draft_summary.verify.spans import Piece, pieces

# What GitHub, GitLab and other renderers link by themselves: addresses, mentions, and bare dotted names, which may be
# domains (`.py`, `.md` and `.sh` are top-level domains, too). A backslash stops none of them; a code span does.
# No top-level domain begins with a digit: `0.41` is a number.
_LINKED = re.compile(r"://|//\w|www\.|[^\s@]@\w|(?<!\w)@\w|\w\.[^\W\d]\w|mailto:|xmpp:", re.IGNORECASE)
_OPENING, _CLOSING = "([{\"'\u201c\u2018<*_~", ")]}\"'\u201d\u2019>*_~,;:!?."
_WORDS = re.compile(r"(\S+)")
_ALWAYS = re.compile(r"[\[\]<|`]|&(?=[A-Za-z0-9#])|!(?=\[)|\\(?=[!-/:-@\[-`{-~]|\Z)")
_STAR = re.compile(r"(?<!\s)\*+|\*+(?!\s|\Z)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_START = re.compile(r"(?:[-+*=_#>~:]|(\d{1,9})[.)](?=\s|\Z))")


def escape(text: str) -> str:
    """Return plain text with code spans as inline Markdown on one line, safe before and after any other inline text.

    What it shows is the text with its white space collapsed: no emphasis, link, image, HTML, entity, table, heading or
    list comes of it, and nothing is linked by itself.
    """
    flat = " ".join(shown(text).split())
    parts = _joined([part for piece in pieces(flat) for part in ([piece] if piece.code else _autolinks(piece.text))])
    prose = "".join(part.text for part in parts if not part.code)
    paired = [sign for sign in "~$" if prose.count(sign) > 1]
    return _started("".join(code(part.text) if part.code else _prose(part.text, paired) for part in parts))


def code(text: str) -> str:
    """Return the text as a code span that its own backticks cannot close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    blank = text.startswith(" ") and text.endswith(" ") and text.strip()
    pad = " " if text.startswith("`") or text.endswith("`") or blank else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _autolinks(text: str) -> list[Piece]:
    """Split prose so that each word which a renderer could link is a piece of code."""
    found: list[Piece] = []
    for word in _WORDS.split(text):
        if not _LINKED.search(word):
            found.append(Piece(word))
            continue
        core = word.lstrip(_OPENING).rstrip(_CLOSING) or word
        before, _, after = word.partition(core)
        found += (Piece(before), Piece(core, code=True), Piece(after))
    return found


def _joined(parts: list[Piece]) -> list[Piece]:
    """Join neighbours of a kind: two code spans side by side would be read as one with other fences."""
    found: list[Piece] = []
    for part in parts:
        if part.text and found and found[-1].code == part.code:
            found[-1] = Piece(found[-1].text + part.text, code=part.code)
        elif part.text:
            found.append(part)
    return found


def _prose(text: str, paired: list[str]) -> str:
    escaped = _ALWAYS.sub(r"\\\g<0>", text)
    escaped = _STAR.sub(_each, escaped)
    escaped = _UNDERSCORE.sub(_each, escaped)
    for sign in paired:  # strikethrough and mathematics need two
        escaped = escaped.replace(sign, f"\\{sign}")
    return escaped


def _each(match: re.Match[str]) -> str:
    return "".join(f"\\{char}" for char in match.group())


def _started(text: str) -> str:
    """Escape what would begin a block if the text stood at the beginning of a line."""
    start = _START.match(text)
    if not start:
        return text
    if start[1]:
        return f"{start[1]}\\{text[len(start[1]) :]}"
    return f"\\{text}"
