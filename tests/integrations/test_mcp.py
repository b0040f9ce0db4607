"""The MCP server, driven by the official client over standard input and output."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import mcp
import pytest
from mcp_types import ListRootsResult, Root

from draft_summary import schemas
from draft_summary.errors import UsageError
from draft_summary.integrations import sample
from draft_summary.mcp_tools import serve
from support import replies
from support.command import draft_summary, files_of
from support.standing import SUMMARY, catalogue_of

SECONDS = 60
Talk = Callable[[mcp.Client], Awaitable[None]]


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    return sample.build(tmp_path / "sample").path


def talk(branch: Path, said: Talk, **options: Any) -> None:
    """Start the server on the branch and talk to it; a minute is the most."""

    async def run() -> None:
        command = ["-m", "draft_summary", "mcp", "--repo", str(branch)]
        server = mcp.StdioServerParameters(command=sys.executable, args=command)
        with anyio.fail_after(SECONDS):
            async with mcp.Client(mcp.stdio_client(server), **options) as client:
                await said(client)

    anyio.run(run)


def claim(value: dict[str, Any]) -> dict[str, Any]:
    """A content with one claim that holds, on the first added file of a collection."""
    new = next(one for one in value["files"] if one["status"] == "added" and one["kind"] == "code")
    text = {"ask": "overview.text", "key": "", "replaces": "", "part": "text", "text": f"Adds `{new['path']}`."}
    return {
        "snapshot": value["snapshot"],
        "claims": [{**text, "evidence": [new["id"]]}],
        "mappings": [],
        "questions": [],
    }


def test_what_it_offers(branch: Path) -> None:
    async def said(client: mcp.Client) -> None:
        tools = {one.name: one for one in (await client.list_tools()).tools}
        assert set(tools) == {"collect", "check", "apply", "draft"}
        hints = {name: one.annotations.read_only_hint for name, one in tools.items() if one.annotations}
        assert hints == {"collect": True, "check": True, "apply": False, "draft": False}
        assert all(one.output_schema and one.output_schema["type"] == "object" for one in tools.values())
        options = {key for one in tools.values() for key in one.input_schema["properties"]}
        assert not {"repo", "output", "template"} & options
        resources = {str(one.uri) for one in (await client.list_resources()).resources}
        assert resources == {"draft-summary://template", "draft-summary://summary"}
        prompts = [one.name for one in (await client.list_prompts()).prompts]
        assert prompts == ["implementation-summary"]
        guide = await client.get_prompt("implementation-summary")
        assert "Never edit the summary file by hand" in str(guide.messages[0].content)

    talk(branch, said)


def test_an_agents_summary_from_evidence_to_check(branch: Path) -> None:
    content = replies.stored(replies.SAMPLE, catalogue_of(branch))
    spoilt = json.loads(json.dumps(content))
    spoilt["claims"][0]["text"] = "All tests pass."
    steps: list[str] = []

    async def heard(progress: float, total: float | None, message: str | None) -> None:
        steps.append(message or "")

    async def said(client: mcp.Client) -> None:
        index = await client.call_tool("collect", {"base": "main"}, progress_callback=heard)
        value: Any = index.structured_content
        jsonschema.validate(value, schemas.schema("index"))
        assert value["snapshot"] == content["snapshot"]
        page = await client.call_tool("collect", {"base": "main", "page": "asks"})
        assert "## overview.text" in str(page.structured_content)

        refused: Any = (await client.call_tool("apply", {"content": spoilt, "base": "main"})).structured_content
        assert [one["where"] for one in refused["answers"] if not one["held"]] == ["claims[0]"]
        assert not (branch / SUMMARY).exists()

        mended = {**content, "claims": content["claims"][:1], "mappings": [], "questions": []}
        applied = await client.call_tool("apply", {"content": mended, "base": "main", "correct": True})
        result: Any = applied.structured_content
        jsonschema.validate(result, schemas.schema("apply"))
        assert (applied.is_error, result["summary"]["written"]) == (False, True)

        checked: Any = (await client.call_tool("check", {"base": "main"})).structured_content
        jsonschema.validate(checked, schemas.schema("check"))
        assert checked["status"] == "checked"
        drafted = await client.call_tool("draft", {"base": "main", "offline": True, "write": False})
        jsonschema.validate(drafted.structured_content, schemas.schema("draft"))
        summary = await client.read_resource("draft-summary://summary")
        assert getattr(summary.contents[0], "text", "") == (branch / SUMMARY).read_text("utf-8")

    talk(branch, said)
    assert steps[:1] == ["reading the branch"]
    assert len(steps) > 1


def test_resources(branch: Path) -> None:
    async def said(client: mcp.Client) -> None:
        reply = await client.read_resource("draft-summary://schema/reply")
        assert json.loads(getattr(reply.contents[0], "text", "")) == schemas.schema("reply")
        template = await client.read_resource("draft-summary://template")
        assert getattr(template.contents[0], "text", "").startswith("# Implementation Summary")
        with pytest.raises(mcp.MCPError, match="praise"):
            await client.read_resource("draft-summary://schema/praise")

    talk(branch, said)


ANOTHERS = {"snapshot": "x", "claims": [], "mappings": [], "questions": []}
FAILING: dict[str, tuple[str, dict[str, Any], str]] = {
    "no base": ("check", {"base": "nowhere"}, "unknown-revision"),
    "no page": ("collect", {"page": "nothing"}, "unknown-page"),
    "no content": ("apply", {"content": {}}, "invalid-content"),
    "another's": ("apply", {"content": ANOTHERS}, "stale-snapshot"),
    "a report outside": ("check", {"reports": ["../report.xml"]}, "outside-repository"),
    "a folder outside": ("collect", {"feature": "../elsewhere"}, ""),
}


def test_errors_say_what_to_do_and_write_nothing(branch: Path) -> None:
    before = files_of(branch)

    async def said(client: mcp.Client) -> None:
        for name, (tool, arguments, code) in FAILING.items():
            result = await client.call_tool(tool, arguments)
            value: Any = result.structured_content
            assert result.is_error, (name, value)
            jsonschema.validate(value, schemas.schema("error"))
            assert value["error"]["hint"], name
            assert code in ("", value["error"]["code"]), value
        unknown = await client.call_tool("collect", {"changed_only": "perhaps"})
        assert unknown.is_error

    talk(branch, said)
    assert files_of(branch) == before


def test_two_calls_at_once_and_one_that_is_cancelled(branch: Path) -> None:
    before = files_of(branch)

    async def said(client: mcp.Client) -> None:
        found: list[Any] = []

        async def collected(section: str) -> None:
            found.append((await client.call_tool("collect", {"section": section})).structured_content)

        async with anyio.create_task_group() as group:
            for section in ("files", "overview"):
                group.start_soon(collected, section)
        assert len({one["snapshot"] for one in found}) == 1
        assert len({one["text"] for one in found}) == 2

        began = anyio.Event()

        async def heard(progress: float, total: float | None, message: str | None) -> None:
            began.set()

        async with anyio.create_task_group() as group:
            group.start_soon(lambda: client.call_tool("draft", {"offline": True}, progress_callback=heard))
            await began.wait()
            group.cancel_scope.cancel()
        assert (await client.call_tool("check", {})).structured_content is not None
        await anyio.sleep(1)

    talk(branch, said)
    assert files_of(branch) == before


@pytest.mark.parametrize(("inside", "refused"), [(True, False), (False, True)], ids=["inside", "outside"])
def test_the_clients_roots_are_respected(inside: bool, refused: bool, branch: Path, tmp_path: Path) -> None:  # noqa: FBT001 — a table's columns
    root = tmp_path if inside else tmp_path / "elsewhere"

    async def roots(_: object) -> ListRootsResult:
        return ListRootsResult(roots=[Root(uri=root.as_uri())])

    async def said(client: mcp.Client) -> None:
        result = await client.call_tool("draft", {"offline": True})
        assert bool(result.is_error) is refused
        assert ("outside-roots" in str(result.structured_content)) is refused

    talk(branch, said, list_roots_callback=roots, mode="legacy")
    assert (branch / SUMMARY).exists() is inside


def test_without_the_package_it_says_what_to_install(branch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("draft_summary.mcp_tools.find_spec", lambda _: None)
    with pytest.raises(UsageError) as raised:
        serve(branch, "0")
    assert "pip install 'draft-summary[mcp]'" in raised.value.hint


def test_standard_output_is_the_protocols_alone(branch: Path) -> None:
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
    }
    ran = draft_summary("mcp", cwd=branch, stdin=json.dumps(hello).encode() + b"\n")
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == [1]
