"""Environment variables in Rust: std::env, helpers of the program's own, clap's and envconfig's attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.parsing import Source, line_of, one_line, written
from draft_summary.facts.reading import EnvironmentReader, Reading
from draft_summary.facts.rust.syntax import QUOTED, arguments, constants, literal, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

STANDARD = re.compile(r"^((std::)?env|dotenvy?|dotenvy)::(var|var_os)$")
OWN = re.compile(r"(^|::|\.)\w{0,30}env(_\w{0,40})?$")
CAPITALS = re.compile(r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")
OPTION = re.compile(r"\benv\b\s*(?:=\s*\"([^\"]{1,120})\")?")
FROM = re.compile(r"\bfrom\s*=\s*\"([^\"]{1,120})\"")
DEFAULT = re.compile(r"\bdefault(?:_value(?:_t)?)?\s*=\s*(\"[^\"]{0,200}\"|[^,)\]\s]{1,80})")
CARGO = ("CARGO_", "OUT_DIR", "TARGET", "PROFILE")  # set by cargo for the build
OR_ELSE = ("unwrap_or", "unwrap_or_else")
MOST_LINKS = 6


def read(sources: list[Source]) -> Iterator[tuple[str, Reading]]:
    """Each reading with the file's path."""
    for source in sources:
        known = constants(source)
        for match in source.matches("environment"):
            found = _read(match["read"][0], known) if "read" in match else _option(match["option"][0])
            if found is not None and not found.name.startswith(CARGO):
                yield source.path, found


def _read(node: Node, known: dict[str, str]) -> Reading | None:
    if node.type == "macro_invocation":
        name = QUOTED.search(written(node)[:200])
        return Reading(name[1], None, line_of(node)) if name and CAPITALS.match(name[1]) else None
    function, given = written(node.child_by_field_name("function")), arguments(node)
    name_ = text_of(given[0], known) or ""
    if STANDARD.match(function):
        return Reading(name_, _or_else(node), line_of(node))
    if OWN.search(function) and CAPITALS.match(name_):
        default = _literal(given[1]) if len(given) > 1 else _or_else(node)
        return Reading(name_, default, line_of(node))
    return None


def _or_else(node: Node) -> str | None:
    """The default of an `unwrap_or(...)` further along the chain, where it is written there."""
    for _ in range(MOST_LINKS):
        field = node.parent
        if field is not None and field.type == "try_expression":
            node = field
            continue
        outer = field.parent if field is not None and field.type == "field_expression" else None
        if field is None or outer is None or outer.type != "call_expression":
            return None
        if written(field.child_by_field_name("field")) in OR_ELSE and (given := arguments(outer)):
            value = given[0].child_by_field_name("body") if given[0].type == "closure_expression" else given[0]
            return _literal(value)
        node = outer
    return None


def _literal(node: Node | None) -> str | None:
    """A literal, also within `.into()`, `.to_string()`, `String::from(...)`; None for anything else."""
    if node is None:
        return None
    if (text := literal(node)) is not None:
        return text
    if node.type in ("integer_literal", "float_literal", "boolean_literal"):
        return one_line(node)
    if node.type == "call_expression":
        function = node.child_by_field_name("function")
        if function is not None and function.type == "field_expression":
            return _literal(function.child_by_field_name("value"))
        given = arguments(node)
        return _literal(given[0]) if len(given) == 1 and written(function).startswith("String::") else None
    return None


def _option(node: Node) -> Reading | None:
    """`#[arg(env = "PORT", default_value = "80")]`; without a name it is the field's in capitals."""
    text = written(node)[:2000]
    bare = QUOTED.sub(lambda found: found[0] if found[1].isidentifier() else '""', text)
    found = FROM.search(text) if "envconfig" in text[:20] else OPTION.search(bare)
    if not found:
        return None
    name = found[1] or _field_name(node)
    default = DEFAULT.search(text)
    return Reading(name, default[1].strip('"') if default else None, line_of(node)) if name else None


def _field_name(node: Node) -> str:
    following = node.next_named_sibling
    for _ in range(MOST_LINKS):
        if following is None or following.type == "field_declaration":
            break
        following = following.next_named_sibling
    return written(following.child_by_field_name("name")).upper() if following is not None else ""


ENVIRONMENT = EnvironmentReader(
    hints=("env", "arg("),
    reads=("env",),
    read=read,
    settings=re.compile(r"(^|/)[^/]{0,40}(settings|config|env|args|cli)[^/]{0,40}\.rs$"),
)
