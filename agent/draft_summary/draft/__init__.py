"""Who writes the prose: the offline drafter, a model, or the agent that calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from draft_summary.settings import Settings
    from draft_summary.values.claims import Draft
    from draft_summary.values.evidence import Dossier
    from draft_summary.values.findings import Finding
    from draft_summary.values.slots import Ask

# What is imported in the function below is what only that drafter needs.
# ruff: noqa: PLC0415


class Drafter(Protocol):
    """Writes the prose that is asked for, and mends once what did not hold."""

    def write(self, dossier: Dossier, asks: tuple[Ask, ...]) -> Draft:
        """Answer the asks from the evidence. A model that fails leaves asks unanswered; it does not raise."""
        ...

    def repair(self, dossier: Dossier, asks: tuple[Ask, ...], findings: tuple[Finding, ...]) -> Draft | None:
        """Claims anew in place of those that `findings` rejects, and no others; None where there is nothing to try."""
        ...


def choose(settings: Settings, progress: Callable[[str], None]) -> Drafter:
    """Choose the drafter that the settings call for: a model where a key or a server is given, else the offline one.

    Raises UsageError for a server that is no HTTP address, or that is named without a model.
    """
    if not settings.uses_model:
        from draft_summary.draft.offline import OfflineDrafter

        return OfflineDrafter()
    from draft_summary.draft.model import ModelDrafter, preload

    preload()
    return ModelDrafter(settings, progress)
