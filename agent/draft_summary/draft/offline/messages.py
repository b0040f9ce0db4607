"""Commit messages as somebody's words: quoted with their hash, and only those that the change bears out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from draft_summary.draft.markdown import bare, code, is_code, quote
from draft_summary.draft.offline.wording import Statement
from draft_summary.draft.offline.work import Work
from draft_summary.values.branch import Commit, Status
from draft_summary.values.facts import FileFact

# `type(scope)!: ` of Conventional Commits 1.0.0, and the number that a squash merge appends.
PREFIX = re.compile(r"[A-Za-z]{1,20}(\([^()]{1,60}\))?!?:\s+")
NUMBER = re.compile(r"\s*\(#\d{1,9}\)$")
BULLET = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
TRAILER = re.compile(r"[A-Z][A-Za-z]{1,30}(-[A-Za-z]{1,30}){0,4}: \S")
MEASURE = re.compile(r"\d\s?(?:%|ms\b|s\b|x\b|MB\b|GB\b|KB\b|times\b|lines\b)")
LONGEST = 120  # characters of a quoted subject
FEWEST_WORDS = 3
FEW_FILES = 3  # a commit that touches no more is about each of them
# What only a person or a report may say (a claim with it would fall), and subjects that say nothing.
NOT_OURS_TO_SAY = (
    "backward",
    "breaking",
    "complete",
    "comprehensive",
    "coverage",
    "no regression",
    "pass",
    "production",
    "unchanged",
)
ADORNING = frozenset({"So", "Sk", "Cf", "Mn"})  # pictograms with what joins and colours them
PICTORIAL = frozenset({"So", "Cf", "Co", "Cs", "Cn", "Cc"})  # Unicode's categories of pictograms and the unseen
SAYS_NOTHING = re.compile(r"\b(?:wip|typos?|fixup|squash|merge branch|review (?:comments?|feedback))\b")


def subject(commit: Commit) -> str:
    """The subject without pictograms, type prefix and the pull request's number; empty if pictograms are within."""
    return unadorned(NUMBER.sub("", PREFIX.sub("", unadorned(commit.subject), count=1)))


def unadorned(text: str) -> str:
    """The words without pictograms before and after them; empty if there are some between."""
    start, end = 0, len(text)
    while start < end and (text[start].isspace() or unicodedata.category(text[start]) in ADORNING):
        start += 1
    while start < end and (text[end - 1].isspace() or unicodedata.category(text[end - 1]) in ADORNING):
        end -= 1
    words = text[start:end]
    return "" if any(unicodedata.category(character) in PICTORIAL for character in words) else words


def quotable(text: str, fewest: int = FEWEST_WORDS, longest: int = LONGEST) -> bool:
    """Whether words may be quoted: enough of them to say something, no measure, no boast, no pictograms."""
    low = text.lower()
    if len(text.split()) < fewest or len(text) > longest or MEASURE.search(text):
        return False
    if any(word in low for word in NOT_OURS_TO_SAY) or SAYS_NOTHING.search(low):
        return False
    return not any(unicodedata.category(character) in PICTORIAL for character in text)


def borne_out(work: Work, text: str, files: Iterable[FileFact]) -> bool:
    """Whether every path and identifier that a message names occurs in the net change of these files."""
    named = {bare(word).removesuffix("()") for word in text.replace("`", " ").split() if is_code(bare(word))}
    if not named:
        return True
    items = work.dossier.catalogue.items
    texts = [items[one].text for file in files for one in (file.id, *file.hunk_ids) if one in items]
    return all(any(name in text for text in texts) for name in named)


def quoted(work: Work, id_: str, commit: Commit, text: str) -> Statement:
    """`abc1234`: "text", borne by the commit and by the files of the change that it touches."""
    files = tuple(work.files[path].id for path in commit.paths if path in work.files)
    return Statement(f"{code(commit.short)}: {quote(text)}", (*files[:FEW_FILES], id_))


def about(work: Work, file: FileFact) -> Statement | None:
    """The message of the commit that says most about a file: one that names it, or touches few files; else none."""
    found = []
    touching = work.touching(file)
    first = touching[:1] if file.file.status in (Status.ADDED, Status.COPIED) else touching  # why it came is said there
    for number, (id_, commit) in enumerate(first):
        words, name = subject(commit), file.path.rpartition("/")[2]
        names_it = name.lower() in commit.subject.lower()
        if (names_it or len(commit.paths) <= FEW_FILES) and quotable(words) and borne_out(work, words, [file]):
            found.append((not names_it, len(commit.paths), -number, id_, commit))
    if not found:
        return None
    *_, id_, commit = min(found, key=lambda one: one[:3])
    return Statement(f"{code(commit.short)}: {quote(subject(commit))}", (file.id, id_))


def lines(commit: Commit) -> list[str]:
    """The sentences and list items of a message's body, wrapped lines joined, trailers left out."""
    found: list[str] = []
    open_ = False
    for raw in commit.body.split("\n"):
        line = raw.strip()
        if not line or TRAILER.match(line):
            open_ = False
            continue
        item = BULLET.match(line)
        if item or not open_:
            found.append(line[item.end() :] if item else line)
        else:
            found[-1] += f" {line}"
        open_ = True
    return [sentence for one in found for sentence in _sentences(one)]


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+(?=[A-Z])", text) if one.strip()]
