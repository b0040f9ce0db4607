"""Sentences of the spec and the design that a summary may quote: reasons, expectations, what a rollout needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from draft_summary.facts.spec.inline import clipped, plain, without_checkbox
from draft_summary.facts.spec.meaning import Part, part_of
from draft_summary.facts.spec.outline import Block, Kind, Section, lead
from draft_summary.facts.spec.wording import ACCEPTANCE, SUCCESS
from draft_summary.values.spec import Passage

LONGEST = 300
MOST = 24
_MOST_OF = {"summary": 3, "reason": 7, "expectation": 5, "rollout": 5, "limitation": 4, "security": 4}
_ROLES = {
    Part.REASON: "reason",
    Part.ROLLOUT: "rollout",
    Part.LIMITS: "limitation",
    Part.SECURITY: "security",
    Part.SUMMARY: "summary",
}
_SUMMARY_LINE = re.compile(r"^\W*(?:one[- ]line )?(?:summary|tl;?dr)\W*:\W*(.{10,400})", re.IGNORECASE)
_WHY_LINE = re.compile(
    r"^\W*(?:why(?: now)?|problem|motivation|rationale|goal)\W*:\W*(.{10,600})", re.IGNORECASE | re.DOTALL
)
_STORY = re.compile(r"^as an? .{1,200}? i (?:want|need|would like)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\"“(À-Þ])|(?<=[。\uff01\uff1f])")
_MEASURE = re.compile(
    r"(?:[<>≤≥~]\s*)?\b\d[\d,.]{0,15}\s?(?:ms|µs|s|secs?|seconds?|minutes?|min|h|%|x|\u00d7|[KMGT]i?B|rps|qps|req(?:uests)?/s|ops/s|fps"
    r"|times|users|requests|connections)(?![\w])|\bsub[-\u2011]?\d+\s?ms\b",
    re.IGNORECASE,
)
_OF_PERFORMANCE = re.compile(
    r"\b(?:perform\w*|latency|load(?:s|ing)?|fast(?:er)?|slow\w*|overhead|throughput|memory|response|startup|p\d\d"
    r"|timeout|speed\w*|within|takes?|less than|at most)\b",
    re.IGNORECASE,
)
_NOT_PERFORMANCE = re.compile(
    r"\b(?:estimate\w*|effort|coverage|timeline|schedule|milestone|hours?|days?|weeks?|commits?|tests?)\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"^(?:\W*|.{0,40}:\s*)(?:n/?a\b|none\b|tbd\b|todo\b)|\bnot (?:applicable|needed|required)\b", re.IGNORECASE
)
# That nothing is there is for the change to show, not for a plan to say; as a reason it is one.
_SAYS_NO = re.compile(r"^(?:\W*|.{0,40}:\s*)no\b", re.IGNORECASE)
_FEWEST_WORDS = 6  # fewer are a heading, not a statement
_PER_SECTION = 3
_LEADS_UP = (":", "\uff1a")
_BULLET_MARK = re.compile(r"^[✅❌⚠️\s]+")


def read_passages(documents: Iterable[tuple[str, tuple[Section, ...], str]]) -> tuple[Passage, ...]:
    """At most 24 passages in the order of the documents, each at most 300 characters and in the document's words.

    A document is given as what it is called (`spec`, `TDR`), its sections, and its path.
    """
    kept: list[Passage] = []
    seen: set[str] = set()
    count: Counter[tuple[str, str]] = Counter()
    for document, sections, path in documents:
        for role, text, line in _of_document(sections):
            if text.casefold() in seen or count[document, role] >= _MOST_OF[role] or len(kept) >= MOST:
                continue
            seen.add(text.casefold())
            count[document, role] += 1
            kept.append(Passage(document=document, role=role, text=text, line=line, path=path))
    return tuple(kept)


def _of_document(sections: tuple[Section, ...]) -> Iterator[tuple[str, str, int]]:
    """`(role, text, line)` of all that may be quoted."""
    for section in sections:
        part = part_of(section)
        of_criteria = any(ACCEPTANCE.search(title) or SUCCESS.search(title) for title in section.trail)
        told = Counter[str]()
        for text, line in _statements(section.blocks):
            role = _role(text, Part.OTHER if of_criteria else part)
            if told[role] >= _PER_SECTION or (of_criteria and role != "expectation"):
                continue
            said = found[1] if (found := _SUMMARY_LINE.match(text)) else text
            if role and _says_something(said, role):
                told[role] += 1
                yield role, clipped(said, LONGEST), line


def _says_something(text: str, role: str) -> bool:
    if len(text.split()) < _FEWEST_WORDS or _SAYS_NOTHING.search(text):
        return False
    return role in ("reason", "summary") or not _SAYS_NO.match(text)


def _role(text: str, part: Part) -> str:
    if part in (Part.EXCLUDED, Part.CURRENT, Part.ALTERNATIVES, Part.DONE):
        return ""
    if _SUMMARY_LINE.match(text):
        return "summary"
    may_expect = part is Part.PERFORMANCE or (part not in (Part.TESTS, Part.PLAN) and _OF_PERFORMANCE.search(text))
    if may_expect and _MEASURE.search(text) and not _NOT_PERFORMANCE.search(text):
        return "expectation"
    if part not in (Part.DECISION, Part.OPEN) and (_WHY_LINE.match(text) or _STORY.match(text)):
        return "reason"
    return _ROLES.get(part, "")


def _statements(blocks: tuple[Block, ...]) -> Iterator[tuple[str, int]]:
    """Sentences of paragraphs and whole items, each with its line; what only leads up to a list is left out."""
    for block in blocks:
        if block.kind is Kind.PARAGRAPH:
            for line, text in _lines(block):
                for sentence in _SENTENCE.split(text):
                    if not sentence.endswith(_LEADS_UP):
                        yield sentence, line
        elif block.kind is Kind.LIST:
            for item in block.blocks:
                text = _BULLET_MARK.sub("", plain(without_checkbox(lead(item))))
                sentences = _SENTENCE.split(text)
                yield text if not text.endswith(_LEADS_UP) else " ".join(sentences[:-1]), item.line
                yield from _statements(tuple(one for one in item.blocks if one.kind is Kind.LIST))


def _lines(block: Block) -> Iterator[tuple[int, str]]:
    """A paragraph as one line, or parted where lines begin with a label in bold or are broken by hand."""
    start, gathered = block.line, list[str]()
    for number, line in enumerate(block.text.split("\n"), start=block.line):
        if gathered and (gathered[-1].endswith(("  ", "\\")) or line.startswith("**")) and not _continues_story(line):
            yield start, plain(" ".join(gathered))
            start, gathered = number, []
        gathered.append(line)
    yield start, plain(" ".join(gathered))


def _continues_story(line: str) -> bool:
    return bool(re.match(r"^\W*(?:i (?:want|need)|so that)\b", line, re.IGNORECASE))
