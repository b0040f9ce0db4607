"""Commands and options of a command line that are new or gone: what scripts call, as code imports symbols."""

from __future__ import annotations

from collections.abc import Iterator

from draft_summary.facts.path_kinds import is_example
from draft_summary.facts.readers import reading
from draft_summary.facts.reading import Command
from draft_summary.facts.survey import SourcePair, Survey
from draft_summary.values.facts import Change, Symbol

CLI = "CLI"


def changes(survey: Survey) -> tuple[Symbol, ...]:
    """The differences over all changed files, by path, line and name; a new command's options go without saying."""
    pairs = [pair for pair in survey.source_pairs("symbols") if not is_example(pair.path)]
    before, after = _commands(pairs, at_head=False), _commands(pairs, at_head=True)
    found = [*_compared(before, after, Change.REMOVED), *_compared(after, before, Change.ADDED)]
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.name)))


def _commands(pairs: list[SourcePair], *, at_head: bool) -> dict[str, Command]:
    found: dict[str, Command] = {}
    for pair in pairs:
        side = pair.head if at_head else pair.base
        reader = reading(side.path) if side else None
        for one in reader.commands(side) if side and reader and reader.commands else ():
            found.setdefault(one.name, one)
    return found


def _compared(those: dict[str, Command], others: dict[str, Command], change: Change) -> Iterator[Symbol]:
    """What only `those` have."""
    for name, one in those.items():
        other = others.get(name)
        if other is None and not one.is_program:
            yield _symbol(one.path, one.line, name, "command", change)
        for option, line in one.options.items() if other or one.is_program else ():
            if other is None or option not in other.options:
                yield _symbol(one.path, line, f"{name} {option}".strip(), "option", change)


def _symbol(path: str, line: int, name: str, kind: str, change: Change) -> Symbol:
    return Symbol(path=path, line=line, module="", name=name, kind=kind, change=change, language=CLI)
