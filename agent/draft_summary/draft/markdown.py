"""Inline Markdown from plain text: what looks like code in code spans, everything else escaped.

Offline text quotes what others wrote (docstrings, commit messages, headings). GitHub links bare domains, `@names` and
`#12` by itself, and a backslash does not stop it; a code span does.
"""

from __future__ import annotations

import re

# What can begin or end inline markup in GitHub's Markdown, mathematics included.
SPECIAL = re.compile(r"[\\`*_\[\]~|$>]|<(?=[A-Za-z/!?])|&(?=[#\w])")
# What makes a heading, list item or rule of a line that begins with it.
LEADING = re.compile(r"^(\d{0,9})([#+=.)-])")
# Bounded pieces, each tried at one place only: the text is as long as a commit message may be.
TOKEN = re.compile(r"\S+")
OPENING, CLOSING = "([{\"'<", ")]}\"'>,;:!?."


def code(text: str) -> str:
    """Return the text as a code span that its own backticks cannot close."""
    flat = " ".join(text.split())
    longest = max((len(run) for run in re.findall(r"`+", flat)), default=0)
    fence, pad = "`" * (longest + 1), " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


def prose(text: str) -> str:
    """Return somebody's words as inline Markdown that shows exactly them: one line, no markup, nothing autolinked."""
    flat = " ".join(text.replace("``", "`").split())
    pieces = flat.split("`")
    if len(pieces) % 2 == 0:  # an unpaired backtick is only a character
        pieces = [flat]
    shown = "".join(_span(piece) if number % 2 else _words(piece) for number, piece in enumerate(pieces))
    return LEADING.sub(r"\g<1>\\\g<2>", shown, count=1)


def quote(text: str) -> str:
    """Return somebody's words in quotation marks, without their final full stop."""
    words = prose(text.strip().removesuffix("."))
    return f"“{words}”" if '"' in text else f'"{words}"'


def is_code(token: str) -> bool:
    """Whether a word is an identifier, path, address or reference rather than a word of a language."""
    if "_" in token or "::" in token or "://" in token or "()" in token or "@" in token or "\\" in token:
        return True
    if re.match(r"#\d|--?[a-z]", token):
        return True
    if "/" in token and (token.startswith(("/", "./", "~/")) or token.count("/") > 1 or "." in token):
        return True
    parts = [part for part in token.split(".") if part]
    dotted = len(parts) > 1 and not token.startswith("..") and any(len(part) > 1 for part in parts)
    return dotted and any(character.isalpha() for character in token)


def bare(token: str) -> str:
    """Return a word without the punctuation around it; a pair of parentheses of its own stays."""
    word = token.lstrip(OPENING)
    while word and word[-1] in CLOSING and not (word[-1] == ")" and "(" in word):
        word = word[:-1]
    return word


def _span(text: str) -> str:
    return code(text) if text.strip() else f"\\`{text}\\`"


def _words(text: str) -> str:
    return TOKEN.sub(lambda found: _word(found.group()), text)


def _word(token: str) -> str:
    word = bare(token)
    if not word or not is_code(word):
        return SPECIAL.sub(r"\\\g<0>", token)
    before, _, after = token.partition(word)
    return SPECIAL.sub(r"\\\g<0>", before) + code(word) + SPECIAL.sub(r"\\\g<0>", after)
