"""OpenAPI and Swagger documents, in JSON and YAML: an operation per path and method."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from draft_summary.facts.frameworks.wiring import Route, full

SUFFIXES = (".json", ".yaml", ".yml")
VERSION = re.compile(r"^[\s{]{0,20}[\"']?(openapi|swagger)[\"']?\s{0,4}:\s{0,4}[\"']?\d", re.MULTILINE)
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
KEY = re.compile(
    r"^( *)(?:\"([^\"\n]{1,400})\"|'([^'\n]{1,400})'|([^\s#:\"'-][^:\n]{0,400}|/[^\n]{0,400}?))\s{0,4}:(?:\s+(.*))?$"
)
PROSE = frozenset({"description", "summary", "example", "examples", "tags", "operationId", "x-codeSamples"})
HEAD = 20_000  # characters in which a document says what it is


def is_contract(path: str, text: str) -> bool:
    """Whether the text is such a document."""
    return path.endswith(SUFFIXES) and VERSION.search(text[:HEAD]) is not None and "paths" in text


def read(path: str, text: str) -> Iterator[Route]:
    """The operations with the base path of the document; none of a text that is broken."""
    return _json(path, text) if text.lstrip()[:1] == "{" else _yaml(path, text)


def _json(path: str, text: str) -> Iterator[Route]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return
    paths = document.get("paths") if isinstance(document, dict) else None
    if not isinstance(paths, dict):
        return
    lines = _lines(text)
    base = _base(document)
    for route, item in paths.items():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if method in METHODS and isinstance(operation, dict):
                yield Route(
                    ("", ""),
                    full(base, str(route)),
                    (method.upper(),),
                    path,
                    lines.get(str(route), 1),
                    json.dumps(_bare(operation), sort_keys=True),
                    str(operation.get("summary") or "")[:200],
                    operation.get("deprecated") is True,
                )


def _lines(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if key := re.match(r'\s*"(/[^"]{0,400})"\s*:', line):
            found.setdefault(key[1], number)
    return found


def _base(document: dict[str, Any]) -> str:
    """Swagger's `basePath`, or the path of the first server where that is relative."""
    servers = document.get("servers")
    first = servers[0].get("url") if isinstance(servers, list) and servers and isinstance(servers[0], dict) else None
    base = document.get("basePath") or first
    return base if isinstance(base, str) and base.startswith("/") and base != "/" else ""


def _bare(value: Any, depth: int = 0) -> Any:
    """The operation without what is written for readers only."""
    if depth > 30:  # noqa: PLR2004 — levels; documents have under ten
        return None
    if isinstance(value, dict):
        return {key: _bare(inner, depth + 1) for key, inner in value.items() if key not in PROSE}
    return [_bare(inner, depth + 1) for inner in value] if isinstance(value, list) else value


def _yaml(path: str, text: str) -> Iterator[Route]:
    """By indentation: the keys below `paths` are routes, those below a route its methods."""
    base, route, level = "", "", 0
    inside, block = False, list[str]()
    method, line = "", 0
    for number, raw in enumerate([*text.split("\n"), "end:"], 1):
        found = KEY.match(raw.rstrip()) if raw.strip() else None
        depth = len(raw) - len(raw.lstrip())
        key = next((part for part in found.groups()[1:4] if part), "") if found else ""
        opens_method = bool(found) and inside and level < depth <= level + 4 and key in METHODS and bool(route)
        ends = bool(found) and (depth <= level or opens_method or depth == 0)
        if method and ends:
            yield _operation(path, full(base, route), method, line, block)
            method = ""
        if found and depth == 0:
            inside, route, level = key == "paths", "", 0
            base = _value(found[5]) if key == "basePath" else base
        elif found and inside and key.startswith("/") and (not level or depth == level):
            route, level = key, depth
        elif opens_method:
            method, line, block = key, number, []
        elif method:
            block.append(raw.strip())


def _value(text: str | None) -> str:
    value = (text or "").strip().strip("\"'")
    return value if value.startswith("/") and value != "/" else ""


def _operation(path: str, route: str, method: str, line: int, block: list[str]) -> Route:
    keys = [(one.partition(":")[0].lstrip("- "), one) for one in block if one and not one.startswith("#")]
    summary = next((one.partition(":")[2].strip().strip("\"'") for key, one in keys if key == "summary"), "")
    contract = "\n".join(one for key, one in keys if key not in PROSE)
    deprecated = "deprecated: true" in block
    return Route(("", ""), route, (method.upper(),), path, line, contract, summary[:200], deprecated)
