"""Where texts stand in whole trees, unchanged files included: git looks, nothing is read here but what it finds."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from draft_summary.errors import RepositoryError
from draft_summary.gather import refs
from draft_summary.gather.patch import decode_path
from draft_summary.gather.repository import Repository
from draft_summary.values.branch import Occurrences

SECONDS = 8.0  # for both trees: what is not found by then is not called absent
MOST_TEXTS = 400  # git compares each line with each of them
LONGEST_TEXT = 200
LARGEST_ANSWER = 8 * 1024 * 1024  # bytes; a text that stands everywhere fills it
NOTHING_FOUND = 1
OPTIONS = (
    *("--fixed-strings", "--word-regexp", "--only-matching", "-I", "--null", "--full-name", "--no-color"),
    *("--no-line-number", "--no-column", "--no-textconv", "--no-recurse-submodules", "-f", "-"),
)


def find(
    repository: Repository, trees: Iterable[str], texts: Collection[str], hashes: Collection[str], *, without: str
) -> Occurrences:
    """Look for texts in the files of the trees, in turn for what the one before did not have; `without` one path."""
    usable = [one for one in texts if one and len(one.encode()) <= LONGEST_TEXT and "\n" not in one and "\0" not in one]
    left, complete = usable[:MOST_TEXTS], len(usable) == len(texts) and len(usable) <= MOST_TEXTS
    found: dict[str, frozenset[str]] = {}
    bounded = replace(repository, deadline=min(repository.deadline, time.monotonic() + SECONDS))
    known: Collection[str] = ()
    try:
        for tree in dict.fromkeys(trees):
            if left:
                more, whole = _grep(bounded, tree, left, without)
                found |= more
                complete &= whole
                left = [one for one in left if one not in found]
        known = refs.resolve(bounded, hashes) if hashes else ()
    except RepositoryError:  # late, or objects that a partial clone does not have
        complete = False
    return Occurrences(found, frozenset(known), complete)


def _grep(
    repository: Repository, tree: str, texts: Iterable[str], without: str
) -> tuple[dict[str, frozenset[str]], bool]:
    patterns = b"".join(os.fsencode(one) + b"\n" for one in texts)
    paths = ("--", ".", f":(exclude,top,literal){without}") if without else ()
    output = repository.output("grep", *OPTIONS, tree, *paths, stdin=patterns, cap=LARGEST_ANSWER)
    if output.status not in (0, NOTHING_FOUND) and not output.cut:
        raise RepositoryError(f"git grep: {output.error}", code="git-failed")
    by_text: defaultdict[str, set[str]] = defaultdict(set)
    for record in output.data.split(b"\n"):
        place, mark, text = record.partition(b"\0")
        if mark:
            by_text[text.decode("utf-8", "surrogateescape")].add(decode_path(place.partition(b":")[2]))
    return {text: frozenset(places) for text, places in by_text.items()}, not output.cut
