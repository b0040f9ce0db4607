"""The paths of a tree, and the texts of both sides of the change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from draft_summary.gather import blobs
from draft_summary.gather.patch import decode_path
from draft_summary.gather.repository import Repository
from draft_summary.values.branch import Branch, Tree, Trees

Wanted = Callable[[Branch, tuple[str, ...], tuple[str, ...]], tuple[frozenset[str], frozenset[str]]]
LARGEST_LISTING = 24 * 1024 * 1024  # bytes, some 280,000 paths; each costs about 300 bytes of memory, on both sides
NOT_A_FILE = {"120000": "symbolic link", "160000": "submodule"}


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """What stands at a path of a tree: its mode and object id as git prints them."""

    mode: str
    oid: str

    @property
    def is_file(self) -> bool:
        """Whether it is a file, not a link and not a submodule."""
        return self.mode not in NOT_A_FILE


Listing = Mapping[str, TreeEntry]


def listing(repository: Repository, tree: str) -> Listing:
    """Every path of a tree, in git's order; asked of git once."""
    if tree not in repository.listings:
        repository.listings[tree] = _listed(repository, tree)
    return repository.listings[tree]


def _listed(repository: Repository, tree: str) -> Listing:
    found = {}
    for record in repository.run("ls-tree", "-r", "-z", "--full-tree", tree, cap=LARGEST_LISTING).split(b"\0"):
        if record:
            meta, path = record.split(b"\t", 1)
            mode, _, oid = meta.decode("ascii").split(" ")
            found[decode_path(path)] = TreeEntry(sys.intern(mode), oid)
    return found


def read(repository: Repository, branch: Branch, wanted: Wanted, *, head_tree: str) -> Trees:
    """Both trees' paths, the texts of the changed files on both sides, and those of the unchanged paths `wanted`."""
    base, head = listing(repository, branch.merge_base), listing(repository, head_tree)
    of_base, of_head = wanted(branch, tuple(base), tuple(head))
    base_paths = [file.old_path or file.path for file in branch.files]
    head_paths = [file.path for file in branch.files]
    changed = {*_files(head, head_paths), *_files(base, base_paths)}
    binary = {oid for file in branch.files if file.binary for oid in (file.old_oid, file.new_oid)}
    oids = {*changed, *_files(head, of_head), *_files(base, of_base)} - binary
    texts, unread = blobs.read(repository, oids, rather=changed).texts()
    sides = ((base, (*base_paths, *sorted(of_base))), (head, (*head_paths, *sorted(of_head))))
    of_both = [_tree(entries, paths, texts, unread) for entries, paths in sides]
    return Trees(*of_both)


def _files(entries: Listing, paths: Iterable[str]) -> list[str]:
    return [entries[path].oid for path in paths if path in entries and entries[path].is_file]


def _tree(entries: Listing, paths: Iterable[str], texts: Mapping[str, str], unread: Mapping[str, str]) -> Tree:
    here = [(path, entries[path]) for path in paths if path in entries]
    return Tree(
        tuple(entries),
        {path: texts[entry.oid] for path, entry in here if entry.is_file and entry.oid in texts},
        {
            path: NOT_A_FILE.get(entry.mode) or unread.get(entry.oid, "binary")
            for path, entry in here
            if not entry.is_file or entry.oid not in texts
        },
    )
