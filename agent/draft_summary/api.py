"""The four functions for other programs: `from draft_summary import draft, check, collect, apply`.

What they need is imported when they are called, so that importing the package costs nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

if TYPE_CHECKING:
    from draft_summary.settings import Settings
    from draft_summary.values.results import CheckResult, DraftResult

# ruff: noqa: PLC0415 — see above


class Options(TypedDict, total=False):
    """What all four take, as the options of the command line; what is left out is found."""

    base: str
    head: str
    feature: str
    template: str
    output: str
    uncommitted: bool
    reports: tuple[str, ...]


def draft(
    repo: str | os.PathLike[str] = ".",
    *,
    offline: bool = False,
    fresh: bool = False,
    write: bool = True,
    progress: Callable[[str], None] | None = None,
    **options: Unpack[Options],
) -> DraftResult:
    """Draft or refresh the summary of a branch; without `write`, only say what it would be (`document.data`).

    Raises DraftSummaryError.
    """
    from draft_summary import pipeline

    settings = _settings(repo, options, offline=offline, fresh=fresh)
    return pipeline.draft(settings, progress or _silent, write=write)


def check(
    repo: str | os.PathLike[str] = ".",
    *,
    progress: Callable[[str], None] | None = None,
    **options: Unpack[Options],
) -> CheckResult:
    """Say what in the summary is stale, false or still open; `failed` if anything is. Raises DraftSummaryError."""
    from draft_summary import pipeline

    return pipeline.check(_settings(repo, options), progress or _silent)


def collect(
    repo: str | os.PathLike[str] = ".",
    *,
    fresh: bool = False,
    section: str = "",
    changed_only: bool = False,
    max_tokens: int = 0,
    progress: Callable[[str], None] | None = None,
    **options: Unpack[Options],
) -> Mapping[str, Any]:
    """Return the evidence, the asks and the schema of the reply: the object of `collect --json`.

    Raises DraftSummaryError.
    """
    from draft_summary import pipeline
    from draft_summary.values.handover import Wanted

    wanted = Wanted(section, changed_only, max_tokens)
    return pipeline.collect(_settings(repo, options, fresh=fresh), progress or _silent, wanted).bounded


def apply(
    content: Mapping[str, Any] | bytes | str,
    repo: str | os.PathLike[str] = ".",
    *,
    fresh: bool = False,
    partial: bool = False,
    correct: bool = False,
    write: bool = True,
    progress: Callable[[str], None] | None = None,
    **options: Unpack[Options],
) -> DraftResult:
    """Verify a reply to `collect` and merge it; nothing is written if a claim fails, unless `partial`.

    `content` is the reply as a value or as JSON; with `correct`, it has the corrections alone of the last one that did
    not hold. The result's `answers` say of each thing what became of it. Raises DraftSummaryError.
    """
    from draft_summary import pipeline

    settings = _settings(repo, options, fresh=fresh)
    return pipeline.apply(settings, _bytes(content), progress or _silent, partial=partial, correct=correct, write=write)


def _settings(repo: str | os.PathLike[str], options: Options, **more: bool) -> Settings:
    from draft_summary import settings

    return settings.resolve({"repo": Path(repo), **options, **more}, os.environ)


def _bytes(content: Mapping[str, Any] | bytes | str) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.encode() if isinstance(content, str) else json.dumps(content).encode()


def _silent(_: str) -> None:
    """Report no progress."""
