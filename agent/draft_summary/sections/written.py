"""The verified claims of one snapshot by the place that they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from draft_summary.sections.content import Content, Prose
from draft_summary.sections.text import one_line
from draft_summary.values.claims import Claim, CriterionMapping, Verified
from draft_summary.values.evidence import Catalogue, digest_of
from draft_summary.values.slots import Slot


class Entry(Content):
    """A block of list prose: its opaque key and the text of each of its parts."""

    key: str
    parts: Mapping[str, Prose]

    def part(self, name: str) -> Prose | None:
        """The text of one part."""
        return self.parts.get(name)


@dataclass(frozen=True, slots=True)
class Written:
    """Verified claims and mappings, with the catalogue that turns their evidence into durable citations."""

    catalogue: Catalogue
    claims: Mapping[str, Sequence[Claim]]
    keyed: Mapping[tuple[str, str], Sequence[Claim]]
    mappings: Mapping[str, CriterionMapping]

    @classmethod
    def of(cls, catalogue: Catalogue, verified: Verified) -> Written:
        """The index of what was verified."""
        by_slot: dict[str, list[Claim]] = {}
        by_key: dict[tuple[str, str], list[Claim]] = {}
        for claim in verified.claims:
            if claim.text.strip():
                by_slot.setdefault(claim.slot, []).append(claim)
                by_key.setdefault((claim.slot, claim.key), []).append(claim)
        return cls(catalogue, by_slot, by_key, {mapping.criterion: mapping for mapping in verified.mappings})

    @property
    def anything(self) -> bool:
        """Whether anything was written; if not, what stands in the summary is to stay."""
        return bool(self.claims or self.mappings)

    def about(self, slot: Slot, key: str) -> Prose | None:
        """What the claims say about one thing of a keyed slot, in their order."""
        return self._joined(self.keyed.get((slot.key, key), ()))

    def whole(self, slot: Slot) -> Prose | None:
        """What the claims say in a slot that is one text."""
        return self._joined(self.claims.get(slot.key, ()))

    def entries(self, slot: Slot) -> tuple[Entry, ...]:
        """The blocks of list prose, in order, at most the slot's limit.

        Claims with the same key, else the same `replaces`, are one block; without either, each is its own. A block that
        replaces one takes its key, a new one a digest of its text, so that the same text again is the same block.
        """
        groups: dict[str, list[Claim]] = {}
        for number, claim in enumerate(self.claims.get(slot.key, ())):
            groups.setdefault(claim.key or claim.replaces or f"\0{number}", []).append(claim)
        found: dict[str, Entry] = {}
        for claims in groups.values():
            parts = {part: self._joined([one for one in claims if one.part == part]) for part in slot.parts}
            texts = {part: prose for part, prose in parts.items() if prose is not None}
            if texts:
                key = _replaced(slot, claims) or f"{slot.key}/{_digest(slot, texts)}"
                found.setdefault(key, Entry(key=key, parts=texts))
        return tuple(found.values())[: slot.limit or None]

    def citations(self, evidence: Iterable[str]) -> tuple[str, ...]:
        """The durable citations of evidence ids, in order, each once."""
        items = (self.catalogue.get(one) for one in evidence)
        return tuple(dict.fromkeys(item.durable for item in items if item))

    def _joined(self, claims: Sequence[Claim]) -> Prose | None:
        if not claims:
            return None
        evidence = (one for claim in claims for one in claim.evidence)
        text = " ".join(one_line(claim.text) for claim in claims)
        return Prose(text=text, author=claims[0].author, citations=self.citations(evidence))


def _replaced(slot: Slot, claims: list[Claim]) -> str:
    """The key of the block that these claims replace, without the part; empty if they name none of this slot."""
    named = next((claim.replaces for claim in claims if claim.replaces), "").partition("#")[0]
    return named if named.startswith(f"{slot.key}/") else ""


def _digest(slot: Slot, texts: Mapping[str, Prose]) -> str:
    naming = tuple(part for part in slot.parts if part in {"title", "choice"}) or slot.parts
    return digest_of(*(texts[part].text for part in naming if part in texts))[:8]
