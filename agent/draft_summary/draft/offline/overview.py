"""The overview, composed of facts: what was added, what moved or went, what reads and stores, how many tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from draft_summary.draft.examples import is_example
from draft_summary.draft.markdown import code, quote
from draft_summary.draft.offline import bodies, headings, messages
from draft_summary.draft.offline.contents import losses, outermost, shown
from draft_summary.draft.offline.wording import Statement, counted, joined, listing, sentences
from draft_summary.draft.offline.work import Work, is_gained, is_lost
from draft_summary.values.branch import Status
from draft_summary.values.claims import Claim
from draft_summary.values.facts import Change, Fact, FileFact, FileKind, Symbol
from draft_summary.values.slots import Ask

MOST_MODULES = 3
MOST_NAMES = 4
MOST_FILES = 3
MOST_READ = 20  # files of which the hunks are read for function names
MOST_MESSAGES = 2
LONGEST_REASON = 300  # characters of a quoted reason


def text(work: Work, ask: Ask) -> Iterator[Claim]:
    """One paragraph on what was built."""
    built = [said for tell in BUILT for said in tell(work)]
    built += [*_functions(work)] or ([] if built else [*_code_files(work)])
    told = [*built, *_settings(work)] or [*_documents(work)] or [*_other_files(work)]
    told += [] if built else _messages(work)
    yield from work.claim(ask, sentences([*told, *_tests(work)], ask.slot.longest), "overview")


def why(work: Work, ask: Ask) -> Iterator[Claim]:
    """The first reason that the spec or the TDR states, as theirs."""
    for one in work.dossier.facts.passages:
        words = " ".join(one.text.split())
        if one.role == "reason" and len(words) <= LONGEST_REASON:
            yield from work.claim(ask, Statement(f"The {one.document}: {quote(words)}.", (one.id,)))
            return


def _modules(work: Work) -> Iterator[Statement]:
    """New modules with their public names; names added to modules that were there before."""
    new: dict[str, list[Symbol]] = {}
    grown: dict[str, list[Symbol]] = {}
    for one in (one for some in work.symbols.values() for one in some if is_gained(one)):
        file = work.files.get(one.path)
        if file and file.file.status is Status.ADDED:
            new.setdefault(one.module or one.path, []).append(one)
        elif not one.moved_from:
            grown.setdefault(one.module or one.path, []).append(one)
    if new:
        shown_first = sorted(new, key=lambda module: -len(new[module]))
        named = [f"{code(module)} ({_names(new[module])})" for module in shown_first]
        noun = "module" if len(named) == 1 else "modules"
        yield Statement(f"adds the {noun} {listing(named, MOST_MODULES)}", _evidence(work, new, shown_first))
    if grown:
        shown_first = sorted(grown, key=lambda module: -len(grown[module]))
        named = [f"{_names(grown[module])} to {code(module)}" for module in shown_first]
        yield Statement(f"adds {_semicolons(named)}", _evidence(work, grown, shown_first))
    exports: dict[str, list[Symbol]] = {}
    for one in _symbols(work, Change.ADDED):
        if one.kind == "re-export" and (one.module not in new):
            exports.setdefault(one.module, []).append(one)
    if exports:
        named = [f"{code(module)} exports {_names(some)}" for module, some in exports.items()]
        yield Statement(_semicolons(named), _evidence(work, exports, list(exports)))


def _gone(work: Work) -> Iterator[Statement]:
    """Public names that a module lost, and where they are now."""
    by_module: dict[str, list[Symbol]] = {}
    for one in outermost(one for some in work.symbols.values() for one in some if is_lost(one)):
        by_module.setdefault(one.module or one.path, []).append(one)
    for module, lost in list(by_module.items())[:MOST_MODULES]:
        for said in losses(work, lost):
            files = (work.files[one.path].id for one in lost[:1] if one.path in work.files)
            yield Statement(f"{code(module)} {said.text}", (*files, *said.evidence))


def _signatures(work: Work) -> Iterator[Statement]:
    modified = [one for one in _symbols(work, Change.MODIFIED) if not is_lost(one)]
    changed = [one for one in modified if not one.moved_from]
    if changed:
        names = listing([code(one.qualified) for one in changed], MOST_NAMES)
        plural = "s" if len(changed) > 1 else ""
        yield Statement(f"the signature{plural} of {names} changed", _ids(work, changed))


def _endpoints(work: Work) -> Iterator[Statement]:
    verbs = {Change.ADDED: "adds", Change.MODIFIED: "changes", Change.REMOVED: "removes"}
    for change, verb in verbs.items():
        some = [one for one in work.dossier.facts.endpoints if one.change is change]
        if some:
            names = listing([code(f"{one.method} {one.route}") for one in some], MOST_NAMES)
            noun = "endpoint" if len(some) == 1 else "endpoints"
            yield Statement(f"{verb} the {noun} {names}", _ids(work, some))


def _data(work: Work) -> Iterator[Statement]:
    facts = work.dossier.facts
    created = [one for one in facts.schema if one.created]
    if created:
        noun = "table" if len(created) == 1 else "tables"
        names = listing(list(dict.fromkeys(code(one.table) for one in created)), MOST_NAMES)
        yield Statement(f"creates the {noun} {names}", _ids(work, created))
    grown = [one for one in facts.schema if one.added and not one.created]
    if grown:
        named = [f"{listing([code(name) for name in one.added], MOST_NAMES)} to {code(one.table)}" for one in grown]
        yield Statement(f"adds the columns {_semicolons(named)}", _ids(work, grown))


def _settings(work: Work) -> Iterator[Statement]:
    facts = work.dossier.facts
    read = [one for one in facts.environment if one.change is Change.ADDED]
    if read:
        names = list(dict.fromkeys(code(one.name) for one in read))
        noun = "variable" if len(names) == 1 else "variables"
        yield Statement(f"reads the environment {noun} {listing(names, MOST_NAMES)}", _ids(work, read))
    for change, verb in {Change.ADDED: "adds", Change.REMOVED: "removes"}.items():
        some = [one for one in facts.dependencies if one.change is change and not one.scope]
        if some:
            names = list(dict.fromkeys(code(one.name) for one in some))
            noun = "dependency" if len(names) == 1 else "dependencies"
            yield Statement(f"{verb} the {noun} {listing(names, MOST_NAMES)}", _ids(work, some))


def _tests(work: Work) -> Iterator[Statement]:
    added = [one for one in work.dossier.facts.tests if one.change is Change.ADDED]
    if added:
        paths = dict.fromkeys(one.path for one in added)
        are = "is" if len(added) == 1 else "are"
        where = f" in {code(added[0].path)}" if len(paths) == 1 else ""
        text = f"{counted(len(added), 'test')} {are} added{where}"
        yield Statement(text, tuple(work.files[path].id for path in paths if path in work.files)[:MOST_NAMES])


def _functions(work: Work) -> Iterator[Statement]:
    """The functions with changed lines, in the largest files of which no public name is told."""
    told = []
    for file in _largest(work, FileKind.CODE)[:MOST_READ]:
        names = dict.fromkeys(name for hunk in file.file.hunks for name in bodies.changed_functions(hunk))
        if names and file.file.status is not Status.ADDED and file.path not in work.symbols:
            listed = listing([code(name) for name in names], MOST_NAMES)
            told.append(Statement(f"{listed} in {code(file.path)}", (file.id, *file.hunk_ids[:MOST_NAMES])))
    if told:
        text = f"changes {_semicolons([one.text for one in told])}"
        yield Statement(text, tuple(id_ for one in told[:MOST_MODULES] for id_ in one.evidence))


def _code_files(work: Work) -> Iterator[Statement]:
    new = [one for one in _largest(work, FileKind.CODE) if one.file.status is Status.ADDED]
    if new:
        yield Statement(f"adds {_paths(new)}", tuple(one.id for one in new[:MOST_FILES]))


def _documents(work: Work) -> Iterator[Statement]:
    """The headings that the most changed documents gained or lost; a copy of a document is told once."""
    told: dict[str, Statement] = {}
    for file in (*_largest(work, FileKind.DOCS), *_largest(work, FileKind.SPEC)):
        said = joined(headings.statements(file), LONGEST_REASON, ", ")
        if said:
            told.setdefault(said.text, Statement(f"{code(file.path)} {said.text}", said.evidence))
    yield from list(told.values())[:MOST_FILES]


def _other_files(work: Work) -> Iterator[Statement]:
    """What no statement can be made about, by name."""
    nouns = {
        FileKind.CODE: "code",
        FileKind.CONFIG: "configuration",
        FileKind.DOCS: "documentation",
        FileKind.TEST: "tests",
        FileKind.SPEC: "documents of the feature",
    }
    for kind, noun in nouns.items():
        if some := _largest(work, kind):
            yield Statement(f"changes {noun}: {_paths(some)}", tuple(one.id for one in some[:MOST_FILES]))
            return


def _messages(work: Work) -> Iterator[Statement]:
    """Where no source changed, what the commits say that they are for."""
    told = []
    for id_, commit in work.commits:
        files = [work.files[path] for path in commit.paths if path in work.files]
        words = messages.subject(commit)
        if files and messages.quotable(words) and messages.borne_out(work, words, files):
            told.append(messages.quoted(work, id_, commit, words))
    yield from told[:MOST_MESSAGES]


def _largest(work: Work, kind: FileKind) -> list[FileFact]:
    some = [one for one in work.files.values() if one.kind is kind]
    return sorted(some, key=lambda one: (is_example(one.path), -(one.file.insertions + one.file.deletions)))


def _symbols(work: Work, change: Change) -> list[Symbol]:
    return [one for some in work.symbols.values() for one in some if one.change is change]


def _names(symbols: Iterable[Symbol]) -> str:
    return listing([shown(one) for one in outermost(symbols)], MOST_NAMES)


def _paths(files: Sequence[FileFact]) -> str:
    return listing([code(one.path) for one in files], MOST_FILES)


def _semicolons(named: list[str]) -> str:
    return "; ".join(named[:MOST_MODULES]) + ("; and others" if len(named) > MOST_MODULES else "")


def _evidence(work: Work, by_module: dict[str, list[Symbol]], order: Sequence[str]) -> tuple[str, ...]:
    return tuple(id_ for module in order[:MOST_MODULES] for id_ in _ids(work, outermost(by_module[module])))


def _ids(work: Work, facts: Sequence[Fact]) -> tuple[str, ...]:
    shown_first = facts[:MOST_NAMES]
    files = (work.files[one.path].id for one in shown_first if one.path in work.files)
    return tuple(dict.fromkeys((*files, *(one.id for one in shown_first))))


BUILT: tuple[Callable[[Work], Iterator[Statement]], ...] = (
    _modules,
    _endpoints,
    _gone,
    _signatures,
    _data,
)
