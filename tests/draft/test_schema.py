"""The schema on the wire, held to what strict mode of the OpenAI API takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from draft_summary.draft.schema import wire_schema


def nodes(node: Any, level: int = 0) -> Iterator[tuple[dict[str, Any], int]]:
    if isinstance(node, dict):
        yield node, level
        for one in node.get("properties", {}).values():
            yield from nodes(one, level + 1)
        if "items" in node:
            yield from nodes(node["items"], level + 1)


def test_the_root_is_an_object() -> None:
    assert wire_schema()["type"] == "object"


def test_every_object_requires_all_its_fields_and_no_others() -> None:
    for node, _ in nodes(wire_schema()):
        if node["type"] == "object":
            assert node["required"] == list(node["properties"])
            assert node["additionalProperties"] is False


def test_it_is_flat_and_small() -> None:
    every = list(nodes(wire_schema()))
    assert max(level for _, level in every) <= 5
    assert sum(len(node.get("properties", {})) for node, _ in every) < 100


def test_it_holds_only_keywords_that_every_server_reads() -> None:
    known = {"type", "properties", "required", "additionalProperties", "items", "description"}
    assert {key for node, _ in nodes(wire_schema()) for key in node} <= known
