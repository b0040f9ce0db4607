"""How long `draft-summary --help` takes, measured in imports of typer: nothing heavier may be loaded for it."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.timing import compare, run

MOST = 1.5  # loading the program's own options and printing them; openai alone would make it 8
COMMAND = Path(sys.executable).with_name("draft-summary")


def test_help_takes_little_more_than_importing_typer() -> None:
    (measured,) = compare(lambda: run(COMMAND, "--help"), lambda: run(sys.executable, "-c", "import typer"), rounds=15)
    print(f"\n--help: {measured} the import of typer (at most {MOST})")  # noqa: T201 — a benchmark is read
    assert measured.ratio <= MOST
