"""Reports that a user gives: what they say, and what of it speaks of this head."""

from draft_summary.facts.reports.matching import Head, matched
from draft_summary.facts.reports.reading import read

__all__ = ["Head", "matched", "read"]
