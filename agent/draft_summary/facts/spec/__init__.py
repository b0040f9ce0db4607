"""What the spec and the design say, held against what the branch has: criteria, plan, decisions, passages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from draft_summary.facts.spec.bearing import borne_out
from draft_summary.facts.spec.corpus import added_corpus
from draft_summary.facts.spec.criteria import read_criteria
from draft_summary.facts.spec.decisions import read_decisions
from draft_summary.facts.spec.found import DIFFERENT, NOT_FOUND, built, look_up
from draft_summary.facts.spec.mapping import map_tests
from draft_summary.facts.spec.outline import Section, read_outline
from draft_summary.facts.spec.passages import read_passages
from draft_summary.facts.spec.plan import read_plan
from draft_summary.values.branch import Branch, Feature, TextFile, Trees
from draft_summary.values.facts import Endpoint, FileFact, Test
from draft_summary.values.spec import Criterion, Passage, PlanItem, PlannedDecision

MOST_PLANNED = 60  # plan items kept
_LOOKED_UP = 400  # planned things looked up at most
_KINDS = (
    "symbol",
    "path",
    "endpoint",
    "table",
    "environment variable",
    "flag",
    "dependency",
    "metric",
    "test",
    "log message",
)
_STATES = (DIFFERENT, NOT_FOUND)
_MORE_CRITERIA = re.compile(r"(?:^|/)(?:spec|requirements)\.md$")
_MORE_DECISIONS = re.compile(
    r"(?:^|/)(?:research|decisions|adr[\w-]{0,60})\.md$|(?:^|/)adrs?/[^/]+\.md$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SpecFacts:
    """Criteria with ids A1.., plan items and then decisions with P1.., passages with S1.."""

    criteria: tuple[Criterion, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    decisions: tuple[PlannedDecision, ...] = ()
    passages: tuple[Passage, ...] = ()


def read(
    branch: Branch,
    trees: Trees,
    files: tuple[FileFact, ...],
    tests: tuple[Test, ...],
    tests_at_head: tuple[str, ...],
    *,
    endpoints: tuple[Endpoint, ...] = (),
) -> SpecFacts:
    """Read the feature's documents. A missing, empty or foreign document gives nothing; nothing raises."""
    feature = branch.feature
    if feature.spec is None and feature.design is None:
        return SpecFacts()
    spec, design = _outline(feature.spec), _outline(feature.design)
    criteria = map_tests(_criteria(feature, spec), design, tests_at_head, tests, trees.head.texts)
    decisions = read_decisions(design, _path(feature.design))
    for other in feature.others:
        if _MORE_DECISIONS.search(other.path):
            decisions += read_decisions(read_outline(other.text), other.path)
    in_ = built(trees, files, tests_at_head, feature.directory, endpoints)
    decisions = borne_out(decisions, added_corpus(files, prose=True), in_.base, files)
    planned = (look_up(one, in_, _path(feature.design)) for one in read_plan(design, decisions)[:_LOOKED_UP])
    plan = _foremost([one for one in planned if one])
    passages = read_passages(spec, design, (_path(feature.spec), _path(feature.design)))
    return SpecFacts(
        tuple(replace(one, id=f"A{number}") for number, one in enumerate(criteria, start=1)),
        tuple(replace(one, id=f"P{number}") for number, one in enumerate(plan, start=1)),
        tuple(replace(one, id=f"P{number}") for number, one in enumerate(decisions, start=1 + len(plan))),
        tuple(replace(one, id=f"S{number}") for number, one in enumerate(passages, start=1)),
    )


def _criteria(feature: Feature, spec: tuple[Section, ...]) -> tuple[Criterion, ...]:
    """The spec's criteria, and those of further specs in the folder (one for each capability)."""
    found = read_criteria(spec, _path(feature.spec))
    for other in feature.others:
        if _MORE_CRITERIA.search(other.path):
            found += read_criteria(read_outline(other.text), other.path)
    return found


def _foremost(items: Sequence[PlanItem]) -> list[PlanItem]:
    """The items that matter most where there are too many: code before tests and messages, missing before found."""

    def rank(item: PlanItem) -> tuple[int, int, int]:
        state = _STATES.index(item.found) if item.found in _STATES else len(_STATES)
        return _KINDS.index(item.kind), state, item.line

    return sorted(sorted(items, key=rank)[:MOST_PLANNED], key=lambda item: (item.line, item.kind, item.text))


def _outline(document: TextFile | None) -> tuple[Section, ...]:
    return read_outline(document.text) if document else ()


def _path(document: TextFile | None) -> str:
    return document.path if document else ""
