"""How long the offline draft of a branch takes, measured in what no draft can do without.

That is two plain git processes over the same range, the start of an interpreter, and the imports that a draft needs.
Run as `python -m benchmarks.draft_ratio [--files N] [--rounds N] [--most RATIO]` with `tests` on PYTHONPATH.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.branches import generate
from benchmarks.timing import compare, run

IMPORTS = "import typer, git, pydantic, markdown_it, tree_sitter, tree_sitter_python"
SUMMARY = "directive/specs/generated/implementation_summary.md"


def main() -> int:
    """Measure, print one line; 1 if the ratio is above `--most`."""
    parser = argparse.ArgumentParser(description="Time an offline draft against the least that it takes.")
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--most", type=float, default=0.0, help="the ratio above which this fails")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder) / "repository"
        generate(repository, options.files)
        measured = compare(lambda: _draft(repository), lambda: _least(repository), rounds=options.rounds)
    print(f"offline draft of {options.files} files: {measured} two git processes and the imports")  # noqa: T201
    return 1 if 0 < options.most < measured.ratio else 0


def _draft(repository: Path) -> None:
    (repository / SUMMARY).unlink(missing_ok=True)
    run(Path(sys.executable).with_name("draft-summary"), "--offline", "--quiet", "--repo", repository)


def _least(repository: Path) -> None:
    run("git", "diff", "--raw", "--numstat", "--patch", "main...HEAD", cwd=repository)
    run("git", "log", "main..HEAD", cwd=repository)
    run(sys.executable, "-c", IMPORTS)


if __name__ == "__main__":
    sys.exit(main())
