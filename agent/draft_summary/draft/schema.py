"""The reply's JSON Schema as strict mode takes it."""

from __future__ import annotations

from typing import Any

from draft_summary.values.claims import Content, Reply

DROPPED = frozenset({"title", "default", "$defs"})


def wire_schema() -> dict[str, Any]:
    """Return the schema of `Reply`: references put in place, no titles, no defaults.

    Strict mode of the OpenAI API wants every field required, nothing beside them, an object at the root, and at most
    5 levels; servers that enforce schemas locally read references unevenly, so there are none.
    """
    return _plain(Reply.model_json_schema())


def apply_schema() -> dict[str, Any]:
    """Return the schema of what `apply` takes, without descriptions: a reply, and what the caller attests."""
    return _plain(Content.model_json_schema(), DROPPED | {"description"})


def _plain(schema: dict[str, Any], dropped: frozenset[str] = DROPPED) -> dict[str, Any]:
    clean: dict[str, Any] = _clean(schema, schema.get("$defs", {}), dropped)
    return clean


def _clean(node: Any, definitions: dict[str, Any], dropped: frozenset[str]) -> Any:
    if isinstance(node, list):
        return [_clean(one, definitions, dropped) for one in node]
    if not isinstance(node, dict):
        return node
    if reference := node.get("$ref"):
        return _clean(definitions[reference.removeprefix("#/$defs/")], definitions, dropped)
    return {
        # Under `properties` the keys are the reply's own names, and one may well be called `title`.
        key: {name: _clean(one, definitions, dropped) for name, one in value.items()}
        if key == "properties"
        else _clean(value, definitions, dropped)
        for key, value in node.items()
        if key not in dropped
    }
