"""The MCP server: what the protocol needs around the commands, and nothing of what they do."""

from __future__ import annotations

import json
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Annotated, Any, Protocol
from urllib.parse import unquote, urlsplit

import anyio
from anyio import from_thread, to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.shared.exceptions import MCPDeprecationWarning, MCPError
from mcp_types import CallToolResult, TextContent, ToolAnnotations

from draft_summary.values import published

Progress = Callable[[str], None]
READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
# What was generated is replaced, a person's words never are.
WRITES = ToolAnnotations(read_only_hint=False, destructive_hint=True, idempotent_hint=True, open_world_hint=False)
ASKS_A_MODEL = WRITES.model_copy(update={"open_world_hint": True})


class CancelledCallError(BaseException):
    """The client cancelled the call: what works for it in a thread stops before it writes. No failure of the work."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answers: `text` for the model to read, `value` for a program."""

    text: str
    value: dict[str, Any]
    failed: bool = False


class Tools(Protocol):
    """The commands on one repository, none of which raises; `branch` are base, head, feature, uncommitted, reports."""

    def root(self) -> Path:
        """The repository's top level."""
        ...

    def collect(self, progress: Progress, branch: dict[str, Any], wanted: dict[str, Any], page: str) -> Said:
        """Evidence, asks and schema; one page of them, or their index."""
        ...

    def apply(self, progress: Progress, branch: dict[str, Any], content: dict[str, Any], how: dict[str, bool]) -> Said:
        """Verify and merge a content; `how` are partial and correct."""
        ...

    def draft(self, progress: Progress, branch: dict[str, Any], how: dict[str, bool]) -> Said:
        """Draft or refresh; `how` are offline, fresh and write."""
        ...

    def check(self, progress: Progress, branch: dict[str, Any]) -> Said:
        """What is stale, false or open."""
        ...

    def template(self) -> Said:
        """The template in force."""
        ...

    def summary(self) -> Said:
        """The summary as it stands."""
        ...

    def schema(self, name: str) -> Said:
        """A JSON Schema."""
        ...

    def guide(self) -> str:
        """How to write a summary with these tools."""
        ...


def serve(tools: Tools, version: str) -> None:
    """Serve until the client goes away; standard output is the protocol's alone."""
    warnings.filterwarnings("ignore", category=MCPDeprecationWarning)  # roots: deprecated, and still to be respected
    server(tools, version).run("stdio")


def server(tools: Tools, version: str) -> MCPServer[Any]:
    """Return the server with its tools, resources and prompt."""
    made: MCPServer[Any] = MCPServer("draft-summary", version=version, instructions=tools.guide(), log_level="WARNING")
    _add_reading(made, tools)
    _add_writing(made, tools)
    _add_resources(made, tools)
    return made


def _add_reading(made: MCPServer[Any], tools: Tools) -> None:
    @made.tool(annotations=READS)
    async def collect(
        context: Context[Any, Any],
        *,
        page: str = "",
        section: str = "",
        base: str = "",
        head: str = "",
        feature: str = "",
        changed_only: bool = False,
        max_tokens: int = 0,
        uncommitted: bool = False,
        reports: list[str] | None = None,
        fresh: bool = False,
    ) -> Annotated[CallToolResult, published.Indexed]:
        """Gather the evidence of a feature branch and what is asked: an index, or with `page` one page of it."""
        branch: dict[str, Any] = {
            "base": base,
            "head": head,
            "feature": feature,
            "uncommitted": uncommitted,
            "reports": reports,
            "fresh": fresh,
        }
        wanted = {"section": section, "changed_only": changed_only, "max_tokens": max_tokens}
        return await _answer(context, tools, lambda progress: tools.collect(progress, branch, wanted, page))

    @made.tool(annotations=READS)
    async def check(
        context: Context[Any, Any],
        *,
        base: str = "",
        head: str = "",
        feature: str = "",
        uncommitted: bool = False,
        reports: list[str] | None = None,
    ) -> Annotated[CallToolResult, published.Checked]:
        """Say what in the summary is stale, false or still open; writes nothing."""
        branch: dict[str, Any] = {
            "base": base,
            "head": head,
            "feature": feature,
            "uncommitted": uncommitted,
            "reports": reports,
        }
        return await _answer(context, tools, lambda progress: tools.check(progress, branch))


