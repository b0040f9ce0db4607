"""Calls in Java, Kotlin and C#, and what they log, read, count or ask: by the names of libraries' methods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.classes.outline import Type
from draft_summary.facts.parsing import Source, one_line
from draft_summary.facts.reading import Reading
from draft_summary.values.facts import Flag, LogCall, Metric

if TYPE_CHECKING:
    from tree_sitter import Node

LONGEST = 200
LONGEST_HOLDER = 500  # bytes of what a call is made on
LOGGER = re.compile(
    r"(^|[.@_])(log|logger|LOG|LOGGER|Log|Logger|\w{0,40}(Logger|_log|_logger|Log)|kLogger|klogger)(\(\))?$"
)
JVM_LEVEL = re.compile(r"^(trace|debug|info|warn|error|fatal|severe|warning|fine|finer|finest)$")
DOTNET_LEVEL = re.compile(r"^Log(Trace|Debug|Information|Warning|Error|Critical)$")
SERILOG_LEVEL = re.compile(r"^(Verbose|Trace|Debug|Information|Info|Warning|Warn|Error|Fatal|Critical)$")
FLUENT = re.compile(r"^([\w.]{1,80})\.at(Trace|Debug|Info|Warn|Error)\(\)(?:\.\w{1,40}\([^()]{0,200}\)){0,20}$")
STATED = re.compile(r"^(?:System\.Logger\.)?Level\.([A-Z]{3,8})$")
OR_ELSE = re.compile(r"^Optional\.ofNullable\(System\.getenv\([^()]{1,150}\)\)\.orElse\(\"([^\"]{0,200})\"\)$")
LEVELS = {"severe": "error", "fine": "debug", "finer": "trace", "finest": "trace", "information": "info"}
LEVELS |= {"verbose": "trace"}
PLACEHOLDER = re.compile(r"\$\{([A-Z][A-Z0-9_]{1,120})(?::([^}]{0,200}))?\}")
CAPITALS = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
BUILDERS = {"Counter": "counter", "Gauge": "gauge", "Timer": "histogram", "DistributionSummary": "summary"}
BUILDERS |= {"FunctionCounter": "counter", "LongTaskTimer": "histogram", "TimeGauge": "gauge"}
REGISTRY = re.compile(r"(^|\.)(\w{0,30}[rR]egistry|\w{0,30}[mM]eter|Metrics|metrics)(\(\))?$")
REGISTERED = {"counter": "counter", "gauge": "gauge", "timer": "histogram", "summary": "summary"}
CREATED = re.compile(r"^Create(Observable)?(Counter|UpDownCounter|Histogram|Gauge|Summary)$")
TIMED = {"Timed": "histogram", "Counted": "counter"}
# Methods that ask for a flag, and what a file that calls them must speak of.
ASKED = {
    "launchdarkly": re.compile(
        r"^(bool|string|int|double|jsonValue)Variation(Detail|Async)?$|^(Bool|String|Int|Json)Variation$"
    ),
    "unleash": re.compile(r"^(isEnabled|IsEnabled)$"),
    "openfeature": re.compile(r"^[gG]et(Boolean|String|Integer|Double|Object)(Value|Details)(Async)?$"),
    "featuremanage": re.compile(r"^IsEnabledAsync$"),
    "growthbook": re.compile(r"^(isOn|IsOn)$"),
    "flipt": re.compile(r"^(evaluateBoolean|EvaluateBoolean)$"),
}
PLAIN = re.compile(r"^(true|false|\d{1,20}|[a-z-]{1,60})$")
FEATURE_GATE = ("FeatureGate", "ConditionalOnFeature")


@dataclass(frozen=True, slots=True)
class Call:
    """A call: what it is made on as written, its arguments' strings (None for what is none) and texts."""

    name: str
    holder: str
    texts: tuple[str | None, ...]
    raws: tuple[str, ...]
    line: int
    node: Node

    @property
    def first(self) -> str:
        """The first argument's string, empty for none."""
        return (self.texts[0] or "") if self.texts else ""


def log_calls(source: Source, calls: Iterable[Call]) -> Iterator[LogCall]:
    """The log calls among them."""
    for one in calls:
        level = DOTNET_LEVEL.match(one.name)
        word = level[1] if level else ""
        if not level and one.name == "log":
            word = _given(one)
        elif not level and LOGGER.search(one.holder) and (JVM_LEVEL.match(one.name) or SERILOG_LEVEL.match(one.name)):
            word = one.name
        if not word:
            continue
        word = word.lower()
        message = " ".join(next((text for text in one.texts if text), "").split())[:LONGEST]
        yield LogCall(path=source.path, line=one.line, level=LEVELS.get(word, word), message=message)


