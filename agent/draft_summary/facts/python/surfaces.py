"""The public surfaces of the changed Python modules, on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from draft_summary.facts.python.modules import Modules
from draft_summary.facts.python.symbols import Declared, Surface, is_public_module, surface
from draft_summary.facts.survey import SourcePair, Survey


@dataclass(frozen=True, slots=True)
class Sides:
    """A module's public names on both sides, empty where the module does not exist or is not public."""

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
    def is_dynamic(self) -> bool:
        """Whether the module at head may offer names that are not written in it."""
        text = self.pair.head.text if self.pair.head else ""
        return " import *" in text or "\ndef __getattr__(" in text


@dataclass(frozen=True, slots=True)
class Surfaces:
    """All of them, and the modules of the head's tree."""

    survey: Survey
    sides: tuple[Sides, ...]
    modules: Modules

    def target(self, path: str, one: Declared) -> Declared | None:
        """What a name that the file imports is bound to at head; None where that is not known."""
        if one.target is None:
            return None
        module, attribute = one.target
        target = self.modules.path_of(module, path)
        known = next((side.new for side in self.sides if side.pair.head and side.pair.path == target), None)
        if known is None and target in self.survey.unchanged:
            source = self.survey.sources.glance(target, self.survey.unchanged[target])
            known = surface(source, self.modules) if source else None
        return known.get(attribute) if known else None

    def classes(self, name: str) -> Surface | None:
        """The surface in which a class of that name is declared at head; None if no changed module has one."""
        return next((side.new for side in self.sides if (one := side.new.get(name)) and one.kind == "class"), None)


def surfaces(survey: Survey) -> Surfaces:
    """The changed public modules with what they offer on both sides."""
    before, after = Modules(survey.base_paths), Modules(survey.head_paths)
    found = []
    for pair in survey.source_pairs("symbols"):
        old_module = before.name_of(pair.base.path) if pair.base else ""
        module = after.name_of(pair.head.path) if pair.head else ""
        old = surface(pair.base, before) if pair.base and is_public_module(old_module, pair.base.path) else {}
        new = surface(pair.head, after) if pair.head and is_public_module(module, pair.head.path) else {}
        if old or new:
            found.append(Sides(pair, old_module, module, old, new))
    return Surfaces(survey, tuple(_joined(found)), after)


def _joined(sides: list[Sides]) -> Iterator[Sides]:
    """A module whose file became a package, or the other way round, is one module still."""
    gone = {_stem(side.pair.path): side for side in sides if side.pair.head is None}
    new = {_stem(side.pair.path) for side in sides if side.pair.base is None}
    for side in sides:
        stem = _stem(side.pair.path)
        if side.pair.base is None and (before := gone.get(stem)):
            pair = replace(side.pair, base=before.pair.base)
            yield Sides(pair, side.module, side.module, before.old, side.new)
        elif side.pair.head is not None or stem not in new:
            yield side


def _stem(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__")
