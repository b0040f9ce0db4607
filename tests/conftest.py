"""Fixtures for every test: the machine's git configuration and CI variables stay outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A merge is not to be held up by an example that only this run happened to draw; elsewhere each run draws anew.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

CI_PREFIXES = ("GIT_", "GITHUB_", "CI_")
OWN_VARIABLES = ("OPENAI_", "DRAFT_SUMMARY_")


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, no inherited `GIT_*`, CI or model variables, English messages. Returns the home folder."""
    home = tmp_path_factory.mktemp("home")
    for name in os.environ:
        if name.startswith(CI_PREFIXES + OWN_VARIABLES) or name == "CI":
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return home
