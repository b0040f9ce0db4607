from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from draft_summary.boundary import described, run
from draft_summary.errors import BusyError, CredentialsError, DraftSummaryError, InputError, ModelError, UsageError


def raising(error: BaseException) -> int:
    def command() -> None:
        raise error

    return run(command, [])


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (UsageError("m", code="c"), 2),
        (InputError("m", code="c"), 3),
        (CredentialsError("m", code="c"), 4),
        (ModelError("m", code="c"), 5),
        (BusyError("m", code="c"), 75),
        (typer.BadParameter("m"), 2),
        (typer.Exit(1), 1),
        (typer.Abort(), 130),
        (KeyboardInterrupt(), 130),
        (ValueError("m"), 70),
        (BrokenPipeError(), 0),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
)
def test_each_way_to_end_has_its_exit_code(error: BaseException, exit_code: int) -> None:
    assert raising(error) == exit_code


def test_an_error_says_what_was_found_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    raising(InputError("no merge base of x and y", code="no-merge-base", hint="Fetch the history."))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "draft-summary: no merge base of x and y\n  Fetch the history.\n"


def test_with_json_an_error_is_an_object_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> None:
        raise BusyError("locked", code="locked", hint="Try again.")

    run(command, ["check", "--json"])
    said = capsys.readouterr()
    error = {"code": "locked", "message": "locked", "hint": "Try again.", "retryable": True}
    assert json.loads(said.out) == {"schema_version": 1, "error": error}
    assert said.err == ""


def test_a_bug_shows_no_traceback_and_says_where_it_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    raising(ZeroDivisionError("hidden detail"))
    said = capsys.readouterr().err
    assert "Traceback" not in said
    trace = Path(said.split()[-1])
    assert "ZeroDivisionError: hidden detail" in trace.read_text()
    trace.unlink()


def test_an_error_cannot_move_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    raising(InputError("branch \x1b[2Jx", code="c"))
    assert "\x1b" not in capsys.readouterr().err


def test_every_error_class_has_a_documented_code() -> None:
    documented = {2, 3, 4, 5, 75}
    found: list[type[DraftSummaryError]] = [DraftSummaryError]
    for kind in found:
        found += kind.__subclasses__()
    assert {kind.exit_code for kind in found[1:]} == documented
    assert described(UsageError("m", code="c"))[1]["retryable"] is False
