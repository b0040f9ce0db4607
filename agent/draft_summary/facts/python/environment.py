"""Environment variables as Python reads them: `os.environ`, libraries, settings classes, options of a command line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from draft_summary.facts.literals import constants, default_of, text_of
from draft_summary.facts.parsing import Match, Source, line_of, written
from draft_summary.facts.python.settings import options, settings_classes
from draft_summary.facts.reading import EnvironmentReader, Reading

if TYPE_CHECKING:
    from tree_sitter import Node

HINTS = ("env", "BaseSettings", "config(")
SETTINGS_NAME = re.compile(r"(^|/)[^/]{0,40}(settings|config|environment)[^/]{0,40}(/|\.py$)", re.IGNORECASE)
LIBRARIES = re.compile(r"^\s*(from|import)\s+(environ|environs|decouple|starlette\.config|prettyconf)\b", re.MULTILINE)
READS = (
    *("environ", "getenv", "Settings", "envvar", "decouple", "starlette.config", "prettyconf"),
    *("_env", "env_", "env(", "envbool", "envint", "envstr", "envsecret"),
)
PREFIXED = re.compile(r"\.prefixed\([\"'](\w{1,80})[\"']\)")
HELPER = re.compile(r"^(get|read|from)?env(var|bool|int|str|list|float|secret|flag|json)?$")
NOT_READING = frozenset(
    {"set", "setenv", "unset", "delenv", "del", "delete", "add", "remove", "patch", "mock", "write"}
) | {
    "update",
    "with",
    "clear",
    "export",
    "restore",
    "virtual",
    "create",
    "build",
    "make",
    "activate",
}
VALUES = frozenset(
    {
        "string",
        "concatenated_string",
        "integer",
        "float",
        "true",
        "false",
        "none",
        "list",
        "dictionary",
        "unary_operator",
    }
)


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
    matches = source.matches("environment")
    writes = {node.id for match in matches for node in match.get("write", [])}
    places: dict[int, Reading] = {}
    for match in matches:
        if "read" in match:
            node, default = match["read"][0], match["default"][0] if "default" in match else None
            default = None if default is not None and default.type == "keyword_argument" else default
        elif ("library" in match and library) or ("helped" in match and _is_helper(written(match["helper"][0]))):
            node, default = (match.get("library") or match["helped"])[0], _given(match["arguments"][0])
        else:
            continue
        name = _name(source, match, names)
        if name and node.id not in writes:
            text = None if written(default) == "None" else default_of(source, default)
            if node.id not in places or text is not None:
                places[node.id] = Reading(name, text, line_of(node))
    return [*found, *places.values()]


def _name(source: Source, match: Match, names: Mapping[str, str]) -> str:
    """The variable that is read, its prefix included; a helper's or a library's is by custom in capitals."""
    name = text_of(source, match["name"][0], dict(names)) or ""
    if "read" in match:
        return name
    return _prefix(match["name"][0]) + name if name == name.upper() else ""


def _prefix(node: Node) -> str:
    """What environs puts before the names within `with env.prefixed("A_"):`."""
    prefix, around = "", node.parent
    while around is not None:
        if around.type == "with_statement":
            stated = PREFIXED.search(written(around).partition("\n")[0][:400])
            prefix = stated[1] + prefix if stated else prefix
        around = around.parent
    return prefix


def _is_helper(name: str) -> bool:
    """Whether a function reads a variable for its caller, as its name tells: `env_bool`, `getenv`, `get_from_env`."""
    parts = name.lower().strip("_").split("_")
    return any(HELPER.match(part) for part in parts) and NOT_READING.isdisjoint(parts)


def _given(arguments: Node) -> Node | None:
    """The default among a call's arguments: by keyword, or a second one that is a value rather than a type."""
    for one in arguments.named_children:
        if one.type == "keyword_argument" and written(one.child_by_field_name("name")) == "default":
            return one.child_by_field_name("value")
    second = arguments.named_children[1] if arguments.named_child_count > 1 else None
    return second if second is not None and second.type in VALUES else None


ENVIRONMENT = EnvironmentReader(HINTS, READS, read, SETTINGS_NAME)
