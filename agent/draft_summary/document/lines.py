"""A document's bytes as lines and back: encoding, byte order mark and every newline stay as they were."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from draft_summary.errors import DocumentError

LARGEST = 2_000_000  # bytes: beyond it, parsing takes longer than a whole run may
_BOM = "\ufeff"
# `str.splitlines` would also split on form feed and U+2028, which are text to Markdown
_NEWLINE = re.compile(r"\r\n?|\n")
_FRONT_MATTER_KEY = re.compile(r"[\w\"'][^:\n]{0,80}:(\s|$)")


@dataclass(frozen=True, slots=True)
class Source:
    r"""A document as lines: `texts` without their newlines, `ends` the newlines (the last may be empty).

    `newline` is the one that inserted lines get: the commonest, `\n` for a document that has none.
    `front_matter` is the number of lines, from the first on, that are YAML front matter.
    """

    bom: bool
    texts: tuple[str, ...]
    ends: tuple[str, ...]
    newline: str
    front_matter: int

    def raw(self, start: int, end: int) -> str:
        """Lines `start` to `end` (0-based, half-open) as they stand, newlines included."""
        return "".join(text + mark for text, mark in zip(self.texts[start:end], self.ends[start:end], strict=True))


def decode(data: bytes) -> Source:
    """The lines of `data`. Raises DocumentError where it is not UTF-8 or larger than `LARGEST`."""
    if len(data) > LARGEST:
        raise DocumentError(
            f"the summary has {len(data):,} bytes; at most {LARGEST:,} are read",
            code="summary-too-large",
            hint="shorten it, or name another file with --output",
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"the summary is not UTF-8: line {line} has the byte 0x{data[error.start]:02x}",
            code="summary-not-utf8",
            hint="save it as UTF-8, or name another file with --output",
        ) from error
    return split(text)


def split(text: str) -> Source:
    """The lines of `text`, its byte order mark set aside."""
    bom = text.startswith(_BOM)
    texts, ends, position = [], [], int(bom)
    for found in _NEWLINE.finditer(text, position):
        texts.append(text[position : found.start()])
        ends.append(found.group())
        position = found.end()
    if position < len(text):
        texts.append(text[position:])
        ends.append("")
    commonest = Counter(end for end in ends if end).most_common(1)
    return Source(bom, tuple(texts), tuple(ends), commonest[0][0] if commonest else "\n", _front_matter(texts))


def encode(text: str, *, bom: bool) -> bytes:
    """The bytes of a document, its byte order mark put back."""
    return ((_BOM if bom else "") + text).encode("utf-8")


def blank(text: str) -> bool:
    """Whether a line is blank to Markdown: nothing but spaces and tabs."""
    return not text.strip(" \t")


def followed(first: str, second: str) -> str:
    """Both texts, so that a carriage return at the end of the first does not become half of a newline of two."""
    return first + ("\r" + second[1:] if first.endswith("\r") and second.startswith("\n") else second)


def count(raw: str) -> int:
    """How many newlines `raw` holds."""
    return sum(1 for _ in _NEWLINE.finditer(raw))


def _front_matter(texts: list[str]) -> int:
    # A document may also begin with a rule, so that a second `---` alone proves nothing: the first line must be YAML.
    if not texts or texts[0].rstrip() != "---" or len(texts) < 2:  # noqa: PLR2004 — an opening and a closing line
        return 0
    if texts[1].rstrip() != "---" and not _FRONT_MATTER_KEY.match(texts[1]):
        return 0
    for number, text in enumerate(texts[1:], 2):
        if text.rstrip() in {"---", "..."}:
            return number
    return 0
