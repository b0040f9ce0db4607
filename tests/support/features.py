"""Branches with a feature folder of the directive layout."""

from __future__ import annotations

from pathlib import Path

from support.repositories import Files, Sample, build

SPECS = "directive/specs"
THING = f"{SPECS}/thing"
SPEC = f"{THING}/spec.md"
SUMMARY = f"{THING}/implementation_summary.md"
TEMPLATES = "directive/reference/templates"


def branch_of(path: Path, change: Files, base: Files | None = None, branch: str = "feature/thing") -> Sample:
    """A repository in `path` whose branch adds `x.py` and makes a further change, on a base with further files."""
    return build(path / "repo", {"app.py": "1\n", **(base or {})}, {"x.py": "1\n", **change}, branch=branch)
