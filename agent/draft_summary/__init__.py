"""draft-summary keeps a feature branch's Implementation Summary true: facts from git, prose with evidence."""

import draft_summary.draft  # noqa: F401 — the room is loaded first: its name in this package is then the function's
from draft_summary.api import apply, check, collect, draft

__all__ = ["apply", "check", "collect", "draft"]
__version__ = "0.1.0"
