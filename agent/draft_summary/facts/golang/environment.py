"""Environment variables in Go: os, viper, and the struct tags of envconfig, caarlos0/env, cleanenv, go-flags, kong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.golang.syntax import constants, literal, text_of
from draft_summary.facts.parsing import Source, descendants, line_of, one_line, written
from draft_summary.facts.reading import EnvironmentReader, Reading

if TYPE_CHECKING:
    from tree_sitter import Node

STANDARD = re.compile(r"^(os|syscall)\.(Getenv|LookupEnv)$")
# A function of the program's own that reads a variable, its name first and perhaps a default second.
OWN = re.compile(
    r"^(\w{1,40}\.)?(get|lookup|must|read|load|parse|require|fetch|optional)\w{0,20}env\w{0,20}$", re.IGNORECASE
)
PLAIN = re.compile(r"^env(\.(Get|GetString|String|Int|Bool|Must|MustGet|Str|Duration|GetOr))?$")
CAPITALS = re.compile(r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")
TAG = re.compile(r'([\w-]{1,40}):"((?:[^"\\]|\\.){0,400})"')
DEFAULTS = ("envDefault", "env-default", "default")
WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z0-9]+")
HINTS = ("env", "viper", "Env")
DEEPEST = 8  # structs within each other


def read(sources: list[Source]) -> Iterator[tuple[str, Reading]]:
    """Each reading with the file's path."""
    for source in sources:
        yield from ((source.path, one) for one in (*_calls(source), *_tags(source), *_viper(source)))


def _calls(source: Source) -> Iterator[Reading]:
    known = constants(source)
    for match in source.matches("environment"):
        if "read" in match:
            arguments = match["arguments"][0].named_children
            yield from _call(written(match["function"][0]), arguments, known, line_of(match["read"][0]))
        elif "keyed" in match:  # urfave/cli: EnvVars: []string{"PORT"}, Sources: cli.EnvVars("PORT")
            for node in (match["value"][0], *descendants(match["value"][0], "interpreted_string_literal")):
                name = literal(node.named_children[0] if node.type == "literal_element" else node)
                if name and CAPITALS.match(name):
                    yield Reading(name, None, line_of(node))


def _call(function: str, arguments: list[Node], known: dict[str, str], line: int) -> Iterator[Reading]:
    name = text_of(arguments[0], known) or ""
    last = function.rpartition(".")[2]
    if STANDARD.match(function):
        yield Reading(name, None, line)
    elif last == "BindEnv" and len(arguments) > 1:
        yield from (Reading(text_of(one, known) or "", None, line) for one in arguments[1:])
    elif last in ("Envar", "EnvVar") or ((OWN.match(function) or PLAIN.match(function)) and CAPITALS.match(name)):
        yield Reading(name, _default(arguments[1]) if len(arguments) > 1 else None, line)


def _default(node: Node) -> str | None:
    """A literal second argument; None for what else an own function may take."""
    if (text := literal(node)) is not None:
        return text
    plain = ("int_literal", "float_literal", "true", "false", "selector_expression", "binary_expression")
    return one_line(node, 80) if node.type in plain else None


def _tags(source: Source) -> Iterator[Reading]:
    """The fields whose tag names a variable, with the prefixes of the structs around them in the same declaration."""
    if "env" not in source.text:
        return
    process = re.search(r'envconfig\.(?:Must)?Process\("(\w{1,60})"', source.text)
    prefix = f"{process[1].upper()}_" if process else ""
    for match in source.matches("environment"):
        if "tag" in match:
            field = match["field"][0]
            tags = dict(TAG.findall(written(match["tag"][0])))
            yield from _field(field, tags, prefix)


def _field(field: Node, tags: dict[str, str], prefix: str) -> Iterator[Reading]:
    text = tags.get("env") or tags.get("envconfig") or ""
    names, _, options = text.partition(",")
    if not names or names == "-":
        return
    default = next((tags[one] for one in DEFAULTS if one in tags), None)
    if (given := re.search(r"\bdefault=(.*)$", options)) is not None:  # sethvargo/go-envconfig
        default = given[1]
    around = _prefixes(field) if "env" in tags else prefix
    for name in names.split(",")[:1]:
        yield Reading(around + (name.upper() if "envconfig" in tags else name), default, line_of(field))


def _prefixes(field: Node) -> str:
    """The prefixes of the anonymous structs around a field, outermost first."""
    prefix, node = "", field.parent
    for _ in range(4 * DEEPEST):
        if node is None:
            break
        if node.type == "field_declaration":
            tags = dict(TAG.findall(written(node.child_by_field_name("tag"))))
            namespace = tags.get("env-namespace", "")
            inner = tags.get("envPrefix") or tags.get("env-prefix") or (f"{namespace}_" if namespace else "")
            prefix = inner + prefix
        node = node.parent
    return prefix


def _viper(source: Source) -> Iterator[Reading]:
    """Keys with a default, where viper reads every key from the environment with its dots replaced."""
    text = source.text
    if "AutomaticEnv()" not in text or not re.search(r'SetEnvKeyReplacer\(\s*strings\.NewReplacer\("\.",\s*"_"', text):
        return
    set_prefix = re.search(r'SetEnvPrefix\("(\w{1,60})"\)', text)
    prefix = f"{set_prefix[1].upper()}_" if set_prefix else ""
    known = constants(source)
    for match in source.matches("environment"):
        if "read" in match and written(match["function"][0]).endswith(".SetDefault"):
            arguments = match["arguments"][0].named_children
            key = text_of(arguments[0], known) or ""
            default = _default(arguments[1]) if len(arguments) > 1 else None
            yield Reading(prefix + key.replace(".", "_").replace("-", "_").upper(), default, line_of(match["read"][0]))


ENVIRONMENT = EnvironmentReader(
    hints=HINTS,
    reads=("Getenv", "LookupEnv", "env", "viper", "Env"),
    read=read,
    settings=re.compile(r"(^|/)[^/]{0,40}(settings|config|env)[^/]{0,40}(/|\.go$)", re.IGNORECASE),
)
