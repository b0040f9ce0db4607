"""The feature's documents: those that the branch changed, else those its name names, else those a tool points to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from draft_summary.errors import DocumentError
from draft_summary.gather import places
from draft_summary.gather.layouts import LAYOUTS, PLAIN, POINTERS, Layout, Names, layout_of
from draft_summary.gather.patch import Entry
from draft_summary.gather.tree import Listing
from draft_summary.values.branch import Feature, Status, TextFile

PREFIX = re.compile(r"(?:\d{4}-?\d{2}-?\d{2}(?:[-_]\d{4}|[-_]\d{6})?|\d{3,4})[-_]")
STORY = re.compile(r"^(?:story[-_. ]?)?(\d{1,3}[a-z]?)[.-](\d{1,3})(?=\D|$)", re.IGNORECASE)
SHOWN = 5  # other folders named in a note
MOST_OTHERS = 40  # further documents that are read


@dataclass(frozen=True, slots=True)
class Place:
    """A feature's folder, its layout and the paths of its documents; empty where the branch has none.

    `home` is where its summary belongs: the folder, unless other features share that one.
    """

    layout: str = ""
    directory: str = ""
    home: str = ""
    spec: str = ""
    design: str = ""
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every document to read."""
        return tuple(path for path in (self.spec, self.design, *self.others) if path)

    def feature(self, texts: Mapping[str, str]) -> Feature:
        """The value, with the documents that were read."""
        found = {path: TextFile(path, texts[path]) for path in self.paths if path in texts}
        unread = tuple(f"{path} could not be read" for path in self.paths if path not in texts)
        empty = tuple(f"{path} is empty" for path, file in found.items() if not file.text.strip())
        return Feature(
            layout=self.layout,
            directory=self.directory,
            spec=found.get(self.spec),
            design=found.get(self.design),
            others=tuple(found[path] for path in self.others if path in found),
            notes=(*self.notes, *unread, *empty),
        )


@dataclass(frozen=True, slots=True)
class Search:
    """What the choice is made from: head's tree, the change, the branch's name, and how a file at head is read."""

    head: Listing
    changed: Sequence[Entry]
    branch: str
    read: Callable[[str], str]


def find(search: Search, *, wanted: str, root: Path) -> Place:
    """Choose the feature among those at head; `wanted` (`--feature`, a folder or a story's file) decides if given.

    Raises DocumentError `feature-missing` for a wanted one that head does not have.
    """
    if wanted:
        return _wanted(search, wanted, root)
    at_head = _roots(search.head)
    own = {root: layout for root, layout in _roots(entry.path for entry in search.changed).items() if root in at_head}
    if own:
        ranked = sorted(own, key=lambda root: _rank(root, own[root], search), reverse=True)
        return _place(search.head, own[ranked[0]], ranked[0], _others(ranked, "changed on the branch"))
    by_name = sorted((root for root in at_head if _same_name(root, search.branch)), reverse=True)
    if by_name:
        notes = (f"feature folder {by_name[0]} chosen by the branch's name", *_others(by_name, "named alike"))
        return _place(search.head, at_head[by_name[0]], by_name[0], notes)
    return _pointed(search, at_head, root)


def _wanted(search: Search, wanted: str, root: Path) -> Place:
    path = places.relative(root, wanted) or ""
    if path in search.head and path.endswith(".md") and search.head[path].is_file:
        found = layout_of(path)
        name = found[1].name if found and found[0] == path else "plain"
        return Place(name, path.rpartition("/")[0], spec=path)
    inside = next((one for one in search.head if path and one.startswith(f"{path}/")), "")
    if not inside:
        message = f"feature folder {wanted!r} is not in the head's tree"
        raise DocumentError(message, code="feature-missing", hint="Commit it, or name another with --feature.")
    files = (one for one in search.head if one.startswith(f"{path}/"))
    known = next((found[1] for one in files if (found := layout_of(one)) and found[0] == path), None)
    return _place(search.head, known, path, ())


