"""The JSON Schema of every JSON that the program prints or takes, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from draft_summary.errors import UsageError
from draft_summary.values import published, published_facts

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: Mapping[str, Any] = {
    "draft": published.Drafted,
    "apply": published.Drafted,
    "report": published.Drafted,
    "check": published.Checked,
    "collect": published_facts.Collected,
    "page": published.Paged,
    "index": published.Indexed,
    "install-skill": published.Installed,
    "error": published.Error,
}
NAMES = (*SHAPES, "reply")


def schema(name: str) -> dict[str, Any]:
    """Return the schema; `reply` is what `apply` takes. Raises UsageError (`unknown-schema`) with the names."""
    if name not in NAMES:
        hint = f"Names: {', '.join(NAMES)}."
        raise UsageError(f"there is no schema {name!r}", code="unknown-schema", hint=hint)
    from pydantic import TypeAdapter  # noqa: PLC0415 — with the reply's schema, the only need of it here

    from draft_summary.draft.schema import apply_schema  # noqa: PLC0415 — see above

    found = apply_schema() if name == "reply" else TypeAdapter(SHAPES[name]).json_schema()
    return {"$schema": DIALECT, "title": name, **{key: value for key, value in found.items() if key != "title"}}
