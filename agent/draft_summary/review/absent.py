"""What a summary names and is nowhere: each kind by its own rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from draft_summary.review.mentions import Kind, Mention
from draft_summary.review.paths import Paths
from draft_summary.review.presence import Presence, Search
from draft_summary.values.facts import Change
from draft_summary.values.findings import Finding

Rule = Callable[[Mention, Presence], "Finding | None"]
MOST_MENTIONS = 2_000  # that are looked up; a summary has a tenth of that
CORRECT = "correct the line, or say that it is planned"


def absent(mentions: Iterable[Mention], presence: Presence, search: Search) -> Iterator[Finding]:
    """Yield a finding for each thing that is in none of the base's tree, the branch's and the evidence."""
    every = tuple(islice(mentions, MOST_MENTIONS))
    wanted = [part for one in every if not _is_known(one, presence.paths) for part in one.parts]
    presence.look(wanted, (one.text for one in every if one.kind is Kind.COMMIT), search)
    seen: set[tuple[int, str]] = set()
    for mention in every:
        found = RULES[mention.kind](mention, presence)
        if found and (mention.line, mention.text) not in seen:
            seen.add((mention.line, mention.text))
            yield found


def _is_known(mention: Mention, paths: Paths) -> bool:
    return mention.kind is Kind.PATH and bool(paths.ending(mention.text) or paths.is_folder(mention.text))


def _test(mention: Mention, presence: Presence) -> Finding | None:
    """A test at head, by its own name and, where one is given, the end of its file's path."""
    name, path = mention.parts[0], mention.text.rpartition("::")[0].partition("::")[0]
    where = presence.tests.get(name, frozenset())
    if where and ("." not in path or any(f"/{one}".endswith(f"/{path.lstrip('./')}") for one in where)):
        return None
    if where:
        reason = f"`{mention.text}` is no test at head; `{name}` stands in `{min(where)}`"
        return Finding("absent-test", reason, "", mention.line, mention.text, remedy=CORRECT)
    gone = any(one.name.endswith(name) and one.change is Change.REMOVED for one in presence.dossier.facts.tests)
    if not gone and presence.in_code(name):
        return None  # in a language whose tests are not read, or a helper or module named like a test
    reason = f"`{mention.text}` is no test at head" + (": the branch removed it" if gone else "")
    return Finding("absent-test", reason, "", mention.line, mention.text, remedy=CORRECT)


def _path(mention: Mention, presence: Presence) -> Finding | None:
    """A path of either tree, else one that some file speaks of: the program may make it when it runs."""
    if _is_known(mention, presence.paths) or any(map(presence.is_there, mention.parts)):
        return None
    if any(map(presence.is_said, mention.parts)):
        return None  # a path that a plan or a message gives may be one that the program makes
    reason = f"`{mention.text}` is in neither tree, of the base or of the branch, and no file speaks of it"
    return Finding("unknown-path", reason, "", mention.line, mention.text, remedy=CORRECT)


def _name(mention: Mention, presence: Presence) -> Finding | None:
    missing = [part for part in mention.parts if not presence.is_there(part)]
    if not missing:
        return None
    whole = f" (of `{mention.text}`)" if missing[0] != mention.text else ""
    said = all(map(presence.is_said, missing))
    if said and (mention.cites_plan or (" " in mention.text and presence.is_message(mention.text))):
        return None
    where = "only a commit message or the feature's documents have it" if said else "not in the base, not on the branch"
    reason = f"`{missing[0]}`{whole} is nowhere: {where}"
    return Finding("unknown-name", reason, "", mention.line, mention.text, remedy=CORRECT)


def _version(mention: Mention, presence: Presence) -> Finding | None:
    if any(presence.is_there(one) or presence.is_said(one) for one in mention.parts):
        return None
    reason = f"the version {mention.text} is nowhere: not in the base, not on the branch"
    return Finding("unknown-version", reason, "", mention.line, mention.text, remedy=CORRECT)


def _dependency(mention: Mention, presence: Presence) -> Finding | None:
    if any(map(presence.is_there, mention.parts)):
        return None
    reason = f"the dependency `{mention.text}` is nowhere: not in the base, not on the branch"
    return Finding("unknown-name", reason, "", mention.line, mention.text, remedy=CORRECT)


def _commit(mention: Mention, presence: Presence) -> Finding | None:
    if presence.is_commit(mention.text) or presence.near(mention.text) or presence.is_said(mention.text):
        return None
    reason = f"`{mention.text}` is no commit of this repository"
    return Finding("unknown-commit", reason, "", mention.line, mention.text, remedy=CORRECT)


def _message(mention: Mention, presence: Presence) -> Finding | None:
    missing = [part for part in mention.parts if not presence.is_there(part)]
    if not missing:
        return None
    reason = f'no file says "{missing[0]}"'
    return Finding("unknown-quote", reason, "", mention.line, mention.text, remedy=CORRECT)


def _quote(mention: Mention, presence: Presence) -> Finding | None:
    """A quotation, by its runs of three words: it may be wrapped where it stands."""
    missing = [part for part in mention.parts if not presence.is_there(part)]
    if len(missing) * 2 <= len(mention.parts):
        return None
    reason = f'no file says "{mention.text}"'
    return Finding("unknown-quote", reason, "", mention.line, mention.text, remedy=CORRECT)


RULES: Mapping[Kind, Rule] = {
    Kind.TEST: _test,
    Kind.PATH: _path,
    Kind.NAME: _name,
    Kind.VERSION: _version,
    Kind.COMMIT: _commit,
    Kind.MESSAGE: _message,
    Kind.QUOTE: _quote,
    Kind.DEPENDENCY: _dependency,
}
