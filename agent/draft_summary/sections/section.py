"""What a section of the summary is to this program, and what a slot's ask may be about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from draft_summary.sections.content import Content
from draft_summary.sections.sources import Sources, Topic
from draft_summary.sections.written import Written
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier
from draft_summary.values.slots import SectionOutline

C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True)
class Section(Generic[C]):
    """One section: its places, how its content comes of facts and claims, how that renders, what is asked for.

    All three functions are pure. Headings and facts follow from the facts alone: a draft without claims lacks prose,
    and has instead the open lines and the lines that say that nothing was found.
    """

    outline: SectionOutline
    assemble: Callable[[Dossier, Written], C]
    render: Callable[[C], tuple[Block, ...]]
    topics: Callable[[Sources], tuple[Topic, ...]] = lambda _: ()
