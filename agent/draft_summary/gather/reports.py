"""The report files that a user names: read from this machine, with whether they are newer than what they speak of."""

from __future__ import annotations

import re
from pathlib import Path

from draft_summary.errors import DocumentError
from draft_summary.gather import places
from draft_summary.gather.repository import Repository
from draft_summary.values.branch import Branch
from draft_summary.values.reports import ReportFile

LARGEST_REPORT = 16 * 1024 * 1024  # bytes; a run of 20,000 tests has about 4 MB
COMMITTER = re.compile(rb"^committer .*> (\d{1,12}) ", re.MULTILINE)


def read(repository: Repository, branch: Branch, given: tuple[str, ...]) -> tuple[ReportFile, ...]:
    """Read the named files, relative to the folder in which the command runs, each path once.

    Raises DocumentError `report-missing` or `document-unreadable`, for a file of more than 16 MB, too.
    """
    if not given:
        return ()
    moment = _moment(repository, branch)
    return tuple(_read(repository, name, moment) for name in dict.fromkeys(given))


def _read(repository: Repository, name: str, moment: float) -> ReportFile:
    path = Path(name).expanduser().absolute()
    inside = path.parent.resolve().is_relative_to(repository.root)
    # What the branch brought could be a link to anything; outside, only the user put it.
    data = places.content(path, name, follow=not inside, most=LARGEST_REPORT)
    if data is None:
        hint = "Name a JUnit or Cobertura XML, or a coverage.py or pytest-benchmark JSON file."
        raise DocumentError(f"report {name!r} was not found", code="report-missing", hint=hint)
    # The summary is for everybody: it does not say where on this machine the file lay.
    shown = places.relative(repository.root, str(path)) or path.name
    return ReportFile(shown, data, path.stat().st_mtime >= moment)


def _moment(repository: Repository, branch: Branch) -> float:
    """When the head was committed, or its uncommitted files last written, in seconds since 1970."""
    written = COMMITTER.search(repository.run("cat-file", "commit", branch.head))
    moment = float(written[1]) if written else 0.0
    paths = (repository.root / path for path in branch.dirty) if branch.uncommitted else ()
    return max([moment, *(path.stat().st_mtime for path in paths if path.is_file() and not path.is_symlink())])
