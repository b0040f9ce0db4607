"""All sections, in the template's order, and all their slots by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from draft_summary.sections import (
    api,
    breaking,
    commits,
    configuration,
    database,
    debt,
    decisions,
    dependencies,
    deviations,
    files,
    header,
    observability,
    overview,
    performance,
    review,
    rollout,
    security,
    testing,
)
from draft_summary.sections.section import Section
from draft_summary.values.slots import Slot

SECTIONS: tuple[Section[Any], ...] = (
    header.SECTION,
    overview.SECTION,
    files.SECTION,
    decisions.SECTION,
    dependencies.SECTION,
    database.SECTION,
    api.SECTION,
    testing.SECTION,
    configuration.SECTION,
    observability.SECTION,
    security.SECTION,
    performance.SECTION,
    breaking.SECTION,
    rollout.SECTION,
    debt.SECTION,
    deviations.SECTION,
    commits.SECTION,
    review.SECTION,
)

SLOTS: Mapping[str, Slot] = {slot.key: slot for section in SECTIONS for slot in section.outline.slots}
