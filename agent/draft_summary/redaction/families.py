"""What a family of secrets is: its name, the literals that tell where to look, and a linear-time pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from draft_summary.redaction.shapes import looks_issued
from draft_summary.redaction.spans import Span, places

LONGEST = 2048  # characters of one secret; patterns repeat no further

ALNUM = "[A-Za-z0-9]"
WORD = "[A-Za-z0-9_-]"
DOTTED = "[A-Za-z0-9_.-]"
BASE64 = "[A-Za-z0-9+/]"
HEX = "[A-Fa-f0-9]"
UPPER = "[A-Z0-9]"
UUID = f"{HEX}{{8}}(?:-{HEX}{{4}}){{3}}-{HEX}{{12}}"

_LONG_WORD = re.compile(r"[A-Za-z0-9_./:$~=+%!|@-]{12,}")


@dataclass(frozen=True, slots=True)
class Family:
    """`pattern` is tried where one of `literals` stands, `before` characters earlier; its group `secret` is replaced.

    Without such a group the whole match is; without literals the pattern is searched for. `accept` is told what would
    be replaced and may refuse it. A family that is `glued` may follow a letter or digit directly.
    """

    name: str
    literals: tuple[str, ...]
    pattern: str
    before: int = 0
    accept: Callable[[str], bool] = looks_issued
    glued: bool = False

    def find(self, text: str, within: str) -> Iterator[Span]:
        """Yield what of the text belongs to this family; its literals are looked for in `within` first."""
        for match in self._matches(text, within):
            group = "secret" if "secret" in match.re.groupindex else 0
            if match.end(group) > match.start(group) and self.accept(match.group(group)):
                yield Span(match.start(group), match.end(group), self.name, match.group(group))

    def _matches(self, text: str, within: str) -> Iterator[re.Match[str]]:
        present = [literal for literal in self.literals if literal in within]
        if not present and self.literals:
            return
        pattern = re.compile(self.pattern)
        if not self.literals:
            yield from pattern.finditer(text)
        for literal in present:
            for place in places(text, literal):
                start = place - self.before
                if start >= 0 and (self.glued or begins_token(text, start)) and (match := pattern.match(text, start)):
                    yield match


def begins_token(text: str, start: int) -> bool:
    r"""Whether a token can begin here: not inside a word, unless an escape (`\n`, `%3D`) ends just before."""
    if start == 0 or not (text[start - 1].isascii() and text[start - 1].isalnum()):
        return True
    return text[start - 2 : start - 1] == "\\" or (start > 2 and text[start - 3] == "%")  # noqa: PLR2004 — `%3D`


def issued(name: str, prefixes: str, alphabet: str, shortest: int, rest: str = "") -> Family:
    """Describe tokens by their prefixes, and the alphabet and least number of the characters that follow."""
    literals = tuple(prefixes.split())
    starts = "|".join(re.escape(literal) for literal in literals)
    # Prefixes that base64 can hold by chance begin no token after its two symbols.
    alone = "(?<![+/])" if all(literal.isalnum() for literal in literals) else ""
    return Family(name, literals, f"{alone}(?:{starts}){alphabet}{{{shortest},{LONGEST}}}{rest}")


def find(families: Iterable[Family], text: str) -> Iterator[Span]:
    """Yield what of the text belongs to any of the families."""
    for family in families:
        yield from family.find(text, text)


def find_tokens(families: Iterable[Family], text: str) -> Iterator[Span]:
    """Do as `find`, for families whose every match is one long word: few words of a source text are so long."""
    words = "\n".join(_LONG_WORD.findall(text))
    for family in families:
        if not family.literals or any(map(words.__contains__, family.literals)):
            yield from family.find(text, words)
