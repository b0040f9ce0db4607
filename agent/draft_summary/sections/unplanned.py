"""What the change brings that the TDR does not name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.sections.folding import fold_of
from draft_summary.sections.text import code
from draft_summary.values.branch import Status
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change, FileFact, FileKind

# What a plan is expected to name; tests and lockfiles it rarely does.
PLANNED_KINDS = frozenset({FileKind.CODE, FileKind.CONFIG})
_OF_EVERY_PACKAGE = frozenset({"__init__.py", "py.typed", "mod.rs", ".gitkeep"})
_VARIABLE = re.compile(r"\{[^{}/]{1,60}\}|:\w{1,60}|<[^<>/]{1,60}>")


def unplanned(dossier: Dossier) -> tuple[str, ...]:
    """What weighs most first: endpoints, tables, environment, dependencies, flags, files, public symbols; as Markdown.

    A name counts as planned if the TDR has it anywhere, a file if the TDR has its base name or a thing that was found
    in it: what remains was not thought of, or not written down. Documents are no departure. Empty without a TDR.
    """
    design = dossier.branch.feature.design
    if design is None:
        return ()
    routes = _VARIABLE.sub("{}", design.text)
    contract = [
        f"{one.method} {one.route}"
        for one in dossier.facts.endpoints
        if one.change is Change.ADDED and _VARIABLE.sub("{}", one.route) not in routes
    ]
    names = [name for name in _names(dossier) if name.casefold() not in design.text.casefold()]
    holding = {one.where.partition(":")[0] for one in dossier.facts.plan}  # a planned thing is found there
    files = [
        one
        for one in dossier.facts.files
        if _counts(dossier, one) and one.path not in holding and _base_name(one.path) not in design.text
    ]
    told = {one.path for one in dossier.facts.files if one in files or one.kind is FileKind.TEST}
    symbols = [
        one.qualified
        for one in dossier.facts.symbols
        if one.change is Change.ADDED and one.path not in told and one.name.rpartition(".")[2] not in design.text
    ]
    shown = [code(f"{one.path}") + (" (deleted)" if one.file.status is Status.DELETED else "") for one in files]
    return tuple(dict.fromkeys((*map(code, (*contract, *names)), *shown, *map(code, symbols))))


def _names(dossier: Dossier) -> Iterator[str]:
    """The tables, variables, dependencies and flags that the change adds."""
    facts = dossier.facts
    yield from (one.table for one in facts.schema if one.created)
    yield from (one.name for one in facts.environment if one.change is Change.ADDED)
    yield from (one.name for one in facts.dependencies if one.change is Change.ADDED and not one.scope)
    yield from (one.name for one in facts.flags if one.change is Change.ADDED)


def _counts(dossier: Dossier, one: FileFact) -> bool:
    changed = one.file.status in {Status.ADDED, Status.DELETED} and _base_name(one.path) not in _OF_EVERY_PACKAGE
    return changed and one.kind in PLANNED_KINDS and not fold_of(dossier, one)


def _base_name(path: str) -> str:
    return path.rpartition("/")[2]
