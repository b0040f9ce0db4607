"""The summary's sections: their places, their content, their rendering, and what is asked for each. Pure."""

from draft_summary.sections.asking import asks, tokens
from draft_summary.sections.attesting import attest
from draft_summary.sections.composition import compose, content_of
from draft_summary.sections.registry import SECTIONS, SLOTS
from draft_summary.sections.section import Section
from draft_summary.sections.summary import SummaryContent

__all__ = ["SECTIONS", "SLOTS", "Section", "SummaryContent", "asks", "attest", "compose", "content_of", "tokens"]
