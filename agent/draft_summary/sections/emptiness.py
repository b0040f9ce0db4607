"""How a section says that nothing was found: never more than was looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from draft_summary.sections.text import code, counted, either, plain
from draft_summary.values.facts import Coverage, Facts

MOST_SUFFIXES = 4  # kinds of unread files that are named; the rest is counted


def none_detected(facts: Facts, nouns: Mapping[str, str], found_none: str = "None detected") -> str:
    """`None detected (Python; 2 .mdx not examined).`, for kinds of facts that are all empty.

    `nouns` are what each kind is called. A kind of which nothing was examined is named as such and never counted as
    empty: `Not examined: metrics, alerts.`
    """
    examined, unexamined = _examined(facts, nouns)
    sentences = [f"{found_none}{_scope(examined)}."] if examined else []
    if unexamined:
        sentences.append(_not_examined(facts, {kind: nouns[kind] for kind in unexamined}))
    return " ".join(sentences)


def none_of(facts: Facts, nouns: Mapping[str, str], *adjectives: str, ending: str = "detected") -> str:
    """`No metrics, dashboards or alerts detected.`, for the parts of a section that are empty beside others.

    With adjectives, what is empty are those of each kind: `No updated or removed dependencies detected.`
    """
    examined, unexamined = _examined(facts, nouns)
    known = list(dict.fromkeys(nouns[kind] for kind in nouns if kind not in unexamined))
    which = f"{either(adjectives)} " if adjectives else ""
    sentences = [f"No {which}{either(known)} {ending}{_scope(examined)}."] if known else []
    if unexamined:
        sentences.append(_not_examined(facts, {kind: nouns[kind] for kind in unexamined}))
    return " ".join(sentences)


def not_examined(facts: Facts, kind: str, noun: str) -> str:
    """`Not examined: 2 .ts.`, for facts of a kind that were found in some files and not looked for in others."""
    coverage = facts.examined(kind)
    if coverage is None:
        return f"Not examined: {noun}."
    return f"Not examined: {_unread([coverage])}." if coverage.not_examined else ""


def _examined(facts: Facts, kinds: Mapping[str, str]) -> tuple[list[Coverage], list[str]]:
    """The coverage of the kinds that were looked for, and the kinds of which nothing was examined."""
    coverage = {kind: facts.examined(kind) for kind in kinds}
    known = [one for one in coverage.values() if one and (one.examined or not one.not_examined)]
    return known, [kind for kind, one in coverage.items() if one not in known]


def _scope(coverage: Sequence[Coverage]) -> str:
    read = dict.fromkeys(name for one in coverage for name in one.examined)
    parts = [", ".join(code(name) if "." in name else plain(name) for name in read)] if read else []
    if unread := _unread(coverage):
        parts.append(f"{unread} not examined")
    return f" ({'; '.join(parts)})" if parts else ""


def _not_examined(facts: Facts, nouns: Mapping[str, str]) -> str:
    unread = _unread([one for kind in nouns if (one := facts.examined(kind))])
    detail = f" ({unread})" if unread else ""
    return f"Not examined: {', '.join(dict.fromkeys(nouns.values()))}{detail}."


def _unread(coverage: Sequence[Coverage]) -> str:
    """`12 .ts, 2 .mdx`: the most files that any of the detectors could not read, by suffix."""
    most: dict[str, int] = {}
    for suffix, number in (pair for one in coverage for pair in one.not_examined):
        most[suffix] = max(number, most.get(suffix, 0))
    named = [f"{number:,} {plain(suffix) or 'without suffix'}" for suffix, number in list(most.items())[:MOST_SUFFIXES]]
    rest = sum(list(most.values())[MOST_SUFFIXES:])
    return ", ".join([*named, *([counted(rest, "other")] if rest else [])])
