"""The detectors, in the order in which they run: one that builds on others' facts comes after them."""

from __future__ import annotations

from typing import Protocol

from draft_summary.facts import (
    breaking,
    callers,
    config_files,
    debt,
    dependencies,
    endpoints,
    environment,
    events,
    flags,
    lockfiles,
    log_calls,
    metrics,
    security,
    symbols,
    testing,
)
from draft_summary.facts.migrations import Migrations, Schema
from draft_summary.facts.monitoring import Alerts, Dashboards
from draft_summary.facts.survey import Survey
from draft_summary.values.branch import Branch
from draft_summary.values.facts import Coverage, Fact, Facts


class Detector(Protocol):
    """Finds one kind of fact. It is a module or a value with these names, and does no input or output."""

    @property
    def kind(self) -> str:
        """The field of `Facts` that it fills."""

    def detect(self, survey: Survey, found: Facts, /) -> tuple[Fact, ...]:
        """The facts in a stable order, without ids; `found` holds those of the detectors before it."""

    def coverage(self, survey: Survey, /) -> Coverage:
        """What it could read of the change."""


class Contextual(Protocol):
    """A detector that needs files which did not change."""

    def wanted(self, branch: Branch, head_paths: tuple[str, ...], /) -> frozenset[str]:
        """Paths of the head to read, chosen by the paths and the diff alone."""


DETECTORS: tuple[Detector, ...] = (
    dependencies,
    lockfiles,
    testing,
    symbols,
    Migrations(),
    Schema(),
    endpoints,
    events,
    environment,
    flags,
    config_files,
    log_calls,
    metrics,
    Dashboards(),
    Alerts(),
    debt,
    breaking,
    security,
    callers,
)
CONTEXTUAL: tuple[Contextual, ...] = (dependencies, testing, endpoints, environment, callers)