def _pointed(search: Search, at_head: Mapping[str, Layout], root: Path) -> Place:
    """The folder that a tool's own pointer file names, if head has it; only files of head are trusted."""
    for pointer, key in POINTERS:
        entry = search.head.get(pointer)
        folder = _folder_in(search.read(pointer), key, root) if entry and entry.is_file else ""
        if folder and any(path.startswith(f"{folder}/") for path in search.head):
            notes = (f"feature folder {folder} chosen by {pointer}",)
            layout = at_head.get(folder) or next(one for one in LAYOUTS if one.name == "spec-kit")
            return _place(search.head, layout, folder, notes)
    return Place()


def _folder_in(text: str, key: str, root: Path) -> str:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    named = said.get(key) if isinstance(said, dict) else None
    return (places.relative(root, named) or "") if isinstance(named, str) and named.strip() else ""


def _roots(paths: Iterable[str]) -> dict[str, Layout]:
    return dict(found for path in paths if (found := layout_of(path)))


def _rank(root: str, layout: Layout, search: Search) -> tuple[bool, int, int, int, str]:
    """What speaks for a feature: the branch's name, the documents it added there, then how much it changed there.

    A document that was only moved, as into an archive, says nothing about what the branch is for.
    """
    inside = [entry for entry in search.changed if entry.path == root or entry.path.startswith(f"{root}/")]
    names = layout.names.every
    moved = {entry.old_oid for entry in search.changed}
    documents = [
        entry
        for entry in inside
        if entry.new_oid not in moved
        and (entry.path == root or any(_is(entry.path.removeprefix(f"{root}/").lower(), name) for name in names))
    ]
    added = sum(entry.status is Status.ADDED for entry in documents)
    return _same_name(root, search.branch), added, len(documents), len(inside), root


def _same_name(root: str, branch: str) -> bool:
    name, asked = root.rpartition("/")[2].removesuffix(".md"), branch.rpartition("/")[2]
    own = _slug(name)
    if bool(own) and own in (_slug(asked), _slug(branch)):
        return True
    story, of_branch = STORY.match(name), STORY.match(asked)
    return bool(story and of_branch and root.endswith(".md") and story.groups() == of_branch.groups())


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "-", PREFIX.sub("", name.removesuffix(".md"), count=1).lower()).strip("-")


def _others(ranked: Sequence[str], why: str) -> tuple[str, ...]:
    if len(ranked) == 1:
        return ()
    rest = f" and {len(ranked) - 1 - SHOWN} more" if len(ranked) - 1 > SHOWN else ""
    return (f"feature folder {ranked[0]} chosen; also {why}: {', '.join(ranked[1 : SHOWN + 1])}{rest}",)


def _place(head: Listing, layout: Layout | None, root: str, notes: tuple[str, ...]) -> Place:
    """The documents of a feature: of a folder by their names, in the order of these and then of the paths."""
    if root in head:
        return Place(layout.name if layout else "plain", root.rpartition("/")[0], spec=root, notes=notes)
    prefix = f"{root}/"
    here = {
        path.removeprefix(prefix).lower(): path
        for path, entry in head.items()
        if path.startswith(prefix) and entry.is_file
    }
    if layout and not layout.marked(here.keys()):
        layout = next(one for one in LAYOUTS if one.names is layout.names and one.marked(here.keys()))
    names = layout.names if layout else PLAIN
    specs, designs = _named(here, names.spec), _named(here, names.design)
    taken = {*specs[:1], *designs[:1]}
    more = [path for path in (*_alike(specs, names), *_named(here, names.others)) if path not in taken]
    return Place(
        layout.name if layout else "plain",
        root,
        root,
        specs[0] if specs else "",
        designs[0] if designs else "",
        tuple(dict.fromkeys(more))[:MOST_OTHERS],
        notes,
    )


def _named(here: Mapping[str, str], names: Sequence[str]) -> list[str]:
    return [here[one] for name in names for one in sorted(here) if _is(one, name)]


def _alike(specs: Sequence[str], names: Names) -> list[str]:
    """Further specs beside the first: those of a name that stands for many (one for each capability)."""
    many = [name for name in names.spec if "*" in name]
    return [path for path in specs if any(path.lower().endswith(name.rpartition("*")[2]) for name in many)]


def _is(path: str, name: str) -> bool:
    return path == name or ("*" in name and path.count("/") == name.count("/") and fnmatchcase(path, name))
