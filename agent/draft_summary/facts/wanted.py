"""Unchanged files that detectors ask for: chosen by path alone, before any text of the trees is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from draft_summary.facts.languages import language_of
from draft_summary.facts.path_kinds import is_example, kind_by_path
from draft_summary.values.branch import Branch, ChangedFile
from draft_summary.values.facts import FileKind

MOST_FILES = 300


def program_files(branch: Branch) -> Iterator[tuple[ChangedFile, str]]:
    """The change's files that are the program's own code, each with the family of its language."""
    for file in branch.files:
        language = language_of(file.path)
        if language and language.grammar and kind_by_path(file.path) is FileKind.CODE:
            yield file, language.family


def families_of(branch: Branch) -> frozenset[str]:
    """The families of the languages that the changed program code is written in."""
    return frozenset(family for _, family in program_files(branch))


def families_hinted(branch: Branch, hints: Mapping[str, tuple[str, ...]], *, signs: str = "+-") -> frozenset[str]:
    """The families in whose code a changed line contains one of the family's texts."""
    found: set[str] = set()
    for file, family in program_files(branch):
        if family not in found and (wanted := hints.get(family)):
            lines = (line for hunk in file.hunks for line in hunk.lines)
            if any(line[:1] in signs and any(hint in line for hint in wanted) for line in lines):
                found.add(family)
    return frozenset(found)


def nearest_code(
    branch: Branch, head_paths: Iterable[str], families: frozenset[str], most: int = MOST_FILES
) -> frozenset[str]:
    """The unchanged code files at head in these languages, up to `most`: those nearest to the change first."""
    changed = {file.path for file in branch.files}
    near = {folder for file, _ in program_files(branch) for folder in folders(file.path)}
    candidates = [
        path
        for path in head_paths
        if path not in changed
        and (language := language_of(path))
        and language.family in families
        and kind_by_path(path) is FileKind.CODE
        and not is_example(path)
    ]
    candidates.sort(key=lambda path: (-sum(folder in near for folder in folders(path)), path.count("/"), path))
    return frozenset(candidates[:most])


def folders(path: str) -> list[str]:
    """The folders above a path, outermost first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
