"""Dependencies in a go.mod (go.dev/ref/mod): what is required directly, replaced, and the toolchain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.dependencies.declared import Declared

DIRECTIVE = re.compile(r"^(require|replace|toolchain|tool)\s+(\(?)(.*)$")
INDIRECT = re.compile(r"//\s*indirect\b")


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests."""
    return path.rpartition("/")[2] == "go.mod"


def declared(text: str) -> list[Declared]:
    """The direct dependencies, tools, replacements and the toolchain. What is marked indirect is left out.

    A replacement has the scope `replace` and says what stands for the module: `=> ../fork`, `=> x.org/fork v1.2.0`.
    """
    found = []
    for directive, line in _entries(text):
        if INDIRECT.search(line):
            continue
        words = line.partition("//")[0].replace('"', "").split()
        if one := _declared(directive, words):
            found.append(one)
    return found


def _declared(directive: str, words: list[str]) -> Declared | None:
    if not words:
        return None
    if directive == "replace":
        place = words.index("=>") if "=>" in words else 0
        return Declared(words[0], f"=> {' '.join(words[place + 1 :])}", "replace", words[0]) if place else None
    if directive == "toolchain":
        return Declared("toolchain", words[0], "toolchain", f"toolchain {words[0]}")
    if directive == "tool":
        return Declared(words[0], None, "tool", words[0])
    return Declared(words[0], words[1] if len(words) > 1 else None, "", words[0])


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """`(directive, rest of the line)` of each entry, whether it stands alone or in a block."""
    block = ""
    for raw in text.split("\n"):
        line = raw.strip()
        if block:
            if line.startswith(")"):
                block = ""
            elif line and not line.startswith("//"):
                yield block, line
        elif found := DIRECTIVE.match(line):
            if found[2]:
                block = found[1]
            else:
                yield found[1], found[3]
