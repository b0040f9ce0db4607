"""Log calls in PHP: Laravel's facade, and PSR-3 loggers such as Monolog's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.parsing import Source
from draft_summary.facts.php.calls import Chain, Link, every_chain, plain
from draft_summary.values.facts import LogCall

LEVELS = frozenset({"debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"})
LOGGER = re.compile(r"^(Log|\$?(this->)?(\w{1,40}_)?(log|logger)|\$?(this->)?\w{0,40}(Logger|Log))$")
LONGEST = 200


def read(source: Source) -> Iterator[LogCall]:
    """Every call of a logger by level."""
    if "log" not in source.text.lower():
        return
    for chain in every_chain(source):
        last = chain.links[-1]
        level = last.name if last.name in LEVELS else _given(source, last)
        if level and _is_logger(chain):
            place = 0 if last.name in LEVELS else 1
            yield LogCall(path=source.path, line=chain.line, level=level, message=_message(source, last, place))


def _is_logger(chain: Chain) -> bool:
    """`Log::`, `Log::channel("a")->`, `logger()->`, `$this->logger->`."""
    before = chain.links[:-1]
    if not before:
        return LOGGER.match(chain.root) is not None
    through = all(one.name in ("channel", "stack", "build", "withContext", "withName", "logger") for one in before)
    return through and (before[0].name == "logger" or LOGGER.match(chain.root) is not None)


def _given(source: Source, last: Link) -> str:
    given = plain(source, last.node(0)) if last.name == "log" else None
    return given if given in LEVELS else ""


def _message(source: Source, last: Link, place: int) -> str:
    return " ".join((source.string(last.node(place)) or "").split())[:LONGEST]
