"""The base of every section's content: frozen Pydantic models over facts and verified prose."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from draft_summary.values.slots import Author

OneLine = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\r\n]*$")]

T = TypeVar("T")


class AsItIs:
    """Has Pydantic take a value by its class alone: facts are frozen and typed before they come here."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """An instance check, without the schema of the value's own fields that JSON would need."""
        return core_schema.json_or_python_schema(core_schema.any_schema(), core_schema.is_instance_schema(source))


Known = Annotated[T, AsItIs()]


class Content(BaseModel):
    """Frozen, nothing beside the fields; built at first use, since most commands need few of the models at once."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Prose(Content):
    """Verified prose for one cell: inline Markdown on one line, who wrote it, and its durable citations."""

    text: OneLine
    author: Author
    citations: tuple[str, ...] = ()

    def cites(self, *kinds: str) -> bool:
        """Whether evidence of each kind (`hunk`, `plan`: the first word of a durable citation) is cited."""
        return set(kinds) <= {citation.partition(":")[0] for citation in self.citations}
