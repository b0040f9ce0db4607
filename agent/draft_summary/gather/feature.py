"""The feature folder: the one that the branch changed, else the one that its name names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from draft_summary.errors import DocumentError
from draft_summary.gather import places
from draft_summary.gather.layouts import LAYOUTS, Layout
from draft_summary.gather.patch import Entry
from draft_summary.gather.tree import Listing
from draft_summary.values.branch import Feature, Status, TextFile

DATE_PREFIX = re.compile(r"\d{4}-?\d{2}-?\d{2}[-_]")
SHOWN = 5  # other folders named in a note


@dataclass(frozen=True, slots=True)
class Place:
    """A feature folder, its layout and the paths of its documents; empty where the branch has none."""

    layout: Layout | None = None
    directory: str = ""
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
        return Feature(
            layout=self.layout.name if self.layout else "",
            directory=self.directory,
            spec=found.get(self.spec),
            design=found.get(self.design),
            others=tuple(found[path] for path in self.others if path in found),
            notes=(*self.notes, *unread),
        )


def find(head: Listing, changed: Sequence[Entry], branch: str, *, wanted: str, root: Path) -> Place:
    """Choose the feature folder among those at head; `wanted` (`--feature`) decides if given.

    Raises DocumentError `feature-missing` for a wanted folder that head does not have.
    """
    if wanted:
        directory = places.relative(root, wanted) or ""
        if not directory or not any(path.startswith(f"{directory}/") for path in head):
            message = f"feature folder {wanted!r} is not in the head's tree"
            raise DocumentError(message, code="feature-missing", hint="Commit it, or name another with --feature.")
        layout = next((one for one in LAYOUTS if one.folder(f"{directory}/spec.md") == directory), None)
        return _place(head, layout, directory, ())
    at_head = _folders(head)
    own = {folder: layout for folder, layout in _folders(entry.path for entry in changed).items() if folder in at_head}
    if own:
        ranked = sorted(own, key=lambda folder: _rank(folder, own[folder], changed, branch), reverse=True)
        return _place(head, own[ranked[0]], ranked[0], _others(ranked, "changed on the branch"))
    by_name = sorted((folder for folder in at_head if _same_name(folder, branch)), reverse=True)
    if by_name:
        notes = (f"feature folder {by_name[0]} chosen by the branch's name", *_others(by_name, "named alike"))
        return _place(head, at_head[by_name[0]], by_name[0], notes)
    return Place()


def _folders(paths: Iterable[str]) -> dict[str, Layout]:
    found = {}
    for path in paths:
        for layout in LAYOUTS:
            if folder := layout.folder(path):
                found[folder] = layout
                break
    return found


def _rank(folder: str, layout: Layout, changed: Sequence[Entry], branch: str) -> tuple[bool, int, int, int, str]:
    """What speaks for a folder: the branch's name, the documents it added there, then how much it changed there."""
    inside = [entry for entry in changed if entry.path.startswith(f"{folder}/")]
    names = {*layout.spec, *layout.design, *layout.others}
    documents = [entry for entry in inside if entry.path.removeprefix(f"{folder}/").lower() in names]
    added = sum(entry.status is Status.ADDED for entry in documents)
    return _same_name(folder, branch), added, len(documents), len(inside), folder


def _same_name(folder: str, branch: str) -> bool:
    own = _slug(folder.rpartition("/")[2])
    return bool(own) and own in (_slug(branch.rpartition("/")[2]), _slug(branch))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "-", DATE_PREFIX.sub("", name, count=1).lower()).strip("-")


def _others(ranked: Sequence[str], why: str) -> tuple[str, ...]:
    if len(ranked) == 1:
        return ()
    rest = f" and {len(ranked) - 1 - SHOWN} more" if len(ranked) - 1 > SHOWN else ""
    return (f"feature folder {ranked[0]} chosen; also {why}: {', '.join(ranked[1 : SHOWN + 1])}{rest}",)


def _place(head: Listing, layout: Layout | None, directory: str, notes: tuple[str, ...]) -> Place:
    names = layout or LAYOUTS[0]
    prefix = f"{directory}/"
    here = {
        path.removeprefix(prefix).lower(): path
        for path, entry in head.items()
        if path.startswith(prefix) and entry.is_file
    }
    spec, design = (next((here[name] for name in of if name in here), "") for of in (names.spec, names.design))
    others = tuple(here[name] for name in names.others if name in here)
    return Place(layout, directory, spec, design, others, notes)
