"""Parameters of JavaScript and TypeScript functions, and whether a new signature breaks old calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import one_line, written
from draft_summary.facts.reading import Parameter, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

PROMISE = re.compile(r"^:?\s*(Promise|PromiseLike|AsyncGenerator|AsyncIterable)\b")
PLAIN = re.compile(r"^:?\s*(void|string|number|boolean|[A-Z]\w{0,60}(\[\])?)$")


def signature_of(function: Node) -> Signature:
    """The signature of a function as written from the parenthesis on. Arguments go by their place."""
    given = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
    returned = one_line(function.child_by_field_name("return_type"), 400)
    text = one_line(given, 2000).replace("( ", "(").replace(", )", ")").replace(",)", ")").replace(" )", ")")
    text = (text if text.startswith("(") else f"({text})") + returned
    is_async = any(child.type == "async" for child in function.children)
    shape = ("async" if is_async else "") + "".join(text.split()).replace('"', "'")
    return Signature(text, shape, _parameters(given), is_async or PROMISE.match(returned) is not None)


def _parameters(given: Node | None) -> tuple[Parameter, ...]:
    if given is None:
        return ()
    if given.type == "identifier":
        return (Parameter(written(given), "positional", required=True),)
    nodes = [one for one in given.named_children if one.type not in ("comment", "decorator")]
    found = [_parameter(one) for one in nodes]
    return tuple(one for one in found if one.name != "this")


def _parameter(node: Node) -> Parameter:
    pattern = node.child_by_field_name("pattern") or node.child_by_field_name("left") or node
    name = one_line(pattern, 60)
    if pattern.type == "rest_pattern":
        return Parameter(name.lstrip("."), "args", required=False)
    has_default = node.child_by_field_name("value") is not None or node.type == "assignment_pattern"
    return Parameter(name, "positional", required=not (has_default or node.type == "optional_parameter"))


def same(old: Signature, new: Signature) -> bool:
    """Whether both ask the same of a caller; without types on one side, those of the other are nothing new."""
    if old.shape == new.shape:
        return True
    if ":" in old.text and ":" in new.text:
        return False
    before, after = ([(one.place, one.required) for one in signature.parameters] for signature in (old, new))
    return before == after and not breaks(old, new)


def breaks(old: Signature, new: Signature) -> str:
    """Why a call that the old signature took may fail with the new one, in a few words; empty if none does."""
    before, after = old.parameters, new.parameters
    if _returns_plainly(old) and new.asynchronous:
        return "must be awaited"
    names, known = [one.name for one in after], {one.name for one in before}
    for place, one in enumerate(after):
        if one.required and (place >= len(before) or not before[place].required):
            another = (other.name for other in after if other.required and other.name not in known)
            return f"needs `{next(another, one.name)}`"
    if len(after) < len(before) and not any(one.place == "args" for one in after):
        gone = next((one.name for one in before if one.name not in names), before[-1].name)
        return f"no longer takes `{gone}`"
    old_names = [one.name for one in before]
    if old_names != names and sorted(old_names) == sorted(names):
        return "takes its arguments in another order"
    return ""


def _returns_plainly(signature: Signature) -> bool:
    """Whether the old signature says that it returns no promise."""
    _, _, returned = signature.text.rpartition(")")
    return not signature.asynchronous and PLAIN.match(returned) is not None
