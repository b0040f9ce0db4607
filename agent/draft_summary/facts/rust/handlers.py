"""Handlers that declare their route in an attribute: actix-web's and rocket's, and utoipa's description of axum's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from draft_summary.facts.frameworks.wiring import Key, Route
from draft_summary.facts.parsing import line_of, one_line, written
from draft_summary.facts.rust.syntax import QUOTED, Item

if TYPE_CHECKING:
    from tree_sitter import Node

ATTRIBUTE = re.compile(r"^(?:\w{1,40}::)?(get|post|put|patch|delete|head|options|route)\s*\(\s*r?#*\"([^\"]{0,300})\"")
UTOIPA = re.compile(r"^utoipa::path\s*\(\s*(?:\w+\s*=\s*[^,]{0,80},\s*)?(get|post|put|patch|delete|head|options)\b")
UTOIPA_PATH = re.compile(r"\bpath\s*=\s*\"([^\"]{1,300})\"")
METHODS = re.compile(r"\bmethod\s*=\s*\"([A-Z]{3,7})\"")
NAMES = re.compile(r"[A-Za-z_][\w:]{0,200}")
QUERY = re.compile(r"\?.*$")  # rocket: "/x?<page>"


def declared_by_attribute(one: Item, path: str, key: Key) -> Iterator[Route]:
    """The routes that a function's attributes declare; the function's key is what is mounted."""
    parameters = one_line(one.node.child_by_field_name("parameters"))
    contract = f"{parameters} {one_line(one.node.child_by_field_name('return_type'))}"
    for attribute in one.attributes:
        if found := ATTRIBUTE.match(attribute):
            methods = tuple(METHODS.findall(attribute)) or ("*",) if found[1] == "route" else (found[1].upper(),)
            yield Route(key, QUERY.sub("", found[2]), methods, path, line_of(one.node), f"{attribute} {contract}")
        elif (found := UTOIPA.match(attribute)) and (given := UTOIPA_PATH.search(attribute)):
            yield Route(described(key), given[1], (found[1].upper(),), path, line_of(one.node), contract)


def described(key: Key) -> Key:
    """The handler as utoipa describes it: mounted by `OpenApiRouter::routes` alone, for axum does not know its path."""
    return key[0], f"{key[1]}#"


def named_in_macro(node: Node) -> list[str]:
    """The functions of `routes![a, b::c]` or `routes!(a, b)`."""
    text = QUOTED.sub("", written(node))[:20_000]
    inner = text[min((at for at in (text.find("["), text.find("(")) if at >= 0), default=0) :]
    return NAMES.findall(inner)
