"""What became of the contents of one file, in the words of facts; nothing where nothing is certain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from draft_summary.draft.markdown import code, quote
from draft_summary.draft.offline import bodies, headings
from draft_summary.draft.offline.wording import Statement, counted, listing
from draft_summary.draft.offline.work import Work, is_gained, is_lost
from draft_summary.values.branch import Status
from draft_summary.values.facts import Change, Fact, FileFact, FileKind, Symbol

MOST_NAMES = 4
WORKFLOWS = ".github/"  # of which the top-level keys are the same in all
MOST_KEYS = 8  # of a configuration file of which so many changed that naming some says little
LONGEST_SUMMARY = 120  # characters of a quoted docstring
VERBS = {Change.ADDED: "adds", Change.REMOVED: "removes", Change.MODIFIED: "changes", Change.DEPRECATED: "deprecates"}
CALLABLE = ("function", "method")


def shown(symbol: Symbol) -> str:
    """A symbol's name in a code span, a callable one with parentheses."""
    is_called = symbol.kind in CALLABLE or (symbol.kind == "re-export" and symbol.signature.startswith("("))
    return code(f"{symbol.name}()" if is_called else symbol.name)


def outermost(symbols: Iterable[Symbol]) -> list[Symbol]:
    """The symbols without members of classes that are among them; constants, which say least, last."""
    every = sorted(symbols, key=lambda one: one.kind == "constant")
    classes = {one.qualified for one in every if one.kind == "class"}
    return [one for one in every if one.qualified.rpartition(".")[0] not in classes]


def losses(work: Work, lost: Iterable[Symbol]) -> Iterator[Statement]:
    """Names that a module no longer defines, by where they are defined now."""
    by_home: dict[tuple[str, bool], list[Symbol]] = {}
    for one in lost:
        home = work.homes.get(one.qualified)
        by_home.setdefault((home.module if home else "", one.kind == "re-export"), []).append(one)
    for (module, imported), some in by_home.items():
        names = listing([shown(one) for one in some], MOST_NAMES)
        them = "it" if len(some) == 1 else "them"
        now = f"; it imports {them} from {code(module)}" if imported else f", now in {code(module)}"
        told = some[:MOST_NAMES]
        homes = (work.homes[one.qualified].id for one in told if one.qualified in work.homes)
        yield Statement(f"no longer defines {names}{now if module else ''}", (*(one.id for one in told), *homes))


def statements(work: Work, file: FileFact) -> Iterator[Statement]:
    """What is certain about one file's change, the weightiest first."""
    for tell in CONTENTS:
        yield from tell(work, file)


def _added(work: Work, file: FileFact) -> Iterator[Statement]:
    every = work.symbols.get(file.path, ())
    new_file = file.file.status in (Status.ADDED, Status.COPIED)
    gained = outermost(one for one in every if is_gained(one) and (new_file or not one.moved_from))
    verb = "defines" if new_file else "adds"
    if len(gained) == 1 and 0 < len(gained[0].summary) <= LONGEST_SUMMARY:
        yield Statement(f"{verb} {shown(gained[0])}: {quote(gained[0].summary)}", (*_hunks(file), gained[0].id))
    elif gained:
        yield Statement(f"{verb} {listing([shown(one) for one in gained], MOST_NAMES)}", _of(file, gained))
    exported = [one for one in every if one.change is Change.ADDED and one.kind == "re-export"]
    if exported:
        yield Statement(f"exports {listing([shown(one) for one in exported], MOST_NAMES)}", _of(file, exported))


def _moved(work: Work, file: FileFact) -> Iterator[Statement]:
    """Definitions that came from elsewhere, and those that went."""
    every = work.symbols.get(file.path, ())
    by_source: dict[str, list[Symbol]] = {}
    for one in every:
        if one.moved_from and file.file.status is not Status.ADDED:
            by_source.setdefault(one.moved_from.removesuffix(f".{one.name}"), []).append(one)
    for module, some in by_source.items():
        names = listing([shown(one) for one in some], MOST_NAMES)
        origins = (work.lost[one.moved_from].id for one in some[:MOST_NAMES] if one.moved_from in work.lost)
        yield Statement(f"takes over {names} from {code(module)}", (*_of(file, some), *origins))
    for lost in losses(work, outermost(filter(is_lost, every))):
        yield Statement(lost.text, (file.id, *lost.evidence))


