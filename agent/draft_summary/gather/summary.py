"""The summary that the run is about: where it stands or is to stand, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from draft_summary.errors import DocumentError
from draft_summary.gather import places
from draft_summary.gather.tree import Listing

KNOWN_NAMES = ("implementation_summary.md", "implementation-summary.md", "implementation.md")  # in lower case
DEFAULT_NAME = KNOWN_NAMES[0]
WITHOUT_FEATURE = "docs/implementation"
PRINTED = "-"


@dataclass(frozen=True, slots=True)
class Target:
    """The summary's path from the top level; `printed` says that the result is shown and nothing is written."""

    path: str
    printed: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surface:
    """Where a summary may stand: head's tree, what of it is this branch's own, and the work tree if head is there.

    `own` are paths that differ from the merge base, committed or not. `root` is None where the head is not checked out.
    """

    head: Listing
    own: Collection[str]
    root: Path | None


def find(surface: Surface, directory: str, branch: str, output: str) -> Target:
    """Find the summary for a feature folder (empty: none) by the known names; `output` is what `--output` says.

    A summary that stood in the merge base and is unchanged since is another branch's, and left alone.
    """
    printed = output == PRINTED or surface.root is None
    standing = _standing(surface, directory) if directory else []
    ours = [path for path in standing if path not in surface.head or path in surface.own]
    foreign = [path for path in standing if path not in ours]
    notes = tuple(
        f"{path} is unchanged since the base: another branch's, left alone (--output names it)" for path in foreign
    )
    if ours:
        notes += tuple(f"{path} is a summary too; {ours[0]} is the one kept" for path in ours[1:])
        return Target(ours[0], printed, notes)
    if directory and f"{directory}/{DEFAULT_NAME}" not in foreign:
        return Target(f"{directory}/{DEFAULT_NAME}", printed, notes)
    return Target(f"{WITHOUT_FEATURE}/{_file_name(branch)}.md", printed, notes)


def named(root: Path, output: str) -> Target:
    """The summary that `--output` names. Raises DocumentError for a path outside the repository."""
    path = places.relative(root, output)
    if path is None:
        raise DocumentError(f"{output} is outside the repository", code="output-outside", hint=places.INSIDE)
    return Target(path, printed=False)


def _standing(surface: Surface, directory: str) -> list[str]:
    """Paths in the folder that have a known name, in the order of those names."""
    prefix = f"{directory}/"
    here = {path for path, entry in surface.head.items() if path.startswith(prefix) and entry.is_file}
    if surface.root is not None:
        folder = surface.root / directory
        # A folder reached through a link is not the head's.
        there = folder.iterdir() if folder.is_dir() and folder.resolve() == folder else ()
        here = {path.relative_to(surface.root).as_posix() for path in there}
    named_alike = [path for path in here if path.removeprefix(prefix).lower() in KNOWN_NAMES]
    return sorted(named_alike, key=lambda path: (KNOWN_NAMES.index(path.removeprefix(prefix).lower()), path))


def _file_name(branch: str) -> str:
    """A branch's name as a path: what a shell or Markdown could take for something else becomes a hyphen."""
    return re.sub(r"[^\w./-]|\.(?=\.)", "-", branch).strip("-/")
