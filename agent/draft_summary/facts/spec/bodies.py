"""The text of each test at head: its name, its description and its body, whatever the language."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from draft_summary.facts.spec.terms import words_of

LONGEST = 6_000  # characters of one test's body that are read
_HEADER = 600  # characters after a class's name in which its description stands
_ABOVE = 12  # lines of decorators and comments above a test
_ABOVE_MARKS = ("@", "#", "//", "/*", "*", "[")
_DOCSTRING = re.compile(r'"""(.{1,500}?)(?:"""|\n\s*\n)|\'\'\'(.{1,500}?)(?:\'\'\'|\n\s*\n)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class TestText:
    """A test at head. `own` is its decorators, comments and body; `around` what is said of its class or describe."""

    __test__ = False  # pytest would collect a class of this name

    test_id: str
    name: str
    own: str
    around: str
    title: frozenset[str]  # words of its name and description
    said: frozenset[str]  # words of its class and description of that
    words: frozenset[str]  # all words


def read_tests(
    tests_at_head: Iterable[str], texts: Mapping[str, str], *, lines: Mapping[str, int | None]
) -> tuple[TestText, ...]:
    """The tests of these ids in the files, whose text was read, of those in `lines`: their 1-based lines by id.

    A test that has no line there is looked for by its name.
    """
    wanted = {test_id.partition("::")[0] for test_id in lines}
    by_path: dict[str, list[str]] = defaultdict(list)
    for test_id in tests_at_head:
        path, _, name = test_id.partition("::")
        if path in wanted and path in texts and name:
            by_path[path].append(name)
    return tuple(
        test
        for path, names in by_path.items()
        for test in _of_file(path, {name: lines.get(f"{path}::{name}") for name in names}, texts[path])
    )


def _of_file(path: str, lines: Mapping[str, int | None], text: str) -> Iterable[TestText]:
    breaks = [0, *(found.end() for found in re.finditer("\n", text))]
    places = sorted((_starts(text, name, _place(breaks, line)), name) for name, line in lines.items())
    bounds = sorted({place for starts, _ in places for place in starts if place >= 0})
    for (start, header), name in places:
        after = bisect_right(bounds, start)
        own = text[start : min([start + LONGEST, *bounds[after : after + 1]])]
        chain, _, last = name.rpartition("::")
        described = _DOCSTRING.search(own)
        title = frozenset(words_of(f"{last} {described[1] or described[2]}" if described else last))
        around = text[header : min([header + _HEADER, start])] if header >= 0 else ""
        said = frozenset(words_of(f"{chain} {around.partition('def ')[0]}"))
        words = title | said | frozenset(words_of(own))
        yield TestText(f"{path}::{name}", last, own, around.partition("def ")[0], title, said, words)


def _place(breaks: list[int], line: int | None) -> int:
    """Where a line begins, -1 where it is not known."""
    return breaks[line - 1] if line and line <= len(breaks) else -1


def _starts(text: str, name: str, at_line: int) -> tuple[int, int]:
    """Where a test begins with what stands right above it, and where its class or describe does (-1: it has none)."""
    *chain, last = name.split("::")
    at = -1
    for part in chain:
        at = max(at, text.find(part, max(at, 0)))
    header = text.rfind("\n", 0, at) + 1 if at >= 0 else -1
    spellings = (f"def {last}(", f"func {last}(", f"fn {last}(", f'"{last}"', f"'{last}'", f"`{last}`", last)
    found = next((place for one in spellings if (place := text.find(one, max(at, 0))) >= 0), max(at, 0))
    start = at_line if at_line >= 0 else text.rfind("\n", 0, found) + 1
    for _ in range(_ABOVE):
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        if start == 0 or not text[above:start].strip().startswith(_ABOVE_MARKS):
            break
        start = above
    return start, header
