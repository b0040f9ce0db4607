"""The public types of a file with their public members; overloads of one name are told together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from draft_summary.facts.classes.outline import Member, Type
from draft_summary.facts.parsing import written
from draft_summary.facts.reading import Declared, Signature

Visible = Callable[[Type | Member, Type | None], bool]
OVERLOADS = "\n"
KINDS = {"method": "method", "field": "constant", "property": "constant"}


def surface(types: Iterable[Type], is_visible: Visible) -> dict[str, Declared]:
    """By `Type` and `Type.method`; `is_visible` takes a type or a member with the type that holds it."""
    found: dict[str, Declared] = {}
    hidden: set[tuple[str, ...]] = set()
    for one in types:
        if one.chain[:-1] in hidden or (one.name and not is_visible(one, one.around[-1] if one.around else None)):
            hidden.add(one.chain)
            continue
        name = ".".join(each.name for each in (*one.around, one) if each.name and not _is_unnamed(each))
        if name and not _is_unnamed(one):
            found[name] = Declared(name, "class", one.line, body=written(one.node), bases=one.bases)
        for member in _members(one, is_visible):
            qualified = f"{name}.{member.name}" if name else member.name
            found[qualified] = _joined(found.get(qualified), qualified, member)
    return found


def _is_unnamed(one: Type) -> bool:
    """Kotlin's companion without a name: what it holds is called by the name of the class."""
    return one.kind == "companion" and one.name == "Companion"


def _members(one: Type, is_visible: Visible) -> Iterator[Member]:
    for member in one.members:
        if member.kind in ("method", "function", "constant") and is_visible(member, one):
            yield member


def _joined(known: Declared | None, name: str, member: Member) -> Declared:
    shape = f"({', '.join(kind for _, kind in member.parameters)}) {member.returns}".strip()
    kind = {"function": "function", "constant": "constant"}.get(member.kind, "method")
    if known is None or member.kind == "constant":
        signature = Signature(member.text, shape) if member.kind != "constant" else Signature()
        return Declared(name, kind, member.line, signature, body=written(member.node))
    shapes = sorted({*known.signature.shape.split(OVERLOADS), shape})
    text = f"{known.signature.text} and {member.text}"
    return Declared(name, kind, known.line, Signature(text, OVERLOADS.join(shapes)), body=known.body)


def breaks(old: Signature, new: Signature) -> str:
    """Why a call that the old signature took does not compile with the new one: an overload that is gone."""
    before, after = old.shape.split(OVERLOADS), new.shape.split(OVERLOADS)
    if all(shape in after for shape in before):
        return ""
    if len(before) == len(after) == 1:
        return f"changed from `{old.text}` to `{new.text}`"
    gone = next(shape for shape in before if shape not in after)
    return f"no longer takes `{gone}`"
