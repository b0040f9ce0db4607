"""The command line: options, one pipeline call, what is printed, the exit code. The only place that prints results."""

from __future__ import annotations

import atexit
import gc
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from draft_summary import __version__, agent_commands
from draft_summary.boundary import run

if TYPE_CHECKING:
    from draft_summary.pipeline import Progress
    from draft_summary.settings import Settings
    from draft_summary.values.results import CheckResult, DraftResult

# What is imported in the functions below is what only that command needs: `--help` imports none of it.
# ruff: noqa: PLC0415

# A blank line between two examples keeps each on its line.
DRAFTING = "Examples: draft-summary\n\ndraft-summary --uncommitted --diff\n\ndraft-summary --offline --output -"
CHECKING = "Examples: draft-summary check\n\ndraft-summary check --base origin/main --json"
COLLECTING = "Examples: draft-summary collect --uncommitted\n\ndraft-summary collect --page changes-1"
APPLYING = "Examples: draft-summary apply reply.json\n\ndraft-summary apply mended.json --correct"

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

Repo = Annotated[
    Path, typer.Option(metavar="DIR", help="The repository, or a folder in it.", show_default="this folder")
]
Base = Annotated[str, typer.Option(metavar="REF", help="What the branch is compared with [default: found].")]
Head = Annotated[str, typer.Option(metavar="REF", help="The branch to summarise [default: HEAD].")]
Feature = Annotated[str, typer.Option(metavar="DIR", help="The feature folder [default: found].")]
Template = Annotated[str, typer.Option(metavar="FILE", help="The template [default: the repository's, or built in].")]
Output = Annotated[str, typer.Option(metavar="FILE", help="Where to write; - prints [default: found].")]
Uncommitted = Annotated[bool, typer.Option("--uncommitted", help="Include work that is not committed yet.")]
Report = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="FILE", help="A report of tests, coverage or benchmarks; repeatable."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing on standard error but errors.")]
Offline = Annotated[bool, typer.Option("--offline", help="Use no model even where one is configured.")]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Write all prose anew, put back what was deleted; a person's words stay.")
]
Require = Annotated[
    Literal["always", "feature", "never"],
    typer.Option(help="Whether a missing summary fails; feature: on a branch that has a feature folder."),
]
Diff = Annotated[bool, typer.Option("--diff", help="Print what would change; write nothing.")]
Model = Annotated[str, typer.Option(metavar="NAME", help="The model [default: $DRAFT_SUMMARY_MODEL].")]
BaseUrl = Annotated[str, typer.Option(metavar="URL", help="An OpenAI-compatible server [default: $OPENAI_BASE_URL].")]
MaxInputTokens = Annotated[
    int | None, typer.Option(metavar="N", min=0, help="Most tokens of one prompt [default: 32000].")
]
Version = Annotated[bool, typer.Option("--version", help="Print the version.")]


def main() -> None:
    """Run the command line and exit with its code."""
    # Little of what a run makes is cyclic, and a run is short: looking for cycles every 700 objects takes 50 ms of it.
    gc.set_threshold(100_000, 50, 50)
    sys.exit(run(lambda: app(standalone_mode=False), sys.argv[1:]))


@app.callback(invoke_without_command=True, epilog=DRAFTING)
def draft(
    context: typer.Context,
    *,
    repo: Repo = Path(),
    base: Base = "",
    head: Head = "",
    feature: Feature = "",
    template: Template = "",
    output: Output = "",
    uncommitted: Uncommitted = False,
    report: Report = None,
    offline: Offline = False,
    fresh: Fresh = False,
    diff: Diff = False,
    model: Model = "",
    base_url: BaseUrl = "",
    max_input_tokens: MaxInputTokens = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    version: Version = False,
) -> None:
    """Draft or refresh the Implementation Summary of a feature branch.

    Run it on the branch, and again after new commits: facts come from git, prose from a model (with none configured,
    from the evidence alone), and the sign-off from you.
    """
    if version:
        print(f"draft-summary {__version__}")
        return
    if context.invoked_subcommand:
        _refuse_options_before(context)
        return
    from draft_summary import pipeline

    settings = _settings(
        repo=repo, base=base, head=head, feature=feature, template=template, output=output, uncommitted=uncommitted,
        reports=tuple(report or ()),
        offline=offline, fresh=fresh, model=model, base_url=base_url, max_input_tokens=max_input_tokens,
    )  # fmt: skip
    result = pipeline.draft(settings, _progress(quiet=quiet), write=not diff)
    _show(result, as_json=as_json, quiet=quiet, diff=diff, offline=offline)
    raise typer.Exit(result.draft.exit_code)


