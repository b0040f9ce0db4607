"""A thing that a design says to build, before anybody looked whether it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planned:
    """A thing to build: its kind as a summary names it (path, symbol, test, ...), its name, the design's line.

    `declared` is what the design fixes beyond the name: a signature from the parenthesis on, a constant's type, a
    version; `value` a constant's value, if it is a plain literal. `message` are the constant parts of a log message,
    `level` its level. `said_new`: the text says to add it.
    """

    kind: str
    name: str
    line: int
    declared: str = ""
    value: str = ""
    message: tuple[str, ...] = ()
    level: str = ""
    said_new: bool = False
