"""What may be lost without harm, kept under the git directory: the last report, what an agent was handed and sent."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from pathlib import Path

from draft_summary.review.report import of_draft
from draft_summary.values.handover import Collection
from draft_summary.values.results import DraftResult

REPORT = Path("draft-summary/report.json")
ATTEMPT = Path("draft-summary/attempt.json")
COLLECTED = Path("draft-summary/collected")  # `everything.json`, and a `.txt` for each page


def report(result: DraftResult, git_dir: Path) -> Path:
    """Write the JSON report to `<git_dir>/draft-summary/report.json` and return its path.

    A git directory that cannot be written to is no reason to fail: the same report is shown on the terminal.
    """
    path = git_dir / REPORT
    with suppress(OSError):
        _write(path, json.dumps(of_draft(result), indent=1, ensure_ascii=False) + "\n")
    return path


def collection(found: Collection, git_dir: Path) -> Path | None:
    """Write a collection to `<git_dir>/draft-summary/collected` and return that folder, None if it can't be written."""
    folder = git_dir / COLLECTED
    wanted = {f"{page.name}.txt": page.text for page in found.pages}
    wanted["everything.json"] = json.dumps(found.everything, ensure_ascii=False, indent=1) + "\n"
    try:
        for name, text in wanted.items():
            _write(folder / name, text)
        for path in folder.glob("*.txt"):
            if path.name not in wanted:
                path.unlink(missing_ok=True)
    except OSError:
        return None
    return folder


def keep_attempt(text: str, git_dir: Path) -> None:
    """Keep a content that did not hold, for its correction; an empty text forgets the last one."""
    path = git_dir / ATTEMPT
    with suppress(OSError):
        if text:
            _write(path, text)
        else:
            path.unlink(missing_ok=True)


def attempt(git_dir: Path) -> str:
    """Return the content that did not hold, empty if there is none."""
    try:
        return (git_dir / ATTEMPT).read_text("utf-8", "replace")
    except OSError:
        return ""


def _write(path: Path, text: str) -> None:
    """Replace the file in one step: two runs at once leave the one's or the other's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8", errors="replace") as file:
        file.write(text)
    Path(file.name).replace(path)
