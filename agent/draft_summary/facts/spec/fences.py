"""What the code in a design declares: definitions, tests, log messages, tables, environment variables, new files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draft_summary.facts.spec.planned import Planned
from draft_summary.facts.spec.tokens import FILE_NAME, is_placeholder

_LONGEST = 20_000  # characters of one fence
_NOT_NEW = re.compile(
    r"\b(?:before|current(?:ly)?|existing|today|old|unchanged|example|usage|e\.g\.|output|rejected|migration)\b",
    re.IGNORECASE,
)
_NEW = re.compile(r"\b(?:new|after|proposed|add(?:ed)?)\b", re.IGNORECASE)
_DATA = frozenset(
    {"yaml", "yml", "json", "toml", "ini", "bash", "sh", "shell", "console", "text", "txt", "markdown", "md", "diff"}
)
_PYTHON = re.compile(
    r"^(?P<indent>[ \t]*)(?:"
    r"(?:async[ \t]+)?def[ \t]+(?P<function>\w{1,100})[ \t]*(?P<signature>\(.*)"
    r"|class[ \t]+(?P<class>\w{1,100})"
    r"|(?P<constant>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[ \t]*(?::[ \t]*(?P<type>[^=#\n]{1,80}))?=)"
)
_OTHER = re.compile(
    r"^(?P<indent>[ \t]*)(?:(?:export|pub(?:\(\w{1,20}\))?|default|async|public|abstract)[ \t]+){0,4}(?:"
    r"(?:function|fn|func(?:[ \t]+\([^()\n]{1,60}\))?)[ \t]+(?P<function>\w{1,100})"
    r"|(?:interface|type|class|enum|struct|trait)[ \t]+(?P<class>\w{1,100}))"
)
_LOG = re.compile(
    r"\b(?:log(?:ger|ging)?|console|LOG)\.(?P<level>trace|debug|info|warn(?:ing)?|error|critical|fatal|exception)\("
    r"\s*[frbu]{0,2}(?P<quote>[\"'`])(?P<text>.{1,300}?)(?P=quote)",
    re.IGNORECASE,
)
_TABLE = re.compile(r"\bCREATE TABLE (?:IF NOT EXISTS )?[`\"]?(?:\w{1,60}\.)?(\w{1,80})", re.IGNORECASE)
_READ_ENVIRONMENT = re.compile(
    r"(?:os\.getenv\(|os\.environ(?:\.get\(|\[)|process\.env\.|process\.env\[|os\.Getenv\(|env::var\(|ENV\[)[\"']?([A-Z][A-Z0-9_]{2,80})"
)
_LITERAL = re.compile(
    r"^\s*(?P<value>(?P<number>-?\d[\d_]{0,20}(?:\.\d{1,20})?)|\"[^\"\n]{0,100}\"|'[^'\n]{0,100}'|True|False|None)"
    r"\s*(?:#.*)?$"
)
_COMMENT = re.compile(r"\s#.*$")
_HOLE = re.compile(r"\$?\{[^{}]{0,100}\}|%[sdrif]|\{\}")
_TREE_ENTRY = re.compile(r"^(?P<lead>[│├└─┬\s|`+-]*)(?P<name>[\w.@+-]{1,100}/?)(?P<rest>.*)$")
_MARK = re.compile(r"(?:#|\(|←|<-|\*|//|—|-)\s*\(?(?:\*\*)?new\b", re.IGNORECASE)
_SHORTEST_PART = 6  # characters of a log message that tell it from others


def declared(text: str, language: str, line: int, before: str) -> Iterator[Planned]:
    """The new things in a fence that begins at `line`; `before` is the text right above it."""
    text = text[:_LONGEST]
    if "├" in text or "└" in text:
        yield from _tree(text, line)
        return
    lines = text.split("\n")
    opening = f"{before} {lines[0] if lines[0].lstrip().startswith(('#', '//')) else ''}"
    if _NOT_NEW.search(opening) and not _NEW.search(opening):
        return
    for number, one in enumerate(lines, start=line + 1):
        for name in _READ_ENVIRONMENT.findall(one):
            yield Planned("environment variable", name, number)
        for name in _TABLE.findall(one):
            yield Planned("table", name, number)
    if language not in _DATA:
        yield from _logs(text, line)
        yield from _definitions(lines, line)


def _definitions(lines: list[str], line: int) -> Iterator[Planned]:
    """Classes, functions, methods and constants; of code that holds tests only the tests."""
    found = [one for one in _outermost(lines) if not one[1].startswith("__")]
    tests = any(name.startswith("test_") for _, name, _ in found)
    for at, name, qualified in found:
        if name.startswith("test_"):
            yield Planned("test", name, line + 1 + at)
        elif not tests:
            match = _PYTHON.match(lines[at])
            typed = (match["type"] or "").strip() if match else ""
            value = literal_in(lines[at][match.end() :]) if match and match["constant"] else ""
            yield Planned("symbol", qualified, line + 1 + at, declared=signature_at(lines, at) or typed, value=value)


def _outermost(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """`(index, name, qualified name)` of what is defined at the top or right in a class, not inside a function."""
    holders: list[tuple[int, str]] = []  # indent and, for a class, its name
    for at, one in enumerate(lines):
        indent = len(one) - len(one.lstrip())
        if one.strip() and not one.lstrip().startswith((")", "}", "]", "#")):
            holders = [holder for holder in holders if holder[0] < indent]
        found = _PYTHON.match(one) or _OTHER.match(one)
        if not found:
            continue
        groups = found.groupdict()
        name = groups["class"] or groups["function"] or groups.get("constant") or ""
        if all(owner for _, owner in holders) and (not indent or (holders and not groups.get("constant"))):
            yield at, name, ".".join([*(owner for _, owner in holders), name])
        holders.append((indent, groups["class"] or ""))


def signature_at(lines: Sequence[str], at: int) -> str:
    """The signature of the Python function defined on that line, on one line; empty for none or one that never ends."""
    found = _PYTHON.match(lines[at])
    if not found or found["signature"] is None:
        return ""
    text = "\n".join(_COMMENT.sub("", one) for one in (found["signature"], *lines[at + 1 : at + 30]))
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        if depth == 0:
            return " ".join(text[: place + 1].split())
    return ""


def literal_in(text: str) -> str:
    """The number, string or truth value that a text begins with and is, but for a comment; else empty."""
    found = _LITERAL.match(text)
    if not found:
        return ""
    return found["value"].replace("_", "") if found["number"] else found["value"].replace("'", '"')


def _logs(text: str, line: int) -> Iterator[Planned]:
    for found in _LOG.finditer(text):
        parts = tuple(part.strip() for part in _HOLE.split(found["text"]) if len(part.strip()) >= _SHORTEST_PART)
        if parts:
            message = _HOLE.sub("…", found["text"])
            number = line + 1 + text.count("\n", 0, found.start())
            yield Planned("log message", message, number, message=parts, level=found["level"].lower())


def _tree(text: str, line: int) -> Iterator[Planned]:
    """The files of a drawn tree that are marked as new, with the folders that they are drawn under."""
    folders: list[tuple[int, str]] = []
    for number, one in enumerate(text.split("\n"), start=line + 1):
        entry = _TREE_ENTRY.match(one)
        if not entry or not entry["name"]:
            continue
        depth = len(entry["lead"])
        folders = [folder for folder in folders if folder[0] < depth]
        name = entry["name"]
        if name.endswith("/"):
            folders.append((depth, name.rstrip("/")))
        elif FILE_NAME.match(name) and _MARK.search(entry["rest"]) and not is_placeholder(name):
            yield Planned("path", "/".join([*(folder for _, folder in folders), name]), number)
