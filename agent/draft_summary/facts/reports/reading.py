"""A report's bytes to what it says: the format is told by what is in the file, never by its name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from draft_summary.facts.reports import xml
from draft_summary.facts.reports.xml import NotReadableError
from draft_summary.values.reports import CoveredFile, ReadReport, ReportFile, ReportKind, Timing

KNOWN = "JUnit XML, Cobertura XML, coverage.py JSON, pytest-benchmark JSON"
LONGEST_NAME = 500  # characters
MOST_ENTRIES = 100_000
WHITESPACE = b" \t\r\n"


def read(files: Iterable[ReportFile]) -> tuple[ReadReport, ...]:
    """Read each file; one that cannot be read says why in its `problem`."""
    return tuple(_read(file) for file in files)


def _read(file: ReportFile) -> ReadReport:
    report = ReadReport(file.path, file.newer)
    plain = file.data.removeprefix(b"\xef\xbb\xbf").lstrip(WHITESPACE)
    try:
        return _of_json(plain, report) if plain[:1] in (b"{", b"[") else xml.read(file.data, report)
    except NotReadableError as error:
        return replace(report, problem=str(error))


def _of_json(data: bytes, report: ReadReport) -> ReadReport:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise NotReadableError("it is not whole JSON") from None
    if isinstance(found, dict) and isinstance(found.get("benchmarks"), list):
        return replace(
            report,
            kind=ReportKind.BENCHMARK,
            timings=tuple(filter(None, map(_timing, found["benchmarks"][:MOST_ENTRIES]))),
            commit=_commit(found.get("commit_info")),
        )
    if isinstance(found, dict) and isinstance(found.get("files"), dict) and "totals" in found:
        entries = list(found["files"].items())[:MOST_ENTRIES]
        files = tuple(filter(None, (_covered(path, one) for path, one in entries)))
        return replace(report, kind=ReportKind.COVERAGE, files=files)
    raise NotReadableError(f"it is none of {KNOWN}")


def _timing(one: Any) -> Timing | None:
    stats = one.get("stats") if isinstance(one, dict) else None
    name = one.get("fullname") if isinstance(one, dict) else None
    if not isinstance(stats, dict) or not isinstance(name, str):
        return None
    mean, median, rounds = (_number(stats.get(key)) for key in ("mean", "median", "rounds"))
    return Timing(name[:LONGEST_NAME], mean, median, int(rounds)) if mean > 0 and median > 0 and rounds > 0 else None


def _covered(path: Any, one: Any) -> CoveredFile | None:
    """A file of coverage.py's report: the lines that ran and those that did not."""
    ran, missing = (one.get(key) if isinstance(one, dict) else None for key in ("executed_lines", "missing_lines"))
    if not isinstance(ran, list) or not isinstance(missing, list):
        return None
    lines = [line for line in (*ran, *missing) if isinstance(line, int) and not isinstance(line, bool) and line > 0]
    if len(lines) != len(ran) + len(missing):
        return None
    return CoveredFile(str(path)[:LONGEST_NAME].replace("\\", "/"), len(ran), len(lines), max(lines, default=0))


def _commit(given: Any) -> str:
    """The commit that a benchmark ran on; with changes beside it, one that no head is."""
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        return ""
    return f"{given['id'][:64]}, dirty" if given.get("dirty") else given["id"][:64]


def _number(value: Any) -> float:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < float("inf")
    return float(value) if usable else 0.0
