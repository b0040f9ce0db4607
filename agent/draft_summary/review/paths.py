"""The paths of both trees and of the change, as people write them: whole, by their end, by folder or by pattern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cached_property

from draft_summary.values.branch import Branch, ChangedFile, Trees

MOST_STARS = 4  # of a pattern: each more multiplies the time that matching may take


class Paths:
    """What can be asked of the paths; each index is made when it is first needed."""

    def __init__(self, branch: Branch, trees: Trees) -> None:
        self.branch = branch
        self.trees = trees

    @cached_property
    def changed(self) -> Mapping[str, ChangedFile]:
        """The changed files by their path, and by the path that they had."""
        files = self.branch.files
        return {**{one.old_path: one for one in files if one.old_path}, **{one.path: one for one in files}}

    @cached_property
    def known(self) -> frozenset[str]:
        """Every path of either tree; the summary's own, too, which may not be committed yet."""
        return frozenset((*self.trees.base.paths, *self.trees.head.paths, *self.changed, self.branch.summary_path))

    @cached_property
    def suffixes(self) -> frozenset[str]:
        """The suffixes of the files, without the dot."""
        names = (path.rpartition("/")[2] for path in self.known)
        return frozenset(name.rpartition(".")[2] for name in names if "." in name.lstrip("."))

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder of either tree."""
        found: set[str] = set()
        for path in self.known:
            folder = path.rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def folder_ends(self) -> frozenset[str]:
        """Every folder's path, and each end of it."""
        return frozenset(end for folder in self.folders for end in _ends(folder))

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in self.known:
            found[path.rpartition("/")[2]].append(path)
        return {name: tuple(sorted(paths)) for name, paths in found.items()}

    def ending(self, path: str) -> tuple[str, ...]:
        """Every known path that is `path` or ends in it, the whole one alone where there is one."""
        if path in self.known:
            return (path,)
        return tuple(one for one in self._by_name.get(path.rpartition("/")[2], ()) if one.endswith(f"/{path}"))

    def is_folder(self, path: str) -> bool:
        """Whether either tree has a folder of that name or one whose path ends in it."""
        folder = path.strip("/")
        return folder in self.folder_ends

    def below(self, path: str) -> tuple[str, ...]:
        """The changed paths in that folder, however much of its path is given, or that the pattern fits."""
        if "*" in path:
            usable = path.count("*") <= MOST_STARS
            return tuple(one for one in self.changed if usable and fnmatchcase(f"/{one}", f"*/{path}"))
        folder = f"/{path.strip('/')}/"
        return tuple(one for one in self.changed if folder in f"/{one}")


def _ends(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[start:]) for start in range(len(parts)))
