"""The concrete new things that a design says to build: named in ticks, in code to be written, or marked as new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from draft_summary.facts.spec import tokens
from draft_summary.facts.spec.fences import declared
from draft_summary.facts.spec.inline import code_spans, plain
from draft_summary.facts.spec.meaning import Part, part_of, parts_of
from draft_summary.facts.spec.outline import Kind, Section, every_block
from draft_summary.facts.spec.planned import Planned
from draft_summary.facts.spec.planned_docs import sentences, updates
from draft_summary.values.spec import PlannedDecision

_LEFT_OUT = frozenset({Part.CURRENT, Part.ALTERNATIVES, Part.EXCLUDED, Part.OPEN, Part.DONE, Part.LIMITS, Part.REASON})
_LONGEST_LINE = 2_000
# What comes between `add` and its object; a preposition ends it, for what follows is not new.
_BETWEEN = (
    "a|an|the|new|optional|public|private|internal|async|class|static|abstract|method|methods|function|functions|helper"
    "|helpers|field|column|table|index|environment|env|var|variable|feature|flag|option|cli|command|endpoint|route"
    "|dependency|package|library|module|file|files|script|tests?|test|metric|counter|gauge|histogram|model|component"
    "|service|type|interface|constant|setting|parameter|decorator|fixture|hook|workflow|job|event|following|and|or"
)
_ADDED = re.compile(
    r"\b(?:add(?:s|ed|ing)?|creat(?:e|es|ed|ing)|implement(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|defin(?:e|es|ed|ing)"
    r"|provid(?:e|es|ed|ing)|expos(?:e|es|ed|ing)|export(?:s|ed|ing)?|new)\b"
    rf"(?P<objects>(?:[\s,:/]+(?:(?:{_BETWEEN})\b|`[^`\n]{{1,200}}`)){{1,12}})",
    re.IGNORECASE,
)
_MARKED_NEW = re.compile(r"`([^`\n]{1,200})`[^`\n]{0,40}\((?:\*\*)?new\b", re.IGNORECASE)
_BOLD_NEW = re.compile(r"\*\*([\w./-]{3,150})\*\*[^*\n]{0,20}\((?:\*\*)?new\b", re.IGNORECASE)
_ARROW_TEST = re.compile(r"(?:→|->|=>)\s*`?((?:[\w./-]{1,150}::)?test_\w{3,150})\b(?!\.)")
_NOT_DONE = re.compile(
    r"\b(?:not required|out of scope|optional enhancement|future|could be|rejected|instead of|no longer|remove)\b",
    re.IGNORECASE,
)
# What a verb of removal reaches: up to the next sentence or clause, or a verb that brings something in.
_TAKEN_OUT = re.compile(
    r"\b(?:delet(?:e|es|ed|ing)|drop(?:s|ped|ping)?|remov(?:e|es|ed|ing|al)|retir(?:e|es|ed|ing))\b"
    r"(?P<objects>(?:[^.;\n`]|\.(?!\s)|`[^`\n]{1,200}`){0,600}?)"
    r"(?=;|\.\s|\b(?:add|creat|introduc|expos|implement|extend|replac|instead|with)|$)",
    re.IGNORECASE,
)
_OF_ENVIRONMENT = re.compile(r"\benv(?:ironment)?\b|\bexport\b", re.IGNORECASE)
_OF_METRICS = re.compile(r"\b(?:metrics?|counter|gauge|histogram)\b", re.IGNORECASE)
_OF_ALERTS = re.compile(r"\balerts?\b", re.IGNORECASE)
_OF_TABLES = re.compile(r"\btable\b", re.IGNORECASE)
_OF_DEPENDENCIES = re.compile(r"\b(?:dependenc(?:y|ies)|librar(?:y|ies))\b", re.IGNORECASE)
# (kind, form of the span, whether the text must say that it is new, what else the text must speak of)
_SHAPES: tuple[tuple[str, re.Pattern[str], bool, re.Pattern[str] | None], ...] = (
    ("test", tokens.TEST, False, None),
    ("endpoint", tokens.ENDPOINT, False, None),
    ("environment variable", tokens.ENVIRONMENT, False, _OF_ENVIRONMENT),
    ("flag", tokens.OPTION, True, None),
    ("dependency", tokens.REQUIREMENT, False, _OF_DEPENDENCIES),
    ("dependency", tokens.REQUIREMENT, True, None),
    ("metric", tokens.METRIC, False, _OF_METRICS),
    ("path", tokens.FILE_NAME, True, None),
    ("alert", tokens.CAMEL, False, _OF_ALERTS),
    ("symbol", tokens.CALL, True, None),
    ("symbol", tokens.TYPED, True, None),
    ("table", tokens.NAME, True, _OF_TABLES),
    ("dependency", tokens.NAME, True, _OF_DEPENDENCIES),
    ("symbol", tokens.NAME, True, None),
)


def read_plan(sections: tuple[Section, ...], decided: Sequence[PlannedDecision] = ()) -> tuple[Planned, ...]:
    """All things that the design names as to be built, in its order, each once; whether they are new is not known.

    `decided` are the decisions that it states; what a choice says to add counts too.
    """
    found: dict[tuple[str, str], Planned] = {}
    choices = (
        one for choice in decided if choice.chosen for one in _of_line(choice.choice, choice.line, Part.DECISION)
    )
    for one in chain(*(_of_section(section) for section in sections), choices):
        key = (one.kind, tokens.last_name(one.name) if one.kind == "symbol" else one.name)
        if key not in found or (one.declared, len(one.name)) > (found[key].declared, len(found[key].name)):
            found[key] = one
    return tuple(sorted(found.values(), key=lambda one: (one.line, one.kind, one.name)))


def _of_section(section: Section) -> Iterator[Planned]:
    part = part_of(section)
    if part in _LEFT_OUT or parts_of(section) & {Part.ALTERNATIVES, Part.DONE} or _NOT_DONE.search(section.title):
        return
    yield from _of_line(section.title, section.line, part)
    before = section.title
    for block in every_block(section.blocks):
        if block.kind is Kind.FENCE:
            for one in declared(block.text, block.info, block.line, before):
                if part is not Part.TESTS or one.kind in ("test", "path"):  # what only serves a test is no plan
                    yield one
        elif text := (" | ".join(block.cells) or block.text)[:_LONGEST_LINE]:
            before = plain(text)
            yield from _of_line(text, block.line, part)


def _of_line(text: str, line: int, part: Part) -> Iterator[Planned]:
    if _NOT_DONE.search(text):
        return
    new = [span for found in _ADDED.finditer(text) for span in code_spans(found["objects"])]
    new += [*_MARKED_NEW.findall(text), *_BOLD_NEW.findall(text)]
    gone = {span for found in _TAKEN_OUT.finditer(text) for span in code_spans(found["objects"])}
    for span in dict.fromkeys([*code_spans(text), *new]):
        if span not in gone and (one := _named(span, line, text, is_new=span in new)):
            yield replace(one, said_new=span in new)
    yield from sentences(plain(text), line)
    if part is not Part.TESTS:
        yield from updates(text, line)
    if part in (Part.TESTS, Part.PLAN):
        for name in _ARROW_TEST.findall(text):
            yield Planned("test", name.rpartition("::")[2], line)


def _named(span: str, line: int, text: str, *, is_new: bool) -> Planned | None:
    """What a span names: told by its shape where only a plan has a reason to name it so, else only if it is new."""
    if path := tokens.repository_path(span):
        return Planned("path", path, line)
    for kind, pattern, only_new, context in _SHAPES:
        found = pattern.match(span) if is_new or not only_new else None
        if not found or (context and not context.search(text)) or (only_new and tokens.is_placeholder(found[1])):
            continue
        if pattern is tokens.NAME and kind == "symbol" and not tokens.is_distinct(span):
            continue
        return Planned(kind, found[1], line, declared=found[2] if pattern.groups > 1 else "")
    return None
