"""Dependencies in a setup.py, as far as its lists are written down: nothing of it is run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.dependencies.declared import Declared, requirements
from draft_summary.facts.parsing import Source, Sources, descendants, written
from draft_summary.facts.python.calls import call_of, items

if TYPE_CHECKING:
    from tree_sitter import Node

SCOPES = {"install_requires": "", "tests_require": "test", "setup_requires": "build"}
EXTRAS = "extras_require"


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests."""
    return path.rpartition("/")[2] == "setup.py"


def declared(text: str) -> list[Declared]:
    """The requirements of `setup(...)`. Raises ValueError if it does not parse, or a list is put together."""
    source = Sources().parse("setup.py", text)
    if source is None:
        raise ValueError("setup.py does not parse")
    known = dict(_assigned(source))
    calls = (call_of(source, node) for node in descendants(source.root, "call"))
    call = next((one for one in calls if one and one.function in ("setup", "setuptools.setup")), None)
    found: list[Declared] = []
    for name, node in call.named.items() if call else ():
        value = known.get(written(node), node)
        if name in SCOPES:
            found += requirements(_texts(source, value), SCOPES[name])
        elif name == EXTRAS:
            for extra, inner in _pairs(source, value):
                found += requirements(_texts(source, known.get(written(inner), inner)), extra)
    return found


def _assigned(source: Source) -> Iterator[tuple[str, Node]]:
    for statement in source.root.named_children:
        inner = statement.named_children[0] if statement.named_children else None
        if statement.type == "expression_statement" and inner is not None and inner.type == "assignment":
            right = inner.child_by_field_name("right")
            if right is not None and right.type in ("list", "tuple", "dictionary"):
                yield written(inner.child_by_field_name("left")), right


def _texts(source: Source, node: Node) -> list[str]:
    given = items(node)
    texts = [source.string(one) for one in given if source.is_plain_string(one)]
    if node.type not in ("list", "tuple") or len(texts) < len(given):
        raise ValueError("setup.py puts its requirements together")
    return [text for text in texts if text]


def _pairs(source: Source, node: Node) -> Iterator[tuple[str, Node]]:
    if node.type != "dictionary":
        raise ValueError("setup.py puts its extras together")
    for pair in node.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if pair.type == "pair" and value is not None and (name := source.string(key)):
            yield name, value
