"""What code derives from both trees with certainty: every fact says where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from draft_summary.values.branch import ChangedFile
from draft_summary.values.reports import Report
from draft_summary.values.spec import Criterion, Passage, PlanItem, PlannedDecision


class FileKind(StrEnum):
    """What a changed file is for."""

    CODE = "code"
    TEST = "test"
    DOCS = "docs"
    SPEC = "spec"
    CONFIG = "config"
    LOCK = "lock"
    GENERATED = "generated"
    BINARY = "binary"


class Change(StrEnum):
    """What became of a thing between base and head."""

    ADDED = "added"
    MODIFIED = "modified"
    REMOVED = "removed"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`path` and 1-based `line` in the head's tree, in the base's for what is gone; `id` as in `K6`."""

    path: str
    line: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class FileFact:
    """A changed file and its kind. `id` as in `F3`; `hunk_ids` as in `F3.1`, in the file's own order."""

    file: ChangedFile
    kind: FileKind
    id: str = ""
    title: str = ""  # a new file's own first words: module docstring, first heading
    language: str = ""  # "python", "javascript", ...; empty where none is known

    @property
    def path(self) -> str:
        """The path at head, at base for a deleted file."""
        return self.file.path

    @property
    def hunk_ids(self) -> tuple[str, ...]:
        """The ids of its hunks (`F3.1`, `F3.2`), in the file's own order."""
        return tuple(f"{self.id}.{number}" for number in range(1, len(self.file.hunks) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency(Fact):
    """A direct dependency in a manifest (`path`). Versions are the spec strings as written, None where none is."""

    name: str
    change: Change
    old: str | None = None
    new: str | None = None
    scope: str = ""  # "", "dev", an extra's or group's name

    @property
    def manifest(self) -> str:
        """The manifest that declares it."""
        return self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Lockfile(Fact):
    """A lockfile of the change; `packages` is the number of entries that differ, None where it was not counted."""

    packages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Test(Fact):
    """A test: `name` with its class or describe chain joined by `::`; `tier` unit, integration, e2e or empty."""

    __test__ = False  # pytest would collect a class of this name

    name: str
    change: Change
    tier: str = ""
    summary: str = ""  # first line of its docstring
    skipped: bool = False

    @property
    def test_id(self) -> str:
        """`path::name`, as the test runner takes it."""
        return f"{self.path}::{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol(Fact):
    """A public function, class, method or constant. Signatures are as written, from the parenthesis on."""

    module: str
    name: str  # "Agent.from_config"
    kind: str  # "function", "method", "class", "constant", "re-export"
    change: Change
    language: str = "Python"
    signature: str = ""
    old_signature: str = ""
    summary: str = ""  # first line of its docstring
    moved_from: str = ""  # its qualified name at base, where the same definition stood elsewhere

    @property
    def qualified(self) -> str:
        """`module.name`."""
        return f"{self.module}.{self.name}" if self.module else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration(Fact):
    """A migration file. `operations` are short phrases read from it; `reversible` None where unknown.

    Of one that is `edited` and stood before, `operations` are what it did not do then.
    """

    name: str
    operations: tuple[str, ...] = ()
    reversible: bool | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaChange(Fact):
    """What a migration or a model does to one table."""

    table: str
    added: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    created: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint(Fact):
    """An HTTP route, its prefixes joined; method `*` where unrestricted or unknown."""

    method: str
    route: str
    change: Change
    summary: str = ""  # first line of the handler's docstring


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """A named event; `direction` is published or consumed."""

    name: str
    change: Change
    direction: str = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentVariable(Fact):
    """An environment variable newly read (or no longer read) by the program's code. `default` None for none."""

    name: str
    change: Change = Change.ADDED
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Fact):
    """A feature flag."""

    name: str
    change: Change = Change.ADDED
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFile(Fact):
    """A changed configuration file (deploy, compose, CI, app)."""

    change: Change
    keys: tuple[str, ...] = ()  # top-level keys that changed, where they could be read
    added: tuple[str, ...] = ()  # those of them that are new
    removed: tuple[str, ...] = ()  # those that are gone


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCall(Fact):
    """One new log call: its level in lower case and its message as written."""

    level: str
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Fact):
    """A metric; `type` counter, gauge, histogram, summary or empty."""

    name: str
    change: Change = Change.ADDED
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard(Fact):
    """A dashboard definition."""

    name: str
    change: Change = Change.ADDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Fact):
    """An alert rule."""

    name: str
    change: Change = Change.ADDED
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt(Fact):
    """A TODO, FIXME, HACK, XXX or skip on an added line; `text` is what it says."""

    marker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakingCandidate(Fact):
    """A public name, route, flag or column gone or re-signatured, or a `!` commit. A person decides."""

    what: str  # Markdown-ready, code spans included


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityTouch(Fact):
    """A hunk that touches authentication, secrets, crypto, outbound calls and the like."""

    topic: str
    what: str  # the line that shows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller(Fact):
    """An unchanged caller of a symbol that was re-signatured or removed."""

    symbol: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a kind of detector could read of this change: languages read, and suffix -> files not read."""

    kind: str
    examined: tuple[str, ...] = ()
    not_examined: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one snapshot. Every tuple is in a stable order (path, line, name)."""

    title: str = ""
    author: str = ""
    start_date: str = ""
    last_updated: str = ""
    files: tuple[FileFact, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    lockfiles: tuple[Lockfile, ...] = ()
    tests: tuple[Test, ...] = ()
    tests_at_head: tuple[str, ...] = ()  # `path::name` of every test at head that was read
    symbols: tuple[Symbol, ...] = ()
    migrations: tuple[Migration, ...] = ()
    schema: tuple[SchemaChange, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    events: tuple[Event, ...] = ()
    environment: tuple[EnvironmentVariable, ...] = ()
    flags: tuple[Flag, ...] = ()
    config_files: tuple[ConfigFile, ...] = ()
    logging: tuple[LogCall, ...] = ()
    metrics: tuple[Metric, ...] = ()
    dashboards: tuple[Dashboard, ...] = ()
    alerts: tuple[Alert, ...] = ()
    debt: tuple[Debt, ...] = ()
    breaking: tuple[BreakingCandidate, ...] = ()
    security: tuple[SecurityTouch, ...] = ()
    callers: tuple[Caller, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    decisions: tuple[PlannedDecision, ...] = ()
    passages: tuple[Passage, ...] = ()
    other_labels: tuple[str, ...] = ()  # first and last label in tests that number another list than the criteria
    design_changes: str = ""  # what the branch did to the TDR itself
    spec_notes: tuple[str, ...] = ()  # what was left out of the feature's documents
    reports: tuple[Report, ...] = ()  # that were given, the unusable ones with the reason
    coverage: tuple[Coverage, ...] = ()

    def examined(self, kind: str) -> Coverage | None:
        """What the detector of `kind` could read; None where no detector for it ran."""
        return next((one for one in self.coverage if one.kind == kind), None)
