"""SQL statements as tokens: one linear pass, comments and the insides of strings left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r"(?P<blank>\s+|--[^\n]*)|(?P<text>'[^']*')|(?P<word>[\w$]+|\"[^\"]*\"|`[^`]*`|\[[A-Za-z_][^\]\n]{0,200}\])|(?P<mark>.)",
    re.DOTALL,
)
DOLLAR = re.compile(r"\$\w{0,40}\$")  # PostgreSQL: a body in another language stands between two of these


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement's tokens, names with their quotes, and the 1-based line on which it begins."""

    tokens: tuple[str, ...]
    line: int

    def at(self, place: int) -> str:
        """A token as written, empty beyond the end."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    def word(self, place: int) -> str:
        """A token in capitals, empty beyond the end."""
        return self.at(place).upper()

    def after(self, place: int, *words: str) -> int:
        """The place after these words, if they stand there; else `place`."""
        stand = all(self.word(place + number) == word for number, word in enumerate(words))
        return place + len(words) if stand else place

    def find(self, *words: str, start: int = 0) -> int:
        """The place of the first of these words from `start` on, -1 for none."""
        return next((place for place in range(start, len(self.tokens)) if self.word(place) in words), -1)

    def name(self, place: int) -> tuple[str, int]:
        """A name with its schema, without quotes, and the place after it; empty where no name stands."""
        parts, here = [], place
        while is_name(self.at(here)):
            parts.append(plain(self.at(here)))
            if self.at(here + 1) != ".":
                return ".".join(parts), here + 1
            here += 2
        return "", place

    def groups(self, start: int, end: str = "") -> list[Statement]:
        """The parts between commas from `start` on, up to the parenthesis `end` or the statement's end."""
        parts: list[Statement] = []
        tokens: list[str] = []
        depth = 0
        for token in self.tokens[start:]:
            if depth == 0 and (token in (",", end) and token):
                parts.append(Statement(tuple(tokens), self.line))
                tokens = []
                if token == end:
                    return parts
                continue
            depth += {"(": 1, ")": -1}.get(token, 0)
            tokens.append(token)
        return [*parts, Statement(tuple(tokens), self.line)]


def statements(text: str, line: int) -> Iterator[Statement]:
    """The statements of a text whose first line has the number `line`."""
    tokens: list[str] = []
    place, begun = 0, line
    while place < len(text):
        token, end = _token(text, place)
        if token == ";":  # noqa: S105 — a token of SQL
            yield Statement(tuple(tokens), begun)
            tokens = []
        elif token:
            begun = begun if tokens else line
            tokens.append(token)
        if end > place + 1:
            line += text.count("\n", place, end)
        elif text[place] == "\n":
            line += 1
        place = end
    if tokens:
        yield Statement(tuple(tokens), begun)


def _token(text: str, place: int) -> tuple[str, int]:
    """The token at a place, empty for blanks and comments, and the place after it."""
    if text[place] == "$" and (dollar := DOLLAR.match(text, place)):
        end = text.find(dollar[0], dollar.end())
        return "''", len(text) if end < 0 else end + len(dollar[0])
    found = TOKEN.match(text, place)
    if found is None or found.lastgroup == "blank":
        return "", found.end() if found else len(text)
    if found[0] == "/" and text.startswith("*", place + 1):
        end = text.find("*/", place + 2)
        return "", len(text) if end < 0 else end + 2
    return "''" if found.lastgroup == "text" else found[0], found.end()


def is_name(token: str) -> bool:
    """Whether a token can name a thing."""
    return bool(token) and (token[0] in '"`[' or token[0].isalpha() or token[0] == "_")


def plain(token: str) -> str:
    """A name without its quotes."""
    return token[1:-1] if token[:1] in ("`", '"', "[") else token
