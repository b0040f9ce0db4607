"""Fixtures for every test: the machine's git configuration and CI variables stay outside."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes to draw says how busy the machine is. A merge is not to be held up by an example that only
# this run happened to draw, either; elsewhere each run draws anew.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("local", PATIENT)
settings.register_profile("ci", PATIENT, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

CI_PREFIXES = ("GIT_", "GITHUB_", "CI_")
OWN_VARIABLES = ("OPENAI_", "DRAFT_SUMMARY_")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


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


@pytest.fixture(autouse=True)
def no_live_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting anywhere but to loopback fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"live call to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
