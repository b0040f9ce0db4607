"""Commit History Summary: every commit of the range, oldest first; above a number of them, grouped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from draft_summary.sections.blocks import bullet, by_key, emptiness, fact
from draft_summary.sections.content import Content, Known
from draft_summary.sections.section import Section
from draft_summary.sections.text import code, counted, one_line
from draft_summary.sections.written import Written
from draft_summary.values.branch import Commit
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier
from draft_summary.values.slots import SectionOutline, Slot

MOST_LINES = 20  # above this many commits, a line for each group

LIST = Slot("commits.list", "commits")
OUTLINE = SectionOutline(
    "commits",
    "Commit History Summary",
    ("Commit History", "Commits", "Commit Summary", "Git History", "Commit Log", "Commits Summary"),
    (LIST,),
)

# Conventional Commits 1.0.0: a type, an optional scope, an optional `!`, a colon and a space
_TYPE = re.compile(r"([A-Za-z]{1,20})(?:\([^()\n]{0,60}\))?!?: ")


class CommitGroup(Content):
    """The commits of one type, or of one day."""

    name: str
    commits: tuple[Known[Commit], ...]


class CommitsContent(Content):
    """Either `commits` for a line each, or `groups`."""

    commits: tuple[Known[Commit], ...] = ()
    groups: tuple[CommitGroup, ...] = ()


def assemble(dossier: Dossier, written: Written) -> CommitsContent:  # noqa: ARG001 — commits speak for themselves
    """The commits in git's order, or grouped where there are many."""
    commits = dossier.branch.commits
    return CommitsContent(commits=commits) if len(commits) <= MOST_LINES else CommitsContent(groups=_groups(commits))


def render(content: CommitsContent) -> tuple[Block, ...]:
    """Hash and subject of every commit, subjects in code spans: they are whatever somebody typed."""
    if content.groups:
        return tuple(bullet(LIST, f"#{group.name}", fact(_group(group))) for group in content.groups)
    if not content.commits:
        return (emptiness("commits", "No commits."),)
    keyed = by_key((one.patch_id or one.sha, one) for one in content.commits)
    return tuple(
        bullet(
            LIST,
            key,
            fact(code(one.short)),
            fact(code(one_line(one.subject))),
            identity=(one.short, one.sha, one_line(one.subject)),
        )
        for key, one in keyed.items()
    )


def _groups(commits: tuple[Commit, ...]) -> tuple[CommitGroup, ...]:
    """By conventional type where at least half of the subjects have one, else by the day of authorship."""
    types = [match[1].lower() if (match := _TYPE.match(one.subject)) else "" for one in commits]
    conventional = 2 * sum(map(bool, types)) >= len(types)
    names = [name or "other" for name in types] if conventional else [one.date[:10] for one in commits]
    return tuple(CommitGroup(name=name, commits=some) for name, some in _gathered(zip(names, commits, strict=True)))


def _gathered(named: Iterable[tuple[str, Commit]]) -> list[tuple[str, tuple[Commit, ...]]]:
    found: dict[str, list[Commit]] = {}
    for name, commit in named:
        found.setdefault(name, []).append(commit)
    return [(name, tuple(some)) for name, some in found.items()]


def _group(group: CommitGroup) -> str:
    commits = ", ".join(f"{code(one.short)} {code(one_line(one.subject))}" for one in group.commits)
    return f"**{group.name}** ({counted(len(group.commits), 'commit')}): {commits}"


SECTION = Section(OUTLINE, assemble, render)
