"""Environment variables in an application's own configuration: Spring's and Quarkus' `${NAME:default}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.reading import Reading

# Files of the program, not of its tests.
PATH = re.compile(r"(^|/)(application|bootstrap)([.-][\w-]{1,40})?\.(ya?ml|properties)$")
OF_TESTS = re.compile(r"(^|/)src/[A-Za-z]{0,40}[tT]est[A-Za-z]{0,40}/|(^|/)tests?/")
PLACEHOLDER = re.compile(r"\$\{([A-Z][A-Z0-9_]{0,120})(?::([^{}\n]{0,200}))?\}")
COMMENT = re.compile(r"^\s*#")


def is_configuration(path: str) -> bool:
    """Whether the file is read when the program starts."""
    return PATH.search(path) is not None and not OF_TESTS.search(path)


def readings(text: str) -> Iterator[Reading]:
    """The variables, each where it stands; a default is what follows the colon."""
    for number, line in enumerate(text.split("\n"), 1):
        if not COMMENT.match(line):
            for found in PLACEHOLDER.finditer(line[:2_000]):
                yield Reading(found[1], found[2], number)
