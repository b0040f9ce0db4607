"""Environment variables as Python reads them: `os.environ`, libraries, settings classes, options of a command line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from draft_summary.facts.literals import constants, default_of, text_of
from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.python.settings import options, settings_classes
from draft_summary.facts.reading import EnvironmentReader, Reading

HINTS = ("environ", "getenv", "BaseSettings", "envvar", "env(", "env.", "config(")
SETTINGS_NAME = re.compile(r"(^|/)[^/]{0,40}(settings|config|environment)[^/]{0,40}(/|\.py$)", re.IGNORECASE)
LIBRARIES = re.compile(r"^\s*(from|import)\s+(environ|environs|decouple|starlette\.config|prettyconf)\b", re.MULTILINE)
READS = ("environ", "getenv", "Settings", "envvar", "decouple", "starlette.config", "prettyconf")


def read(sources: list[Source]) -> Iterator[tuple[str, Reading]]:
    """Every reading with its path. A settings class may get its prefix of a class in another file."""
    known: dict[str, str] = {}
    for source in sources:
        known |= {name: one.prefix for name, one in settings_classes(source, known).items()}
    for source in sources:
        yield from ((source.path, one) for one in _of(source, known))


def _of(source: Source, known: Mapping[str, str]) -> list[Reading]:
    found = [one for settings in settings_classes(source, known).values() for one in settings.readings]
    found += options(source)
    names = constants(source)
    library = LIBRARIES.search(source.text) is not None
    writes = {node.id for match in source.matches("environment") for node in match.get("write", [])}
    for match in source.matches("environment"):
        node = match["read"][0] if "read" in match else match["library"][0] if library and "library" in match else None
        if node is None or node.id in writes:
            continue
        name = text_of(source, match["name"][0], names)
        default = match["default"][0] if "default" in match else None
        if name and written(default) != "None":
            found.append(Reading(name, default_of(source, default), line_of(node)))
        elif name:
            found.append(Reading(name, None, line_of(node)))
    return found


ENVIRONMENT = EnvironmentReader(HINTS, READS, read, SETTINGS_NAME)
