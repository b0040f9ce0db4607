"""Purposes of files: their own first words, what became of their contents, else a commit message that is about them."""

from __future__ import annotations

from collections.abc import Iterator

from draft_summary.draft.markdown import code, prose, quote
from draft_summary.draft.offline import contents, messages
from draft_summary.draft.offline.wording import Statement, counted, joined, listing
from draft_summary.draft.offline.work import Work
from draft_summary.values.claims import Claim
from draft_summary.values.facts import Change, FileFact, FileKind
from draft_summary.values.slots import Ask

LONGEST = 240  # characters of one purpose
FEWEST_TITLE_WORDS = 2


def new(work: Work, ask: Ask) -> Iterator[Claim]:
    """What each new file is for."""
    for file in _asked(work, ask):
        told = _of_test(work, file) if file.kind is FileKind.TEST else _own_words(file) or _contents(work, file)
        yield from work.claim(ask, told or messages.about(work, file), file.path)


def modified(work: Work, ask: Ask) -> Iterator[Claim]:
    """What changed in each file."""
    for file in _asked(work, ask):
        yield from work.claim(ask, _contents(work, file) or messages.about(work, file), file.path)


def deleted(work: Work, ask: Ask) -> Iterator[Claim]:
    """Where the contents of each deleted file are now, or what the commit says that deleted it."""
    for file in _asked(work, ask):
        lost = [one for one in work.symbols.get(file.path, ()) if one.qualified in work.homes]
        homes = [work.homes[one.qualified] for one in lost]
        moved = None
        if len({home.module for home in homes}) == 1:
            names = listing([contents.shown(one) for one in lost], contents.MOST_NAMES)
            are = "is" if len(lost) == 1 else "are"
            ids = (one.id for pair in zip(lost, homes, strict=True) for one in pair)
            moved = Statement(f"{names} {are} now in {code(homes[0].module)}", (file.id, *ids))
        yield from work.claim(ask, moved or _last_word(work, file), file.path)


def tests(work: Work, ask: Ask) -> Iterator[Claim]:
    """What each test file says that it checks; the counts stand there already."""
    for file in _asked(work, ask):
        yield from work.claim(ask, _own_words(file) or _summaries(work, file), file.path)


def subjects(work: Work, file: FileFact) -> list[str]:
    """The changed modules that a test file imports, by their names."""
    modules = {one.module for some in work.symbols.values() for one in some if one.kind != "re-export"}
    added = [line for hunk in file.file.hunks for _, line in hunk.added if "import" in line]
    words = {word for line in added for word in line.replace(",", " ").replace(";", " ").split()}
    return sorted(modules & words)


def _asked(work: Work, ask: Ask) -> Iterator[FileFact]:
    return (work.files[key] for key in ask.keys if key in work.files)


def _contents(work: Work, file: FileFact) -> Statement | None:
    return joined(contents.statements(work, file), LONGEST)


def _own_words(file: FileFact) -> Statement | None:
    """A new file's title, if it says more than the file's name does."""
    title = messages.unadorned(file.title)
    name = file.path.rpartition("/")[2].partition(".")[0]
    if "<" in title or not messages.quotable(title, FEWEST_TITLE_WORDS):
        return None
    if {word.lower() for word in title.split()} <= {*name.lower().split("_"), *name.lower().split("-")}:
        return None
    text = quote(title) if file.kind in (FileKind.DOCS, FileKind.SPEC) else prose(title.removesuffix("."))
    return Statement(text, (file.id, *file.hunk_ids[:1]))


def _of_test(work: Work, file: FileFact) -> Statement | None:
    added = [one for one in work.tests.get(file.path, ()) if one.change is Change.ADDED]
    if not added:
        return _own_words(file)
    count, evidence = counted(len(added), "test"), (file.id, *file.hunk_ids[:1])
    if len(modules := subjects(work, file)) == 1:
        return Statement(f"{count} of {code(modules[0])}", evidence)
    if words := _own_words(file):
        return Statement(f"{words.text} ({count})", evidence)
    return Statement(count, evidence)


def _summaries(work: Work, file: FileFact) -> Statement | None:
    """The first words of a few tests, where all that changed have some."""
    changed = [one for one in work.tests.get(file.path, ()) if one.change is not Change.REMOVED]
    said = [one for one in changed if one.summary and messages.quotable(one.summary)]
    if not said or len(said) < len(changed):
        return None
    return joined((Statement(quote(one.summary), (file.id, one.id)) for one in said[:3]), LONGEST, ", ")


def _last_word(work: Work, file: FileFact) -> Statement | None:
    """The message of the last commit that touched a deleted file: the one that deleted it."""
    if not (touching := work.touching(file)):
        return None
    id_, commit = touching[-1]
    for words in (messages.subject(commit), *messages.lines(commit)):
        if words.lower().startswith(
            ("remov", "delet", "drop", "clean", "renam", "mov", "replac")
        ) and messages.quotable(words):
            return Statement(f"{code(commit.short)}: {quote(words)}", (file.id, id_))
    return messages.about(work, file)
