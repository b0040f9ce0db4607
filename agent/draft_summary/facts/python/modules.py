"""Module names of Python files, and what a file's imports bind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, line_of, written

if TYPE_CHECKING:
    from tree_sitter import Node

SOURCE_FOLDERS = ("src", "lib", "python")  # roots of packages that hold no __init__.py above them


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name is bound to by an import: an attribute of a module, or a module (`attribute` empty)."""

    module: str
    attribute: str
    line: int
    top_level: bool


@dataclass(frozen=True, slots=True)
class Modules:
    """The Python files of one tree, by module name."""

    paths: frozenset[str]
    _cache: dict[str, str] = field(default_factory=dict, compare=False)

    def name_of(self, path: str) -> str:
        """The dotted name under which the file is imported; the file's stem if it stands in no package."""
        if path not in self._cache:
            self._cache[path] = self._name_of(path)
        return self._cache[path]

    def _name_of(self, path: str) -> str:
        *folders, name = path.removesuffix(".pyi").removesuffix(".py").split("/")
        top = len(folders)
        while top > 0 and f"{'/'.join(folders[:top])}/__init__.py" in self.paths:
            top -= 1
        if top == len(folders):
            roots = [place + 1 for place, folder in enumerate(folders) if folder in SOURCE_FOLDERS]
            top = roots[-1] if roots else top
        parts = folders[top:] + ([] if name == "__init__" else [name])
        return ".".join(parts)

    def path_of(self, module: str, near: str) -> str | None:
        """The file of a module as seen from the file `near`: roots are tried from its folder upwards."""
        relative = module.replace(".", "/")
        folders = near.split("/")[:-1]
        roots = ["/".join(folders[:depth]) for depth in range(len(folders), -1, -1)]
        # A package's own folder is on no search path: an absolute import does not see its siblings there.
        roots = [root for root in roots if not root or f"{root}/__init__.py" not in self.paths]
        roots += [f"{root}/{source}" if root else source for root in roots for source in SOURCE_FOLDERS]
        for root in roots:
            stem = f"{root}/{relative}" if root else relative
            for candidate in (f"{stem}.py", f"{stem}/__init__.py"):
                if candidate in self.paths:
                    return candidate
        return None

    def resolved(self, path: str, binding: Binding) -> tuple[str, str] | None:
        """`(path, attribute)` of what an import binds; the attribute is empty for a module; None for foreign code."""
        if binding.attribute and (inner := self.path_of(f"{binding.module}.{binding.attribute}", path)):
            return inner, ""
        target = self.path_of(binding.module, path) if binding.module else None
        return (target, binding.attribute) if target else None


def absolute(path: str, written_name: str) -> str:
    """A module name as written in an import of the file, without leading dots."""
    rest = written_name.lstrip(".")
    dots = len(written_name) - len(rest)
    if not dots:
        return rest
    package = path.split("/")[:-1][: len(path.split("/")) - dots]
    return ".".join([*package, *([rest] if rest else [])])


@lru_cache(maxsize=4)  # both sides, and a spare
def modules_of(paths: frozenset[str]) -> Modules:
    """The modules of a tree, whose names are found once."""
    return Modules(paths)


def imports(source: Source) -> Mapping[str, Binding]:
    """What each imported name is bound to, the last import of a name winning; `*` imports are under `*`, last only."""
    return source.once(_imports)


def _imports(source: Source) -> Mapping[str, Binding]:
    bound: dict[str, Binding] = {}
    for match in source.matches("imports"):
        if "module" in match:
            node = match["module"][0]
            name, alias = _alias(written(node))
            for known in {alias} if alias else {name, name.partition(".")[0]}:
                bound[known] = Binding(name if alias else known, "", line_of(node), _is_top(node))
            continue
        module = absolute(source.path, written(match["from"][0]))
        node = match["name"][0] if "name" in match else match["star"][0]
        name, alias = _alias(written(node))
        bound[alias or name] = Binding(module, name, line_of(node), _is_top(node))
    return bound


def from_package(bound: Mapping[str, Binding], package: str) -> frozenset[str]:
    """The names that are imported from a distribution's package, or are that package."""
    return frozenset(
        name for name, one in bound.items() if one.module == package or one.module.startswith(f"{package}.")
    )


def from_any(bound: Mapping[str, Binding], packages: Iterable[str]) -> frozenset[str]:
    """As `from_package`, for several packages."""
    return frozenset(name for package in packages for name in from_package(bound, package))


def _alias(text: str) -> tuple[str, str]:
    name, _, alias = " ".join(text.split()).partition(" as ")
    return name.strip(), alias.strip()


def _is_top(node: Node) -> bool:
    """Whether an import stands at module level, conditional blocks included."""
    parent = node.parent
    while parent is not None:
        if parent.type in ("function_definition", "class_definition", "lambda"):
            return False
        parent = parent.parent
    return True
