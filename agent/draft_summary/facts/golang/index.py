"""The functions of several Go files, and which of them a call means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draft_summary.facts.golang.syntax import Function, constants, functions, imports
from draft_summary.facts.parsing import Source, descendants, written

if TYPE_CHECKING:
    from tree_sitter import Node


STRUCTS = frozenset({"type_spec", "struct_type", "field_declaration_list"})
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """A function in its file."""

    source: Source
    function: Function

    @property
    def scope(self) -> str:
        """What tells it from the file's other functions."""
        return f"{self.function.receiver}.{self.function.name}"


@dataclass(frozen=True, slots=True)
class Index:
    """The functions by package folder and name, and what each file imports."""

    places: Mapping[tuple[str, str], tuple[Place, ...]]
    methods: Mapping[str, tuple[Place, ...]]  # by name
    imported: Mapping[str, Mapping[str, str]]
    constants: Mapping[str, Mapping[str, str]]
    folders: frozenset[str]
    fields: Mapping[tuple[str, str], tuple[str, str]]  # (folder, field of a struct) -> (folder, name) of its type
    _folders: dict[str, str | None] = field(default_factory=dict, compare=False)

    def callees(self, source: Source, function: Node | None, origins: Mapping[str, str] = NOTHING) -> tuple[Place, ...]:
        """The functions that a name may mean: those of the package, of an imported one, or methods of that name.

        `origins` gives the folder of the package that a variable's value is of.
        """
        if function is None:
            return ()
        folder = folder_of(source.path)
        if function.type == "identifier":
            return tuple(one for one in self.places.get((folder, written(function)), ()) if not one.function.receiver)
        if function.type != "selector_expression":
            return ()
        holder, name = function.child_by_field_name("operand"), written(function.child_by_field_name("field"))
        path = self.imported[source.path].get(written(holder))
        if path is not None:
            target = self.folder(path)
            return tuple(one for one in self.places.get((target or "", name), ()) if not one.function.receiver)
        return self._methods(source, holder, name, origins)

    def _methods(self, source: Source, holder: Node | None, name: str, origins: Mapping[str, str]) -> tuple[Place, ...]:
        """Methods of that name: those of the receiver's type or of the package that makes it, of this one, else any."""
        if holder is not None and holder.type in ("identifier", "selector_expression"):
            last = written(holder).rpartition(".")[2]
            field = self.fields.get((folder_of(source.path), last)) if "." in written(holder) else None
            folder = field[0] if field else origins.get(last)
            found = tuple(one for one in self.places.get((folder or "?", name), ()) if one.function.receiver)
            mine = tuple(one for one in found if field and one.function.receiver == field[1])
            if mine or found:
                return mine or found
        if holder is not None and holder.type == "call_expression":
            made = written(holder.child_by_field_name("function")).partition(".")[0]
            if path := self.imported[source.path].get(made):
                found = self.places.get((self.folder(path) or "", name), ())
                return tuple(one for one in found if one.function.receiver)
        near = tuple(one for one in self.places.get((folder_of(source.path), name), ()) if one.function.receiver)
        if near:
            return near
        return self.methods.get(name, ())

    def known(self, source: Source) -> dict[str, str]:
        """The constants that a file can name: those of its package, and `package.Name` of the others."""
        found = dict(self.constants.get(folder_of(source.path), {}))
        for name, path in self.imported[source.path].items():
            if folder := self.folder(path):
                found |= {f"{name}.{key}": value for key, value in self.constants.get(folder, {}).items()}
        return found

    def folder(self, path: str) -> str | None:
        """The folder of an imported package: the one that ends as the import path does; None for foreign code."""
        if path not in self._folders:
            self._folders[path] = self._folder(path)
        return self._folders[path]

    def _folder(self, path: str) -> str | None:
        if "/" not in path:
            return None
        scored = sorted(((_common_tail(folder, path), folder) for folder in self.folders), reverse=True)
        best = scored[0] if scored else (0, "")
        tied = len(scored) > 1 and scored[1][0] == best[0]
        return best[1] if best[0] and not tied else None


def index_of(sources: Iterable[Source]) -> Index:
    """The index of these files."""
    places: dict[tuple[str, str], list[Place]] = {}
    imported, values = {}, dict[str, dict[str, str]]()
    files = list(sources)
    for source in files:
        folder = folder_of(source.path)
        imported[source.path] = imports(source)
        values.setdefault(folder, {}).update(constants(source))
        for one in functions(source):
            places.setdefault((folder, one.name), []).append(Place(source, one))
    methods: dict[str, list[Place]] = {}
    for (_, name), found in places.items():
        methods.setdefault(name, []).extend(one for one in found if one.function.receiver)
    by_place = {key: tuple(found) for key, found in places.items()}
    by_name = {name: tuple(found) for name, found in methods.items()}
    index = Index(by_place, by_name, imported, values, frozenset(values), {})
    return replace(index, fields=_fields(files, index))


def _fields(sources: Iterable[Source], index: Index) -> dict[tuple[str, str], tuple[str, str]]:
    """The types of structs' fields; a name that structs of a package give to several types is left out."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for source in sources:
        folder = folder_of(source.path)
        for outer in source.root.named_children:
            for one in (
                descendants(outer, "field_declaration", into=STRUCTS) if outer.type == "type_declaration" else ()
            ):
                package, _, name = written(one.child_by_field_name("type")).lstrip("*").rpartition(".")
                target = index.folder(index.imported[source.path].get(package, "")) if package else folder
                for named in one.children_by_field_name("name") if target is not None else ():
                    found.setdefault((folder, written(named)), set()).add((target or "", name))
    return {key: next(iter(types)) for key, types in found.items() if len(types) == 1}


def folder_of(path: str) -> str:
    """The package's folder, empty for the top level."""
    return path.rpartition("/")[0]


def _common_tail(folder: str, path: str) -> int:
    """How many of the last parts are the same."""
    count = 0
    for one, other in zip(reversed(folder.split("/")), reversed(path.split("/")), strict=False):
        if not one or one != other:
            break
        count += 1
    return count