def _add_writing(made: MCPServer[Any], tools: Tools) -> None:
    @made.tool(annotations=WRITES)
    async def apply(
        context: Context[Any, Any],
        content: dict[str, Any],
        base: str = "",
        head: str = "",
        feature: str = "",
        *,
        partial: bool = False,
        correct: bool = False,
        uncommitted: bool = False,
        reports: list[str] | None = None,
        fresh: bool = False,
    ) -> Annotated[CallToolResult, published.Drafted]:
        """Verify a reply to `collect` (resource draft-summary://schema/reply) and merge it into the summary.

        Answers per claim. Nothing is written if one fails, unless `partial`. With `correct`, `content` has the
        corrections alone of the last one that failed. Give the same options as to `collect`.
        """
        branch: dict[str, Any] = {
            "base": base,
            "head": head,
            "feature": feature,
            "uncommitted": uncommitted,
            "reports": reports,
            "fresh": fresh,
        }
        how = {"partial": partial, "correct": correct}
        return await _answer(context, tools, lambda progress: tools.apply(progress, branch, content, how))

    @made.tool(annotations=ASKS_A_MODEL)
    async def draft(
        context: Context[Any, Any],
        base: str = "",
        head: str = "",
        feature: str = "",
        *,
        uncommitted: bool = False,
        reports: list[str] | None = None,
        offline: bool = False,
        fresh: bool = False,
        write: bool = True,
    ) -> Annotated[CallToolResult, published.Drafted]:
        """Draft or refresh the summary with the model that the server is configured for, else from evidence alone.

        To write the prose yourself, use `collect` and `apply`. Without `write`, nothing is written.
        """
        branch: dict[str, Any] = {
            "base": base,
            "head": head,
            "feature": feature,
            "uncommitted": uncommitted,
            "reports": reports,
        }
        how = {"offline": offline, "fresh": fresh, "write": write}
        return await _answer(context, tools, lambda progress: tools.draft(progress, branch, how))


def _add_resources(made: MCPServer[Any], tools: Tools) -> None:
    @made.resource("draft-summary://template", mime_type="text/markdown")
    async def template() -> str:
        """The template of the summary that is in force."""
        return await _read(tools.template)

    @made.resource("draft-summary://summary", mime_type="text/markdown")
    async def summary() -> str:
        """The branch's summary as it stands; empty if there is none."""
        return await _read(tools.summary)

    @made.resource("draft-summary://schema/{name}", mime_type="application/json")
    async def schema(name: str) -> str:
        """The JSON Schema of `reply`, which apply takes, or of what a command prints."""
        return await _read(lambda: tools.schema(name))

    @made.prompt(name="implementation-summary")
    def guide() -> str:
        """Write or refresh the Implementation Summary of this branch."""
        return tools.guide()


async def _answer(context: Context[Any, Any], tools: Tools, work: Callable[[Progress], Said]) -> CallToolResult:
    """Run the work in a thread. A cancelled call is answered at once; its work ends at its next step, unwritten."""
    if refused := await _outside(context, tools):
        return _result(refused)
    cancelled = threading.Event()
    step = count(1)

    def progress(text: str) -> None:
        if cancelled.is_set():
            raise CancelledCallError
        with suppress(RuntimeError, anyio.ClosedResourceError, anyio.BrokenResourceError):
            from_thread.run(context.report_progress, next(step), None, text)

    try:
        return _result(await to_thread.run_sync(work, progress, abandon_on_cancel=True))
    finally:
        cancelled.set()


async def _outside(context: Context[Any, Any], tools: Tools) -> Said | None:
    """Refuse a repository outside of the client's roots, where the client names any."""
    capabilities = context.client_capabilities
    if capabilities is None or capabilities.roots is None:
        return None
    try:
        listed = await context.session.list_roots()
    except MCPError:  # a connection on which the server cannot ask
        return None
    uris = [str(one.uri) for one in listed.roots]
    root = await to_thread.run_sync(tools.root)
    if await to_thread.run_sync(_within, root, uris):
        return None
    message = f"the repository {root} is outside of the client's roots"
    hint = "Open its folder in the client, or start the server with --repo."
    error = {"code": "outside-roots", "message": message, "hint": hint, "retryable": False}
    return Said(f"{message}. {hint}", {"schema_version": 1, "error": error}, failed=True)


def _within(root: Path, uris: list[str]) -> bool:
    folders = (Path(unquote(urlsplit(uri).path)).resolve() for uri in uris if uri.startswith("file:"))
    return any(root.resolve().is_relative_to(folder) for folder in folders)


def _result(said: Said) -> CallToolResult:
    content = [TextContent(type="text", text=said.text)]
    return CallToolResult(content=list(content), structured_content=said.value, is_error=said.failed)


async def _read(work: Callable[[], Said]) -> str:
    from mcp.server.mcpserver.exceptions import ResourceError  # noqa: PLC0415 — only a failing read needs it

    said = await to_thread.run_sync(work)
    if said.failed:
        raise ResourceError(said.text)
    return said.text or json.dumps(said.value, ensure_ascii=False, indent=1)
