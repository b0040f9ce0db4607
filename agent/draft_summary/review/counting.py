"""Numbers that a summary gives of what the change consists of, against the facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from draft_summary.review.context import is_planned
from draft_summary.review.paths import Paths
from draft_summary.review.reading import Form, Statement
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change
from draft_summary.values.findings import Finding
from draft_summary.verify.anatomy import Anatomy
from draft_summary.verify.counts import counts

_LINES = re.compile(r"[`*\]]{0,4} ?\(([+-]?)(\d[\d,]{0,8})\s+lines\)")
_TOTAL = re.compile(
    r"(?:total )?(?P<what>new tests|tests added|files changed|acceptance criteria)\b[*_]{0,2} ?: ?[*_]{0,2} ?"
    r"(?P<number>\d{1,5})\b"
    r"|(?P<number_>\d{1,4}) (?P<what_>acceptance criteria|acs)\b",
    re.IGNORECASE,
)
_PATH_BEFORE = re.compile(r"`([^`\n]+)`[*_]{0,2}\s*\Z")


def miscounted(statements: Iterable[Statement], dossier: Dossier, paths: Paths, remedy: str) -> Iterator[Finding]:
    """Yield each count of files, tests, commits and the like that no part of the change has."""
    for statement in statements:
        if statement.form is Form.FENCED or statement.ticked is False:
            continue
        words = Anatomy.of(statement.text, markdown=True).words
        if is_planned(statement, words):
            continue
        for count in counts(words, dossier):
            if not (count.holds or _is_older(count.text, dossier)):
                reason = f'"{count.text}": the change has {count.most}'
                yield Finding("wrong-count", reason, "", statement.line, count.text, remedy=remedy)
        yield from _totals(statement, dossier, remedy)
        yield from _sizes(statement, paths, remedy)


def _is_older(text: str, dossier: Dossier) -> bool:
    """Whether the count may be one of all commits: those that only touch the summary are not counted here."""
    return "commit" in text and int(re.sub(r"\D", "", text) or 0) > len(dossier.branch.commits)


def _totals(statement: Statement, dossier: Dossier, remedy: str) -> Iterator[Finding]:
    facts = dossier.facts
    for match in _TOTAL.finditer(statement.text):
        what = (match["what"] or match["what_"]).lower()
        number = int(match["number"] or match["number_"])
        added = sum(one.change is Change.ADDED for one in facts.tests)
        is_criteria = what.startswith("ac")
        actual = len(facts.criteria) if is_criteria else len(facts.files) if "files" in what else added
        own = {actual, actual + 1} if "files" in what else {actual}  # the summary itself may be counted
        if actual and number not in own:
            said = re.sub(r"[*_]{2}", "", match.group()).strip()
            noun = "the spec has" if is_criteria else "the change has"
            reason = f'"{said}": {noun} {actual}'
            yield Finding("wrong-count", reason, "", statement.line_of(match.group()), said, remedy=remedy)


def _sizes(statement: Statement, paths: Paths, remedy: str) -> Iterator[Finding]:
    """`` `src/a.py` (288 lines) ``: the file's length at head, or how many lines the change adds to it."""
    for match in _LINES.finditer(statement.text):
        before = _PATH_BEFORE.search(statement.text[: match.start()] + match.group().partition("(")[0].rstrip())
        known = paths.ending(before[1].lstrip("./")) if before else ()
        file = paths.changed.get(known[0]) if len(known) == 1 else None
        text = paths.trees.head.texts.get(file.path) if file else None
        if file is None or text is None or match[1] == "-":
            continue
        number = int(match[2].replace(",", ""))
        possible = {file.insertions, file.insertions - file.deletions}
        possible |= set() if match[1] else {text.count("\n"), text.count("\n") + 1}
        if number not in possible:
            length = file.insertions if match[1] else text.count("\n")
            reason = f"`{file.path}` ({match[1]}{match[2]} lines): it is {match[1]}{length}"
            subject = match.group().strip("`*] ")
            yield Finding("wrong-count", reason, "", statement.line_of(match.group()), subject, remedy=remedy)
