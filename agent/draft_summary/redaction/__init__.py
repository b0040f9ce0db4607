"""Pure: secrets and hostile characters go out here, once, before anything else sees what was read of the branch."""

from draft_summary.redaction.branch import Redacted, redact, redact_reports, redact_standing
from draft_summary.redaction.characters import visible
from draft_summary.redaction.text import redact_text

__all__ = ["Redacted", "redact", "redact_reports", "redact_standing", "redact_text", "visible"]
