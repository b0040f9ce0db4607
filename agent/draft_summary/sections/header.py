"""The title and the header fields."""

from __future__ import annotations

from draft_summary.sections.blocks import fact, field, person
from draft_summary.sections.content import Content
from draft_summary.sections.section import Section
from draft_summary.sections.text import code, plain
from draft_summary.sections.written import Written
from draft_summary.values.document import Block, Form
from draft_summary.values.evidence import Dossier
from draft_summary.values.slots import SectionOutline, Slot

TITLE = Slot("header.title", "header")
AUTHOR = Slot("header.author", "header")
START_DATE = Slot("header.start_date", "header")
LAST_UPDATED = Slot("header.last_updated", "header")
STATUS = Slot("header.status", "header", person=("text",))
BRANCH = Slot("header.branch", "header")
LINKS = Slot("header.links", "header")

OUTLINE = SectionOutline("header", "", slots=(TITLE, AUTHOR, START_DATE, LAST_UPDATED, STATUS, BRANCH, LINKS))


class Link(Content):
    """A document of the feature: what it is, and its path from the repository's top level."""

    name: str
    path: str


class HeaderContent(Content):
    """Dates as `YYYY-MM-DD`; `branch` is empty on a detached head, which `head` then names."""

    title: str
    author: str
    start_date: str
    last_updated: str
    branch: str
    head: str
    links: tuple[Link, ...]


def assemble(dossier: Dossier, written: Written) -> HeaderContent:  # noqa: ARG001 — the header has no prose
    """The header as git and the feature folder have it."""
    facts, branch = dossier.facts, dossier.branch
    documents = (("Spec", branch.feature.spec), ("TDR", branch.feature.design))
    return HeaderContent(
        title=facts.title or branch.name,
        author=facts.author,
        start_date=facts.start_date,
        last_updated=facts.last_updated,
        branch=branch.name,
        head=branch.head,
        links=tuple(Link(name=name, path=file.path) for name, file in documents if file),
    )


def render(content: HeaderContent) -> tuple[Block, ...]:
    """The title, then the fields in the template's order."""
    title = f"Implementation Summary — {plain(content.title)}" if content.title else "Implementation Summary"
    links = ", ".join(f"{link.name} ({code('/' + link.path)})" for link in content.links)
    branch = code(content.branch) if content.branch else f"None (detached at {code(content.head[:7])})"
    return (
        Block(f"{TITLE.key}/line", TITLE.key, Form.TITLE, (fact(title),)),
        field(AUTHOR, "Author", fact(plain(content.author) or "None found"), "Authors", "Engineer", "Implemented by"),
        field(START_DATE, "Start Date", fact(content.start_date or "None found"), "Started", "Start", "Date Started"),
        field(LAST_UPDATED, "Last Updated", fact(content.last_updated or "None found"), "Updated", "Last Update"),
        field(STATUS, "Status", person("In Progress"), "State"),
        field(BRANCH, "Branch", fact(branch), "Feature Branch", "Git Branch"),
        field(LINKS, "Links", fact(links or "None found"), "Link", "References", "Related Documents"),
    )


SECTION = Section(OUTLINE, assemble, render)
