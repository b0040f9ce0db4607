"""Decisions of which choice and reason are both stated: by the TDR and borne out by hunks, or by a commit message."""

from __future__ import annotations

from collections.abc import Iterator

from draft_summary.draft.markdown import code, prose, quote
from draft_summary.draft.offline import messages
from draft_summary.draft.offline.wording import Statement
from draft_summary.draft.offline.work import Work
from draft_summary.values.branch import Commit
from draft_summary.values.claims import Claim
from draft_summary.values.slots import Ask
from draft_summary.values.spec import PlannedDecision

MOST = 5
MOST_HUNKS = 4  # cited for one decision
LONGEST = 300  # characters of one quoted part
FEWEST_WORDS = 3
REASONS = (" because ", " so that ", " in order to ", " to avoid ", " to prevent ")


def decisions(work: Work, ask: Ask) -> Iterator[Claim]:
    """The blocks of at most five decisions, the TDR's first."""
    planned = (parts for one in work.dossier.facts.decisions if (parts := _planned(one)))
    stated = (parts for id_, commit in work.commits for parts in _stated(work, id_, commit))
    for number, parts in enumerate([*planned, *stated][:MOST], start=1):
        for part, said in parts.items():
            yield from work.claim(ask, said, f"decision {number}", part)


def _planned(one: PlannedDecision) -> dict[str, Statement]:
    """A decision that the TDR took and the change bears out; what the TDR rejected is no choice of the change."""
    whole = one.chosen and one.title and one.choice and one.rationale and one.hunks
    if not whole or max(map(len, (one.choice, one.rationale))) > LONGEST:
        return {}
    evidence = (one.id, *one.hunks[:MOST_HUNKS])
    parts = {
        "title": Statement(_title(one.title), evidence),
        "choice": Statement(f"As the TDR states: {quote(one.choice)}", evidence),
        "rationale": Statement(f"The TDR: {quote(one.rationale)}", evidence),
        "differs": Statement("No", evidence),
    }
    if 0 < len(one.context) <= LONGEST:
        parts["context"] = Statement(f"The TDR: {quote(one.context)}", evidence)
    return parts


def _stated(work: Work, id_: str, commit: Commit) -> Iterator[dict[str, Statement]]:
    """What a message says was done, and in the same sentence why."""
    files = [work.files[path] for path in commit.paths if path in work.files]
    title = messages.subject(commit)
    if not files or not title:
        return
    evidence = (*(one.id for one in files[: messages.FEW_FILES]), id_)
    for line in messages.lines(commit):
        choice, reason = _halves(line)
        usable = messages.quotable(line) if len(line) <= messages.LONGEST else messages.quotable(choice)
        if choice and usable and len(reason) <= LONGEST and messages.borne_out(work, line, files):
            yield {
                "title": Statement(_title(title), evidence),
                "choice": Statement(f"{code(commit.short)}: {quote(choice)}", evidence),
                "rationale": Statement(f"{code(commit.short)}: {quote(reason)}", evidence),
            }
            return  # one a commit: the title is the commit's


def _title(text: str) -> str:
    """A title without quotation marks: what is quoted would need to be named as somebody's."""
    return prose(text.translate(dict.fromkeys(map(ord, '"“”'))))


def _halves(line: str) -> tuple[str, str]:
    """What stands before and after the first word of reason; empty unless both say something."""
    low = line.lower()
    found = [(at, word) for word in REASONS if (at := low.find(word)) > 0]
    if not found:
        return "", ""
    at, word = min(found)
    skipped = len(word) if word in (" because ", " so that ") else 1
    choice, reason = line[:at].rstrip(" ,;:"), line[at + skipped :].strip()
    whole = len(choice.split()) >= FEWEST_WORDS and len(reason.split()) >= FEWEST_WORDS
    return (choice, reason) if whole else ("", "")
