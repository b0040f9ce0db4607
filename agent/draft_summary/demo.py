"""The main job on the bundled sample branch: a draft, then a commit and a person's edit, then a refresh."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from draft_summary import pipeline
from draft_summary.errors import InputError
from draft_summary.integrations import sample
from draft_summary.redaction import visible
from draft_summary.review import report, terminal
from draft_summary.settings import Settings

OPEN_LINE = "_Needs author: what was tried by hand"
ANSWER = "Tried with two browsers: joined the line in one, released the slot in the other, took the offer."


def run(folder: Path) -> Iterator[str]:
    """Build the sample in `folder` and show each step, a line at a time. Uses no model and no network.

    Raises InputError for a folder with something in it.
    """
    built = sample.build(folder)
    settings = Settings(repo=folder, base="main", offline=True)
    yield f"The sample repository is in {folder}: branch {built.branch}, base main."
    yield "\n1. The first draft"
    first = pipeline.draft(settings, _silent)
    yield terminal.of_draft(first, offline_asked=False)
    if first.path is None:
        raise InputError("the sample has no place for a summary", code="no-output", hint="Name another folder.")

    yield "\n2. A person answers an open line, and a commit comes"
    line = _answer(first.path)
    later = sample.add_commit(built)
    yield f"line {line} now says: {ANSWER}"
    yield f"{later.head[:7]} is committed on {later.branch}"

    yield "\n3. The refresh changes what the commit changed, and nothing else"
    second = pipeline.draft(settings, _silent)
    yield visible(report.diff(second).decode())
    kept = ANSWER in second.path.read_text(encoding="utf-8") if second.path else False
    yield f"The person's sentence is {'still there' if kept else 'LOST'}."
    yield f"The summary is in {second.path}"


def _answer(summary: Path) -> int:
    """Replace the first open line, as a person would, and return its number."""
    lines = summary.read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if line.startswith(OPEN_LINE))
    lines[number] = ANSWER
    summary.write_text("\n".join(lines), encoding="utf-8")
    return number + 1


def _silent(_: str) -> None:
    """Report no progress: the steps themselves are what is shown."""
