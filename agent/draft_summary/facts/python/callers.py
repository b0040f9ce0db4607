"""Calls of imported symbols in a Python file; a name that an import does not bind is not taken for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.python.modules import Binding, imports
from draft_summary.values.facts import Symbol


def calls(source: Source, sought: list[Symbol], _paths: frozenset[str]) -> Iterator[tuple[int, Symbol]]:
    """The line of each call of a sought symbol."""
    bound = imports(source)
    for match in source.matches("calls"):
        function = written(match["function"][0])
        for one in sought:
            if one.name in function and _is(one, function, bound):
                yield line_of(match["function"][0]), one


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
