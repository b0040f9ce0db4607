"""How long the offline draft of a branch takes, measured in what no draft can do without.

That is two plain git processes over the same range, the start of an interpreter, and the imports that a draft needs:
once the libraries alone, once all modules that a draft has loaded in the end, the program's own among them.
Run as `python -m benchmarks.draft_ratio [--files N] [--rounds N] [--most RATIO]` with `tests` on PYTHONPATH.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.branches import generate
from benchmarks.timing import compare, run

SUMMARY = "directive/specs/generated/implementation_summary.md"
LIBRARIES = ("typer", "git", "pydantic", "markdown_it", "tree_sitter", "tree_sitter_python")
IMPORT = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"
LIST = """\
import sys
started = set(sys.modules)
from draft_summary.boundary import run
from draft_summary.cli import app
code = run(lambda: app(sys.argv[1:], standalone_mode=False), sys.argv[1:])
print(*(name for name, module in sys.modules.items() if name not in started and getattr(module, "__spec__", None)))
sys.exit(code)
"""


def main() -> int:
    """Measure, print a line for each reference; 1 if the ratio to the one with all imports is above `--most`."""
    parser = argparse.ArgumentParser(description="Time an offline draft against the least that it takes.")
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--most", type=float, default=0.0, help="the ratio above which this fails")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder) / "repository"
        generate(repository, options.files)
        modules = run(sys.executable, "-c", LIST, *_options(repository)).split()
        of_libraries, of_all = compare(
            lambda: _draft(repository),
            lambda: _least(repository, LIBRARIES),
            lambda: _least(repository, modules),
            rounds=options.rounds,
        )
    what = f"offline draft of {options.files} files:"
    print(what, of_libraries, "two git processes and the import of the libraries")  # noqa: T201 — a benchmark is read
    print(what, of_all, f"two git processes and the import of all {len(modules)} modules")  # noqa: T201
    return 1 if 0 < options.most < of_all.ratio else 0


def _draft(repository: Path) -> None:
    (repository / SUMMARY).unlink(missing_ok=True)
    run(Path(sys.executable).with_name("draft-summary"), *_options(repository))


def _options(repository: Path) -> tuple[str, ...]:
    return "--offline", "--quiet", "--repo", str(repository)


def _least(repository: Path, modules: Sequence[str]) -> None:
    run("git", "diff", "--raw", "--numstat", "--patch", "main...HEAD", cwd=repository)
    run("git", "log", "main..HEAD", cwd=repository)
    run(sys.executable, "-c", IMPORT, *modules)


if __name__ == "__main__":
    sys.exit(main())
