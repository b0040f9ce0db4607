"""Kills, faults and other writers: the old file or the new one at any moment, and nobody's work lost."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

import pytest

from document.places import NEW, OLD, Place
from draft_summary.document import writing
from draft_summary.errors import DocumentError


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


CALLS = ["open", "write", "fsync", "fchmod", "replace", "lstat", "listdir", "mkdir", "fdopen", "read"]


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, KeyboardInterrupt], ids=["EIO", "ENOSPC", "interrupt"])
@pytest.mark.parametrize("call", CALLS)
def test_a_fault_at_each_call_leaves_the_old_file_or_the_new_one(
    place: Place, monkeypatch: pytest.MonkeyPatch, call: str, error: Any
) -> None:
    raised = 0
    for nth in range(12):
        place.stand(OLD)
        with monkeypatch.context() as patched:
            fault = Fault(call, nth, error)
            fault.plant(patched)
            code = outcome(place)
        raised += code != "written"
        assert code in {"written", "output-unwritable", "interrupted"}
        assert place.path.read_bytes() in {OLD, NEW}
        if not fault.struck:
            assert place.path.read_bytes() == NEW
            break
        place.stand(OLD)
        place.write(NEW, OLD)
        assert place.path.read_bytes() == NEW, "the next run works, whatever the fault left"
        assert place.leftovers() == []
    assert raised or call in {"write", "read", "mkdir"}


def outcome(place: Place) -> str:
    try:
        place.write(NEW, OLD)
    except DocumentError as error:
        return error.code
    except KeyboardInterrupt:
        return "interrupted"
    return "written"


class Fault:
    """The nth call of one function of the operating system fails."""

    def __init__(self, call: str, nth: int, error: Any) -> None:
        self.call, self.nth, self.error = call, nth, error
        self.struck = False
        self.seen = 0

    def strike(self) -> None:
        self.seen += 1
        if self.seen == self.nth + 1:
            self.struck = True
            if isinstance(self.error, int):
                raise OSError(self.error, os.strerror(self.error))
            raise self.error

    def plant(self, patched: pytest.MonkeyPatch) -> None:
        if self.call in {"write", "read"}:
            self._plant_in_files(patched)
            return
        original = getattr(os, self.call)

        def failing(*args: Any, **options: Any) -> Any:
            self.strike()
            return original(*args, **options)

        # only this room's calls fail, not pytest's
        patched.setattr(writing, "os", Shadow(os, {self.call: failing}))

    def _plant_in_files(self, patched: pytest.MonkeyPatch) -> None:
        opened, fault = os.fdopen, self

        class Failing:
            def __init__(self, file: Any) -> None:
                self.file = file

            def __enter__(self) -> Self:
                self.file.__enter__()
                return self

            def __exit__(self, *args: object) -> None:
                self.file.__exit__(*args)

            def write(self, data: bytes) -> None:
                self.file.write(data[: len(data) // 2])
                if fault.call == "write":
                    fault.strike()
                self.file.write(data[len(data) // 2 :])

            def flush(self) -> None:
                self.file.flush()

            def read(self) -> bytes:
                if fault.call == "read":
                    fault.strike()
                return bytes(self.file.read())

        patched.setattr(
            writing, "os", Shadow(os, {"fdopen": lambda *args, **options: Failing(opened(*args, **options))})
        )


class Shadow:
    """A module with some of its functions replaced."""

    def __init__(self, module: Any, replaced: dict[str, Any]) -> None:
        self.module, self.replaced = module, replaced

    def __getattr__(self, name: str) -> Any:
        return self.replaced.get(name) or getattr(self.module, name)


WRITER = """
import sys, pathlib
from draft_summary.document import writing
from draft_summary.errors import BusyError
root, git_dir, mode = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
path = root / "docs" / "summary.md"
print("ready", flush=True)
if mode == "flip":
    while True:
        old = path.read_bytes()
        new = (b"old\\n" * 2_000 if old.startswith(b"new") else b"new\\r\\n" * 3_000)
        writing.write(path, new, expected=old, root=root, git_dir=git_dir)
for number in range(25):
    while True:
        old = path.read_bytes()
        try:
            writing.write(path, old + f"{mode} {number}\\n".encode(), expected=old, root=root, git_dir=git_dir)
        except BusyError:
            continue
        break
"""


def start(place: Place, mode: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(place.root), str(place.git_dir), mode]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    return process


def test_a_kill_at_any_moment(place: Place) -> None:
    place.stand(OLD)
    chance = random.Random(1)  # noqa: S311 — moments, not secrets
    for _ in range(12):
        process = start(place, "flip")
        time.sleep(chance.uniform(0.001, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert place.path.read_bytes() in {OLD, NEW}
    standing = place.path.read_bytes()
    place.write(b"done\n", standing)
    assert place.leftovers() == [], "what the killed runs left is gone"


def test_eight_writers_lose_nothing(place: Place) -> None:
    place.stand(b"")
    processes = [start(place, f"writer{number}") for number in range(8)]
    assert [process.wait(120) for process in processes] == [0] * 8
    lines = place.path.read_text().splitlines()
    assert sorted(lines) == sorted(f"writer{writer} {number}" for writer in range(8) for number in range(25))
    assert place.leftovers() == []
