"""Which hunks bear a decision out: those that bring in something that its choice names in code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from draft_summary.facts.spec import tokens
from draft_summary.facts.spec.corpus import Corpus
from draft_summary.facts.spec.inline import code_spans
from draft_summary.values.branch import Status
from draft_summary.values.facts import FileFact
from draft_summary.values.spec import PlannedDecision

MOST = 5  # hunks named for one decision
_BARE = re.compile(r"(?<![\w`])(?:[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+|\w+(?:\.\w+)*\(\)|--[a-z][\w-]+|[a-z]\w*_\w+)(?![\w`])")
_SPANS = re.compile(r"`[^`\n]*`")


def borne_out(
    decisions: Sequence[PlannedDecision], added: Corpus, base: Corpus, files: Sequence[FileFact]
) -> tuple[PlannedDecision, ...]:
    """The decisions with the ids of hunks that add a code-like token of the choice which the base did not have.

    A rejected option has none: that it was not built shows nowhere.
    """
    by_path = {fact.path: fact for fact in files}
    return tuple(replace(one, hunks=_hunks(one, added, base, by_path)) if one.chosen else one for one in decisions)


def _hunks(decision: PlannedDecision, added: Corpus, base: Corpus, files: Mapping[str, FileFact]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in _names(f"{decision.title} {decision.choice}"):
        if path := tokens.repository_path(name):
            new = (fact for fact in files.values() if fact.file.status in (Status.ADDED, Status.RENAMED))
            found |= {fact.hunk_ids[0]: None for fact in new if f"/{fact.path}".endswith(f"/{path}") and fact.hunk_ids}
        elif not base.has(name):
            for at in added.occurrences(name):
                path, line = added.spot(at)
                found[_hunk_at(files[path], line)] = None
                if len(found) >= MOST:
                    break
    return tuple(found)[:MOST]


def _names(text: str) -> Iterator[str]:
    """The code-like tokens of a text, as they would stand in code."""
    for span in (*code_spans(text), *_BARE.findall(_SPANS.sub(" ", text))):
        call, typed = tokens.CALL.match(span), tokens.TYPED.match(span)
        if call:
            yield tokens.last_name(call[1])
        elif typed:
            yield typed[1]
        elif tokens.is_distinct(span):
            yield span


def _hunk_at(fact: FileFact, line: int) -> str:
    for hunk_id, hunk in zip(fact.hunk_ids, fact.file.hunks, strict=True):
        if hunk.new_start <= line < hunk.new_start + max(1, hunk.new_count):
            return hunk_id
    return fact.id
