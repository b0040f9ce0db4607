"""Pure: claims against evidence. What holds is kept with its citations; what does not is reported, never kept."""

from draft_summary.verify.answers import answers
from draft_summary.verify.escaping import escape
from draft_summary.verify.verification import after_repair, verify

__all__ = ["after_repair", "answers", "escape", "verify"]
