"""Public symbols that are new, gone, moved, or called otherwise. A language's surface is read by its reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from draft_summary.facts import commands
from draft_summary.facts.reading import Declared
from draft_summary.facts.surfaces import Sides, Surfaces, surfaces
from draft_summary.facts.survey import Survey
from draft_summary.values.branch import Status
from draft_summary.values.facts import Change, Coverage, Facts, Symbol

kind = "symbols"
CALLABLE = frozenset({"function", "method", "class", "re-export"})
MOST_SHARED = 0.6  # of a definition's lines are the same: it was moved, not written anew


@dataclass(frozen=True, slots=True)
class Difference:
    """A public symbol that differs; as the head declares it, None if it is gone; why old calls may fail, or empty."""

    symbol: Symbol
    declared: Declared | None = None
    breaks: str = ""


def detect(survey: Survey, _found: Facts) -> tuple[Symbol, ...]:
    """The differences of the public surface: what code may import, and what may be called from a command line."""
    return (*(one.symbol for one in survey.once(differences)), *survey.once(commands.changes))


def coverage(survey: Survey) -> Coverage:
    """Languages whose public surface is read."""
    return survey.coverage(kind)


def differences(survey: Survey) -> tuple[Difference, ...]:
    """Every public symbol that differs, by path, line and name."""
    every = survey.once(surfaces)
    left = list(_left(every))
    found = [_told_as_moved(one, left) for side in every.sides for one in _compared(every, side)]
    return tuple(sorted(found, key=lambda one: (one.symbol.path, one.symbol.line or 0, one.symbol.name)))


def renamed_modules(survey: Survey) -> tuple[tuple[str, str, str], ...]:
    """`(path, old module, new module)` of public modules whose file git calls renamed."""
    return tuple(
        (side.pair.path, side.old_module, side.module)
        for side in survey.once(surfaces).sides
        if side.pair.file.file.status is Status.RENAMED
        and side.reader.is_imported_by_path
        and side.old_module != side.module
        and side.old
        and side.new
    )


def _compared(every: Surfaces, side: Sides) -> Iterator[Difference]:
    """A name is compared with itself in the same module, whichever of its files it stands in."""
    for name, one in side.new.items():
        before = side.old.get(name) or every.before.get((side.module, name))
        if before is not None and one.exported:
            yield from _resigned(every, side, before, one)
        elif before is None and one.exported and _counts_as_new(every, side, one):
            yield Difference(_symbol(side, one, Change.ADDED), one)
    for name, one in side.old.items():
        stands = name in side.new or (side.old_module, name) in every.after
        if not stands and one.exported and not side.is_dynamic and _counts_as_gone(every, side, one):
            gone = _symbol(side, one, Change.REMOVED)
            signature = one.signature.text
            yield Difference(
                replace(gone, path=side.old_path, module=side.old_module, signature="", old_signature=signature)
            )


def _counts_as_new(every: Surfaces, side: Sides, one: Declared) -> bool:
    """A new class's methods go without saying; an import is an offer only where a package gathers its own names."""
    if one.kind == "handler":
        return False
    if one.kind == "method":
        owner = one.name.partition(".")[0]
        return owner in side.old or (side.module, owner) in every.before
    return one.kind != "re-export" or side.reader.is_offer(side.pair.path, side.module, one)


def _counts_as_gone(every: Surfaces, side: Sides, one: Declared) -> bool:
    if one.kind == "handler":
        return False
    if one.kind == "method":
        return _is_gone_from_class(every, side, one.name)
    return one.kind != "re-export" or side.reader.is_offer(side.old_path, side.old_module, one)


def _is_gone_from_class(every: Surfaces, side: Sides, method: str) -> bool:
    """Whether a class that stands has lost the method: a base may define it, and of foreign bases that is not known."""
    name, _, attribute = method.partition(".")
    owner = side.new.get(name) or every.after.get((side.old_module, name))
    if owner is None or owner.kind != "class":
        return False
    for written_base in owner.bases:
        base = written_base.partition("[")[0].rpartition(".")[2]
        known = every.classes(base)
        if base not in side.reader.without_methods and (
            known is None or f"{base}.{attribute}" in known or known[base].bases
        ):
            return False
    return True


def _resigned(every: Surfaces, side: Sides, old: Declared, new: Declared) -> Iterator[Difference]:
    """The same name with another signature; where it is imported now, that of what it is bound to."""
    if new.kind == "re-export" and old.kind != "re-export":
        target = every.target(side, new)
        if target is None:
            return
        new = replace(target, name=new.name, kind="re-export", line=new.line)
    known = old.signature.text and new.signature.text and {old.kind, new.kind} <= CALLABLE
    if known and not side.reader.same(old.signature, new.signature):
        symbol = replace(_symbol(side, new, Change.MODIFIED), old_signature=old.signature.text)
        yield Difference(symbol, new, side.reader.breaks(old.signature, new.signature))


def _symbol(side: Sides, one: Declared, change: Change) -> Symbol:
    return Symbol(
        path=side.pair.path,
        line=one.line,
        module=side.module,
        name=one.name,
        kind=one.kind,
        change=change,
        language=side.language,
        signature=one.signature.text,
        summary=one.summary,
    )


def _left(every: Surfaces) -> Iterator[tuple[str, Declared]]:
    """`(old module, as declared)` of what stood in a module at base and is not defined there any more."""
    for side in every.sides:
        for name, one in side.old.items():
            now = side.new.get(name) or every.after.get((side.old_module, name))
            if one.body and (now is None or now.kind == "re-export"):
                yield side.old_module, one


def _told_as_moved(one: Difference, left: list[tuple[str, Declared]]) -> Difference:
    """A new symbol whose definition stood elsewhere at base, same name and signature, is not new: it was moved."""
    new = one.declared
    if one.symbol.change is not Change.ADDED or new is None:
        return one
    source = next(((module, old) for module, old in left if _is_same(old, new)), None)
    if source is None:
        return one
    module, old = source
    symbol = replace(
        one.symbol, change=Change.MODIFIED, old_signature=old.signature.text, moved_from=f"{module}.{old.name}"
    )
    return replace(one, symbol=symbol)


def _is_same(old: Declared, new: Declared) -> bool:
    """Whether a definition is the other, moved: most of its lines are the same."""
    if (old.name, old.kind, old.signature.shape) != (new.name, new.kind, new.signature.shape):
        return False
    before, after = (Counter(line.strip() for line in one.body.split("\n")) for one in (old, new))
    return sum((before & after).values()) >= MOST_SHARED * max(sum(before.values()), sum(after.values()))
