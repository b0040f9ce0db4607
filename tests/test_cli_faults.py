"""Every fault of a model's server, from the command line: the document whole, the documented exit code, no secret."""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from draft_summary import pipeline
from draft_summary.boundary import run
from draft_summary.cli import app
from draft_summary.draft.model import conversation
from draft_summary.settings import Settings
from draft_summary.values.findings import Severity
from support import model_server as server
from support.faults import FAULTS, KEY, Fault
from support.model_server import ModelServer, Reaction
from support.repositories import build

SECRET = "ghp_" + "9aB3" * 9
SUMMARY = "docs/implementation/feature-thing.md"
BASE = {"src/app.py": "def load():\n    return 1\n"}
HEAD = {
    "src/app.py": f'TOKEN = "{SECRET}"\n\n\ndef load(path):\n    return open(path)\n',
    "tests/test_app.py": "def test_load():\n    assert True\n",
}


@dataclass(frozen=True)
class Ran:
    code: int
    said: str
    document: str
    requests: list[server.Request]
    seconds: float


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("made") / "repository", BASE, (f"feat: load, with {SECRET}", HEAD)).path


@pytest.fixture
def repository(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the branch; between attempts nothing is waited for."""
    monkeypatch.setattr(conversation, "BACK_OFF", lambda _: 0.0)
    return Path(shutil.copytree(made, tmp_path / "repository"))


def drafted(
    repository: Path,
    reactions: tuple[Reaction, ...],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    seconds: float = 20,
) -> Ran:
    arguments = ["--repo", str(repository), "--output", SUMMARY]
    with ModelServer.playing(*reactions) as stub:
        variables = {"BASE_URL": stub.base_url, "API_KEY": KEY}
        for name, value in variables.items():
            monkeypatch.setenv(f"OPENAI_{name}", value)
        monkeypatch.setenv("DRAFT_SUMMARY_MODEL", "stub")
        monkeypatch.setenv("DRAFT_SUMMARY_DEADLINE", str(seconds))
        start = time.monotonic()
        code = run(lambda: app(arguments, standalone_mode=False), arguments)
        took = time.monotonic() - start
        requests = list(stub.requests)
    out, err = capfd.readouterr()
    report = (repository / ".git/draft-summary/report.json").read_text()
    return Ran(code, out + err + report, (repository / SUMMARY).read_text(), requests, took)


def assert_whole(ran: Ran, repository: Path) -> None:
    assert len(re.findall(r"^## ", ran.document, re.MULTILINE)) == 17
    checked = pipeline.check(Settings(repo=repository, output=SUMMARY), lambda _: None)
    assert [one for one in checked.findings if one.severity is Severity.ERROR] == []
    assert len(ran.requests) <= 4
    assert "Traceback" not in ran.said
    for text in (ran.said, ran.document, *(one.prompt for one in ran.requests)):
        assert KEY not in text
        assert SECRET not in text


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_costs_prose_alone(
    fault: Fault, repository: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = drafted(repository, fault.reactions, monkeypatch, capfd)
    assert_whole(ran, repository)
    assert ran.code == fault.exit_code
    assert len(ran.requests) == fault.requests
    assert fault.reason in " ".join(ran.said.split())


SLOW = {
    "drips the body": server.dripping(),
    "drips the headers": server.dripping(headers=True),
    "never answers": server.silent(),
}


@pytest.mark.parametrize("reaction", SLOW.values(), ids=SLOW.keys())
def test_the_deadline_is_kept_against_a_server_that_drips(
    reaction: Reaction, repository: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = drafted(repository, (reaction,), monkeypatch, capfd, seconds=0.6)
    assert_whole(ran, repository)
    assert (ran.code, "did not answer before the deadline" in ran.said) == (5, True)
    assert ran.seconds < 10


def test_there_are_enough_faults() -> None:
    assert len(FAULTS) + len(SLOW) >= 30
