"""Words of git, code and documents as inline Markdown that shows exactly them and does nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

LONGEST_QUOTE = 300  # characters of a quoted text; beyond, it visibly ends in an ellipsis
MINUS = "\N{MINUS SIGN}"

_TICKED = re.compile(r"`([^`]+)`")
_TICKS = re.compile(r"`+")
_PUNCTUATION = "\"'()[]{}*_~,;:.!?"
# What Markdown renderers turn into links by themselves: addresses, mentions, whatever ends like a domain.
_LINK_LIKE = re.compile(r"@|://|[Ww][Ww][Ww]\.|[\w-]\.[A-Za-z]{2,24}(?!\w)")
# Characters with a meaning inside a line; an underscore within a word, a `<` before a digit or an `&` alone have none.
_SPECIAL = re.compile(r"[\\`*\[~|]|<(?=[A-Za-z/!?])|&(?=[#\w])|(?<![^\W_])_|_(?![^\W_])")


def one_line(text: str) -> str:
    """The text on one line: each run of white space is one blank."""
    return " ".join(text.split())


def code(text: str) -> str:
    """A code span that shows the text, whatever it holds (CommonMark 0.31, 6.1). Line breaks show as `<U+000A>`."""
    shown = "".join(f"<U+{ord(one):04X}>" if one in "\r\n\t" else one for one in text) or " "
    fence = "`" * (max((len(run) for run in _TICKS.findall(shown)), default=0) + 1)
    padded = shown[0] == "`" or shown[-1] == "`" or (shown[0] == shown[-1] == " " and shown.strip(" "))
    return f"{fence} {shown} {fence}" if padded else f"{fence}{shown}{fence}"


def plain(text: str) -> str:
    """The text as prose: its own code spans stay such, all else is shown literally and cannot become a link."""
    parts, position, line = [], 0, one_line(text)
    for match in _TICKED.finditer(line):
        parts += [*_words(line[position : match.start()]), (True, match[1])]
        position = match.end()
    parts += _words(line[position:])
    # Code spans side by side are one: their fences would be read together.
    together = groupby((part for part in parts if part[1]), key=lambda part: part[0])
    joined = ((is_code, "".join(text for _, text in some)) for is_code, some in together)
    return "".join(code(text) if is_code else _escaped(text) for is_code, text in joined)


def shortened(text: str, longest: int = LONGEST_QUOTE) -> str:
    """The text on one line, whole up to `longest` characters, else cut there with an ellipsis."""
    line = one_line(text)
    return line if len(line) <= longest else line[:longest].rstrip() + "…"


def quoted(text: str, longest: int = LONGEST_QUOTE) -> str:
    """The text in quotation marks, shortened if need be."""
    return f'"{plain(shortened(text, longest))}"'


def literal(text: str, longest: int = LONGEST_QUOTE) -> str:
    """What a program says: in quotation marks if it can stand there unchanged, else in a code span."""
    shown = shortened(text, longest)
    return f'"{shown}"' if plain(shown) == shown else code(shown)


def counted(number: int, noun: str, nouns: str = "") -> str:
    """`1 file`, `1,234 files`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def churn(insertions: int, deletions: int) -> str:
    """Insertions after `+`, deletions after a minus sign, a half that is 0 left out; empty for no lines at all."""
    return " ".join(([f"+{insertions:,}"] if insertions else []) + ([f"{MINUS}{deletions:,}"] if deletions else []))


def either(words: Sequence[str], conjunction: str = "or") -> str:
    """`a, b or c`."""
    return words[-1] if len(words) == 1 else f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def listed(items: Sequence[str], most: int) -> str:
    """`a, b and 3 more`: the first `most` items, the rest counted."""
    left = len(items) - most
    return ", ".join(items) if left <= 0 else f"{', '.join(items[:most])} and {left:,} more"


def _words(text: str) -> Iterator[tuple[bool, str]]:
    """Pieces of prose, and whether each is to be a code span: a word that could become a link is."""
    for number, word in enumerate(text.split(" ")):
        space, core = " " if number else "", word.strip(_PUNCTUATION)
        if _LINK_LIKE.search(core):
            before, _, after = word.partition(core)
            yield from ((False, f"{space}{before}"), (True, core), (False, after))
        else:
            yield False, f"{space}{word}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


_SECRET_NAME = re.compile(
    r"(?:^|[_.-])(?:secret|token|passw\w{0,10}|pwd|(?:api)?key|credentials?|dsn|salt)s?(?:[_.-]|$)", re.IGNORECASE
)


def default_of(name: str, value: str | None) -> str:
    """What a variable or flag is without being set: `no default`, `default empty`, or the value in code.

    That of a variable named like a secret is not shown: a default may be the secret itself.
    """
    if value is None:
        return "no default"
    if value.strip() and _SECRET_NAME.search(name):
        return "default not shown"
    return f"default {code(value)}" if value.strip() else "default empty"
