"""What a JavaScript or TypeScript file imports and exports, and which file an import names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import normpath
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.nodes import bare, call_of, key_of, plain
from draft_summary.facts.parsing import Source, line_of, written

if TYPE_CHECKING:
    from tree_sitter import Node

SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs")
# A compiled suffix in an import names the source that it is compiled of.
COMPILED = ((".js", (".ts", ".tsx", ".js", ".jsx")), (".mjs", (".mts", ".mjs")), (".cjs", (".cts", ".cjs")))
ALIASES = ("@/", "~/", "#/", "$lib/", "src/", "app/", "lib/", "server/")
SOURCE_FOLDERS = ("src", "app", "lib", "")
DEFAULT = "default"
ALL = "*"


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name is bound to by an import: an export of a module (`default`), or all of it (`*`)."""

    module: str
    attribute: str
    line: int


@dataclass(frozen=True, slots=True)
class Modules:
    """The script files of one tree."""

    paths: frozenset[str]
    _found: dict[tuple[str, str], str | None] = field(default_factory=dict, compare=False)

    def path_of(self, module: str, near: str) -> str | None:
        """The file that an import in the file `near` names; None for a package's."""
        key = (module, near.rpartition("/")[0])
        if key not in self._found:
            self._found[key] = self._path_of(module, near)
        return self._found[key]

    def _path_of(self, module: str, near: str) -> str | None:
        folder = near.rpartition("/")[0]
        if module.startswith("."):
            return self._file(normpath(f"{folder}/{module}" if folder else module))
        alias = next((one for one in ALIASES if module.startswith(one)), None)
        if alias is None:
            return None
        rest = module if alias in ("src/", "app/", "lib/", "server/") else module.removeprefix(alias)
        parts = folder.split("/") if folder else []
        for depth in range(len(parts), -1, -1):
            root = "/".join(parts[:depth])
            for source in ("",) if rest == module else SOURCE_FOLDERS:
                stem = "/".join(part for part in (root, source, "lib" if alias == "$lib/" else "", rest) if part)
                if found := self._file(stem):
                    return found
        return None

    def _file(self, stem: str) -> str | None:
        if stem in self.paths and stem.endswith(SUFFIXES):
            return stem
        for compiled, sources in COMPILED:
            if stem.endswith(compiled):
                candidates = [stem.removesuffix(compiled) + suffix for suffix in sources]
                if found := next((one for one in candidates if one in self.paths), None):
                    return found
        candidates = [*(stem + suffix for suffix in SUFFIXES), *(f"{stem}/index{suffix}" for suffix in SUFFIXES)]
        return next((one for one in candidates if one in self.paths), None)


@lru_cache(maxsize=4)  # both sides, and a spare
def modules_of(paths: frozenset[str]) -> Modules:
    """The files of a tree, each import's looked up once."""
    return Modules(paths)


def imports(source: Source) -> dict[str, Binding]:
    """What each imported name is bound to: `import`, and `require` at the top level."""
    found: dict[str, Binding] = {}
    for statement in source.root.named_children:
        if statement.type == "import_statement":
            _imported(source, statement, found)
        elif statement.type in ("lexical_declaration", "variable_declaration"):
            for one in statement.named_children:
                if one.type == "variable_declarator":
                    _required(source, one, found)
    return found


def _imported(source: Source, statement: Node, found: dict[str, Binding]) -> None:
    module = plain(source, statement.child_by_field_name("source"))
    for clause in statement.named_children:
        if clause.type == "import_require_clause":  # import x = require("y")
            required = plain(source, clause.child_by_field_name("source"))
            if required is not None and clause.named_children:
                found[written(clause.named_children[0])] = Binding(required, ALL, line_of(statement))
        if clause.type != "import_clause" or module is None:
            continue
        for one in clause.named_children:
            if one.type == "identifier":
                found[written(one)] = Binding(module, DEFAULT, line_of(one))
            elif one.type == "namespace_import" and one.named_children:
                found[written(one.named_children[0])] = Binding(module, ALL, line_of(one))
            elif one.type == "named_imports":
                for named in one.named_children:
                    name = key_of(source, named.child_by_field_name("name"))
                    alias = written(named.child_by_field_name("alias")) or name
                    found[alias] = Binding(module, name, line_of(named))


def _required(source: Source, one: Node, found: dict[str, Binding]) -> None:
    name, value = one.child_by_field_name("name"), bare(one.child_by_field_name("value"))
    attribute = ALL
    if value is not None and value.type == "member_expression":
        attribute = written(value.child_by_field_name("property"))
        value = value.child_by_field_name("object")
    module = required_module(source, value)
    if module is None or name is None:
        return
    if name.type == "identifier":
        found[written(name)] = Binding(module, attribute, line_of(one))
    elif name.type == "object_pattern" and attribute == ALL:
        for part in name.named_children:
            if part.type == "shorthand_property_identifier_pattern":
                found[written(part)] = Binding(module, written(part), line_of(part))
            elif part.type == "pair_pattern":
                key, local = part.child_by_field_name("key"), part.child_by_field_name("value")
                if local is not None and local.type == "identifier":
                    found[written(local)] = Binding(module, key_of(source, key), line_of(part))


def required_module(source: Source, node: Node | None) -> str | None:
    """The module of a `require("x")`, `import("x")`; None for any other node."""
    call = call_of(source, node)
    return call.text(0) if call and call.function in ("require", "import") else None


def from_packages(bound: Mapping[str, Binding], *packages: str) -> frozenset[str]:
    """The names that are imported from these packages, or from what stands below them."""
    return frozenset(
        name
        for name, one in bound.items()
        if any(one.module == package or one.module.startswith(f"{package}/") for package in packages)
    )
