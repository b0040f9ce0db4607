"""Prisma's schema files: the models as tables, in the names that they have in the database."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.reading import Model

MODEL = re.compile(r"^(model|view)\s+(\w{1,200})\s*\{")
FIELD = re.compile(r"^(\w{1,200})\s+(\w{1,200})(\[\]|\?)?(?=\s|$)")
MAPPED = re.compile(r'@map\(\s*(?:name:\s*)?"([^"]{1,200})"')
TABLE = re.compile(r'^@@map\(\s*(?:name:\s*)?"([^"]{1,200})"')
INDEX = re.compile(r"^@@(?:index|unique|fulltext)\(\s*(?:fields:\s*)?\[([^\]]{1,500})\]")
NAMED = re.compile(r'\b(?:map|name):\s*"([^"]{1,200})"')


def is_schema(path: str) -> bool:
    """Whether the file is one."""
    return path.endswith(".prisma")


def models(path: str, text: str) -> Iterator[Model]:
    """The tables; a field that stands for another model is no column."""
    names = {found[2] for line in text.split("\n") if (found := MODEL.match(line))}
    block: list[str] = []
    name, start = "", 0
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.partition("//")[0].strip()
        if found := MODEL.match(line):
            name, start, block = found[2], number, []
        elif name and line.startswith("}"):
            yield _model(path, name, start, block, names)
            name = ""
        elif name:
            block.append(" ".join(line.split()))


def _model(path: str, name: str, line: int, block: list[str], names: set[str]) -> Model:
    table, columns, indexes = name, {}, []
    for one in block:
        if mapped := TABLE.match(one):
            table = mapped[1]
        elif index := INDEX.match(one):
            stated = NAMED.search(one)
            indexes.append(stated[1] if stated else ", ".join(part.strip() for part in index[1].split(",")))
        elif (field := FIELD.match(one)) and field[2] not in names:
            own = MAPPED.search(one)
            columns[own[1] if own else field[1]] = one
    return Model(table, path, line, columns, tuple(indexes))
