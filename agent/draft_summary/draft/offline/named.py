"""Words for named things: public names, endpoints, dependencies, migrations, settings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.draft.markdown import code, prose, quote
from draft_summary.draft.offline import messages
from draft_summary.draft.offline.wording import Statement
from draft_summary.draft.offline.work import Work
from draft_summary.values.branch import Hunk
from draft_summary.values.claims import Claim
from draft_summary.values.facts import Dependency, Fact
from draft_summary.values.slots import Ask

LONGEST = 200  # characters of a docstring's first line
ORDINAL = re.compile(r"~\d{1,4}$")  # of a key that occurs again
COMMENT = re.compile(r"[ \t]*(?:#|//|--)[ \t]*(|\S.{0,199})$")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def contract(work: Work, ask: Ask) -> Iterator[Claim]:
    """What each new endpoint or public name says of itself: the first line of its docstring."""
    facts = work.dossier.facts
    summaries: dict[str, tuple[str, Fact]] = {}
    for endpoint in facts.endpoints:
        summaries.setdefault(f"{endpoint.method} {endpoint.route}", (endpoint.summary, endpoint))
    for symbol in facts.symbols:
        summaries.setdefault(symbol.qualified, (symbol.summary, symbol))
    for key in ask.keys:
        summary, fact = summaries.get(ORDINAL.sub("", key), ("", None))
        if fact is not None and summary and len(summary) <= LONGEST:
            yield from work.claim(ask, Statement(prose(summary), _with_file(work, fact)), key)


def dependencies(work: Work, ask: Ask) -> Iterator[Claim]:
    """Why each dependency changed, where a commit's subject names it: quoted, with its hash."""
    known = {f"{one.manifest}:{one.name}": one for one in work.dossier.facts.dependencies}
    for key in ask.keys:
        one = known.get(ORDINAL.sub("", key))
        if one is not None:
            yield from work.claim(ask, _naming(work, one), key)


def migrations(work: Work, ask: Ask) -> Iterator[Claim]:
    """What each migration says of itself: its file's first words."""
    for key in ask.keys:
        file = work.files.get(ORDINAL.sub("", key))
        if file and file.title and messages.quotable(file.title, 2):
            words = Statement(prose(file.title.removesuffix(".")), (file.id, *file.hunk_ids[:1]))
            yield from work.claim(ask, words, key)


def settings(work: Work, ask: Ask) -> Iterator[Claim]:
    """What the comment above an added variable, flag or key says of it."""
    for key in ask.keys:
        yield from work.claim(ask, _comment_above(work, ORDINAL.sub("", key)), key)


def _naming(work: Work, one: Dependency) -> Statement | None:
    word = re.compile(rf"(?<![\w-]){re.escape(one.name)}(?![\w-])", re.IGNORECASE)
    for id_, commit in reversed(work.commits):
        words = messages.subject(commit)
        if one.manifest in commit.paths and word.search(words) and messages.quotable(words):
            return Statement(f"{code(commit.short)}: {quote(words)}", (*_with_file(work, one), id_))
    return None


def _comment_above(work: Work, name: str) -> Statement | None:
    """The first sentence of the comment right above the added line that sets or reads a name."""
    stated = re.compile(rf"(?:^|env\.|[^\w.]){re.escape(name)}(?![\w(])")  # a call of that name states nothing
    for file in work.files.values():
        for id_, hunk in zip(file.hunk_ids, file.file.hunks, strict=True):
            for comment, line in _commented(hunk):
                said = SENTENCE.split(comment, maxsplit=1)[0] if stated.search(line) else ""
                if said and messages.quotable(said):
                    return Statement(f"{code(file.path)}: {quote(said)}", (file.id, id_))
    return None


def _commented(hunk: Hunk) -> Iterator[tuple[str, str]]:
    """Each added line of code with the comment right above it, where all of that is added."""
    above: list[str] = []
    is_added = True
    for line in hunk.lines:
        comment = COMMENT.match(line[1:])
        if comment is None and line.startswith("+") and is_added:
            yield " ".join(above).strip(), line[1:]
        if comment is None and not line.startswith(("-", "\\")):
            above, is_added = [], True
        elif comment and not line.startswith("-"):
            above.append(comment[1].strip())
            is_added = is_added and line.startswith("+")


def _with_file(work: Work, fact: Fact) -> tuple[str, ...]:
    file = work.files.get(fact.path)
    return (file.id, fact.id) if file else (fact.id,)
