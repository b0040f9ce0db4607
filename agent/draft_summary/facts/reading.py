"""What is read of a source in any language, and the functions that read one: the detectors know no language.

A family of languages has one `Reader`, named in `readers.READERS`; each kind that it leaves out is not read in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draft_summary.values.facts import Event, Flag, LogCall, Metric, Symbol

if TYPE_CHECKING:
    from draft_summary.facts.frameworks.wiring import Wiring
    from draft_summary.facts.parsing import Source

Paths = frozenset[str]  # of one tree
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class FoundTest:
    """A test as it stands in a file. `tier` is that of its markers; `body` its text, to be compared."""

    name: str
    line: int
    tier: str = ""
    summary: str = ""
    skipped: bool = False
    expected_to_fail: bool = False
    reason: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class TestReader:
    """Where tests are and how they are read: `read` gives those of a file for which `is_test_file` holds.

    `hint` is a text that every file with tests contains, one of `skips` every file with a skipped one.
    """

    __test__ = False  # pytest would collect a class of this name

    is_test_file: Callable[[str], bool]
    read: Callable[[Source], tuple[FoundTest, ...]]
    hint: str
    skips: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Reading:
    """One place where an environment variable is read; `default` None for none."""

    name: str
    default: str | None
    line: int


@dataclass(frozen=True, slots=True)
class EnvironmentReader:
    """How environment variables are read.

    One of `hints` stands in a line that may change what is read, one of `reads` in every file that reads; `settings`
    finds the paths of settings. `read` takes all of one side's sources, for a prefix may stand in another file, and
    gives the path of each reading.
    """

    hints: tuple[str, ...]
    reads: tuple[str, ...]
    read: Callable[[list[Source]], Iterable[tuple[str, Reading]]]
    settings: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `place` is positional, either, keyword, args or kwargs."""

    name: str
    place: str
    required: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """`text` as written from the parenthesis on, on one line; `shape` the same without blanks and final comma."""

    text: str = ""
    shape: str = ""
    parameters: tuple[Parameter, ...] = ()
    asynchronous: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """A public name: what it is, how it is called, and its text.

    `kind` is function, method (`Class.method`), class, constant, re-export, or handler (known by its route).
    `target` is `(module, attribute)` of an import; `exported` False for what others cannot import.
    """

    name: str
    kind: str
    line: int
    signature: Signature = field(default_factory=Signature)
    summary: str = ""
    body: str = ""
    target: tuple[str, str] | None = None
    bases: tuple[str, ...] = ()
    exported: bool = True


Surface = Mapping[str, Declared]


def is_same_shape(old: Signature, new: Signature) -> bool:
    """Whether nothing of what is written differs."""
    return old.shape == new.shape


def never_breaks(_old: Signature, _new: Signature) -> str:
    """For a language in which what a signature asks is not compared."""
    return ""


@dataclass(frozen=True, slots=True)
class SurfaceReader:
    """What others may use of a file, and who calls it.

    `module_of` names the file's module (Go and Java: its package; several files may share one), `is_public` tells
    whether others can import it; `surface` gives its public names; `same` tells whether two signatures are one;
    `breaks` says in a few words why a call that the old signature took may fail with the new one. `is_dynamic`: a file
    that may offer what is not written in it. `is_offer`: an import that is an offer of the module's own.
    `is_imported_by_path`: a renamed file is another module to those outside. `declared_module`: as the file itself
    names its module, empty for one that leaves it to the path. `calls` gives the line of each call of a
    sought symbol in a file that did not change; they are looked for where a removed line contains one of `definitions`.
    """

    title: str
    module_of: Callable[[str, Paths], str]
    surface: Callable[[Source, Paths], Surface]
    is_public: Callable[[str, str], bool]
    same: Callable[[Signature, Signature], bool] = is_same_shape
    breaks: Callable[[Signature, Signature], str] = never_breaks
    path_of: Callable[[str, str, Paths], str | None] = lambda _module, _near, _paths: None
    is_dynamic: Callable[[Source], bool] = lambda _source: False
    is_offer: Callable[[str, str, Declared], bool] = lambda _path, _module, _declared: False
    without_methods: frozenset[str] = frozenset()
    is_imported_by_path: bool = True
    declared_module: Callable[[Source], str] = lambda _source: ""
    definitions: tuple[str, ...] = ()
    calls: Callable[[Source, list[Symbol], Paths], Iterator[tuple[int, Symbol]]] | None = None


@dataclass(frozen=True, slots=True)
class RouteReader:
    """How routes are read: `read` takes all sources of one side that bear on routes, and all paths of that side.

    `declares` stands in every file that declares or mounts a route, `touched` in a changed one that may handle one. Of
    the unchanged files those are read for which `wires` holds by their path, and of them those for which `bears` holds
    by path and text are handed to `read`.
    """

    declares: re.Pattern[str]
    read: Callable[[Mapping[str, Source], Paths], Iterable[Wiring]]
    touched: re.Pattern[str] = NEVER
    wires: Callable[[str], bool] = lambda _path: False
    bears: Callable[[str, str], bool] = lambda _path, _text: False


@dataclass(frozen=True, slots=True)
class Model:
    """A table as it is declared: its columns in order, each with its declaration's text; names of its indexes."""

    table: str
    path: str
    line: int
    columns: Mapping[str, str] = field(default_factory=dict)
    indexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a command line, its options (`--flag`) with their lines.

    `is_program`: the name is not known, the options are those of whatever the file is run as.
    """

    name: str
    path: str
    line: int
    options: Mapping[str, int] = field(default_factory=dict)
    is_program: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """All that is read in one family of languages.

    `flags`, `logging`, `metrics`, `events` give the facts of one side of one file, each with path and line, changed or
    not; `models` the tables that a file declares for an object mapper; `commands` those of a command line.
    """

    tests: TestReader | None = None
    environment: EnvironmentReader | None = None
    surface: SurfaceReader | None = None
    routes: RouteReader | None = None
    flags: Callable[[Source], Iterable[Flag]] | None = None
    logging: Callable[[Source], Iterable[LogCall]] | None = None
    metrics: Callable[[Source, Paths], Iterable[Metric]] | None = None
    events: Callable[[Source], Iterable[Event]] | None = None
    models: Callable[[Source], Iterable[Model]] | None = None
    commands: Callable[[Source], Iterable[Command]] | None = None
