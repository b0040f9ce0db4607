"""Acceptance criteria that the summary maps to no test, and excuses in no words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draft_summary.review.context import MAPPING
from draft_summary.review.reading import Form, Statement
from draft_summary.values.facts import Facts
from draft_summary.values.findings import Finding
from draft_summary.values.spec import Criterion

_WORD = re.compile(r"[a-z0-9]{3,}")
_NUMBER = re.compile(r"\b(?:ac|criterion|criteria)[\s#-]*(\d{1,3})\b", re.IGNORECASE)
_OPEN = re.compile(r"\bno test found\b|\bnot (?:yet )?(?:tested|covered|mapped)\b|\btodo\b|\btbd\b", re.IGNORECASE)
_ALIKE = 0.6  # share of the words of the shorter that the other has to repeat
_FEW = 4


def unmapped(statements: Sequence[Statement], facts: Facts) -> Iterator[Finding]:
    """Yield the criteria of the spec that no line of the mapping speaks of, or that it leaves without a test.

    People put a criterion in words of their own: a line that speaks of none that is known may be any of the others.
    """
    lines = [one for one in statements if any(map(MAPPING.search, one.headings)) and one.form in (Form.ITEM, Form.ROW)]
    if not lines:
        return
    named = {one: frozenset(_WORD.findall((one.cells or (one.text,))[0].lower())) for one in lines}
    spoken = {
        criterion: [one for one, words in named.items() if _speaks_of(one, words, criterion, number)]
        for number, criterion in enumerate(facts.criteria, 1)
    }
    taken = {one for found in spoken.values() for one in found}
    spare = len(lines) - len(taken)
    for criterion, found in spoken.items():
        title = f"{criterion.display}: {' '.join(criterion.text.split())[:120]}"
        if found and all(_OPEN.search(one.text) for one in found):
            yield _finding(f"no test covers {title}", found[0], title)
        elif not found and spare > 0:
            spare -= 1
        elif not found:
            yield _finding(f"the mapping does not have {title}", lines[0], title)


def _finding(reason: str, line: Statement, title: str) -> Finding:
    remedy = "map it to a test, or say why there is none"
    return Finding("unmapped-criterion", reason, "testing.mapping", line.line, title, remedy=remedy)


def _speaks_of(line: Statement, words: frozenset[str], criterion: Criterion, number: int) -> bool:
    if criterion.label and re.search(rf"(?<!\w){re.escape(criterion.label)}(?!\w)", line.text, re.IGNORECASE):
        return True
    if not criterion.label and any(int(found) == number for found in _NUMBER.findall(line.text)):
        return True
    wanted = frozenset(_WORD.findall(criterion.text.lower()))
    return bool(wanted) and len(wanted & words) >= _ALIKE * min(len(wanted), max(len(words), _FEW))
