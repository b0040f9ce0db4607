"""Where the change is another than the summary states: its lists of files and commits, facts that it never names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from draft_summary.review.listed import Listed, bare, is_path, listed, section_of
from draft_summary.review.paths import Paths
from draft_summary.review.reading import Form, Statement
from draft_summary.values.branch import ChangedFile, Commit, Status
from draft_summary.values.facts import Change, Facts
from draft_summary.values.findings import Finding

MOST_LISTED = 5_000  # entries of lists that are compared
_WORD = re.compile(r"[\w./@+-]*[\w/]")
_COMMITS = re.compile(r"^\W*(?:\w+\s+){0,2}commits?\b", re.IGNORECASE)
_HASH = re.compile(r"(?<![\w-])[0-9a-f]{7,40}(?![\w-])")
_CONVENTIONAL = re.compile(r"`?\"?[a-z]{2,10}(?:\([^()\n]{1,40}\))?!?: \S")
_BARE = re.compile(r"[^a-z0-9]+")
_PARAMETER = re.compile(r"\{[^{}/\n]{0,80}\}|<[^<>/\n]{1,80}>|(?<=/):[A-Za-z_]\w{0,80}")
_DELETE = "delete the line"
_MOVE = "move the line to the list of its kind"  # where a refresh would do it, its change is told instead


def files(statements: Sequence[Statement], paths: Paths, excused: frozenset[str], remedy: str) -> Iterator[Finding]:
    """Compare the lists of files with the change. `excused` are paths whose line a person took out."""
    found = list(islice(listed(statements, paths), MOST_LISTED))
    covered: set[str] = set()
    for one in found:
        covered |= _covered(one, paths)
        yield from _wrong(one, paths)
    headings = [one.line for one in statements if one.form is Form.HEADING and section_of(_under(one))]
    if not found:
        covered |= _mentioned(statements, paths)
    for file in paths.branch.files:
        if file.path not in covered and file.path not in excused and file.old_path not in excused:
            reason = f"the branch {_did(file)} `{file.path}`, which the list of files does not have"
            line = headings[0] if headings else 1
            yield Finding("missing-file", reason, "files", line, file.path, remedy=remedy)


def _under(heading: Statement) -> Statement:
    """A statement that would stand under the heading."""
    return Statement(heading.line, "", Form.PROSE, (*heading.headings, heading.text))


def _did(file: ChangedFile) -> str:
    words = {Status.ADDED: "adds", Status.COPIED: "adds", Status.DELETED: "deletes", Status.RENAMED: "renames to"}
    return words.get(file.status, "changes")


def _covered(one: Listed, paths: Paths) -> set[str]:
    """The changed files that an entry of a list stands for."""
    path = one.path.rstrip("/")
    found = {paths.changed[match].path for match in _matching(one, paths) if match in paths.changed}
    if not found:
        found = {paths.changed[match].path for match in paths.below(path)}
    return found


def _matching(one: Listed, paths: Paths) -> tuple[str, ...]:
    """The known paths that an entry may mean; of a tree's, whose root may be the repository, also without the root."""
    path = one.path
    while not (found := paths.ending(path)) and one.loose and "/" in path:
        path = path.partition("/")[2]
    return found


def _wrong(one: Listed, paths: Paths) -> Iterator[Finding]:
    matching = _matching(one, paths)
    if not matching and not paths.is_folder(one.path) and "*" not in one.path:
        reason = f"`{one.path}` is in neither tree, of the base or of the branch"
        yield Finding("phantom-file", reason, "files", one.line, one.path, remedy=_DELETE)
        return
    changed = [paths.changed[path] for path in matching if path in paths.changed]
    own = paths.branch.summary_path in matching
    if matching and not (changed or own or one.loose or one.renamed):
        reason = f"`{one.path}` is listed, and the branch does not change it"
        yield Finding("file-not-changed", reason, "files", one.line, one.path, remedy=_DELETE)
    elif changed and one.statuses and not any(file.status in one.statuses for file in changed):
        reason = f"`{one.path}` stands in a list of another kind: git says {changed[0].status.value}"
        yield Finding("wrong-status", reason, "files", one.line, one.path, remedy=_MOVE)


