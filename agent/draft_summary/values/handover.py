"""What a calling agent is handed: the evidence and the asks as JSON, as pages to read, and an index of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from draft_summary.values.slots import Ask


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much of a collection is wanted.

    `section` is a section's or a slot's key, empty for all. With `changed_only`, evidence that no ask names is left
    out. `max_tokens` bounds what is printed (an estimate: 3.5 bytes a token), 0 for no bound.
    """

    section: str = ""
    changed_only: bool = False
    max_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page of evidence or asks: `name` as in the index, `about` what stands on it, `text` with a final newline."""

    name: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What a caller needs to write the prose.

    `everything` is the object of `collect --json`, `bounded` the same within the tokens that were asked for; `index` is
    the text that is printed without `--json`, empty until it is known where the pages are kept; `root` the
    repository's top level.
    """

    asks: tuple[Ask, ...]
    everything: Mapping[str, Any]
    bounded: Mapping[str, Any]
    pages: tuple[Page, ...]
    index: str = ""
    root: Path = Path()
