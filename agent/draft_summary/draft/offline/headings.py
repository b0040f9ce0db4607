"""Headings that a document gained or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draft_summary.draft.markdown import quote
from draft_summary.draft.offline.messages import unadorned
from draft_summary.draft.offline.wording import Statement, listing
from draft_summary.values.branch import Status
from draft_summary.values.facts import FileFact

SUFFIXES = (".md", ".mdx", ".mdc", ".markdown")
CHANGELOGS = ("changelog", "changes", "history", "news", "release")  # their headings are versions
MOST = 3
# ATX headings below the title (CommonMark 0.31, 4.2); one `#` may as well begin a comment in a fence.
HEADING = re.compile(r"(#{2,6})[ \t]+(\S.{0,119})$")
CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
FENCE = re.compile(r"[ \t]{0,12}(?:```|~~~)(.*)")


def statements(file: FileFact) -> Iterator[Statement]:
    """The headings that a document gained and lost; of several levels only the highest."""
    name = file.path.lower().rpartition("/")[2]
    if not name.endswith(SUFFIXES) or name.startswith(CHANGELOGS) or file.file.status is Status.ADDED:
        return
    added, removed = (list(dict.fromkeys(_of_side(file, sign))) for sign in "+-")
    kept = {text for _, text in added} & {text for _, text in removed}
    for verb, some in (("adds", added), ("removes", removed)):
        new = [one for one in some if one[1] not in kept]
        highest = min((level for level, _ in new), default=0)
        names = [quote(words) for level, text in new if level == highest and (words := unadorned(text))]
        if names:
            yield Statement(f"{verb} {listing(names, MOST)}", (file.id, *file.hunk_ids[:MOST]))


def _of_side(file: FileFact, sign: str) -> Iterator[tuple[int, str]]:
    for hunk in file.file.hunks:
        lines = [line for line in hunk.lines if line[:1] in (sign, " ")]
        fenced = _begins_in_a_fence(lines)
        for line in lines:
            if FENCE.match(line[1:]):
                fenced = not fenced
            elif line[:1] == sign and not fenced and (found := HEADING.match(line[1:])):
                yield len(found[1]), CLOSING_HASHES.sub("", found[2])


def _begins_in_a_fence(lines: Sequence[str]) -> bool:
    """Whether a fence was open before the first line: a fence with a language, where one would have to close."""
    fenced = False
    for line in lines:
        if found := FENCE.match(line[1:]):
            if fenced and found[1].strip():
                return True
            fenced = not fenced
    return False
