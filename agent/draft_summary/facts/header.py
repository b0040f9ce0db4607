"""The header's facts: the feature's name, who wrote most of it, and from when to when."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from draft_summary.values.branch import Branch, Commit

# `**Feature name**: X` as the directive templates have it; `# Feature Specification: X` is spec-kit's.
NAME_FIELD = re.compile(r"^[-*\s]{0,6}\*{0,2}Feature(?:[ ]name)?\*{0,2}\s?:\*{0,2}\s*(.{1,200}?)\s*$", re.IGNORECASE)
FIRST_HEADING = re.compile(r"^(#{1,6})\s+(.{1,200}?)\s*#*\s*$")
PREFIX = re.compile(
    r"^(?:feature\s+)?(?:spec(?:ification)?|requirements?(?:\s+document)?|proposal|prd|feature|change|story|epic)"
    r"(?:\s*\((?:per\s+pr|draft|wip)\))?\s*(?:[:|\u2014\u2013-]+\s*|$)",
    re.IGNORECASE,
)
TEMPLATE_TITLES = frozenset(
    {"", "problem", "overview", "summary", "introduction", "goals", "background", "context", "added requirements"}
    | {"modified requirements", "removed requirements", "renamed requirements", "why"}
)
PLACEHOLDER = re.compile(r"^[<\[{].*[>\]}]$")
FOLDER_NUMBER = re.compile(r"^(?:\d{8}|\d{4}-\d{2}-\d{2}|\d{1,4})[-_]+")
BRANCH_KIND = re.compile(
    r"^(?:feat|feature|features|fix|bugfix|hotfix|chore|refactor|docs|task|story|spec)/", re.IGNORECASE
)
FIRST_LINES = 30


@dataclass(frozen=True, slots=True)
class Header:
    """Empty strings for what is not known; dates as YYYY-MM-DD."""

    title: str
    author: str
    start_date: str
    last_updated: str


def read(branch: Branch) -> Header:
    """The header's facts of a branch."""
    dated = sorted((moment, commit.date[:10]) for commit in branch.commits if (moment := _moment(commit)) is not None)
    return Header(
        title=title(branch),
        author=_main_author(branch.commits),
        start_date=dated[0][1] if dated else "",
        last_updated=dated[-1][1] if dated else "",
    )


def title(branch: Branch) -> str:
    """The feature's name: as its spec gives it, else of its folder, else of the branch."""
    spec = branch.feature.spec
    stated = _of_spec(spec.text) if spec else ""
    if stated:
        return stated
    folder = branch.feature.directory.rstrip("/").rpartition("/")[2]
    return _words(FOLDER_NUMBER.sub("", folder) if folder else BRANCH_KIND.sub("", branch.name).rpartition("/")[2])


def _of_spec(text: str) -> str:
    lines = [line.rstrip() for line in text.lstrip("\ufeff").split("\n", FIRST_LINES)[:FIRST_LINES]]
    for line in lines:
        if (found := NAME_FIELD.match(line)) and (name := _cleaned(found[1])):
            return name
    heading = next((found for line in lines if (found := FIRST_HEADING.match(line))), None)
    name = _cleaned(heading[2]) if heading else ""
    return "" if name.casefold() in TEMPLATE_TITLES else name


def _cleaned(name: str) -> str:
    for _ in range(2):  # "Spec — Feature: X"
        name = PREFIX.sub("", name, count=1).strip()
    return "" if PLACEHOLDER.match(name) else name


def _words(name: str) -> str:
    spoken = " ".join(re.split(r"[-_\s]+", name)).strip()
    return spoken[:1].upper() + spoken[1:]


def _main_author(commits: tuple[Commit, ...]) -> str:
    """Who has most commits; of equals who touched most paths, then who came first."""
    count = Counter(commit.author for commit in commits)
    paths = Counter[str]()
    for commit in commits:
        paths[commit.author] += len(commit.paths)
    authors = list(dict.fromkeys(commit.author for commit in commits))
    return max(authors, key=lambda author: (count[author], paths[author], -authors.index(author)), default="")


def _moment(commit: Commit) -> datetime | None:
    try:
        moment = datetime.fromisoformat(commit.date)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
