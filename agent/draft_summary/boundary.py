"""The one exit boundary: every way a run can end has its own code and its own form."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.exceptions import TyperException

from draft_summary.errors import DraftSummaryError

INTERRUPTED = 130
BUG = 70
USAGE = 2


def run(command: Callable[[], Any], arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; errors go to standard error, with `--json` to standard output as JSON."""
    try:
        result = command()
    except typer.Exit as leave:
        return leave.exit_code
    except BrokenPipeError:
        # The reader went away (`| head`): not an error, but Python would complain at exit while flushing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 — the boundary: whatever is left ends here
        exit_code, description = described(error)
        show(description, as_json="--json" in arguments)
        return exit_code
    return result if isinstance(result, int) else 0


def described(error: BaseException) -> tuple[int, dict[str, str | bool]]:
    """Return the exit code of a failure and `{code, message, hint, retryable}`; a bug's trace is kept in a file."""
    match error:
        case DraftSummaryError():
            return error.exit_code, error.as_json()
        case KeyboardInterrupt() | typer.Abort():
            return INTERRUPTED, _error("interrupted", "interrupted; nothing half-written", "")
        case TyperException():
            return USAGE, _error("usage", error.format_message(), "See draft-summary --help.")
        case _:
            trace = _kept("".join(traceback.format_exception(error)))
            return BUG, _error("bug", "internal error; the summary was not changed", f"Please report it with {trace}")


def show(error: dict[str, str | bool], *, as_json: bool) -> None:
    """Print an error: JSON on standard output, else one or two lines on standard error."""
    if as_json:
        print(json.dumps({"schema_version": 1, "error": error}, ensure_ascii=False))
        return
    from draft_summary.redaction import visible  # noqa: PLC0415 — only a failing run needs it

    print(visible(f"draft-summary: {error['message']}"), file=sys.stderr)
    if error["hint"]:
        print(visible(f"  {error['hint']}"), file=sys.stderr)


def _error(code: str, message: str, hint: str) -> dict[str, str | bool]:
    return {"code": code, "message": message, "hint": hint, "retryable": False}


def _kept(trace: str) -> Path:
    with tempfile.NamedTemporaryFile(
        "w", prefix="draft-summary-", suffix=".trace", delete=False, encoding="utf-8"
    ) as file:
        file.write(trace)
    return Path(file.name)
