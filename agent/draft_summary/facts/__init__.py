"""Derives the facts of a branch from both of its trees: pure, certain, each with path and line."""

from __future__ import annotations

import importlib
import threading
from dataclasses import fields, replace
from typing import Any

from draft_summary.facts.catalogue import catalogue
from draft_summary.values.branch import Branch, Trees
from draft_summary.values.facts import Fact, Facts
from draft_summary.values.reports import ReportFile

__all__ = ["catalogue", "detect", "paths_wanted", "preload"]


def preload() -> None:
    """Begin importing the detectors on a thread: it takes 0.1 s, which git's work hides."""
    threading.Thread(target=_load, daemon=True).start()


def _load() -> None:
    for name in ("registry", "spec"):
        importlib.import_module(f"{__name__}.{name}")


def paths_wanted(
    branch: Branch, base_paths: tuple[str, ...], head_paths: tuple[str, ...]
) -> tuple[frozenset[str], frozenset[str]]:
    """The unchanged paths that detectors need: of the base, of the head.

    What did not change is the same on both sides: it is asked for at the head alone. Each detector names at most a few
    hundred, those nearest to the change first.
    """
    from draft_summary.facts.registry import CONTEXTUAL  # noqa: PLC0415 — keeps the import of the package cheap

    known = frozenset(head_paths)
    head = frozenset(path for one in CONTEXTUAL for path in one.wanted(branch, head_paths))
    return frozenset(), head & known & frozenset(base_paths)


def detect(branch: Branch, trees: Trees, given: tuple[ReportFile, ...] = ()) -> Facts:
    """All facts of the branch with their ids.

    Files have F1.., facts K1.. in the order of the fields of `Facts`; of the spec and the design, criteria have A1..,
    planned things P1.., passages S1.., and of the reports `given` R1.., those that speak of this head.
    """
    from draft_summary.facts import header, reports, spec, testing  # noqa: PLC0415 — keeps the import of the package cheap
    from draft_summary.facts.files import survey_files  # noqa: PLC0415
    from draft_summary.facts.registry import DETECTORS  # noqa: PLC0415
    from draft_summary.facts.survey import Survey  # noqa: PLC0415

    files = survey_files(branch, trees)
    files = tuple(replace(file, id=f"F{number}") for number, file in enumerate(files, start=1))
    survey = Survey(branch, trees, files)
    top = header.read(branch)
    found = Facts(top.title, top.author, top.start_date, top.last_updated, files)
    for detector in DETECTORS:
        found = _with(found, detector.kind, detector.detect(survey, found))
    tests = testing.tests_at_head(survey)
    stated = spec.read(branch, trees, files, found.tests, tests, endpoints=found.endpoints, symbols=found.symbols)
    return replace(
        _numbered(found),
        tests_at_head=tests,
        criteria=stated.criteria,
        plan=stated.plan,
        decisions=stated.decisions,
        passages=stated.passages,
        other_labels=stated.other_labels,
        design_changes=stated.design_changes,
        spec_notes=stated.notes,
        reports=reports.matched(reports.read(given), reports.Head.of(survey, tests, found.tests)) if given else (),
        coverage=tuple(detector.coverage(survey) for detector in DETECTORS),
    )


def _with(found: Facts, kind: str, facts: tuple[Fact, ...]) -> Facts:
    given: dict[str, Any] = {kind: facts}
    return replace(found, **given)


def _numbered(found: Facts) -> Facts:
    """Every fact with its id, K1.. through the fields in their order."""
    number = 0
    for one in fields(found):
        values = getattr(found, one.name)
        if isinstance(values, tuple) and values and isinstance(values[0], Fact):
            numbered = tuple(replace(fact, id=f"K{number + place}") for place, fact in enumerate(values, start=1))
            found, number = _with(found, one.name, numbered), number + len(values)
    return found