def _signatures(work: Work, file: FileFact) -> Iterator[Statement]:
    changed = [
        one
        for one in work.symbols.get(file.path, ())
        if one.change is Change.MODIFIED and not is_lost(one) and not one.moved_from
    ]
    if len(changed) == 1:
        old, new = (code(changed[0].name + text) for text in (changed[0].old_signature, changed[0].signature))
        if len(old) + len(new) <= LONGEST_SUMMARY:
            yield Statement(f"{old} becomes {new}", (*_hunks(file), *_of(file, changed)))
            return
    if changed:
        names = listing([shown(one) for one in changed], MOST_NAMES)
        yield Statement(f"changes the signature{'s' * (len(changed) > 1)} of {names}", _of(file, changed))


def _endpoints(work: Work, file: FileFact) -> Iterator[Statement]:
    for change, verb in VERBS.items():
        some = [one for one in work.dossier.facts.endpoints if one.path == file.path and one.change is change]
        if some:
            names = listing([code(f"{one.method} {one.route}") for one in some], MOST_NAMES)
            yield Statement(f"{verb} {names}", _of(file, some))


def _dependencies(work: Work, file: FileFact) -> Iterator[Statement]:
    verbs = {**VERBS, Change.MODIFIED: "updates"}
    for change, verb in verbs.items():
        some = [one for one in work.dossier.facts.dependencies if one.path == file.path and one.change is change]
        if some:
            names = list(dict.fromkeys(code(one.name) for one in some))
            yield Statement(f"{verb} {listing(names, MOST_NAMES)}", _of(file, some))


def _migration(work: Work, file: FileFact) -> Iterator[Statement]:
    for one in work.dossier.facts.migrations:
        if one.path == file.path and one.operations:
            done = listing([_plain(text) for text in one.operations], 3)
            yield Statement(f"{'edited migration' if one.edited else 'migration'}: {done}", _of(file, [one]))


def _settings(work: Work, file: FileFact) -> Iterator[Statement]:
    facts = work.dossier.facts
    read = [one for one in facts.environment if one.path == file.path and one.change is Change.ADDED]
    if read:
        names = list(dict.fromkeys(code(one.name) for one in read))
        yield Statement(f"reads {listing(names, MOST_NAMES)}", _of(file, read))
    for one in facts.config_files:
        if (
            one.path == file.path
            and not one.path.startswith(WORKFLOWS)
            and 0 < len(one.keys) <= MOST_KEYS
            and file.file.status is Status.MODIFIED
        ):
            changed = [key for key in one.keys if key not in one.added + one.removed]
            for verb, keys in (("adds", one.added), ("removes", one.removed), ("changes", changed)):
                if keys:
                    yield Statement(f"{verb} {listing([code(key) for key in keys], MOST_NAMES)}", _of(file, [one]))


def _tests(work: Work, file: FileFact) -> Iterator[Statement]:
    for change, verb in VERBS.items():
        some = [one for one in work.tests.get(file.path, ()) if one.change is change]
        if some and file.file.status not in (Status.ADDED, Status.DELETED):
            yield Statement(f"{verb} {counted(len(some), 'test')}", _of(file, some))


def _headings(work: Work, file: FileFact) -> Iterator[Statement]:
    del work
    yield from headings.statements(file)


def _functions(work: Work, file: FileFact) -> Iterator[Statement]:
    if file.kind is not FileKind.CODE or file.file.status not in (Status.MODIFIED, Status.RENAMED):
        return
    told = {part for one in work.symbols.get(file.path, ()) for part in one.name.split(".")}
    names: dict[str, str] = {}
    for id_, hunk in zip(file.hunk_ids, file.file.hunks, strict=True):
        for name in bodies.changed_functions(hunk):
            if name not in told:
                names.setdefault(name, id_)
    if names:
        text = f"changes {listing([code(name) for name in names], MOST_NAMES)}"
        yield Statement(text, (file.id, *dict.fromkeys(list(names.values())[:MOST_NAMES])))


def _mode(work: Work, file: FileFact) -> Iterator[Statement]:
    del work
    if file.file.status is Status.MODIFIED and (file.file.old_mode, file.file.new_mode) == ("100644", "100755"):
        yield Statement("made executable", (file.id,))


def _of(file: FileFact, facts: Iterable[Fact]) -> tuple[str, ...]:
    """The facts named and the file; a hunk for each would be many."""
    return (file.id, *[one.id for one in facts][:MOST_NAMES])


def _hunks(file: FileFact) -> tuple[str, ...]:
    return file.hunk_ids[:MOST_NAMES]


def _plain(text: str) -> str:
    return text if "`" in text else code(text)


CONTENTS: tuple[Callable[[Work, FileFact], Iterator[Statement]], ...] = (
    _endpoints,
    _added,
    _moved,
    _signatures,
    _migration,
    _dependencies,
    _settings,
    _tests,
    _headings,
    _functions,
    _mode,
)
