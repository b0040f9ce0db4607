"""The base of every section's content: frozen Pydantic models over facts and verified prose."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from draft_summary.values.slots import Author

OneLine = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\r\n]*$")]


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
