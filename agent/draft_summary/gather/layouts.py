"""Where teams keep a feature's documents: a literal registry of layouts.

Names and places are those that the tools themselves write: directive, spec-kit (`scripts/bash/common.sh`), OpenSpec
(`openspec/changes`), Kiro and cc-sdd (`.kiro/specs`, the latter with a `spec.json`), Agent OS (three generations) and
BMAD (a file for each story, in a folder that all stories share).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Names:
    """What the documents of a feature are called, in lower case, likeliest first; a `*` stands for one folder."""

    spec: tuple[str, ...]
    design: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.spec, *self.design, *self.others)


class Layout(Protocol):
    """A convention for where a feature's documents are."""

    @property
    def name(self) -> str:
        """How the layout is called."""

    @property
    def names(self) -> Names:
        """The documents in a feature's folder."""

    def root(self, path: str) -> str:
        """The feature folder that a file lies in, from the top level, or the one file that tells the feature."""

    def marked(self, inside: Collection[str]) -> bool:
        """Whether a folder with these files, relative and in lower case, is of this layout rather than of its like."""


@dataclass(frozen=True, slots=True)
class FolderPerFeature:
    """A folder for each feature under a fixed one, which may itself be anywhere (a package of a monorepo).

    `archive` is the folder beside the features into which those that are done are moved. `own` is what a feature's
    folder is called, where other things share the fixed one: a folder called otherwise counts only at the top level,
    and by its documents. `marker` is a file that tells the layout from one with the same places.
    """

    name: str
    parent: tuple[str, ...]
    names: Names
    archive: str = ""
    own: re.Pattern[str] | None = None
    marker: str = ""

    def root(self, path: str) -> str:
        """The feature folder that a file lies in, from the top level; empty for none."""
        if "/".join(self.parent) not in path:
            return ""
        parts = path.split("/")
        length = len(self.parent)
        for at in range(len(parts) - length - 1):
            if tuple(parts[at : at + length]) == self.parent:
                depth = at + length + (parts[at + length] == self.archive)
                folder = "/".join(parts[: depth + 1])
                inside = "/".join(parts[depth + 1 :])
                return folder if inside and self._holds(parts[depth], inside, nested=at > 0) else ""
        return ""

    def marked(self, inside: Collection[str]) -> bool:
        """Whether the marker is there, if the layout has one."""
        return not self.marker or self.marker in inside

    def _holds(self, folder: str, inside: str, *, nested: bool) -> bool:
        if self.own is None or self.own.match(folder):
            return True
        return not nested and inside.lower() in self.names.every


@dataclass(frozen=True, slots=True)
class FilePerFeature:
    """A file for each feature, in a folder that they share."""

    name: str
    pattern: re.Pattern[str]
    names: Names = field(default=Names(()))

    def root(self, path: str) -> str:
        """The file itself, if it is such a one."""
        return path if self.pattern.search(path) else ""

    def marked(self, inside: Collection[str]) -> bool:  # noqa: ARG002 — a file has nothing inside
        """Nothing tells further."""
        return True


_KIRO = Names(("requirements.md", "bugfix.md"), ("design.md",), ("research.md", "tasks.md"))
_AGENT_OS = Names(
    ("spec.md", "srd.md", "planning/requirements.md", "shape.md"),
    ("sub-specs/technical-spec.md", "planning/technical-spec.md", "plan.md"),
    ("sub-specs/api-spec.md", "sub-specs/database-schema.md", "sub-specs/tests.md", "tasks.md"),
)
# In this order: `openspec/specs` and the like are no feature folders of the layout with the plainest name.
LAYOUTS: tuple[Layout, ...] = (
    FolderPerFeature("directive", ("directive", "specs"), Names(("spec.md",), ("tdr.md",), ("impact.md",))),
    FolderPerFeature(
        "openspec",
        ("openspec", "changes"),
        Names(("specs/*/spec.md", "proposal.md"), ("design.md",), ("proposal.md", "tasks.md")),
        archive="archive",
    ),
    FolderPerFeature("cc-sdd", (".kiro", "specs"), _KIRO, marker="spec.json"),
    FolderPerFeature("kiro", (".kiro", "specs"), _KIRO),
    FolderPerFeature("agent-os", ("agent-os", "specs"), _AGENT_OS),
    FolderPerFeature("agent-os", (".agent-os", "specs"), _AGENT_OS),
    FilePerFeature(
        "bmad",
        re.compile(
            r"(?:^|/)(?:stories|(?:implementation|sprint)[-_]artifacts)/(?:[\w.-]{1,60}/)?"
            r"(?:(?:story[-_. ]?)?\d{1,3}[a-z]?[.-]\d{1,3}(?:[a-z]|[.\-_ ][^/]{0,150})?|(?:tech-)?spec-[^/]{1,150})"
            r"\.md$",
            re.IGNORECASE,
        ),
    ),
    FolderPerFeature(
        "spec-kit",
        ("specs",),
        Names(("spec.md",), ("plan.md",), ("research.md", "data-model.md", "tasks.md")),
        own=re.compile(r"\d{3,4}-|\d{8}-\d{6}-"),
    ),
)
# What a folder that somebody names may hold: whatever a layout calls its documents, and what teams without one do.
PLAIN = Names(
    ("spec.md", "requirements.md", "specification.md", "story.md", "prd.md", "proposal.md", "specs/*/spec.md"),
    ("tdr.md", "design.md", "technical-design.md", "technical-spec.md", "tech-spec.md", "plan.md", "rfc.md"),
    ("impact.md", "proposal.md", "research.md", "decisions.md", "data-model.md", "tasks.md"),
)  # fmt: skip
# A file in which a tool keeps which feature is worked on, and the name under which it does.
POINTERS = ((".specify/feature.json", "feature_directory"),)


def layout_of(path: str) -> tuple[str, Layout] | None:
    """The root of the feature that a file belongs to, with the first layout that knows one."""
    for layout in LAYOUTS:
        if root := layout.root(path):
            return None if _of_another(root, layout) else (root, layout)
    return None


def _of_another(root: str, layout: Layout) -> bool:
    """Whether a folder of the plainest name lies in another tool's own place (`openspec/specs/login`)."""
    return layout.name == "spec-kit" and re.search(r"(?:^|/)(?:openspec|\.?agent-os|\.kiro)/specs/", root) is not None
