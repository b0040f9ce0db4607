"""What the spec and the design say, held against what the branch has: criteria, plan, decisions, passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from draft_summary.facts.spec.bearing import borne_out
from draft_summary.facts.spec.changed import changes_of
from draft_summary.facts.spec.criteria import MOST as MOST_CRITERIA
from draft_summary.facts.spec.criteria import read_criteria
from draft_summary.facts.spec.decisions import read_decisions
from draft_summary.facts.spec.found import DIFFERENT, NOT_FOUND, built, look_up
from draft_summary.facts.spec.labels import other_labels
from draft_summary.facts.spec.mapping import map_tests
from draft_summary.facts.spec.outline import LONGEST, Section, read_outline
from draft_summary.facts.spec.passages import read_passages
from draft_summary.facts.spec.plan import read_plan
from draft_summary.facts.spec.reach import Code
from draft_summary.values.branch import Branch, Feature, Status, TextFile, Trees
from draft_summary.values.facts import Endpoint, FileFact, FileKind, Symbol, Test
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
    "alert",
    "update",
    "documentation",
    "test",
    "log message",
)
_STATES = (DIFFERENT, NOT_FOUND)
_MORE_CRITERIA = re.compile(r"(?:^|/)(?:spec|requirements)\.md$")
_PROPOSAL = re.compile(r"(?:^|/)proposal\.md$")
_MORE_DECISIONS = re.compile(
    r"(?:^|/)(?:research|decisions|adr[\w-]{0,60})\.md$|(?:^|/)adrs?/[^/]+\.md$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SpecFacts:
    """Criteria with ids A1.., plan items and then decisions with P1.., passages with S1..

    `other_labels` are labels in tests that number another list than the spec's, `design_changes` what of the design
    the branch changed, `notes` what was left out.
    """

    criteria: tuple[Criterion, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    decisions: tuple[PlannedDecision, ...] = ()
    passages: tuple[Passage, ...] = ()
    other_labels: tuple[str, ...] = ()
    design_changes: str = ""
    notes: tuple[str, ...] = ()


def read(
    branch: Branch,
    trees: Trees,
    files: tuple[FileFact, ...],
    tests: tuple[Test, ...],
    tests_at_head: tuple[str, ...],
    *,
    endpoints: tuple[Endpoint, ...] = (),
    symbols: tuple[Symbol, ...] = (),
) -> SpecFacts:
    """Read the feature's documents. A missing, empty or foreign document gives nothing; nothing raises."""
    feature = branch.feature
    if feature.spec is None and feature.design is None:
        return SpecFacts()
    spec, design = _outline(feature.spec), _outline(feature.design)
    stated = _criteria(feature, spec)
    tested = any(one.kind is FileKind.TEST and one.file.status is not Status.DELETED for one in files)
    criteria = map_tests(stated, design, tests_at_head, tests, Code(trees.head.texts, symbols, tested))
    decisions = read_decisions(design, _path(feature.design))
    for other in feature.others:
        if _MORE_DECISIONS.search(other.path):
            decisions += read_decisions(read_outline(other.text), other.path)
    in_ = built(trees, files, tests_at_head, feature.directory, endpoints)
    decisions = borne_out(decisions, in_.written, in_.base, files)
    every = read_plan(design, decisions)
    planned = [one for one in (look_up(one, in_, _path(feature.design)) for one in every[:_LOOKED_UP]) if one]
    plan = _foremost(planned)
    passages = read_passages([*_documents(feature, spec), ("TDR", design, _path(feature.design))])
    return SpecFacts(
        tuple(replace(one, id=f"A{number}") for number, one in enumerate(criteria, start=1)),
        tuple(replace(one, id=f"P{number}") for number, one in enumerate(plan, start=1)),
        tuple(replace(one, id=f"P{number}") for number, one in enumerate(decisions, start=1 + len(plan))),
        tuple(replace(one, id=f"S{number}") for number, one in enumerate(passages, start=1)),
        other_labels(stated, tests, trees.head.texts),
        changes_of(feature.design, design, branch),
        (*_too_long(feature), *_too_many(len(stated), len(every), len(planned))),
    )


def _documents(feature: Feature, spec: tuple[Section, ...]) -> Iterator[tuple[str, tuple[Section, ...], str]]:
    """What says why the change is made: the spec, and the proposal that a layout has beside it."""
    yield "spec", spec, _path(feature.spec)
    for other in feature.others:
        if _PROPOSAL.search(other.path):
            yield "spec", read_outline(other.text), other.path


def _too_long(feature: Feature) -> tuple[str, ...]:
    documents = (one for one in (feature.spec, feature.design) if one and len(one.text) > LONGEST)
    return tuple(f"{one.path}: the first {LONGEST:,} characters were read" for one in documents)


def _too_many(criteria: int, planned: int, new: int) -> tuple[str, ...]:
    """What the limits left out, a sentence each."""
    left = []
    if criteria >= MOST_CRITERIA:
        left.append(f"of the spec's criteria the first {MOST_CRITERIA:,} were read")
    if planned > _LOOKED_UP:
        left.append(f"of {planned:,} things that the TDR names the first {_LOOKED_UP:,} were looked up")
    if new > MOST_PLANNED:
        left.append(f"of {new:,} things that the TDR plans the {MOST_PLANNED} that weigh most were kept")
    return tuple(left)


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
