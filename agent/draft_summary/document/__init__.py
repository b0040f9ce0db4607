"""The summary as lines and spans: read, merged, and carrying its own state. Pure, but for `writing`."""

from __future__ import annotations

from draft_summary.document.inline import inline_digest
from draft_summary.document.merge import merge
from draft_summary.document.standing import read
from draft_summary.values.document import Document

__all__ = ["Document", "inline_digest", "merge", "read"]
