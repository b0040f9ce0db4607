"""Branches read through the room's own doors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from draft_summary import gather
from draft_summary.errors import InputError
from draft_summary.settings import Settings
from draft_summary.values.branch import Branch, Trees
from support.repositories import Sample


def read(where: Sample | Path, **settings: Any) -> Branch:
    """Open the repository and read the branch, with `Settings` of the given fields."""
    path = where.path if isinstance(where, Sample) else where
    return gather.read_branch(gather.open_repository(path), Settings(repo=path, **settings))


def refused(where: Sample | Path, **settings: Any) -> InputError:
    """The error that reading the branch ends with; it says what to do."""
    with pytest.raises(InputError) as caught:
        read(where, **settings)
    assert caught.value.hint
    return caught.value


def read_texts(
    where: Sample, *, of_base: tuple[str, ...] = (), of_head: tuple[str, ...] = (), **settings: Any
) -> Trees:
    """Read the branch and its trees, with the unchanged paths that are wanted of each side."""
    repository = gather.open_repository(where.path)
    branch = gather.read_branch(repository, Settings(repo=where.path, **settings))
    return gather.read_trees(repository, branch, lambda *_: (frozenset(of_base), frozenset(of_head)))


def statuses(branch: Branch) -> dict[str, str]:
    """The changed paths and their status."""
    return {file.path: file.status.value for file in branch.files}
