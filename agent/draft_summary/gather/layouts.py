"""Where teams keep a feature's documents: a literal registry of layouts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Layout(Protocol):
    """A convention for feature folders. The names are of documents in the folder, in lower case, likeliest first."""

    @property
    def name(self) -> str:
        """How the layout is called."""

    @property
    def spec(self) -> tuple[str, ...]:
        """What a spec may be called."""

    @property
    def design(self) -> tuple[str, ...]:
        """What a technical design may be called."""

    @property
    def others(self) -> tuple[str, ...]:
        """Further documents that are read."""

    def folder(self, path: str) -> str:
        """The feature folder that a file lies in, from the top level; empty for none."""


@dataclass(frozen=True, slots=True)
class FolderPerFeature:
    """A folder for each feature under a fixed one, which may itself be anywhere (a package of a monorepo)."""

    name: str
    parent: tuple[str, ...]
    spec: tuple[str, ...]
    design: tuple[str, ...]
    others: tuple[str, ...] = ()

    def folder(self, path: str) -> str:
        """The feature folder that a file lies in, from the top level; empty for none."""
        if "/".join(self.parent) not in path:
            return ""
        parts = path.split("/")
        length = len(self.parent)
        for at in range(len(parts) - length - 1):
            if tuple(parts[at : at + length]) == self.parent:
                return "/".join(parts[: at + length + 1])
        return ""


LAYOUTS: tuple[Layout, ...] = (
    FolderPerFeature("directive", ("directive", "specs"), spec=("spec.md",), design=("tdr.md",), others=("impact.md",)),
)
