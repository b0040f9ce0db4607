"""The commands as the MCP server offers them: options to one pipeline call to text and JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from draft_summary import gather, pipeline, schemas, settings
from draft_summary.boundary import described
from draft_summary.draft import handoff
from draft_summary.errors import UsageError
from draft_summary.integrations import skill
from draft_summary.review import answers, report, terminal
from draft_summary.values.branch import Branch
from draft_summary.values.handover import Wanted

if TYPE_CHECKING:
    from draft_summary.integrations.mcp_server import Progress, Said

OVER_MCP = (
    "Over MCP, instead of the commands: `collect` with `page` gives a page, `apply` takes the reply as `content`, a "
    "correction with `correct`; both with the same options."
)


def serve(repo: Path, version: str) -> None:
    """Serve the repository over standard input and output; raises UsageError without the `mcp` package."""
    if find_spec("mcp") is None:
        hint = "Install it with: pip install 'draft-summary[mcp]'"
        raise UsageError("the MCP server needs the package `mcp`, which is not installed", code="no-mcp", hint=hint)
    from draft_summary.integrations import mcp_server  # noqa: PLC0415 — only there once the package is

    mcp_server.serve(RepositoryTools(repo, version), version)


class RepositoryTools:
    """The commands on one repository, as `integrations.mcp_server.Tools` wants them."""

    def __init__(self, repo: Path, version: str) -> None:
        self._repo = repo
        self._version = version

    def root(self) -> Path:
        """The repository's top level; the folder itself where it is in none."""
        try:
            return gather.open_repository(self._repo).root
        except Exception:  # noqa: BLE001 — the call that follows says what is wrong
            return self._repo.resolve()

    def collect(self, progress: Progress, branch: dict[str, Any], wanted: dict[str, Any], page: str) -> Said:
        """The index of a collection, or one page."""

        def work() -> Said:
            found = pipeline.collect(self._settings(branch), progress, Wanted(**wanted))
            text = handoff.page(found, page).text if page else f"{OVER_MCP}\n\n{found.index}"
            value = {
                "schema_version": 1,
                "snapshot": found.everything["snapshot"],
                "pages": [one.name for one in found.pages],
                "text": text,
            }
            return _said(text, value)

        return _answered(work)

    def apply(self, progress: Progress, branch: dict[str, Any], content: dict[str, Any], how: dict[str, bool]) -> Said:
        """Verify and merge a content; a claim that does not hold is an answer, not an error."""

        def work() -> Said:
            data = json.dumps(content).encode("utf-8", "replace")
            result = pipeline.apply(self._settings(branch), data, progress, **how)
            return _said(answers.of_apply(result, "apply"), report.of_draft(result))

        return _answered(work)

    def draft(self, progress: Progress, branch: dict[str, Any], how: dict[str, bool]) -> Said:
        """Draft or refresh."""

        def work() -> Said:
            options = {**branch, "offline": how["offline"], "fresh": how["fresh"]}
            result = pipeline.draft(self._settings(options), progress, write=how["write"])
            value = {**report.of_draft(result), **report.text_of(result, as_diff=not how["write"])}
            return _said(terminal.of_draft(result, offline_asked=how["offline"]), value)

        return _answered(work)

    def check(self, progress: Progress, branch: dict[str, Any]) -> Said:
        """What is stale, false or open."""

        def work() -> Said:
            result = pipeline.check(self._settings(branch), progress)
            return _said(terminal.of_check(result), report.of_check(result))

        return _answered(work)

    def template(self) -> Said:
        """The template in force."""
        return _answered(lambda: _said(self._branch().template.text, {}))

    def summary(self) -> Said:
        """The summary as it stands, empty if there is none."""
        return _answered(lambda: _said((self._branch().summary or b"").decode("utf-8", "replace"), {}))

    def schema(self, name: str) -> Said:
        """A JSON Schema, as `draft-summary schema NAME`."""
        return _answered(lambda: _said("", schemas.schema(name)))

    def guide(self) -> str:
        """The skill, without its front matter."""
        return f"{skill.text(self._version).partition('-->')[2].strip()}\n\n{OVER_MCP}\n"

    def _settings(self, options: dict[str, Any]) -> settings.Settings:
        reports = tuple(str(self._inside(Path(one))) for one in options.get("reports") or ())
        return settings.resolve({"repo": self._repo, **options, "reports": reports}, os.environ)

    def _inside(self, report: Path) -> Path:
        """The path of a report; raises UsageError for one outside of the repository."""
        root = self.root().resolve()
        path = (root / report).resolve()
        if not path.is_relative_to(root):
            hint = "Write the report into the repository, or below its .git."
            raise UsageError(f"{report} is outside of the repository", code="outside-repository", hint=hint)
        return path

    def _branch(self) -> Branch:
        return gather.read_branch(gather.open_repository(self._repo), self._settings({}))


def _answered(work: Callable[[], Said]) -> Said:
    """What the work says; a failure as `{code, message, hint, retryable}`."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 — the boundary of a call: whatever is left ends here
        _, description = described(error)
        text = f"{description['code']}: {description['message']}. {description['hint']}"
        return _said(text, {"schema_version": 1, "error": description}, failed=True)


def _said(text: str, value: dict[str, Any], *, failed: bool = False) -> Said:
    from draft_summary.integrations.mcp_server import Said  # noqa: PLC0415 — needs the `mcp` package

    return Said(text, value, failed)
