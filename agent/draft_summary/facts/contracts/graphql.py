"""GraphQL schemas: the fields of queries, mutations and subscriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.contracts.places import line_at
from draft_summary.facts.frameworks.wiring import Route

SUFFIXES = (".graphql", ".gql", ".graphqls")
ROOT = re.compile(r"^[ \t]*(?:extend[ \t]+)?type[ \t]+(Query|Mutation|Subscription)\b[^{\n]{0,300}\{", re.MULTILINE)
NOISE = re.compile(r'"""(?:[^"]|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*')
FIELD = re.compile(
    r"^[ \t]*(\w{1,120})[ \t]*(\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*:\s*([\[\]\w! ]{1,200})([^\n]*)", re.MULTILINE
)


def is_contract(path: str, text: str) -> bool:
    """Whether the file declares a schema rather than operations of a client."""
    return path.endswith(SUFFIXES) and ROOT.search(text) is not None


def read(path: str, text: str) -> Iterator[Route]:
    """Each field as `QUERY name`, with its arguments and type as its contract."""
    bare = NOISE.sub(lambda found: "\n" * found[0].count("\n"), text)
    line_of = line_at(bare)
    for root in ROOT.finditer(bare):
        end = bare.find("\n}", root.end() - 1)
        for field in FIELD.finditer(bare, root.end(), end if end >= 0 else len(bare)):
            line = line_of(field.start(1))
            contract = " ".join(f"{field[2] or ''}: {field[3].strip()}".split())
            deprecated = "@deprecated" in field[4]
            yield Route(("", ""), field[1], (root[1].upper(),), path, line, contract, deprecated=deprecated)
