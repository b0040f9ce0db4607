"""How each family of languages is read. A family is a package of the same name, its `READER` is named here."""

from __future__ import annotations

from collections.abc import Mapping

from draft_summary.facts import csharp, golang, java, javascript, kotlin, php, python, ruby, rust
from draft_summary.facts.languages import language_of
from draft_summary.facts.reading import Reader

READERS: Mapping[str, Reader] = {
    "javascript": javascript.READER,
    "python": python.READER,
    "php": php.READER,
    "ruby": ruby.READER,
    "go": golang.READER,
    "rust": rust.READER,
    "java": java.READER,
    "kotlin": kotlin.READER,
    "csharp": csharp.READER,
}


def reading(path: str) -> Reader | None:
    """How the file's language is read; None for one that no reader knows."""
    language = language_of(path)
    return READERS.get(language.family) if language else None
