"""Every JSON that the program prints is as its published schema says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from draft_summary import schemas
from draft_summary.errors import UsageError
from draft_summary.integrations import sample
from support import replies
from support.command import Ran, draft_summary
from support.standing import catalogue_of


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.build(tmp_path_factory.mktemp("schemas") / "sample").path


def as_published(name: str, value: Any) -> None:
    jsonschema.validate(value, schemas.schema(name))


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_schema_is_one_and_is_printed(name: str, branch: Path) -> None:
    schema = schemas.schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == name
    assert schema["type"] == "object"


def test_the_command_prints_names_and_schemas(branch: Path) -> None:
    assert draft_summary("schema", cwd=branch).out.decode().split() == list(schemas.NAMES)
    assert draft_summary("schema", "reply", cwd=branch).json == schemas.schema("reply")
    assert draft_summary("schema", "praise", cwd=branch).code == 2
    with pytest.raises(UsageError) as raised:
        schemas.schema("praise")
    assert "reply" in raised.value.hint


COMMANDS = {
    "draft": ("--offline", "--json"),
    "check": ("check", "--json"),
    "collect": ("collect", "--json"),
    "page": ("collect", "--page", "documents", "--json"),
    "install-skill": ("install-skill", "--json"),
    "error": ("check", "--base", "nowhere", "--json"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_printed_is_as_published(name: str, branch: Path) -> None:
    ran = draft_summary(*COMMANDS[name], cwd=branch)
    assert ran.out.startswith(b"{"), ran.err
    as_published(name, ran.json)


def test_a_diff_and_a_printed_summary_are_in_the_json(branch: Path) -> None:
    shown = draft_summary("--offline", "--fresh", "--output", "-", cwd=branch)
    printed = draft_summary("--offline", "--fresh", "--output", "-", "--json", cwd=branch)
    as_published("draft", printed.json)
    assert printed.json["document"].encode() == shown.out
    changes = draft_summary("--offline", "--fresh", "--diff", "--output", "new.md", "--json", cwd=branch)
    as_published("draft", changes.json)
    assert changes.json["diff"].startswith("--- a/new.md\n+++ b/new.md\n")
    assert (changes.json["summary"]["written"], (branch / "new.md").exists()) == (False, False)


def test_an_answer_to_a_content_and_the_kept_report_are_as_published(branch: Path) -> None:
    content = replies.stored(replies.SAMPLE, catalogue_of(branch))
    as_published("reply", content)
    content["claims"][0]["evidence"] = ["F999"]
    ran: Ran = draft_summary("apply", "-", "--partial", "--json", cwd=branch, stdin=json.dumps(content).encode())
    assert ran.json["answers"][0]["reasons"]
    as_published("apply", ran.json)
    kept = json.loads((branch / ".git/draft-summary/report.json").read_text("utf-8"))
    as_published("report", kept)
