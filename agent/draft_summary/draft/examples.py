"""Which files show the code in use rather than being it."""

from __future__ import annotations

FOLDERS = frozenset({"example", "examples", "sample", "samples", "demo", "demos"})


def is_example(path: str) -> bool:
    """Whether a file stands in a folder of examples: changed along with the code, seldom what the change is about."""
    return not FOLDERS.isdisjoint(path.lower().split("/")[:-1])
