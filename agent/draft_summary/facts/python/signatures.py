"""Parameters of Python functions: what a caller must know, and whether a new signature breaks old calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draft_summary.facts.parsing import one_line, written
from draft_summary.facts.reading import Parameter, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

NAMED = ("identifier", "typed_parameter", "default_parameter", "typed_default_parameter")
RECEIVERS = ("self", "cls")


def signature_of(function: Node) -> Signature:
    """The signature of a function's definition."""
    parameters = function.child_by_field_name("parameters")
    returned = function.child_by_field_name("return_type")
    text = one_line(parameters, 2000) + (f" -> {one_line(returned, 400)}" if returned else "")
    text = text.replace("( ", "(").replace(",)", ")").replace(", )", ")").replace(" )", ")")
    asynchronous = any(child.type == "async" for child in function.children)
    shape = ("async" if asynchronous else "") + "".join(text.split()).replace("'", '"')
    return Signature(text, shape, _parameters(parameters), asynchronous)


def _parameters(node: Node | None) -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    place = "either"
    for child in node.named_children if node else []:
        if child.type == "positional_separator":
            found = [Parameter(one.name, "positional", one.required) for one in found]
        elif child.type == "keyword_separator":
            place = "keyword"
        elif child.type in ("list_splat_pattern", "dictionary_splat_pattern"):
            place, found = _splat(child, place, found)
        elif child.type == "typed_parameter" and child.named_children[0].type.endswith("splat_pattern"):
            place, found = _splat(child.named_children[0], place, found)
        elif child.type in NAMED:
            name = child.child_by_field_name("name") or (child.named_children[0] if child.named_children else child)
            found.append(Parameter(written(name), place, "default" not in child.type))
    if found and found[0].name in RECEIVERS:
        found = found[1:]
    return tuple(found)


def _splat(node: Node, place: str, found: list[Parameter]) -> tuple[str, list[Parameter]]:
    name = written(node).lstrip("*")
    if node.type == "list_splat_pattern":
        return "keyword", [*found, Parameter(name, "args", required=False)]
    return place, [*found, Parameter(name, "kwargs", required=False)]


def breaks(old: Signature, new: Signature) -> str:
    """Why a call that the old signature took may fail with the new one, in a few words; empty if none does."""
    if old.asynchronous != new.asynchronous:
        return "must be awaited" if new.asynchronous else "is no longer awaited"
    takes_any = {one.place for one in new.parameters}
    known = {one.name: one for one in new.parameters}
    for one in new.parameters:
        before = next((other for other in old.parameters if other.name == one.name), None)
        if one.required and (before is None or not before.required):
            return f"needs `{one.name}`"
    for one in old.parameters:
        after = known.get(one.name)
        if after is None and one.place != "args" and not (one.place in ("keyword", "kwargs") and "kwargs" in takes_any):
            return f"no longer takes `{one.name}`"
        if after and one.place == "either" and after.place != "either":
            return f"takes `{one.name}` only by {'keyword' if after.place == 'keyword' else 'position'}"
    if "args" not in takes_any and [one for one in old.parameters if one.place == "args"]:
        return "no longer takes further positional arguments"
    return _reordered(old, new)


def _reordered(old: Signature, new: Signature) -> str:
    before = [one.name for one in old.parameters if one.place in ("either", "positional")]
    after = [one.name for one in new.parameters if one.place in ("either", "positional")]
    return "takes its positional arguments in another order" if after[: len(before)] != before else ""
