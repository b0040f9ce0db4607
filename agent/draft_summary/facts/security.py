"""Added code that touches security: a line per file and topic. What it means is for a reader to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from draft_summary.facts.config_files import is_config, is_container, is_workflow
from draft_summary.facts.parsing import line_of
from draft_summary.facts.survey import CODE_AND_TESTS, SourcePair, Survey
from draft_summary.values.facts import Coverage, EnvironmentVariable, Facts, FileKind, SecurityTouch

kind = "security"
LONGEST = 160
SECRET_NAME = re.compile(r"(SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY|CREDENTIAL)", re.IGNORECASE)
LONGEST_LINE = 1_000
CONFIGURATION = CODE_AND_TESTS | {FileKind.CONFIG}


@dataclass(frozen=True, slots=True)
class Lexical:
    """Lines that touch a topic in files that are read line by line."""

    topic: str
    holds: Callable[[str], bool]  # by the file's path
    line: re.Pattern[str]


LEXICAL: tuple[Lexical, ...] = (
    Lexical("CI permissions", is_workflow, re.compile(r"^\s*(permissions:|[a-z-]{3,30}:\s*(write|write-all)\s*$)")),
    Lexical("CI permissions", is_workflow, re.compile(r"^\s*pull_request_target:")),
    Lexical("container user", is_container, re.compile(r"^\s*USER\s+\S", re.IGNORECASE)),
    Lexical(
        "container user",
        lambda path: is_config(path) and path.endswith((".yml", ".yaml")),
        re.compile(r"^\s*-?\s*(runAsUser|runAsNonRoot|runAsGroup|privileged|allowPrivilegeEscalation|user):\s*\S"),
    ),
)


def detect(survey: Survey, found: Facts) -> tuple[SecurityTouch, ...]:
    """The first added place of each topic in each file; tests, docs and examples are nobody's risk."""
    touches: dict[tuple[str, str], SecurityTouch] = {}
    every = [one for pair in survey.program(kind) for one in _in_code(survey, pair)]
    every += [_secret(survey, one) for one in found.environment if SECRET_NAME.search(one.name)]
    every += list(_in_text(survey))
    for one in sorted(every, key=lambda one: (one.path, one.line or 0, one.topic)):
        touches.setdefault((one.path, one.topic), one)
    return tuple(touches.values())


def coverage(survey: Survey) -> Coverage:
    """Languages in which such code is known."""
    return survey.coverage(kind)


def _in_code(survey: Survey, pair: SourcePair) -> Iterator[SecurityTouch]:
    if pair.head is None:
        return
    added = survey.added_lines(pair.file)
    if not added:
        return
    lines = pair.head.text.split("\n")
    for match in pair.head.matches(kind, (min(added), max(added))):
        for name, nodes in match.items():
            line = line_of(nodes[0])
            if not name.startswith("_") and line in added:
                topic = name.replace("_", " ")
                yield SecurityTouch(path=pair.path, line=line, topic=topic, what=lines[line - 1].strip()[:LONGEST])


def _secret(survey: Survey, one: EnvironmentVariable) -> SecurityTouch:
    text = survey.trees.head.texts.get(one.path) or survey.trees.base.texts.get(one.path) or ""
    lines = text.split("\n")
    shown = lines[one.line - 1].strip() if one.line and one.line <= len(lines) else one.name
    return SecurityTouch(path=one.path, line=one.line, topic="secrets", what=shown[:LONGEST])


def _in_text(survey: Survey) -> Iterator[SecurityTouch]:
    """What files without a grammar show, line by line, on lines that the change added."""
    for file in survey.files:
        known = [one for one in LEXICAL if one.holds(file.path)] if file.kind in CONFIGURATION else []
        for line, text in (added for hunk in file.file.hunks for added in hunk.added) if known else ():
            for one in known:
                if one.line.match(text[:LONGEST_LINE]):
                    yield SecurityTouch(path=file.path, line=line, topic=one.topic, what=text.strip()[:LONGEST])
