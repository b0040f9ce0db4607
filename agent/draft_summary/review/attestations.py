"""Claims that only a person or a report can make, and whether anybody does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from draft_summary.review.context import is_planned
from draft_summary.review.reading import Form, Statement
from draft_summary.values.findings import Finding
from draft_summary.verify.anatomy import Anatomy


@dataclass(frozen=True, slots=True)
class Claim:
    """A kind of claim: what it needs, and how people word it. `shown_by` finds a pasted report that bears it out."""

    what: str
    pattern: re.Pattern[str]
    shown_by: re.Pattern[str] | None = None


def _claim(what: str, *patterns: str, shown_by: str = "") -> Claim:
    shown = re.compile(shown_by) if shown_by else None
    return Claim(what, re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})", re.IGNORECASE), shown)


_TESTS = r"(?:tests?|test suites?|suites?|checks|specs|ci|pipelines?|the build)"
_BE = r"(?:are|is|were|was|still|now|all|continue to|have|has|been)"
_SUCCEED = r"(?:pass(?:es|ed|ing)?|green|succeed(?:ed)?)\b"
_CRITERIA = r"(?:acceptance criteria|criteria|requirements|acs?\b|user stories)"
_MET = r"(?:met|satisfied|fulfilled|implemented|covered|complete[d]?|verified|passed|passing|addressed|done)\b"
_EVERY = r"(?:all|every|each)(?: of)?(?: the)?(?: \d+)?"
_FAULTS = r"(?:regressions?|bugs|vulnerabilit(?:y|ies)|security (?:issues|risks|vulnerabilities))\b"
_FASTER = r"(?:faster|slower|smaller|less|fewer|quicker|reduction|improvement|speed-?up)\b"
_NO = r"(?:no|zero|without|0|non)"

CLAIMS: tuple[Claim, ...] = (
    _claim(
        "that tests pass is for a test report or a person to say",
        rf"all (?:of )?(?:the )?(?:[\w-]+ ){{0,3}}{_TESTS}\s*:?\s*(?:\w+ )?(?:{_BE} )*{_SUCCEED}",
        rf"{_TESTS}\s*:?\s*(?:{_BE} )*(?:passing|green|successful)\b",
        rf"{_TESTS} (?:{_BE} )*pass(?:es|ed)?(?=\s*(?:$|[.,;:!)]))",
        rf"{_TESTS} (?:{_BE} )+pass(?:ed)?\b",
        r"(?:all|still) (?:still )?passing\b",
        r"\d+\s?/\s?\d+ (?:[\w-]+ )?(?:tests? )?pass(?:ing|ed)?\b",
        r"\d+ (?:tests? )?passed\b",
        r"all passed\b",
        rf"keep(?:s|ing)? (?:[\w-]+ )?{_TESTS} green\b",
        shown_by=r"\b\d+ passed\b|\bOK \(\d+ tests|Tests:\s+\d+|\bok\s+\S+\s+[\d.]+s|test result: ok",
    ),
    _claim(
        "coverage is for a coverage report to say",
        r"(?:code |test |line |branch )?coverage\b[^.;\n]{0,40}?\d{1,3}(?:\.\d+)?\s?(?:%|percent\b)",
        r"\d+(?:\.\d+)?\s?(?:%|percent) (?:of )?(?:\w+ ){0,2}?coverage\b",
        r"(?:full|complete|total) (?:\w+ )?(?:test )?coverage\b",
        r"fully (?:covered|tested)\b",
        shown_by=r"(?m)^\s*(?:TOTAL|All files)\b.*\d+(?:\.\d+)?\s*%?",
    ),
    _claim(
        "whether anything breaks is for a person to say",
        rf"{_NO}(?: known)?[ -]breaking[- ](?:\w+ )?changes?\b",
        r"(?:is|are|fully|entirely) non-breaking\b",
        r"nothing breaks\b",
        r"(?:fully |100 ?% |completely )?(?:backwards?|forwards?)[- ]compatib(?:le|ility)\b",
        r"drop-in replacement\b",
    ),
    _claim(
        "whether the criteria are met is for a person to say",
        rf"{_EVERY} (?:[\w-]+ ){{0,2}}?{_CRITERIA}\s*:?\s*(?:(?:{_BE}|fully) )*{_MET}",
        rf"(?:meets|satisfies|fulfil?ls) {_EVERY} (?:[\w-]+ )?{_CRITERIA}",
        rf"{_CRITERIA} (?:{_BE} )*(?:all|fully) {_MET}",
    ),
    _claim(
        "readiness is for a person to say",
        r"(?:production|enterprise)[- ](?:ready|grade|quality)\b",
        r"battle[- ]tested\b",
        r"(?:tested|verified|validated|running)(?: successfully)? (?:in|on) (?:production|staging)\b",
        r"(?:ready|safe) (?:for|to) (?:production|merge|release|ship|deploy(?:ment)?)\b",
        r"zero[- ]downtime\b",
    ),
    _claim(
        "the absence of faults is for a person to say",
        rf"{_NO}(?: known| new| performance| functional| observed)? {_FAULTS}",
        rf"{_NO}(?: new)? linti?n?g? (?:errors|issues|warnings)\b",
        r"(?:bug|regression)-free\b",
        r"(?:lint(?:ing|er)?|type ?checks?|mypy|ruff|eslint)(?: is| are)? (?:clean|pass(?:es|ed|ing)?)\b",
    ),
    _claim(
        "how fast or small something is needs a benchmark report",
        rf"\d+(?:\.\d+)?\s?(?:x|\u00d7|times|%|percent) {_FASTER}",
        r"no (?:measurable )?performance (?:degradation|regressions?)\b",
    ),
)
_PASS_MARK = re.compile(r"\u2705|\u2713|\u2714|\b(?:PASS(?:ED)?|Pass(?:ed|es|ing)?|Verified|Done)\b")
_YET_TO_COME = re.compile(
    r"\b(?:will (?:be )?(?:verif\w+|test\w*|confirm\w*|check\w*|add\w*)"
    r"|to be (?:verified|tested|confirmed|added|written)|not yet|todo|tbd|pending|awaiting)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:attested|verified|confirmed|reviewed|approved|signed[- ]off|reported|tested|checked|measured)"
    r" (?:manually )?by\s+"
    r"(?!the\b|an?\b|running|tests?\b|cli\b|ci\b|integration|unit|automated|adding|existing|code\b)\S",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?\s*$")
_CONDITION = re.compile(
    r"\b(?:if|once|until|when|verif(?:y|ies)|ensures?|guards?|against|make sure|confirm that|must|should|before"
    r"|after)\b",
    re.IGNORECASE,
)
NAME_WHO = "leave it out, or say who attests it: `(verified by NAME)`"


def unattested(statements: Sequence[Statement], own: frozenset[int], *, reported: bool) -> Iterator[Finding]:
    """Yield each claim that is a person's or a report's and that nobody makes.

    `own` are lines that a person wrote into a summary of ours, which is signing them; `reported`: the branch's evidence
    has a report. A run that is pasted into the summary speaks for itself.
    """
    pasted = "\n".join(one.text for one in statements if one.form is Form.FENCED)
    for statement in statements:
        if statement.form is Form.FENCED or statement.ticked is False or statement.line in own:
            continue
        if mark := _marked_too_early(statement):
            yield Finding("contradiction", mark, "", statement.line, statement.text, remedy=NAME_WHO)
            continue
        if any(_BY.search(text) for text in (statement.text, *statement.above)):
            continue
        for claim, words in _claims(statement):
            if not (claim.shown_by and (reported or claim.shown_by.search(pasted))):
                line = statement.line_of(words)
                yield Finding("unattested", f'"{words}": {claim.what}', "", line, words, remedy=NAME_WHO)


def _claims(statement: Statement) -> Iterator[tuple[Claim, str]]:
    words = re.sub(r"[*_]{2}|[\u2705\u2713\u2714]\s*", "", Anatomy.of(statement.text, markdown=True).words)
    heading = statement.headings[-1] if statement.headings else ""
    if is_planned(statement, words) or _QUESTION.search(words):
        return
    for claim in CLAIMS:
        match = claim.pattern.search(words)
        if match and not _CONDITION.search(words, max(0, match.start() - 60), match.end()):
            yield claim, match.group().strip()
        elif not match and claim.shown_by and "overage" in heading and claim.pattern.search(f"coverage: {words}"):
            yield claim, words.strip()[:80]


def _marked_too_early(statement: Statement) -> str:
    """A line that is marked as passed and says that it is yet to be done."""
    if statement.form not in (Form.ROW, Form.ITEM):
        return ""
    marked = _PASS_MARK.search(statement.text) or statement.ticked
    later = _YET_TO_COME.search(statement.text)
    return f'it is marked as done, and says "{later.group()}"' if marked and later else ""
