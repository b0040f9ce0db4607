"""The commands for coding agents and other programs: the skill, the MCP server, the schemas."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from draft_summary import __version__

# What is imported in the functions below is what only that command needs: `--help` imports none of it.
# ruff: noqa: PLC0415

Repo = Annotated[
    Path, typer.Option(metavar="DIR", help="The repository, or a folder in it.", show_default="this folder")
]


def schema(name: Annotated[str, typer.Argument(metavar="NAME", help="Which one; none lists them.")] = "") -> None:
    """Print the JSON Schema of a JSON that this program prints or takes.

    Examples:
      draft-summary schema            the names

      draft-summary schema reply      what apply takes

    """
    from draft_summary import schemas

    if not name:
        print("\n".join(schemas.NAMES))
        return
    print(json.dumps(schemas.schema(name), ensure_ascii=False, indent=1))


def install_skill(
    *,
    repo: Repo = Path(),
    remove: Annotated[bool, typer.Option("--remove", help="Take it out again.")] = False,
    show: Annotated[bool, typer.Option("--print", help="Print the skill; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing on standard error but errors.")] = False,
) -> None:
    """Teach coding agents in this repository to write the summary with this program.

    Writes the skill under .agents/skills and .claude/skills, and a block in AGENTS.md that it can update and remove.

    Examples:
      draft-summary install-skill

      draft-summary install-skill --remove

    """
    from draft_summary import gather
    from draft_summary.integrations import skill

    if show:
        print(skill.text(__version__), end="")
        return
    repository = gather.open_repository(repo)
    change = skill.remove if remove else skill.install
    done = change(repository.root, repository.git_dir, __version__)
    if as_json:
        paths = {name: list(getattr(done, name)) for name in ("written", "removed", "unchanged")}
        print(json.dumps({"schema_version": 1, "version": done.version, **paths}, ensure_ascii=False, indent=1))
    elif not quiet:
        for verb, paths_of in (("wrote", done.written), ("removed", done.removed), ("up to date", done.unchanged)):
            for path in paths_of:
                print(f"{verb}: {path}", file=sys.stderr)


def mcp(*, repo: Repo = Path()) -> None:
    """Serve collect, apply, draft and check over the Model Context Protocol, on standard input and output.

    Examples:
      draft-summary mcp --repo /path/to/repository

      claude mcp add draft-summary -- draft-summary mcp

    """
    from draft_summary import mcp_tools

    mcp_tools.serve(repo, __version__)
