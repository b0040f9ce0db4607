"""Commands of a command line in Python: Click, Typer, argparse, Django's management commands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, line_of, one_line, written
from draft_summary.facts.python.calls import Call, call_of
from draft_summary.facts.python.scopes import Definition, definitions
from draft_summary.facts.reading import Command

if TYPE_CHECKING:
    from tree_sitter import Node

LIBRARIES = ("click", "typer", "cyclopts")
LIBRARY = re.compile(r"^\s*(?:from|import)\s+(?:rich_click|asyncclick|click|typer|cyclopts)\b", re.MULTILINE)
# A decorator that makes a command of a function. Without a library of that kind in the file it is something else.
COMMAND = re.compile(r"^(\w{1,60}\.){0,3}(command|group|callback)\b")
OPTION = re.compile(r"^(\w{1,60}\.){0,3}(option|Option)$")
MANAGEMENT = re.compile(r"(^|/)management/commands/(\w{1,80})\.py$")


def read(source: Source) -> Iterator[Command]:
    """The commands with their options; those that argparse is told of belong to the file as a whole."""
    if any(name in source.text for name in LIBRARIES) and LIBRARY.search(source.text):
        for one in definitions(source.root):
            if not one.is_class and (command := _command(source, one)):
                yield command
    elif "argparse" in source.text or MANAGEMENT.search(source.path):
        options = dict(_arguments(source))
        if options:
            named = MANAGEMENT.search(source.path)
            yield Command(named[2] if named else "", source.path, 1, options, is_program=named is None)


def is_command(decorators: tuple[str, ...], text: str) -> bool:
    """Whether a function with these decorators is called from a command line; `text` is its file's."""
    return any(COMMAND.match(one) for one in decorators) and LIBRARY.search(text) is not None


def _command(source: Source, one: Definition) -> Command | None:
    calls = list(_decorators(source, one))
    marked = next((text for text in one.decorators if COMMAND.match(text)), "")
    if not marked:
        return None
    given = next((call for call in calls if COMMAND.match(call.function)), None)
    name = (given.text(0, "name") if given else None) or one.name.replace("_", "-")
    options: dict[str, int] = {}
    for call in calls:
        if OPTION.match(call.function):
            options |= dict.fromkeys(_long(source, call.positional), call.line)
    return Command(name, source.path, line_of(one.node), {**options, **_parameters(one)})


def _decorators(source: Source, one: Definition) -> Iterator[Call]:
    for child in one.outer.children if one.outer is not one.node else ():
        if child.type == "decorator" and (call := call_of(source, child.named_children[0])):
            yield call


def _parameters(one: Definition) -> Mapping[str, int]:
    """Typer: parameters that are declared as an option; its name is the parameter's where none is given."""
    found: dict[str, int] = {}
    parameters = one.node.child_by_field_name("parameters")
    for parameter in parameters.named_children if parameters else []:
        text = one_line(parameter, 1000)
        if "Option(" not in text:
            continue
        name = parameter.child_by_field_name("name") or next(iter(parameter.named_children), None)
        stated = re.findall(r"[\"'](--[A-Za-z][\w-]{0,60})", text)
        for option in stated or [f"--{written(name).replace('_', '-')}"]:
            found[option] = line_of(parameter)
    return found


def _arguments(source: Source) -> Iterator[tuple[str, int]]:
    for match in source.matches("calls"):
        node = match["function"][0]
        if written(node).endswith(".add_argument") and (call := call_of(source, node.parent)):
            for option in _long(source, call.positional):
                yield option, call.line


def _long(source: Source, given: tuple[Node, ...]) -> list[str]:
    """The long spellings among an option's names; `--a/--no-a` are two."""
    texts = [source.string(one) or "" for one in given]
    return [part.strip() for text in texts for part in text.split("/") if part.strip().startswith("--")]
