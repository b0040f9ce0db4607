"""Environment variables that the program newly reads, or no longer reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from draft_summary.facts.literals import constants, default_of, text_of
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.path_kinds import is_example, kind_by_path
from draft_summary.facts.python.settings import Reading, options, settings_classes
from draft_summary.facts.survey import Survey
from draft_summary.facts.wanted import hints_in_hunks, nearest_code
from draft_summary.values.branch import Branch
from draft_summary.values.facts import Change, Coverage, EnvironmentVariable, Facts, FileKind

kind = "environment"
NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]{0,120}$")
HINTS = ("environ", "getenv", "BaseSettings", "envvar", "env(", "env.", "config(")
SETTINGS_NAME = re.compile(r"(^|/)[^/]{0,40}(settings|config|environment)[^/]{0,40}(/|\.py$)", re.IGNORECASE)
LIBRARIES = re.compile(r"^\s*(from|import)\s+(environ|environs|decouple|starlette\.config|prettyconf)\b", re.MULTILINE)
READS = ("environ", "getenv", "Settings", "envvar", "decouple", "starlette.config", "prettyconf")


def wanted(branch: Branch, head_paths: tuple[str, ...]) -> frozenset[str]:
    """The program's other files: what they read already is not newly read."""
    if hints_in_hunks(branch, HINTS) or any(SETTINGS_NAME.search(file.path) for file in branch.files):
        return nearest_code(branch, head_paths)
    return frozenset()


def detect(survey: Survey, _found: Facts) -> tuple[EnvironmentVariable, ...]:
    """Variables read at head in changed files and nowhere at base, and the other way round."""
    pairs = list(survey.program(kind))
    at_base = _readings(pair.base for pair in pairs)
    at_head = _readings(pair.head for pair in pairs)
    differing = at_base.keys() ^ at_head.keys()
    elsewhere = _readings(
        survey.sources.glance(path, text)
        for path, text in survey.unchanged.items()
        if _is_program(path) and any(name in text or name.lower() in text for name in differing) and _reads(text)
    )
    found = [
        EnvironmentVariable(path=path, line=one.line, name=name, default=one.default)
        for name, (path, one) in at_head.items()
        if name not in at_base and name not in elsewhere
    ]
    if _whole_program_was_read(survey):
        found += [
            EnvironmentVariable(path=path, line=one.line, name=name, change=Change.REMOVED, default=one.default)
            for name, (path, one) in at_base.items()
            if name not in at_head and name not in elsewhere
        ]
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.name)))


def coverage(survey: Survey) -> Coverage:
    """Languages whose readings of the environment are known."""
    return survey.coverage(kind)


def _readings(sources: Iterable[Source | None]) -> Mapping[str, tuple[str, Reading]]:
    """The first reading of each variable, with its path; one with a default says more than one without."""
    known: dict[str, str] = {}
    texts = [source for source in sources if source is not None and _reads(source.text)]
    for source in texts:
        known |= {name: one.prefix for name, one in settings_classes(source, known).items()}
    found: dict[str, tuple[str, Reading]] = {}
    for source in texts:
        for one in _of(source, known):
            before = found.get(one.name)
            if NAME.match(one.name) and (before is None or (before[1].default is None and one.default is not None)):
                found[one.name] = (source.path, one)
    return found


def _of(source: Source, known: Mapping[str, str]) -> list[Reading]:
    found = [one for settings in settings_classes(source, known).values() for one in settings.readings]
    found += options(source)
    names = constants(source)
    library = LIBRARIES.search(source.text) is not None
    writes = {node.id for match in source.matches(kind) for node in match.get("write", [])}
    for match in source.matches(kind):
        node = match["read"][0] if "read" in match else match["library"][0] if library and "library" in match else None
        if node is None or node.id in writes:
            continue
        name = text_of(source, match["name"][0], names)
        default = match["default"][0] if "default" in match else None
        if name and written(default) != "None":
            found.append(Reading(name, default_of(source, default), line_of(node)))
        elif name:
            found.append(Reading(name, None, line_of(node)))
    return found


def _reads(text: str) -> bool:
    return any(hint in text for hint in READS)


def _is_program(path: str) -> bool:
    return kind_by_path(path) is FileKind.CODE and not is_example(path)


def _whole_program_was_read(survey: Survey) -> bool:
    """Whether no unread file could still read a variable: only then is one said to be read no longer."""
    return all(
        path in survey.trees.head.texts for path in survey.head_paths if path.endswith(".py") and _is_program(path)
    )
