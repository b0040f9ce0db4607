"""Unchanged Python files that call a symbol which is gone or called otherwise now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from draft_summary.facts.parsing import line_of, written
from draft_summary.facts.python.modules import Binding, Modules, imports
from draft_summary.facts.survey import Survey
from draft_summary.facts.wanted import hints_in_hunks, nearest_code
from draft_summary.values.branch import Branch
from draft_summary.values.facts import Caller, Change, Coverage, Facts, Symbol

kind = "callers"
FUNCTIONS = ("function", "class", "re-export")  # of a method's receiver the type is not known


def wanted(branch: Branch, head_paths: tuple[str, ...]) -> frozenset[str]:
    """The program's other files, where a definition's line was changed or removed."""
    return nearest_code(branch, head_paths) if hints_in_hunks(branch, ("def ", "class "), signs="-") else frozenset()


def detect(survey: Survey, found: Facts) -> tuple[Caller, ...]:
    """Calls of the imported symbol, by file and line; a name that an import does not bind is not taken for it."""
    sought = [
        one
        for one in found.symbols
        if one.kind in FUNCTIONS and not one.moved_from and one.change in (Change.REMOVED, Change.MODIFIED)
    ]
    modules = Modules(survey.head_paths)
    callers = [
        caller
        for path, text in (survey.unchanged.items() if sought else ())
        if path.endswith(".py")
        for caller in _in_file(survey, path, text, [one for one in sought if one.name in text], modules)
    ]
    return tuple(sorted(callers, key=lambda one: (one.path, one.line or 0, one.symbol)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose calls are followed."""
    return survey.coverage(kind)


def _in_file(survey: Survey, path: str, text: str, sought: list[Symbol], modules: Modules) -> Iterator[Caller]:
    source = survey.sources.glance(path, text) if sought else None
    if source is None:
        return
    bound = imports(source, modules)
    seen: set[tuple[int, str]] = set()
    for match in source.matches("calls"):
        function = written(match["function"][0])
        line = line_of(match["function"][0])
        for one in sought:
            if one.name in function and _is(one, function, bound) and (line, one.qualified) not in seen:
                seen.add((line, one.qualified))
                yield Caller(path=path, line=line, symbol=one.qualified)


def _is(symbol: Symbol, function: str, bound: Mapping[str, Binding]) -> bool:
    """Whether what is called is the symbol: imported from its module, or an attribute of its imported module."""
    holder, _, name = function.rpartition(".")
    if not holder:
        binding = bound.get(name)
        return binding is not None and binding.attribute == symbol.name and _same(binding.module, symbol.module)
    if name != symbol.name or (binding := bound.get(holder)) is None:
        return False
    module = f"{binding.module}.{binding.attribute}" if binding.attribute else binding.module
    return _same(module, symbol.module)


def _same(module: str, other: str) -> bool:
    """Whether both name one module; a relative import is resolved from the top level, so it may say more."""
    return module == other or module.endswith(f".{other}")
