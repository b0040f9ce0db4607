"""Facts and verified claims to drafted sections."""

from __future__ import annotations

from collections.abc import Collection

from draft_summary.sections.asking import inputs_of
from draft_summary.sections.registry import SECTIONS
from draft_summary.sections.summary import SummaryContent
from draft_summary.sections.written import Written
from draft_summary.values.claims import Verified
from draft_summary.values.document import SectionDraft
from draft_summary.values.evidence import Dossier


def content_of(dossier: Dossier, verified: Verified) -> SummaryContent:
    """The summary's content. Raises pydantic.ValidationError for a content that no section can have: a bug."""
    written = Written.of(dossier.catalogue, verified)
    return SummaryContent(**{one.outline.key: one.assemble(dossier, written) for one in SECTIONS})


def compose(dossier: Dossier, verified: Verified, unanswered: Collection[str] = ()) -> tuple[SectionDraft, ...]:
    """All sections as drafted, in the template's order, each with the digests of what its slots are drafted from.

    Without claims, every prose cell is None: what stands there stays. Slots in `unanswered` get no digest, so that
    the next run asks for them again.
    """
    contents = dict(content_of(dossier, verified))
    inputs = inputs_of(dossier)
    return tuple(
        SectionDraft(
            one.outline,
            one.render(contents[one.outline.key]),
            {
                slot.key: inputs[slot.key]
                for slot in one.outline.slots
                if slot.key in inputs and slot.key not in unanswered
            },
        )
        for one in SECTIONS
    )