@app.command(epilog=CHECKING)
def check(
    *,
    repo: Repo = Path(),
    base: Base = "",
    head: Head = "",
    feature: Feature = "",
    template: Template = "",
    output: Output = "",
    uncommitted: Uncommitted = False,
    report: Report = None,
    require: Require = "feature",
    diff: Diff = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Say what in the summary is stale, false or still open; exit 1 if anything is. No model, nothing written."""
    from draft_summary import pipeline

    settings = _settings(
        repo=repo, base=base, head=head, feature=feature, template=template, output=output, uncommitted=uncommitted,
        reports=tuple(report or ()),
    )  # fmt: skip
    result = pipeline.check(settings, _progress(quiet=quiet), require=require)
    _show_check(result, as_json=as_json, quiet=quiet, diff=diff)
    raise typer.Exit(1 if result.failed else 0)


@app.command(epilog=COLLECTING)
def collect(
    *,
    repo: Repo = Path(),
    base: Base = "",
    head: Head = "",
    feature: Feature = "",
    template: Template = "",
    output: Output = "",
    uncommitted: Uncommitted = False,
    report: Report = None,
    fresh: Fresh = False,
    page: Annotated[str, typer.Option(metavar="NAME", help="Print this page of the index.")] = "",
    section: Annotated[str, typer.Option(metavar="KEY", help="Only what one section or ask needs.")] = "",
    changed_only: Annotated[bool, typer.Option("--changed-only", help="Only evidence that an ask names.")] = False,
    max_tokens: Annotated[int, typer.Option(metavar="N", min=0, help="Most tokens of a page, or of --json.")] = 0,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Print an index of the evidence and of what is asked, for a caller that writes the content itself.

    The evidence is kept as pages under the git directory; --json prints all of it.
    """
    from draft_summary import pipeline
    from draft_summary.draft import handoff
    from draft_summary.integrations import skill
    from draft_summary.redaction import visible
    from draft_summary.values.handover import Wanted

    settings = _settings(
        repo=repo, base=base, head=head, feature=feature, template=template, output=output, uncommitted=uncommitted,
        reports=tuple(report or ()),
        fresh=fresh,
    )  # fmt: skip
    wanted = Wanted(section, changed_only, max_tokens)
    found = pipeline.collect(settings, _progress(quiet=quiet), wanted)
    if not quiet and (note := skill.outdated(found.root, __version__)):
        print(f"draft-summary: {note}", file=sys.stderr)
    if as_json:
        _print_json(handoff.of_page(found, page) if page else found.bounded)
    else:
        print(visible(handoff.page(found, page).text if page else found.index), end="")


@app.command(epilog=APPLYING)
def apply(
    content: Annotated[str, typer.Argument(metavar="FILE|-", help="The content, as `collect` asks for it.")],
    *,
    repo: Repo = Path(),
    base: Base = "",
    head: Head = "",
    feature: Feature = "",
    template: Template = "",
    output: Output = "",
    uncommitted: Uncommitted = False,
    report: Report = None,
    fresh: Fresh = False,
    partial: Annotated[bool, typer.Option("--partial", help="Write what holds even if some claims do not.")] = False,
    correct: Annotated[
        bool, typer.Option("--correct", help="The content corrects the last one: only what did not hold.")
    ] = False,
    diff: Diff = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Verify a content that you wrote and merge it into the summary; exit 1 if a claim does not hold."""
    from draft_summary import pipeline
    from draft_summary.review import answers

    settings = _settings(
        repo=repo, base=base, head=head, feature=feature, template=template, output=output, uncommitted=uncommitted,
        reports=tuple(report or ()),
        fresh=fresh,
    )  # fmt: skip
    result = pipeline.apply(
        settings, _content(content), _progress(quiet=quiet), partial=partial, correct=correct, write=not diff
    )
    _show(result, as_json=as_json, quiet=quiet, diff=diff, offline=False)
    if not as_json and not quiet:
        print(answers.of_apply(result, settings.command("apply", content)), file=sys.stderr)
    raise typer.Exit(1 if result.verified.findings else 0)


app.command()(agent_commands.schema)
app.command("install-skill")(agent_commands.install_skill)
app.command()(agent_commands.mcp)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the sample.")] = Path(
        "draft-summary-demo"
    ),
) -> None:
    """Draft the bundled sample branch, add a commit and a person's edit, refresh it, and show all three."""
    from draft_summary import demo as demonstration

    for line in demonstration.run(folder):
        print(line)


def _settings(**flags: Any) -> Settings:
    from draft_summary import settings

    return settings.resolve(flags, os.environ)


def _refuse_options_before(context: typer.Context) -> None:
    """An option before the command would be ignored silently: `draft-summary --base x check`."""
    for name, value in context.params.items():
        if value not in (None, "", False, 0, (), [], Path()):
            option = name.replace("_", "-").removeprefix("as-")
            message = f"--{option} stands before '{context.invoked_subcommand}'; put it after."
            raise typer.BadParameter(message)


def _progress(*, quiet: bool) -> Progress:
    """What a run is doing: on a terminal alone, and only once it has taken a second."""
    if quiet or not sys.stderr.isatty():
        return lambda _: None
    from draft_summary.review.progress import Progress

    progress = Progress(lambda text: print(f"draft-summary: {text} …", file=sys.stderr))
    atexit.register(progress.close)
    return progress


def _content(name: str) -> bytes:
    from draft_summary.errors import InputError

    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        message = f"the content {name} cannot be read: {error.strerror}"
        raise InputError(message, code="content-unreadable", hint="Give a file, or - for standard input.") from None


def _show(result: DraftResult, *, as_json: bool, quiet: bool, diff: bool, offline: bool) -> None:
    from draft_summary.review import report, terminal

    if as_json:
        _print_json({**report.of_draft(result), **report.text_of(result, as_diff=diff)})
    elif diff:
        sys.stdout.buffer.write(report.diff(result))
    elif result.path is None:
        sys.stdout.buffer.write(result.document.data)
    sys.stdout.flush()
    if not as_json and not quiet:
        print(terminal.of_draft(result, offline_asked=offline), file=sys.stderr)


def _show_check(result: CheckResult, *, as_json: bool, quiet: bool, diff: bool) -> None:
    from draft_summary.integrations import annotations
    from draft_summary.review import report, terminal

    if as_json:
        _print_json(report.of_check(result))
    elif diff:
        sys.stdout.buffer.write(report.diff(result))
    sys.stdout.flush()
    if as_json:
        return
    if annotations.wanted(os.environ):
        print(*annotations.of_check(result), sep="\n", file=sys.stderr)
    if not quiet:
        print(terminal.of_check(result), file=sys.stderr)


def _print_json(value: Mapping[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
