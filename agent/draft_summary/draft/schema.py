"""The reply's JSON Schema as strict mode takes it."""

from __future__ import annotations

from typing import Any

from draft_summary.values.claims import Reply

DROPPED = frozenset({"title", "default", "$defs"})


def wire_schema() -> dict[str, Any]:
    """Return the schema of `Reply`: references put in place, no titles, no defaults.

    Strict mode of the OpenAI API wants every field required, nothing beside them, an object at the root, and at most
    5 levels; servers that enforce schemas locally read references unevenly, so there are none.
    """
    schema = Reply.model_json_schema()
    clean: dict[str, Any] = _clean(schema, schema.get("$defs", {}))
    return clean


def _clean(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_clean(one, definitions) for one in node]
    if not isinstance(node, dict):
        return node
    if reference := node.get("$ref"):
        return _clean(definitions[reference.removeprefix("#/$defs/")], definitions)
    return {
        # Under `properties` the keys are the reply's own names, and one may well be called `title`.
        key: {name: _clean(one, definitions) for name, one in value.items()}
        if key == "properties"
        else _clean(value, definitions)
        for key, value in node.items()
        if key not in DROPPED
    }
