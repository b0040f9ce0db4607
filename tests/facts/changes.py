"""Changes from two dictionaries of texts, diffed as git would, for tests of detectors."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from textwrap import dedent

from draft_summary.facts import detect
from draft_summary.values.branch import Branch, ChangedFile, Commit, Feature, Hunk, Status, Tree, Trees
from draft_summary.values.facts import Coverage, Facts

HEADER = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@$")
Texts = Mapping[str, str]


def change(
    base: Texts,
    head: Texts,
    *,
    renamed: Mapping[str, str] | None = None,
    binary: Iterable[str] = (),
    commits: tuple[Commit, ...] = (),
    feature: Feature | None = None,
    name: str = "feature/x",
) -> tuple[Branch, Trees]:
    """A branch whose trees hold these texts; a path with one text on both sides did not change.

    `renamed` maps new paths to old ones; texts are dedented.
    """
    old, new = ({path: dedent(text) for path, text in side.items()} for side in (base, head))
    names = dict(renamed or {})
    files = [
        _file(path, names.get(path, path), old, new)
        for path in sorted({*old, *new} - set(names.values()))
        if path in names or old.get(path) != new.get(path)
    ]
    files += [ChangedFile(path, Status.ADDED, binary=True) for path in binary]
    branch = Branch(name, "b" * 40, "b" * 40, "c" * 40, tuple(files), commits, feature or Feature())
    return branch, Trees(Tree(tuple(old), old), Tree((*new, *binary), new))


def facts_of(base: Texts, head: Texts, **given: object) -> Facts:
    """The facts of a change, as `change` takes it."""
    return detect(*change(base, head, **given))  # type: ignore[arg-type]


def covered(facts: Facts, kind: str) -> Coverage:
    """What the detector of that kind could read."""
    found = facts.examined(kind)
    assert found is not None
    return found


def _file(path: str, old_path: str, old: Texts, new: Texts) -> ChangedFile:
    before, after = old.get(old_path), new.get(path)
    status = Status.DELETED if after is None else Status.ADDED if before is None else Status.MODIFIED
    renamed = path != old_path
    hunks = tuple(_hunks(path, before or "", after or ""))
    return ChangedFile(
        path,
        Status.RENAMED if renamed else status,
        old_path if renamed else None,
        sum(len(hunk.added) for hunk in hunks),
        sum(len(hunk.removed) for hunk in hunks),
        hunks=hunks,
    )


def _hunks(path: str, before: str, after: str) -> Iterable[Hunk]:
    diff = [*difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="")][2:]
    starts = [number for number, line in enumerate(diff) if HEADER.match(line)]
    for start, end in pairwise([*starts, len(diff)]):
        header = HEADER.match(diff[start])
        assert header is not None
        counts = (int(header[2] or 1), int(header[4] or 1))
        yield Hunk(path, int(header[1]), counts[0], int(header[3]), counts[1], "", tuple(diff[start + 1 : end]))
