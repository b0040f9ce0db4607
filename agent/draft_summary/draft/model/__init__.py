"""The model as the drafter: one prompt under a ceiling, any OpenAI-compatible server, a typed error for every fault."""

from __future__ import annotations

import importlib
import threading

from draft_summary.draft.model.drafter import ModelDrafter

__all__ = ["ModelDrafter", "preload"]


def preload() -> None:
    """Begin importing what talks to the server on a thread: it takes 0.6 s and more, which git's work hides."""
    threading.Thread(target=importlib.import_module, args=("draft_summary.draft.model.client",), daemon=True).start()
