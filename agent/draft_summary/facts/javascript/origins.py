"""The script files of one side together: where a name of a file comes from, followed through imports and exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Key
from draft_summary.facts.javascript.exports import Export, declared, exports, reexported
from draft_summary.facts.javascript.modules import ALL, DEFAULT, Binding, Modules, imports
from draft_summary.facts.javascript.scopes import Scopes, scopes_of
from draft_summary.facts.parsing import Source

if TYPE_CHECKING:
    from tree_sitter import Node

FOLLOWED = 6  # imports from one file to the next


@dataclass(frozen=True)
class Files:
    """The sources of one side and what was found out about them."""

    sources: Mapping[str, Source]
    modules: Modules
    _exports: dict[str, dict[str, Export]] = field(default_factory=dict)
    _declared: dict[str, dict[str, Node]] = field(default_factory=dict)
    _imports: dict[str, dict[str, Binding]] = field(default_factory=dict)
    _scopes: dict[str, Scopes] = field(default_factory=dict)

    def exports(self, path: str) -> dict[str, Export]:
        """What a file exports; nothing for one that was not read."""
        if path not in self._exports:
            self._exports[path] = exports(self.sources[path]) if path in self.sources else {}
        return self._exports[path]

    def declared(self, path: str) -> dict[str, Node]:
        """The names of a file's top level."""
        if path not in self._declared:
            self._declared[path] = declared(self.sources[path]) if path in self.sources else {}
        return self._declared[path]

    def imports(self, path: str) -> dict[str, Binding]:
        """What a file's imports bind."""
        if path not in self._imports:
            self._imports[path] = imports(self.sources[path]) if path in self.sources else {}
        return self._imports[path]

    def scopes(self, path: str) -> Scopes:
        """The functions of a file."""
        if path not in self._scopes:
            self._scopes[path] = scopes_of(self.sources[path])
        return self._scopes[path]

    def origin(self, path: str, name: str) -> Key | None:
        """The file and the name in it that a name of a file stands for; None for what comes of a package."""
        for _ in range(FOLLOWED):
            binding = self.imports(path).get(name)
            if binding is None:
                break
            target = self.modules.path_of(binding.module, path)
            if target is None:
                return None
            path, name = self.exported(target, DEFAULT if binding.attribute == ALL else binding.attribute)
        return path, name

    def member(self, path: str, name: str, attribute: str) -> Key | None:
        """What `name.attribute` stands for where the name is a module; None where it is none, or has no such export."""
        binding = self.imports(path).get(name)
        target = self.modules.path_of(binding.module, path) if binding else None
        if binding is None or target is None or binding.attribute not in (ALL, DEFAULT):
            return None
        return self.exported(target, attribute) if attribute in self.exports(target) else None

    def exported(self, path: str, name: str, depth: int = 0) -> Key:
        """The file and its own name of what a file exports by a name; both as given where that is not known."""
        one = self.exports(path).get(name)
        if one is None:
            return self._reexported(path, name, depth) or (path, name)
        target = self.modules.path_of(one.module, path) if one.module else None
        if not one.module or target is None or depth >= FOLLOWED:
            return path, one.local
        return self.exported(target, DEFAULT if one.local == ALL else one.local, depth + 1)

    def _reexported(self, path: str, name: str, depth: int) -> Key | None:
        """What comes by `export * from "./other"`."""
        modules = reexported(self.sources[path]) if path in self.sources and depth < FOLLOWED else []
        for module in modules:
            target = self.modules.path_of(module, path)
            if target is not None and (name in self.exports(target) or self._reexported(target, name, depth + 1)):
                return self.exported(target, name, depth + 1)
        return None

    def bound(self, key: Key) -> Node | None:
        """What a name of a file's top level is bound to."""
        path, name = key
        node = self.declared(path).get(name)
        one = self.exports(path).get(name)
        return node if node is not None or one is None else one.node
