"""Unchanged files that detectors ask for: chosen by path alone, before any text of the trees is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from draft_summary.facts.path_kinds import is_example, kind_by_path
from draft_summary.values.branch import Branch, ChangedFile
from draft_summary.values.facts import FileKind

MOST_FILES = 300
PYTHON = (".py", ".pyi")


def python_files(branch: Branch) -> Iterator[ChangedFile]:
    """The change's Python files that are the program's own code."""
    for file in branch.files:
        if file.path.endswith(PYTHON) and kind_by_path(file.path) is FileKind.CODE:
            yield file


def hints_in_hunks(branch: Branch, hints: Iterable[str], *, signs: str = "+-") -> bool:
    """Whether a changed line of the program's Python code contains one of these texts."""
    wanted = tuple(hints)
    return any(
        line[:1] in signs and any(hint in line for hint in wanted)
        for file in python_files(branch)
        for hunk in file.hunks
        for line in hunk.lines
    )


def nearest_code(branch: Branch, head_paths: tuple[str, ...], most: int = MOST_FILES) -> frozenset[str]:
    """The unchanged Python code files at head, up to `most`: those that share most folders with the change first."""
    changed = {file.path for file in branch.files}
    near = {folder for file in python_files(branch) for folder in folders(file.path)}
    candidates = [
        path
        for path in head_paths
        if path.endswith(".py") and path not in changed and kind_by_path(path) is FileKind.CODE and not is_example(path)
    ]
    candidates.sort(key=lambda path: (-sum(folder in near for folder in folders(path)), path.count("/"), path))
    return frozenset(candidates[:most])


def folders(path: str) -> list[str]:
    """The folders above a path, outermost first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
