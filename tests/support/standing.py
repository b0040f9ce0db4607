"""What stands in a repository's summary: its path, its text, and who wrote the prose of each slot."""

from __future__ import annotations

from pathlib import Path

from draft_summary import document, pipeline
from draft_summary.settings import Settings
from draft_summary.values.evidence import Catalogue
from draft_summary.values.slots import Author

SUMMARY = "directive/specs/booking-waitlist/implementation_summary.md"  # of the sample branch


def text_of(repository: Path) -> str:
    """The sample's summary as its readers see it."""
    return shown((repository / SUMMARY).read_text("utf-8"))


def shown(document: str) -> str:
    """A summary without the hidden state at its end."""
    return document.partition("<!-- draft-summary:state")[0]


def authors(repository: Path) -> dict[str, set[Author]]:
    """Who wrote the prose that stands in each slot, as state records it; what a person changed has no author here."""
    examined = pipeline.examine(Settings(repo=repository), lambda _: None)
    standing = document.read(examined.dossier.branch.summary, examined.skeleton)
    found: dict[str, set[Author]] = {}
    for block in standing.blocks:
        if block.ours and block.author is not Author.GIT:
            found.setdefault(block.slot, set()).add(block.author)
    return found


def catalogue_of(repository: Path) -> Catalogue:
    """The evidence of the branch that is checked out."""
    return pipeline.examine(Settings(repo=repository), lambda _: None).dossier.catalogue
