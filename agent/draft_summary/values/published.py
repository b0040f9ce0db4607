"""The JSON that commands print, `schema_version` 1: names that other programs build on. More may come, none may go."""

from __future__ import annotations

from typing import (
    Literal,
    NotRequired,  # pydantic takes that of `typing` from Python 3.12 on
)

from typing_extensions import TypedDict


class Branch(TypedDict):
    """SHAs are full; `dirty`: the work tree has changes that are not committed."""

    name: str
    base: str
    merge_base: str
    head: str
    dirty: bool


class ErrorDetail(TypedDict):
    """`code` is stable; `retryable`: the same call may succeed later."""

    code: str
    message: str
    hint: str
    retryable: bool


class Error(TypedDict):
    """What a failing command prints with `--json`."""

    schema_version: Literal[1]
    error: ErrorDetail


class Finding(TypedDict):
    """`place` is a slot's key, `line` 1-based in the summary, `where` the place in the caller's JSON."""

    code: str
    reason: str
    place: str
    line: int | None
    subject: str
    outcome: Literal["dropped", "repaired", "unverifiable", "kept", "open"]
    severity: Literal["error", "warning", "note"]
    remedy: str
    where: str
    key: str


class CheckFinding(Finding):
    """`file` is the summary's path."""

    file: str
    kind: str


class Reason(TypedDict):
    """Why a claim does not hold, and what mends it."""

    code: str
    reason: str
    remedy: str


class Answer(TypedDict):
    """What became of one thing that was sent; `evidence` are ids that may bear it out."""

    where: str
    ask: str
    key: str
    part: str
    text: str
    held: bool
    reasons: list[Reason]
    evidence: list[str]


class Summary(TypedDict):
    """`path` from the repository's top level; `written`: the file changed."""

    path: str
    written: bool
    refreshed: bool
    changed_blocks: int


class Usage(TypedDict):
    """What the model cost; `seconds` of wall-clock time."""

    calls: int
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    seconds: float


class Unanswered(TypedDict):
    """An ask without prose."""

    ask: str
    reason: str


class Prose(TypedDict):
    """Who wrote the prose, and how many texts hold."""

    author: Literal["offline", "model", "agent"]
    model: str
    prompts: str
    claims: int
    usage: Usage
    unanswered: list[Unanswered]


class Suggestion(TypedDict):
    """New text for a place that a person holds."""

    key: str
    line: int
    text: str
    reason: str


class OpenLine(TypedDict):
    """A line of the summary that asks the author."""

    line: int
    text: str


class Deviation(TypedDict):
    """An item of the TDR that was not found, or found differently: what the TDR has, and what the change."""

    kind: str
    text: str
    found: str
    where: str
    differs: str


class Drafted(TypedDict):
    """`draft-summary --json` and `apply --json`; `diff` with `--diff`, `document` where the summary goes to no file."""

    schema_version: Literal[1]
    snapshot: str
    branch: Branch
    summary: Summary
    counts: dict[str, int]
    prose: Prose
    answers: list[Answer]
    findings: list[Finding]
    suggestions: list[Suggestion]
    questions: list[str]
    deviations: list[Deviation]
    open: list[OpenLine]
    unplaced: list[str]
    omitted: list[str]
    notes: list[str]
    redactions: int
    diff: NotRequired[str]
    document: NotRequired[str]


class CheckedSummary(TypedDict):
    """Where the summary is, or would be."""

    path: str


class Checked(TypedDict):
    """`draft-summary check --json`; `counts` are findings by severity."""

    schema_version: Literal[1]
    snapshot: str
    branch: Branch
    summary: CheckedSummary
    status: Literal["checked", "missing", "not_applicable"]
    ok: bool
    counts: dict[str, int]
    findings: list[CheckFinding]
    notes: list[str]


class PageText(TypedDict):
    """A page of evidence or asks, as text."""

    name: str
    about: str
    text: str


class Paged(TypedDict):
    """`draft-summary collect --page NAME --json`."""

    schema_version: Literal[1]
    snapshot: str
    page: PageText


class Indexed(TypedDict):
    """What the MCP tool `collect` returns: the index, or one page; `pages` are the names of all."""

    schema_version: Literal[1]
    snapshot: str
    pages: list[str]
    text: str


class Installed(TypedDict):
    """`draft-summary install-skill --json`: paths from the repository's top level."""

    schema_version: Literal[1]
    version: str
    written: list[str]
    removed: list[str]
    unchanged: list[str]


class Feature(TypedDict):
    """Paths from the repository's top level, null where there is none."""

    layout: str
    directory: str
    spec: str | None
    design: str | None
    template: str | None
    summary: str | None


class Commit(TypedDict):
    """`date` is ISO 8601 with offset."""

    id: str
    sha: str
    subject: str
    body: str
    author: str
    date: str


class File(TypedDict):
    """A changed path; insertions and deletions are lines."""

    id: str
    path: str
    old_path: str | None
    status: Literal["added", "modified", "deleted", "renamed", "copied", "type-changed"]
    insertions: int
    deletions: int
    binary: bool
    kind: str


class Hunk(TypedDict):
    """A hunk as git prints it; `file` is its file's id."""

    id: str
    file: str
    text: str


class Criterion(TypedDict):
    """An acceptance criterion; `tests` are those proposed, `candidates` those looked at, as `path::name`."""

    id: str
    label: str
    display: str
    text: str
    negative: bool
    tests: list[str]
    candidates: list[str]


class PlanItem(TypedDict):
    """An item of the TDR, or, without a kind, a decision; `found` says what became of it."""

    id: str
    text: str
    found: str
    kind: NotRequired[str]
    where: NotRequired[str]
    differs: NotRequired[str]


class Report(TypedDict):
    """A report that was passed; `problem` says why it counts for nothing, empty where it counts."""

    id: str
    path: str
    kind: str
    text: str
    problem: str


class Passage(TypedDict):
    """A passage of the spec or the TDR."""

    id: str
    document: str
    role: str
    text: str
    line: int


class Existing(TypedDict):
    """Prose of ours that stands."""

    key: str
    text: str


class Ask(TypedDict):
    """What is asked for: `longest` in characters, `limit` in blocks, 0 for none."""

    id: str
    instruction: str
    keys: list[str]
    parts: list[str]
    evidence: list[str]
    existing: list[Existing]
    limit: int
    longest: int
