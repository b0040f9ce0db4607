"""The offline drafter: prose composed of facts, docstrings and quoted messages. Nothing rather than filler."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from draft_summary.draft.offline import decisions, files, named, outlook, overview
from draft_summary.draft.offline.work import Work
from draft_summary.values.claims import Claim, Draft
from draft_summary.values.evidence import Dossier
from draft_summary.values.findings import Finding
from draft_summary.values.slots import Ask, Author

__all__ = ["OfflineDrafter"]

# What the other slots ask for cannot be composed without judgement: they stay open, or show their facts alone.
WRITERS: Mapping[str, Callable[[Work, Ask], Iterator[Claim]]] = MappingProxyType(
    {
        "overview.text": overview.text,
        "overview.why": overview.why,
        "files.new": files.new,
        "files.modified": files.modified,
        "files.deleted": files.deleted,
        "decisions.list": decisions.decisions,
        "dependencies.added": named.dependencies,
        "dependencies.updated": named.dependencies,
        "dependencies.removed": named.dependencies,
        "database.migrations": named.migrations,
        "api.new": named.contract,
        "testing.files": files.tests,
        "configuration.environment": named.settings,
        "configuration.flags": named.settings,
        "debt.list": outlook.limits,
    }
)


class OfflineDrafter:
    """A drafter that needs no model: same dossier, same text."""

    def write(self, dossier: Dossier, asks: tuple[Ask, ...]) -> Draft:
        """Answer what facts and quotations answer; the rest of the asks get no claim."""
        work = Work.of(dossier)
        writers = ((ask, WRITERS.get(ask.slot.key)) for ask in asks)
        return Draft(Author.OFFLINE, tuple(claim for ask, write in writers if write for claim in write(work, ask)))

    def repair(self, dossier: Dossier, asks: tuple[Ask, ...], findings: tuple[Finding, ...]) -> Draft | None:
        """Nothing: the same facts would give the same text."""
