"""Added code that touches security: a line per file and topic. What it means is for a reader to say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.config_files import is_container, is_workflow
from draft_summary.facts.parsing import line_of
from draft_summary.facts.survey import CODE_AND_TESTS, SourcePair, Survey
from draft_summary.values.facts import Coverage, EnvironmentVariable, Facts, FileKind, SecurityTouch

kind = "security"
LONGEST = 160
SECRET_NAME = re.compile(r"(SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY|CREDENTIAL)", re.IGNORECASE)
CONTAINER_USER = re.compile(r"^\s*USER\s+\S", re.IGNORECASE)
PERMISSION = re.compile(r"^\s*(permissions:|[a-z-]{3,30}:\s*(write|write-all)\s*$)")
CONFIGURATION = CODE_AND_TESTS | {FileKind.CONFIG}


def detect(survey: Survey, found: Facts) -> tuple[SecurityTouch, ...]:
    """The first added place of each topic in each file; tests, docs and examples are nobody's risk."""
    touches: dict[tuple[str, str], SecurityTouch] = {}
    every = [one for pair in survey.program(kind) for one in _in_code(survey, pair)]
    every += [_secret(survey, one) for one in found.environment if SECRET_NAME.search(one.name)]
    every += list(_in_configuration(survey))
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
    lines = pair.head.text.split("\n")
    for match in pair.head.matches(kind):
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


def _in_configuration(survey: Survey) -> Iterator[SecurityTouch]:
    """A workflow's permissions and a container's user, on lines that the change added."""
    for file in survey.files:
        if file.kind not in CONFIGURATION:
            continue
        topic, pattern = (
            ("CI permissions", PERMISSION)
            if is_workflow(file.path)
            else ("container user", CONTAINER_USER)
            if is_container(file.path)
            else ("", None)
        )
        if pattern is None:
            continue
        for hunk in file.file.hunks:
            for line, text in hunk.added:
                if pattern.match(text):
                    yield SecurityTouch(path=file.path, line=line, topic=topic, what=text.strip()[:LONGEST])
