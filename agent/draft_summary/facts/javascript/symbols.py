"""The exported names of a JavaScript or TypeScript module: what other files may import from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.javascript.exports import Export, declared, exports, reexported
from draft_summary.facts.javascript.modules import DEFAULT, SUFFIXES, imports, modules_of
from draft_summary.facts.javascript.nodes import FUNCTIONS, bare, calls
from draft_summary.facts.javascript.signatures import breaks, same, signature_of
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.path_kinds import is_example
from draft_summary.facts.reading import Declared, Paths, Signature, SurfaceReader
from draft_summary.values.facts import Symbol

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS = {
    "function_declaration": "function",
    "generator_function_declaration": "function",
    "function_signature": "function",
    "class_declaration": "class",
    "abstract_class_declaration": "class",
    "class": "class",
    "interface_declaration": "type",
    "type_alias_declaration": "type",
    "enum_declaration": "type",
    **dict.fromkeys(FUNCTIONS, "function"),
}
# What shows a page is no interface for other code; scripts and settings of tools are imported by nobody.
NOT_PUBLIC = re.compile(
    r"\.[jt]sx$|\.d\.[cm]?ts$|\.(config|conf|stories|mock)\.[cm]?[jt]s$|(^|/)\.[^/]+/|(^|/)[^/]*rc\.[cm]?js$"
    r"|(^|/)(scripts?|bin|tools?|migrations?|seeds?|seeders|fixtures?|mocks|__mocks__|stories|public|static|assets)/"
    r"|(^|/)(components|pages|views|screens|layouts|templates)/|(^|/)app/routes/|(^|/)\+(server|page|layout)|/route\.[jt]s$"
    r"|(^|/)(gulpfile|gruntfile|setupTests|server|main)\.[cm]?[jt]s$"
)
INDEX = re.compile(r"(^|/)index$")
LONGEST_SUMMARY = 200


def module_of(path: str, _paths: Paths) -> str:
    """The path without its suffix; an index is its folder."""
    suffix = next((one for one in SUFFIXES if path.endswith(one)), "")
    return INDEX.sub("", path.removesuffix(suffix)) or "."


def is_public(_module: str, path: str) -> bool:
    """Whether other code imports the module."""
    return not NOT_PUBLIC.search(path) and not is_example(path)


def surface(source: Source, _paths: Paths) -> dict[str, Declared]:
    """The exported names; a default export under its own name."""
    known = declared(source)
    bound = imports(source)
    found: dict[str, Declared] = {}
    for name, one in exports(source).items():
        shown = one.local if name == DEFAULT else name
        if shown in (DEFAULT, "") or shown in found:
            continue
        imported = bound.get(one.local)
        if one.module or imported:
            module = one.module or (imported.module if imported else "")
            attribute = one.local if one.module or imported is None else imported.attribute
            found[shown] = Declared(shown, "re-export", one.line, target=(module, attribute))
        else:
            found[shown] = _declared(shown, one, known)
    return found


def _declared(name: str, one: Export, known: dict[str, Node]) -> Declared:
    node = known.get(one.local)
    node = bare(node if node is not None else one.node)
    if node is None:
        return Declared(name, "constant", one.line)
    kind = KINDS.get(node.type, "constant")
    signature = signature_of(node) if kind == "function" else Signature()
    line = line_of(node) if one.local in known else one.line
    return Declared(name, kind, line, signature, _summary(node), written(node))


def _summary(node: Node) -> str:
    """The first line of the comment before the statement."""
    statement: Node | None = node
    while statement is not None and statement.parent is not None and statement.parent.type != "program":
        statement = statement.parent
    before = statement.prev_named_sibling if statement is not None else None
    if before is None or before.type != "comment" or not (text := written(before)).startswith("/**"):
        return ""
    lines = (line.strip().strip("*/").strip() for line in text.split("\n"))
    first = next((line for line in lines if line), "")
    return "" if first.startswith("@") else first[:LONGEST_SUMMARY]


def path_of(module: str, near: str, paths: Paths) -> str | None:
    """The file that an import names."""
    return modules_of(paths).path_of(module, near)


def _is_dynamic(source: Source) -> bool:
    return bool(reexported(source)) or "Object.assign(module.exports" in source.text


def _is_offer(_path: str, _module: str, one: Declared) -> bool:
    """A re-export of a file of the program's own, by `export ... from` or of a name that was imported."""
    return one.target is not None and one.target[0].startswith((".", "@/", "~/", "src/"))


def called(source: Source, sought: list[Symbol], paths: Paths) -> Iterator[tuple[int, Symbol]]:
    """The calls of imported names, by `name(...)`, `new Name(...)` or `module.name(...)`."""
    modules = modules_of(paths)
    bound = imports(source)
    of_module = {
        name: (module_of(target, paths), one.attribute)
        for name, one in bound.items()
        if (target := modules.path_of(one.module, source.path))
    }
    for call in calls(source):
        holder, name = call.holder, call.last
        if (imported := of_module.get(holder or name)) is None:
            continue
        attribute = name if holder else imported[1]
        for one in sought:
            is_named = attribute == one.name or (attribute == DEFAULT and name == one.name)
            if is_named and imported[0] == one.module:
                yield call.line, one


SURFACE = SurfaceReader(
    title="TypeScript",
    module_of=module_of,
    surface=surface,
    is_public=is_public,
    same=same,
    breaks=breaks,
    path_of=path_of,
    is_dynamic=_is_dynamic,
    is_offer=_is_offer,
    is_imported_by_path=False,
    definitions=("function", "class ", "=>", "export"),
    calls=called,
)
