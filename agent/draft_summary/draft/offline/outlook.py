"""What commit messages state of limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from draft_summary.draft.offline import messages
from draft_summary.draft.offline.wording import Statement
from draft_summary.draft.offline.work import Work
from draft_summary.values.branch import Commit
from draft_summary.values.claims import Claim
from draft_summary.values.slots import Ask

LIMITS = (
    "known issue",
    "known limitation",
    "limitation",
    "caveat",
    "not yet",
    "does not yet",
    "not supported",
    "not implemented",
    "todo",
    "follow-up",
    "workaround",
)
MOST_LIMITS = 5


def limits(work: Work, ask: Ask) -> Iterator[Claim]:
    """Limits that commit messages state in so many words, quoted."""
    stated = (one for id_, commit in work.commits for one in _stated(work, id_, commit))
    for number, said in enumerate(islice(stated, MOST_LIMITS)):
        yield from work.claim(ask, said, f"limit {number}")


def _stated(work: Work, id_: str, commit: Commit) -> Iterator[Statement]:
    files = [work.files[path] for path in commit.paths if path in work.files]
    for line in messages.lines(commit):
        if line.lower().startswith(LIMITS) and messages.quotable(line) and messages.borne_out(work, line, files):
            yield messages.quoted(work, id_, commit, line)
