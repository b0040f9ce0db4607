"""What may be lost without harm, kept under the git directory: the last report, with suggestions and dropped claims."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from draft_summary.review.report import of_draft
from draft_summary.values.results import DraftResult

REPORT = Path("draft-summary/report.json")


def report(result: DraftResult, git_dir: Path) -> Path:
    """Write the JSON report to `<git_dir>/draft-summary/report.json` and return its path.

    A git directory that cannot be written to is no reason to fail: the same report is shown on the terminal.
    """
    path = git_dir / REPORT
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(of_draft(result), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
