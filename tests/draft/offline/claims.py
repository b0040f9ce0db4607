"""A short way to ask the offline drafter for a text; each is held against its evidence by the program's own check."""

from __future__ import annotations

from draft_summary.draft.offline import OfflineDrafter
from draft_summary.values.claims import Claim
from draft_summary.values.evidence import Dossier
from draft_summary.values.slots import Ask
from draft_summary.verify import verify
from support.dossiers import ask, slot


def written(dossier: Dossier, asked: Ask) -> tuple[Claim, ...]:
    """The claims for one ask, none of which the check rejects."""
    draft = OfflineDrafter().write(dossier, (asked,))
    rejected = [f"{one.subject}: {one.reason}" for one in verify(dossier, draft, (asked,)).findings]
    assert rejected == []
    return draft.claims


def texts(dossier: Dossier, key: str, *keys: str) -> dict[str, str]:
    """The texts of one slot by the thing they are about."""
    return {claim.key: claim.text for claim in written(dossier, ask(key, *keys))}


def text(dossier: Dossier, key: str, about: str = "") -> str:
    """The one text of a slot, or about one thing; empty for none."""
    found = written(dossier, ask(key, about, of=slot(key, keyed="path")) if about else ask(key))
    assert len(found) <= 1
    return found[0].text if found else ""
