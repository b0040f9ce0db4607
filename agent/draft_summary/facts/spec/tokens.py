"""Code-like tokens of prose: what a code span names, told by its shape."""

from __future__ import annotations

import re

_ENDINGS = (
    "py|pyi|js|jsx|mjs|cjs|ts|tsx|go|rs|rb|java|kt|cs|php|swift|c|h|cpp|hpp|sql|sh|ps1|toml|json|yaml|yml|ini|cfg|env"
    "|md|mdx|mdc|rst|html|css|scss|vue|svelte|proto|graphql|tf|lock|txt|xml|csv|ipynb"
)
PATH = re.compile(rf"^/?(?:[\w.@+-]+/){{1,12}}[\w.@+-]{{1,100}}\.(?:{_ENDINGS})$")
FILE_NAME = re.compile(rf"^([\w@+-][\w.@+-]{{0,100}}\.(?:{_ENDINGS}))$")
_OUTSIDE = re.compile(r"^/?(?:etc|tmp|usr|var|home|opt|dev|proc|root|path)/|^\.{1,2}/|^~")
_PLACEHOLDER = re.compile(r"[<>{}*$]|\bX\.Y|YYYY|\bfoo\b|\bexample\.(?!py)", re.IGNORECASE)
CALL = re.compile(r"^((?:[A-Za-z_]\w{0,80}\.){0,4}[A-Za-z_]\w{1,80})\(.{0,200}\)$", re.DOTALL)
NAME = re.compile(r"^((?:[A-Za-z_]\w{0,80}\.){0,4}[A-Za-z_]\w{1,80})$")
TYPED = re.compile(r"^([A-Za-z_]\w{2,80}):\s*([A-Za-z][\w\[\], .|]{1,80})$")
TEST = re.compile(r"^(?:[\w./-]{1,150}::)?(?:Test\w{1,80}::)?(test_\w{3,150})(?:\(\))?$")
ENDPOINT = re.compile(r"^((?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /[^\s?#]{0,150})")
ENVIRONMENT = re.compile(r"^([A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,8})(?:=.{0,80})?$")
OPTION = re.compile(r"^(--[a-z][a-z0-9]*(?:-[a-z0-9]+){0,6})(?:[ =/,|].{0,60})?$")
REQUIREMENT = re.compile(r"^([A-Za-z][\w.-]{1,60})(?:\[[\w,-]{1,60}\])?\s*(?:>=|==|~=|\^|<=|@)\s*v?(\d[\w.]{0,20})")
METRIC = re.compile(r"^([a-z][a-z0-9]*(?:[_.][a-z0-9]+){1,8})$")
CAMEL = re.compile(r"^([A-Z][a-z0-9]{1,30}(?:[A-Z][a-z0-9]{1,30}){1,6})$")
_DISTINCT = re.compile(r"[a-z0-9][A-Z]|_|\.|/|-|\(|[A-Z].*[a-z].*[A-Z]|=|[\w\"']:")


def repository_path(span: str) -> str:
    """The path in a repository that a span names, without a slash in front; empty if it names none."""
    if not PATH.match(span) or _PLACEHOLDER.search(span) or _OUTSIDE.match(span):
        return ""
    return span.lstrip("/")


def is_placeholder(span: str) -> bool:
    """Whether a span stands for many things: `feature/<name>`, `*.md`, `vX.Y.Z`."""
    return bool(_PLACEHOLDER.search(span))


def is_distinct(span: str) -> bool:
    """Whether a span is no plain word, so that finding it elsewhere says something."""
    return bool(_DISTINCT.search(span)) and len(span) > 3 and not is_placeholder(span)  # noqa: PLR2004 — `a.b`


def last_name(name: str) -> str:
    """`from_config` of `Agent.from_config`."""
    return name.rpartition(".")[2]
