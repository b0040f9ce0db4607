"""The commands that mend what `check` finds, with the options that it ran with."""

from __future__ import annotations

import shlex

from draft_summary.settings import Settings

_OPTIONS = ("base", "head", "feature", "template", "output")


def refresh(settings: Settings) -> str:
    """Return the command line that brings the facts of the summary up to date, as a shell takes it."""
    words = ["draft-summary"]
    if str(settings.repo) != ".":
        words += ["--repo", str(settings.repo)]
    for name in _OPTIONS:
        if value := getattr(settings, name):
            words += [f"--{name}", value]
    if settings.uncommitted:
        words.append("--uncommitted")
    return shlex.join(words)
