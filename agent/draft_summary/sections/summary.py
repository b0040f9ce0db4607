"""The whole summary as one typed value."""

from __future__ import annotations

from draft_summary.sections.api import ApiContent
from draft_summary.sections.breaking import BreakingContent
from draft_summary.sections.commits import CommitsContent
from draft_summary.sections.configuration import ConfigurationContent
from draft_summary.sections.content import Content
from draft_summary.sections.database import DatabaseContent
from draft_summary.sections.debt import DebtContent
from draft_summary.sections.decisions import DecisionsContent
from draft_summary.sections.dependencies import DependenciesContent
from draft_summary.sections.deviations import DeviationsContent
from draft_summary.sections.files import FilesContent
from draft_summary.sections.header import HeaderContent
from draft_summary.sections.observability import ObservabilityContent
from draft_summary.sections.overview import OverviewContent
from draft_summary.sections.performance import PerformanceContent
from draft_summary.sections.review import ReviewContent
from draft_summary.sections.rollout import RolloutContent
from draft_summary.sections.security import SecurityContent
from draft_summary.sections.testing import TestingContent


class SummaryContent(Content):
    """A field for each section, by its key: facts and verified prose, before any of it is Markdown blocks."""

    header: HeaderContent
    overview: OverviewContent
    files: FilesContent
    decisions: DecisionsContent
    dependencies: DependenciesContent
    database: DatabaseContent
    api: ApiContent
    testing: TestingContent
    configuration: ConfigurationContent
    observability: ObservabilityContent
    security: SecurityContent
    performance: PerformanceContent
    breaking: BreakingContent
    rollout: RolloutContent
    debt: DebtContent
    deviations: DeviationsContent
    commits: CommitsContent
    review: ReviewContent
