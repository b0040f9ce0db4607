"""One claim with everything that a check may look at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from draft_summary.values.claims import Claim
from draft_summary.values.evidence import Evidence, EvidenceKind
from draft_summary.values.slots import Ask, Author, Slot
from draft_summary.verify.anatomy import Anatomy
from draft_summary.verify.behaviour import speaks_of_what_went, without_removed
from draft_summary.verify.changes import Became
from draft_summary.verify.counts import Count, counts
from draft_summary.verify.lookup import Lookup
from draft_summary.verify.occurrence import number_at
from draft_summary.verify.quotations import names_document, tells_of_documents
from draft_summary.verify.references import Kind, Reference, references
from draft_summary.verify.support import Support, sources, support

# Parts that say what was done, in slots that otherwise may rest on what was planned.
_WORK_PARTS = frozenset({("decisions.list", "choice")})

_MORE = re.compile(r"\band (\d[\d,]*) more\b")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a claim: a stable code, the reason in words, and what would mend it."""

    code: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True)
class Case:
    """A claim, the ask that it answers, the evidence, and what becomes of its references. Parts are made once."""

    claim: Claim
    ask: Ask
    lookup: Lookup
    became: Became

    @property
    def slot(self) -> Slot:
        """The slot that the claim is for."""
        return self.ask.slot

    @cached_property
    def anatomy(self) -> Anatomy:
        """The claim's text taken apart; offline text is Markdown, others write plain text with code spans."""
        return Anatomy.of(self.claim.text, markdown=self.claim.author is Author.OFFLINE)

    @cached_property
    def cited(self) -> tuple[Evidence, ...]:
        """The items that the claim cites and that exist."""
        return tuple(item for one in self.claim.evidence if (item := self.lookup.items.get(one)))

    @property
    def says_work(self) -> bool:
        """Whether the claim says what was done, on its own account."""
        done = self.slot.work_done or (self.slot.key, self.claim.part) in _WORK_PARTS
        return done and not self.anatomy.only_quotes and not self._asks_about_documents

    @property
    def _asks_about_documents(self) -> bool:
        """Whether it points a reviewer to what a criterion, the spec or the TDR says."""
        return self.slot.key == "review.list" and tells_of_documents(self.anatomy)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """What the claim counts, but for what a report that it cites counts: that need not be the change's."""
        about = self.claim.key if self.slot.keyed == "path" else ""
        reports = [self.lookup.text(item.id) for item in self.cited if item.kind is EvidenceKind.REPORT]
        found = counts(self.anatomy.words, self.lookup.dossier, about)
        return tuple(one for one in found if not any(number_at(str(one.number), text) >= 0 for text in reports))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """What the claim refers to; the numbers that facts count are not looked up in texts."""
        counted = {count.start for count in self.counts if count.number in count.possible}
        if self.claim.author is Author.OFFLINE:  # code counted what it does not name
            counted |= {match.start(1) for match in _MORE.finditer(self.anatomy.words)}
        found = references(self.anatomy)
        return tuple(one for one in found if not (one.kind is Kind.NUMBER and one.start in counted))

    @cached_property
    def supports(self) -> tuple[tuple[Reference, Support], ...]:
        """Each reference and where it occurs; the file that the claim is about counts as cited.

        What is planned counts where the claim cites it and names the document: `the TDR plans `x`, the code has `y``.
        """
        ids, about = [item.id for item in self.cited], self.lookup.of_path(self.claim.key)
        planned = [id_ for id_ in ids if id_ in self.lookup.planned]
        past = not self.says_work or speaks_of_what_went(self.anatomy.words)
        done = sources(self.lookup, ids, work=self.says_work, about=about, past=past)
        told = sources(self.lookup, ids, work=self.says_work, about=(*about, *planned), past=past)
        named = names_document(self.anatomy.flat, self.lookup)
        return tuple((one, support(one, told if named(one.start) else done)) for one in self.references)

    def shown_by(self) -> tuple[str, ...]:
        """The texts of what shows the claim's work: what it cites, with the changes of cited files.

        Removed lines count only where the claim tells of an earlier state.
        """
        ids = [item.id for item in self.cited]
        where = sources(self.lookup, ids, work=True, about=self.lookup.of_path(self.claim.key))
        texts = map(self.lookup.text, where.cited)
        return tuple(texts if speaks_of_what_went(self.anatomy.words) else map(without_removed, texts))


class Check(Protocol):
    """One rule: what of a claim it objects to."""

    def __call__(self, case: Case, /) -> Iterable[Problem]:
        """Return the problems, none if the rule holds."""
