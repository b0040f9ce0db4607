"""The public surfaces of the changed modules, on both sides, in every language that has a reader of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from draft_summary.facts.languages import language_of
from draft_summary.facts.parsing import Source
from draft_summary.facts.readers import READERS, reading
from draft_summary.facts.reading import Declared, Paths, Surface, SurfaceReader
from draft_summary.facts.survey import SourcePair, Survey


@dataclass(frozen=True, slots=True)
class Sides:
    """A file's public names on both sides, empty where the file does not exist or its module is not public."""

    reader: SurfaceReader
    pair: SourcePair
    old_module: str
    module: str
    old: Surface
    new: Surface

    @property
    def old_path(self) -> str:
        """The file's path at base; that at head for a new file."""
        return self.pair.base.path if self.pair.base else self.pair.path

    @property
    def language(self) -> str:
        """The language's title: one reader may read several."""
        known = language_of(self.pair.path)
        return known.title if known else self.reader.title

    @property
    def is_dynamic(self) -> bool:
        """Whether the file at head may offer names that are not written in it."""
        return self.pair.head is not None and self.reader.is_dynamic(self.pair.head)


@dataclass(frozen=True, slots=True)
class Surfaces:
    """All of them; `before` and `after` are their names by module, whose files may be several or change."""

    survey: Survey
    sides: tuple[Sides, ...]
    before: Mapping[tuple[str, str], Declared]
    after: Mapping[tuple[str, str], Declared]

    def target(self, side: Sides, one: Declared) -> Declared | None:
        """What a name that the file imports is bound to at head; None where that is not known."""
        if one.target is None:
            return None
        module, attribute = one.target
        paths = self.survey.head_paths
        target = side.reader.path_of(module, side.pair.path, paths)
        known = next((each.new for each in self.sides if each.pair.head and each.pair.path == target), None)
        if known is None and target in self.survey.unchanged:
            source = self.survey.sources.glance(target, self.survey.unchanged[target])
            known = side.reader.surface(source, paths) if source else None
        return known.get(attribute) if known else None

    def classes(self, name: str) -> Surface | None:
        """The surface in which a class of that name is declared at head; None if no changed module has one."""
        return next((side.new for side in self.sides if (one := side.new.get(name)) and one.kind == "class"), None)


def surfaces(survey: Survey) -> Surfaces:
    """The changed public files with what they offer on both sides."""
    found = []
    for pair in survey.source_pairs("symbols"):
        reader = reading(pair.path)
        if reader and reader.surface and (side := _sides(reader.surface, pair, survey)):
            found.append(side)
    before = {(side.old_module, name): one for side in found for name, one in side.old.items()}
    after = {(side.module, name): one for side in found for name, one in side.new.items()}
    return Surfaces(survey, tuple(found), before, after)


def definitions() -> Mapping[str, tuple[str, ...]]:
    """By family, texts one of which stands where a name that is called elsewhere is defined."""
    return {family: one.surface.definitions for family, one in READERS.items() if one.surface and one.surface.calls}


def _module(reader: SurfaceReader, source: Source | None, paths: Paths) -> str:
    return (reader.declared_module(source) or reader.module_of(source.path, paths)) if source else ""


def _sides(reader: SurfaceReader, pair: SourcePair, survey: Survey) -> Sides | None:
    old_module = _module(reader, pair.base, survey.base_paths)
    module = _module(reader, pair.head, survey.head_paths)
    old: Surface = {}
    new: Surface = {}
    if pair.base and reader.is_public(old_module, pair.base.path):
        old = reader.surface(pair.base, survey.base_paths)
    if pair.head and reader.is_public(module, pair.head.path):
        new = reader.surface(pair.head, survey.head_paths)
    return Sides(reader, pair, old_module, module, old, new) if old or new else None
