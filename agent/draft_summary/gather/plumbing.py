"""The one seam to git: a pinned command line, a scrubbed environment, bounded output, bounded time.

A branch under review is hostile until shown otherwise. Only plumbing commands are run, on resolved ids; whatever
configuration, attributes or environment could make git execute or hide something is overridden here, for all of them.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from draft_summary.errors import RepositoryError

if TYPE_CHECKING:
    import git

SECONDS = 25.0  # for all processes on one opened repository; any input is to be done with in 30
LARGEST_OUTPUT = 64 * 1024 * 1024  # bytes, where a caller sets no other cap
LARGEST_ERROR = 4 * 1024  # bytes of standard error that are kept
CHUNK = 1 << 16
INSTALL = "Install git 2.30 or newer, and have it on PATH."

CONFIGURATION = {
    "safe.bareRepository": "explicit",  # a bare repository planted inside a clone is not taken for one
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.quotePath": "false",
    "core.splitIndex": "false",
    "core.bigFileThreshold": "8m",  # larger blobs are neither diffed nor held in memory
    "diff.default.binary": "auto",  # `diff.default.*` needs no attribute to take effect
    "diff.suppressBlankEmpty": "false",
    "protocol.allow": "never",
}
ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # unlike the configuration, this one a repository cannot override
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LANGUAGE": "C",
    "LC_ALL": "C",
}
# Where the user's own configuration is; the rest of `GIT_*` is what a hook or another tool left behind.
USER_VARIABLES = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
USER_PREFIXES = ("GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")


@dataclass(frozen=True, slots=True)
class Output:
    """What a git process left: exit status, standard output, the start of standard error, whether output was cut."""

    status: int
    data: bytes
    error: str
    cut: bool = False


def execute(
    runner: git.Git,
    folder: Path,
    *arguments: str,
    stdin: bytes = b"",
    environment: Mapping[str, str],
    configuration: Mapping[str, str] = CONFIGURATION,
    cap: int = LARGEST_OUTPUT,
    deadline: float,
) -> Output:
    """Run one git command in a folder and return what it left; output beyond `cap` bytes ends the process.

    `deadline` is one of the monotonic clock.

    Raises RepositoryError where git cannot be started or is not done by the deadline.
    """
    import git  # noqa: PLC0415 — 100 ms that a caller with another use of this package need not pay

    settings = [word for name, value in configuration.items() for word in ("-c", f"{name}={value}")]
    pinned = ("-C", os.fspath(folder), "--no-pager", "--no-replace-objects", *settings)
    words = [runner.GIT_PYTHON_GIT_EXECUTABLE or "git", *pinned, *arguments]
    variables = {**ENVIRONMENT, **environment}
    with tempfile.TemporaryFile() if stdin else nullcontext() as given:
        if given:
            given.write(stdin)
            given.seek(0)
        try:
            process = runner.execute([*_without(variables), *words], istream=given, as_process=True, env=variables)
        except (git.GitCommandNotFound, OSError) as error:
            raise git_missing() from error
    return _collect(cast("subprocess.Popen[bytes]", process.proc), arguments[0], cap, deadline)


def git_missing() -> RepositoryError:
    """The error for a machine without git."""
    return RepositoryError("git was not found", code="git-missing", hint=INSTALL)


def _without(variables: Mapping[str, str]) -> list[str]:
    # GitPython always hands on the whole environment, and can only add to it; env(1) takes out the rest.
    inherited = {name for name in os.environ if name.startswith("GIT_") and not name.startswith(USER_PREFIXES)}
    unset = sorted(inherited - variables.keys() - set(USER_VARIABLES))
    return ["env", *(word for name in unset for word in ("-u", name))] if unset else []


def _collect(process: subprocess.Popen[bytes], command: str, cap: int, deadline: float) -> Output:
    assert process.stdout is not None and process.stderr is not None  # noqa: S101, PT018 — it was started with pipes
    data, error = bytearray(), bytearray()
    try:
        with process.stdout, process.stderr, selectors.DefaultSelector() as open_pipes:
            open_pipes.register(process.stdout, selectors.EVENT_READ, (data, cap))
            open_pipes.register(process.stderr, selectors.EVENT_READ, (error, LARGEST_ERROR))
            while len(data) <= cap and open_pipes.get_map():
                _read_on(open_pipes, command, deadline)
        if len(data) > cap:
            process.kill()
        status = process.wait(max(deadline - time.monotonic(), 0))
    except subprocess.TimeoutExpired:
        raise _late(command) from None
    finally:
        process.kill()  # no-op for a process that ended
        process.wait()
    cut = len(data) > cap
    del data[cap:], error[LARGEST_ERROR:]
    return Output(status, bytes(data), error.decode("utf-8", "replace").strip(), cut)


def _read_on(open_pipes: selectors.BaseSelector, command: str, deadline: float) -> None:
    """Take what the process has said since, one byte more than is kept; the rest is read so that git never waits."""
    ready = open_pipes.select(max(deadline - time.monotonic(), 0))
    if not ready:
        raise _late(command)
    for key, _ in ready:
        kept, most = key.data
        if chunk := os.read(key.fd, CHUNK):
            kept += chunk[: most + 1 - len(kept)]
        else:
            open_pipes.unregister(key.fileobj)


def _late(command: str) -> RepositoryError:
    message = f"git {command} was not done after {SECONDS:.0f} seconds"
    return RepositoryError(message, code="git-timeout", hint="Name a nearer base with --base.")
