"""Inline Markdown as what it says rather than how it is spelled: formatters change bytes, digests must not care."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.token import Token

_LONGEST = 20_000  # characters parsed; a longer text is compared as spelled
_KEPT = 1_000  # characters of a text whose spelling is remembered
_BRACKETS = 100  # more opening brackets than a person links: the parser takes 10 µs for each
_PLAIN = re.compile(r"[^\\`*_\[\]<>!&\n\r~]*")  # nothing in it is markup
_SPACE = re.compile(r"\s+")
_NUMBERING = re.compile(r"(?:\d{1,3}[.)]){1,4}(?:\d{1,3})?\s+|\d{1,3}\s+(?=\D)|[ivx]{1,5}[.)]\s+")
_ASIDE = re.compile(r"\s*\([^()]{0,200}\)\s*$")
_PLACEHOLDERS = re.compile(
    r"<(?!!--)[^<>\n:@]{1,160}>|(?<!\])\[(?![ xX]\])[^\[\]\n]{1,160}\](?![(\[:])|\{\{[^{}\n]{1,160}\}\}"
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_MARKS = {
    "softbreak": " ",
    "hardbreak": " ",
    "em_open": "*",
    "em_close": "*",
    "strong_open": "**",
    "strong_close": "**",
    "link_close": ")",
}


@functools.cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")


def inline_digest(markdown: str) -> str:
    """12 hex digits over what inline Markdown says: spacing, wrapping, escapes and the choice of marks left out."""
    return digest(canonical(markdown))


def digest(text: str) -> str:
    """12 hex digits over a text as it is."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def canonical(markdown: str) -> str:
    """One spelling for all inline Markdown that says the same; emphasis, code and links still count."""
    if _PLAIN.fullmatch(markdown):
        return _collapsed(markdown)
    return _parsed(markdown) if len(markdown) > _KEPT else _parsed_once(markdown)


def code_spans(markdown: str) -> tuple[str, ...]:
    """What stands in code spans, in order."""
    if "`" not in markdown:
        return ()
    return tuple(child.content for child in _children(markdown) if child.type == "code_inline")


def words(markdown: str) -> frozenset[str]:
    """The words outside code spans, in lower case: what a person would have written, numbers left out."""
    text = " ".join(_spelled(child) for child in _children(markdown) if child.type != "code_inline")
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold()))


@functools.lru_cache(maxsize=1024)  # every outline's names, again for each merge
def meaning(heading: str) -> frozenset[str]:
    """The forms under which a heading or a field's label is looked up.

    Case, punctuation, emoji and numbering are dropped, and, in a second form, an aside in parentheses at the end.
    """
    plain = canonical(heading).casefold()
    return frozenset(form for text in (plain, _ASIDE.sub("", plain)) if (form := _bare(text)))


def shape(markdown: str) -> str:
    """What inline Markdown says, whatever the numbers in it."""
    return _DIGITS.sub("0", canonical(markdown))


def placeholder(markdown: str) -> bool:
    """Whether a template's text asks to be filled in: `<description>`, `[title]`, `{{name}}`."""
    return _PLACEHOLDERS.search(markdown) is not None


def outside_code(markdown: str, wanted: str, most: int) -> list[int]:
    """Where `wanted` begins outside code spans, at most `most` places, in order."""
    spans, position = code_ranges(markdown), markdown.find(wanted)
    found: list[int] = []
    for start, end in (*spans, (len(markdown), len(markdown))):
        while position != -1 and position < start and len(found) < most:
            found.append(position)
            position = markdown.find(wanted, position + 1)
        while position != -1 and start <= position < end:
            position = markdown.find(wanted, position + 1)
    return found


def _parsed(markdown: str) -> str:
    return _collapsed("".join(map(_spelled, _children(markdown))))


# A merge compares each text several times: with its digest, with what was drafted, with what stands.
_parsed_once = functools.lru_cache(maxsize=4096)(_parsed)


def _children(markdown: str) -> list[Token]:
    """The inline tokens; the text as it is spelled, in one, where parsing it would take too long."""
    if len(markdown) > _LONGEST or markdown.count("[") > _BRACKETS:
        return [Token("text", "", 0, content=markdown)]
    return [child for token in _parser().parseInline(markdown) for child in token.children or ()]


def code_ranges(markdown: str) -> list[tuple[int, int]]:
    """Where code spans stand, ticks included, in order."""
    runs = [(found.start(), found.end()) for found in re.finditer(r"`+", markdown)]
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[index][1] - runs[index][0], []).append(index)
    ranges, index = [], 0
    while index < len(runs):
        start, end = runs[index]
        same = later[end - start]
        while same and same[-1] <= index:
            same.pop()
        if same:
            index = same.pop()
            ranges.append((start, runs[index][1]))
        index += 1
    return ranges


def _bare(text: str) -> str:
    text = "".join(char for char in text if unicodedata.category(char) not in {"So", "Mn", "Cf"}).strip()
    numbered = _NUMBERING.match(text)
    unnumbered = text[numbered.end() :] if numbered else text
    kept = "".join(char if char.isalnum() else " " for char in unnumbered.replace("&", " and "))
    return _collapsed(kept) or _collapsed(text)


def _collapsed(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _spelled(token: Token) -> str:
    match token.type:
        case "code_inline":
            return f"`{token.content}`"
        case "link_open":
            return f"[{token.attrGet('href')} {token.attrGet('title') or ''}]("
        case "image":
            return f"![{token.attrGet('src')} {token.attrGet('title') or ''}]({token.content})"
        case kind:
            return _MARKS.get(kind, token.content)
