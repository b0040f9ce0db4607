"""The one seam to git: a pinned command line, a scrubbed environment, bounded output, bounded time.

A branch under review is hostile until shown otherwise. Only plumbing commands are run, on resolved ids; whatever
configuration, attributes or environment could make git execute or hide something is overridden here, for all of them.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

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
    with tempfile.TemporaryFile() as given:
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
    assert process.stdout is not None  # noqa: S101 — it was started with a pipe
    complaints: list[bytes] = []
    listener = threading.Thread(target=_listen, args=(process.stderr, complaints), daemon=True)
    listener.start()
    late = threading.Event()
    clock = threading.Timer(max(deadline - time.monotonic(), 0), _end, args=(process, late))
    clock.start()
    data = bytearray()
    try:
        while len(data) <= cap and (chunk := process.stdout.read(CHUNK)):
            data += chunk
        if len(data) > cap:
            process.kill()
        status = process.wait()
    except BaseException:
        process.kill()
        raise
    finally:
        clock.cancel()
        process.stdout.close()
        process.wait()
        listener.join(timeout=1)
    if late.is_set():
        message = f"git {command} was not done after {SECONDS:.0f} seconds"
        raise RepositoryError(message, code="git-timeout", hint="Name a nearer base with --base.")
    cut = len(data) > cap
    del data[cap:]
    return Output(status, bytes(data), b"".join(complaints).decode("utf-8", "replace").strip(), cut)


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _listen(stream: IO[bytes], complaints: list[bytes]) -> None:
    """Keep the start of standard error and read the rest away, so that git never waits for a reader."""
    with stream:
        complaints.append(stream.read(LARGEST_ERROR))
        while stream.read(CHUNK):
            pass
