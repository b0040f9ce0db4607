"""Environment variables that the program newly reads, or no longer reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from draft_summary.facts import placeholders
from draft_summary.facts.languages import language_of
from draft_summary.facts.parsing import Source
from draft_summary.facts.path_kinds import is_example, kind_by_path
from draft_summary.facts.readers import READERS, reading
from draft_summary.facts.reading import EnvironmentReader, Reading
from draft_summary.facts.survey import Survey
from draft_summary.facts.wanted import families_hinted, families_of, nearest_code
from draft_summary.values.branch import Branch
from draft_summary.values.facts import Change, Coverage, EnvironmentVariable, Facts, FileKind

kind = "environment"
NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]{0,120}$")
MOST_READ = 1_000  # files: a variable is said to be read no longer only where the whole program was read
SAMPLE = re.compile(r"(^|/)\.env(\.[\w.-]{1,60})?$")
STATED = re.compile(r"^[ \t]{0,20}#?[ \t]{0,4}(?:export[ \t]{1,4})?([A-Za-z_][A-Za-z0-9_]{0,120})=", re.MULTILINE)
HINTS = {family: one.environment.hints for family, one in READERS.items() if one.environment}


def wanted(branch: Branch, head_paths: tuple[str, ...]) -> frozenset[str]:
    """The program's other files: what they read already is not newly read."""
    hinted = families_hinted(branch, HINTS)
    for file in branch.files:
        hinted |= {family for family, one in _readers() if one.settings.search(file.path)}
    samples = frozenset(path for path in head_paths if SAMPLE.search(path))
    return nearest_code(branch, head_paths, hinted, MOST_READ) | samples if hinted else frozenset()


def detect(survey: Survey, _found: Facts) -> tuple[EnvironmentVariable, ...]:
    """Variables read at head in changed files and nowhere at base, and the other way round."""
    pairs = list(survey.program(kind))
    at_base = {**_placed(survey, at_head=False), **_readings(pair.base for pair in pairs)}
    at_head = {**_placed(survey, at_head=True), **_readings(pair.head for pair in pairs)}
    differing = at_base.keys() ^ at_head.keys()
    elsewhere = _readings(
        survey.sources.glance(path, text)
        for path, text in survey.unchanged.items()
        if _is_program(path)
        and any(name in text or name.lower() in text for name in differing)
        and _reads(_reader(path), text)
    )
    new = [name for name in at_head if name not in at_base and name not in elsewhere]
    gone = [name for name in at_base if name not in at_head and name not in elsewhere]
    is_whole = bool(new or gone) and _whole_program_was_read(survey)
    known = frozenset[str]() if is_whole else _stated_at_base(survey)
    found = [
        EnvironmentVariable(path=path, line=one.line, name=name, default=one.default)
        for name, (path, one) in at_head.items()
        if name in new and name not in known
    ]
    if gone and is_whole:
        found += [
            EnvironmentVariable(path=path, line=one.line, name=name, change=Change.REMOVED, default=one.default)
            for name in gone
            for path, one in (at_base[name],)
        ]
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.name)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose readings of the environment are known."""
    return survey.coverage(kind)


def _stated_at_base(survey: Survey) -> frozenset[str]:
    """What a sample of the environment stated before: where not all code was read, something reads it already."""
    texts = {**survey.unchanged, **survey.trees.base.texts}
    return frozenset(name for path, text in texts.items() if SAMPLE.search(path) for name in STATED.findall(text))


def _readings(sources: Iterable[Source | None]) -> Mapping[str, tuple[str, Reading]]:
    """The first reading of each variable, with its path; one with a default says more than one without."""
    texts: dict[str, list[Source]] = {}
    for source in sources:
        if source is not None and _reads(_reader(source.path), source.text):
            texts.setdefault(source.language.family, []).append(source)
    found: dict[str, tuple[str, Reading]] = {}
    for family, one in _readers():
        for path, read in one.read(texts[family]) if family in texts else ():
            before = found.get(read.name)
            if NAME.match(read.name) and (before is None or (before[1].default is None and read.default is not None)):
                found[read.name] = (path, read)
    return found


def _placed(survey: Survey, *, at_head: bool) -> dict[str, tuple[str, Reading]]:
    """The variables that the program's configuration files take values from."""
    found: dict[str, tuple[str, Reading]] = {}
    for pair in survey.pairs(frozenset({FileKind.CONFIG})):
        path, text = (pair.path, pair.head) if at_head else (pair.base_path, pair.base)
        for one in placeholders.readings(text) if text and placeholders.is_configuration(path) else ():
            found.setdefault(one.name, (path, one))
    return found


def _readers() -> list[tuple[str, EnvironmentReader]]:
    return [(family, one.environment) for family, one in READERS.items() if one.environment]


def _reader(path: str) -> EnvironmentReader | None:
    reader = reading(path)
    return reader.environment if reader else None


def _reads(reader: EnvironmentReader | None, text: str) -> bool:
    return reader is not None and any(hint in text for hint in reader.reads)


def _is_program(path: str) -> bool:
    return kind_by_path(path) is FileKind.CODE and not is_example(path)


def _whole_program_was_read(survey: Survey) -> bool:
    """Whether no unread file could still read a variable: only then is one said to be read no longer."""
    changed = families_of(survey.branch)
    return all(
        path in survey.trees.head.texts
        for path in survey.head_paths
        if (language := language_of(path)) and language.family in changed and _is_program(path)
    )