def _mentioned(statements: Iterable[Statement], paths: Paths) -> set[str]:
    """The changed files that a summary without a list of files names somewhere."""
    found: set[str] = set()
    for statement in statements:
        for match in _WORD.finditer(statement.text):
            word = bare(match.group())
            if is_path(word, paths.suffixes) or word in paths.known:
                found.update(paths.changed[one].path for one in paths.ending(word) if one in paths.changed)
    return found


def commits(statements: Sequence[Statement], paths: Paths, remedy: str) -> Iterator[Finding]:
    """Compare the list of commits with the branch's. A commit that changes the summary, too, is never missing."""
    branch = paths.branch
    listing = [one for one in statements if any(_COMMITS.match(heading) for heading in one.headings)]
    entries = [one for one in listing if one.form is not Form.HEADING]
    if not entries or not branch.commits:
        return
    named = {commit.sha: one for commit in branch.commits for one in entries if _names(one, commit)}
    line = next(one.line for one in statements if one.form is Form.HEADING and one.text == _commit_heading(entries[0]))
    if not named and not any(_is_entry(one) for one in entries):
        reason = f"the section on commits names none of the branch's {len(branch.commits)}"
        yield Finding("missing-commit", reason, "commits", line, remedy=remedy)
        return
    for commit in branch.commits:
        if commit.sha not in named and branch.summary_path not in commit.paths:
            reason = f"`{commit.short}` ({commit.subject}) is not in the list of commits"
            yield Finding("missing-commit", reason, "commits", line, commit.short, remedy=remedy)
    for commit in branch.commits:
        entry = named.get(commit.sha)
        old = _HASH.search(entry.text) if entry else None
        if entry and old and not commit.sha.startswith(old.group()) and not _is_of(old.group(), branch.commits):
            reason = f"`{old.group()}` is `{commit.short}` now: the same commit, rebased or amended"
            yield Finding("moved-commit", reason, "commits", entry.line_of(old.group()), old.group(), remedy=remedy)


def _commit_heading(entry: Statement) -> str:
    return next(heading for heading in entry.headings if _COMMITS.match(heading))


def _names(entry: Statement, commit: Commit) -> bool:
    hashes = _HASH.findall(entry.text)
    if any(commit.sha.startswith(one) for one in hashes):
        return True
    subject = _BARE.sub(" ", commit.subject.lower()).strip()
    return bool(subject) and f" {subject} " in f" {_BARE.sub(' ', entry.text.lower()).strip()} "


def _is_of(short: str, every: Iterable[Commit]) -> bool:
    return any(commit.sha.startswith(short) for commit in every)


def _is_entry(statement: Statement) -> bool:
    return bool(_HASH.search(statement.text) or _CONVENTIONAL.match(statement.text))


def unnamed(statements: Sequence[Statement], facts: Facts, excused: frozenset[str], remedy: str) -> Iterator[Finding]:
    """Yield the facts that a reviewer has to know of and that no line of the summary names."""
    text = _PARAMETER.sub("{}", "\n".join(one.text for one in statements).lower())
    named = [
        *(("dependency", one.name, one.change.value) for one in facts.dependencies),
        *(("environment variable", one.name, one.change.value) for one in facts.environment),
        *(("endpoint", one.route, one.change.value) for one in facts.endpoints if one.change is not Change.MODIFIED),
        *(("migration", one.name, "added") for one in facts.migrations),
    ]
    for what, name, became in dict.fromkeys(named):
        spellings = _endings(name) if what == "endpoint" else (name,)
        if not any(one.lower() in text for one in spellings) and not any(name in key for key in excused):
            reason = f"the {what} `{name}` was {became}, and the summary does not name it"
            yield Finding("missing-fact", reason, "", 1, name, remedy=remedy)


def _endings(route: str) -> tuple[str, ...]:
    """A route, and its ends that begin with a segment: a summary need not repeat the prefix."""
    plain = _PARAMETER.sub("{}", route).rstrip("/")
    starts = (match.start() for match in re.finditer("/", plain))
    return (route, *(plain[start:] for start in starts))