def _given(one: Call) -> str:
    """The level of `log(Level.FINE, "…")` and of slf4j's `atInfo().log("…")`; empty for no logger's call."""
    fluent = FLUENT.match(one.holder)
    if fluent and LOGGER.search(fluent[1]):
        return fluent[2]
    stated = STATED.match(one.raws[0]) if one.raws and LOGGER.search(one.holder) else None
    return stated[1] if stated else ""


def variables(calls: Iterable[Call], types: Iterable[Type]) -> Iterator[Reading]:
    """The variables that calls read, and those in the placeholders of annotations."""
    for one in calls:
        name = one.first
        standard = one.name in ("getenv", "GetEnvironmentVariable")
        mapped = one.name in ("getOrDefault", "get") and re.search(r"getenv\(\)$|^[dD]otenv$", one.holder)
        if (standard or mapped) and CAPITALS.match(name):
            yield Reading(name, _default(one), one.line)
    for held in types:
        for member in held.members:
            for mark in member.annotations:
                if mark.name in ("Value", "ConfigProperty"):
                    for text in mark.texts("", "value", "name", "defaultValue"):
                        for found in PLACEHOLDER.finditer(text):
                            yield Reading(found[1], found[2], member.line)


def _default(one: Call) -> str | None:
    """What a reading gives where the variable is not set; None for nothing."""
    if len(one.texts) > 1 and one.name in ("getOrDefault", "get"):
        return one.texts[1] if one.texts[1] is not None else one.raws[1][:80]
    found = OR_ELSE.match(_around(one.node))
    return found[1] if found else None


def metrics(source: Source, calls: Iterable[Call], types: Iterable[Type]) -> Iterator[Metric]:
    """The metrics that are made, by Micrometer, System.Diagnostics.Metrics and prometheus-net."""
    for one in calls:
        kind = ""
        last = one.holder.rpartition(".")[2]
        if one.name == "builder":
            kind = BUILDERS.get(last, "")
        elif one.name in REGISTERED and REGISTRY.search(one.holder):
            kind = REGISTERED[one.name]
        elif (made := CREATED.match(one.name)) and REGISTRY.search(one.holder):
            kind = {"updowncounter": "counter"}.get(made[2].lower(), made[2].lower())
        if kind and one.first:
            yield Metric(path=source.path, line=one.line, name=one.first, type=kind)
    for held in types:
        for member in held.members:
            for mark in member.annotations:
                if mark.name in TIMED and "micrometer" in source.text and (names := mark.texts("", "value")):
                    yield Metric(path=source.path, line=member.line, name=names[0], type=TIMED[mark.name])


def flags(source: Source, calls: Iterable[Call], types: Iterable[Type]) -> Iterator[Flag]:
    """The flags that are asked for through a library of which the file speaks."""
    lowered = source.text.lower()
    known = [pattern for library, pattern in ASKED.items() if library in lowered]
    for one in calls if known else ():
        if one.first and any(pattern.match(one.name) for pattern in known):
            last = one.raws[-1].strip('"') if len(one.raws) > 1 else ""
            default = last if PLAIN.match(last) else None
            yield Flag(path=source.path, line=one.line, name=one.first, default=default)
    for held in types if "featuremanage" in lowered else ():
        for mark in (*held.annotations, *(mark for member in held.members for mark in member.annotations)):
            if mark.name in FEATURE_GATE:
                for name in mark.texts(""):
                    yield Flag(path=source.path, line=held.line, name=name.strip("{=}"))


def _around(node: Node) -> str:
    """The text of the call that is made on the call that this one is an argument of."""
    outer: Node | None = node
    for _ in range(3):
        outer = outer.parent if outer is not None else None
    is_long = outer is None or outer.end_byte - outer.start_byte > LONGEST_HOLDER
    return "" if is_long else one_line(outer)


def holder_of(node: Node | None) -> str:
    """What a call is made on, on one line; of a long chain of calls its end is enough to tell it is none of these."""
    is_long = node is not None and node.end_byte - node.start_byte > LONGEST_HOLDER
    return "…" if is_long else one_line(node)
