"""Tokens that a word before them gives away without an assignment: `the token is ...`, `acmeSECRET ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.redaction.shapes import is_password, is_random
from draft_summary.redaction.spans import Span, folded, places

_STEMS = ("secret", "token", "key", "access", "private", "credential", "password", "passphrase", "pwd", "login")
_MANY_KEYS = re.compile(
    r"(?i)(?:public|publishable|anon|site|cache|primary|foreign|sort|partition|row|unique|index|group|idempotency"
    r"|routing|etag|integrity|checksum|digest|hash|commit|sha|revision|lock|sub|trace|span|don|mon|tur)[_\-. ]?\Z"
)
# What may stand between the word and its token; more than three such words are a sentence about something else.
_LINK = (
    r"(?:(?:is|was|are|of|for|to|the|a|this|value|api|key|token|secret|access|private|password|id|now|new|our|my|user"
    r"|bearer|basic|header|set|with|default|here)\b|[A-Za-z]{1,6}(?=[\s:=\"'`]))"
)
_AFTER = re.compile(
    r"[A-Za-z]{0,8}(?:[ \t_:=.\"'`>(\[-]{1,4}" + _LINK + r"){0,3}[ \t_:=.\"'`>(\[-]{1,4}"
    r"(?P<secret>[A-Za-z0-9][A-Za-z0-9_./+=~-]{14,1023}[A-Za-z0-9=+/_-])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[ \t]{1,4}(?:for[ \t]{1,4}[^\n]{1,40}?[ \t])?(?:is|was|to|=|:)[ \t]{0,4}"
    r"(?P<quote>[\"'`])(?P<secret>[^\s\"'`]{6,128})(?P=quote)",
    re.IGNORECASE,
)
_BEFORE = 24  # characters before a word that tell what kind of key it names


def find(text: str) -> Iterator[Span]:
    """Yield the random tokens that follow a credential's word, and the passwords that a sentence quotes."""
    lowered = folded(text)
    for stem in _STEMS:
        done = 0
        for place in places(lowered, stem):
            end = place + len(stem)
            if place < done or _MANY_KEYS.search(text[max(0, place - _BEFORE) : place]):
                continue
            if match := _AFTER.match(text, end):
                done = match.end()  # a word within the token is part of it; to look at each again would be quadratic
            if match and is_random(match["secret"]):
                yield Span(match.start("secret"), match.end("secret"), "key", match["secret"])
            elif stem.startswith("pass") and (match := _QUOTED.match(text, end)) and is_password(match["secret"]):
                yield Span(match.start("secret"), match.end("secret"), "password", match["secret"])
