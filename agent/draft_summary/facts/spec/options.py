"""The parts of an option or decision as a design words them: what, why, and whether it was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from draft_summary.facts.spec.inline import clipped, plain
from draft_summary.facts.spec.outline import Block, Kind, lead

LONGEST = 300  # characters of one quoted part
_ITEMS = 3  # of a list below a label that are quoted
_FIELDS: tuple[tuple[str, str], ...] = (
    ("approach", r"approach|description|idea|what"),
    ("context", r"context|problem|situation|background|question|issue"),
    ("decision", r"decision|choice|chosen|resolution|outcome|selected|we chose|decided"),
    (
        "rationale",
        r"rationale|why(?: (?:not )?chosen| not| selected| rejected)?|reason(?:ing|s)?|justification|because",
    ),
    ("rejected", r"rejected|deferred|discarded|considered but (?:simplified|rejected)"),
    ("pros", r"pros|advantages|benefits"),
    ("cons", r"cons|disadvantages|drawbacks"),
    ("pending", r"decision needed"),
)
_LABEL = re.compile(
    r"^(?:[-*]\s+)?[*_]{0,3}(?P<name>"
    + "|".join(f"(?P<{name}>{words})" for name, words in reversed(_FIELDS))
    + r")[*_]{0,3}\s*(?::|\u2014|\u2013)[*_]{0,3}\s*(?P<text>.*)$",
    re.IGNORECASE,
)
_ANY_LABEL = re.compile(r"^[*_]{2,3}[^*_\n]{2,60}[*_]{2,3}\s*:|^[*_]{2,3}[^*_\n]{2,60}:[*_]{2,3}")
NOT_CHOSEN = re.compile(
    r"\bnot (?:chosen|selected|adopted|recommended)\b|\breject|\bdefer|❌|\bdeclined?\b"
    r"|\bdiscard|\bomitted\b|\bwhy not\b",
    re.IGNORECASE,
)
CHOSEN = re.compile(r"\bchosen\b|\bselected\b|\baccepted\b|\badopted\b|✅|\bchose\b", re.IGNORECASE)
_MARKS = re.compile(
    r"\s*[(\[]?\s*(?:[✅❌⭐]\s*)?(?:not[ -])?(?:chosen|selected|rejected|accepted|recommended)\s*[)\]]?(?=\s*$)"
    r"|[✅❌⭐]\s*",
    re.IGNORECASE,
)
_LEADING_MARK = re.compile(
    r"^(?P<kept>\W*(?:option|alternative)\s+\w{1,3}:\s*)?\W*(?:chosen|selected|rejected|deferred|accepted)\b\s*(?::|[-\u2013\u2014]|(?=\())\s*",
    re.IGNORECASE,
)
_EMPTY_WHY = re.compile(
    r"^\W*(?:chosen|selected|rejected|deferred|accepted|approved|yes|no|n/?a)?\W{0,20}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The labelled texts of one option by field, its first unlabelled words, and its unlabelled items."""

    fields: Mapping[str, str]
    opening: str
    items: tuple[str, ...]
    fences: tuple[str, ...]

    def get(self, *names: str) -> str:
        """The first of these fields that says anything."""
        return next((self.fields[name] for name in names if self.fields.get(name)), "")


def read_parts(blocks: Iterable[Block]) -> Parts:
    """Read the blocks of one option: labelled lines, with the list below a label that has no text of its own."""
    fields: dict[str, str] = {}
    opening: list[str] = []
    items: list[str] = []
    fences: list[str] = []
    awaiting = ""
    for block in blocks:
        if block.kind is Kind.FENCE:
            fences.append(block.text)
        elif block.kind is Kind.LIST:
            texts = [plain(lead(item)) for item in block.blocks]
            named = [(item, labelled(lead(item))) for item in block.blocks]
            if awaiting and not any(found for _, found in named):
                fields[awaiting] = "; ".join(texts[:_ITEMS])
            else:
                for item, found in named:
                    if found:
                        fields.setdefault(found[0], found[1] or "; ".join(_nested(item)))
                items += [text for text, (_, found) in zip(texts, named, strict=True) if not found]
            awaiting = ""
        elif block.kind is Kind.PARAGRAPH:
            awaiting = _paragraph(block.text, fields, opening)
    quoted = {name: clipped(text, LONGEST) for name, text in fields.items() if text}
    return Parts(quoted, clipped(" ".join(opening), LONGEST), tuple(items), tuple(fences))


def title_of(text: str) -> str:
    """An option's heading without the marks that say what became of it."""
    return _MARKS.sub("", _LEADING_MARK.sub(r"\g<kept>", plain(text))).strip(" *:-") or plain(text)


def reason_of(text: str) -> str:
    """A stated verdict without its mark: `❌ Rejected - too slow` says `too slow`; `Rejected due to X` stays whole."""
    words = re.sub(r"^[✅❌⭐\s]+", "", text)
    words = _LEADING_MARK.sub(r"\g<kept>", words)
    return "" if _EMPTY_WHY.match(words) else words


def labelled(text: str) -> tuple[str, str] | None:
    """`(field, text)` of a line that begins with a known label."""
    found = _LABEL.match(text.strip())
    if not found:
        return None
    name = next(name for name, _ in _FIELDS if found[name])
    if name == "rationale" and NOT_CHOSEN.search(found["name"]):
        name = "rejected"
    return name, plain(found["text"].lstrip("* "))


def _paragraph(text: str, fields: dict[str, str], opening: list[str]) -> str:
    """Take in a paragraph line by line; returns the field whose text is still to come."""
    last = ""
    for line in text.split("\n"):
        found = labelled(line)
        if found:
            last = found[0]
            fields.setdefault(last, found[1])
        elif last and not _ANY_LABEL.match(line):
            fields[last] = f"{fields[last]} {plain(line)}".strip()
        elif not _ANY_LABEL.match(line):
            opening.append(plain(line))
        else:
            last = ""
    return last if last and not fields[last] else ""


def _nested(item: Block) -> Sequence[str]:
    return [plain(lead(one)) for block in item.blocks if block.kind is Kind.LIST for one in block.blocks][:_ITEMS]
