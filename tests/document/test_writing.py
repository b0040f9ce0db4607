"""Writing: the old file or the new one at any moment, and never anyone else's work."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import pytest
from filelock import FileLock

from draft_summary.document import writing
from draft_summary.errors import BusyError, DocumentError

OLD, NEW = b"old\n" * 2_000, b"new\r\n" * 3_000


class Place:
    """A work tree with a git directory beside it, as a worktree has it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "tree"
        self.git_dir = folder / "git"
        self.root.mkdir()
        self.git_dir.mkdir()
        self.path = self.root / "docs" / "summary.md"

    def write(self, data: bytes, expected: bytes | None, path: Path | None = None) -> None:
        writing.write(path or self.path, data, expected=expected, root=self.root, git_dir=self.git_dir)

    def stand(self, data: bytes) -> None:
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_bytes(data)

    def leftovers(self) -> list[str]:
        return [path.name for path in self.root.rglob("*") if path.is_file() and path != self.path]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_new_file_with_its_folders(place: Place) -> None:
    place.path = place.root / "a" / "b" / "c.md"
    place.write(NEW, None)
    assert place.path.read_bytes() == NEW
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(place.path.stat().st_mode) == 0o644 & ~umask
    assert place.leftovers() == []


def test_a_file_keeps_its_mode_and_its_pre_image(place: Place) -> None:
    place.stand(OLD)
    place.path.chmod(0o600)
    place.write(NEW, OLD)
    assert place.path.read_bytes() == NEW
    assert stat.S_IMODE(place.path.stat().st_mode) == 0o600
    (kept,) = (place.git_dir / "draft-summary" / "preimages").iterdir()
    assert kept.read_bytes() == OLD


def test_nothing_is_written_where_nothing_changes(place: Place) -> None:
    place.stand(OLD)
    before = place.path.stat()
    place.write(OLD, OLD)
    after = place.path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert not (place.git_dir / "draft-summary" / "preimages").exists()


def test_ten_pre_images_are_kept(place: Place) -> None:
    versions = [f"version {number}\n".encode() for number in range(14)]
    place.stand(versions[0])
    for old, new in pairwise(versions):
        place.write(new, old)
        time.sleep(0.002)
    kept = {path.read_bytes() for path in (place.git_dir / "draft-summary" / "preimages").iterdir()}
    assert kept == set(versions[3:13])


@pytest.mark.parametrize(
    ("standing", "expected"),
    [(b"someone else's", OLD), (b"someone else's", None), (None, OLD)],
    ids=["another content", "came into being", "was deleted"],
)
def test_a_file_that_changed_underneath_is_left(place: Place, standing: bytes | None, expected: bytes | None) -> None:
    if standing is not None:
        place.stand(standing)
    with pytest.raises(BusyError) as raised:
        place.write(NEW, expected)
    assert (raised.value.code, raised.value.retryable) == ("changed-underneath", True)
    assert (place.path.read_bytes() if place.path.exists() else None) == standing
    assert place.leftovers() == []


def test_an_edit_during_the_writing_is_left(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.stand(OLD)
    fsync = os.fsync
    edited: list[int] = []

    def edit_then_sync(handle: int) -> None:
        if not edited and "tree" in str(Path(f"/proc/self/fd/{handle}").readlink()):
            edited.append(place.path.write_bytes(b"a person's"))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", edit_then_sync)
    with pytest.raises(BusyError):
        place.write(NEW, OLD)
    assert place.path.read_bytes() == b"a person's"
    assert place.leftovers() == []


def test_another_run_is_waited_for_then_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_PATIENCE", 0.05)
    (place.git_dir / "draft-summary").mkdir()
    with FileLock(place.git_dir / "draft-summary" / "lock"), pytest.raises(BusyError) as raised:
        place.write(NEW, None)
    assert raised.value.code == "locked"
    assert not place.path.exists()


def link_file(place: Place, outside: Path) -> Path:
    place.path.parent.mkdir()
    place.path.symlink_to(outside / "target.md")
    return place.path


def dangling_link(place: Place, outside: Path) -> Path:
    place.path.parent.mkdir()
    place.path.symlink_to(outside / "none.md")
    return place.path


def link_inside(place: Place, outside: Path) -> Path:
    (place.root / "real.md").write_bytes(OLD)
    (place.root / "link.md").symlink_to("real.md")
    return place.root / "link.md"


def link_folder(place: Place, outside: Path) -> Path:
    (place.root / "docs").symlink_to(outside)
    return place.root / "docs" / "target.md"


def link_above(place: Place, outside: Path) -> Path:
    (outside / "deep").mkdir()
    (place.root / "docs").symlink_to(outside)
    return place.root / "docs" / "deep" / "new.md"


def file_for_folder(place: Place, outside: Path) -> Path:
    (place.root / "docs").write_bytes(OLD)
    return place.root / "docs" / "new.md"


def folder_for_file(place: Place, outside: Path) -> Path:
    place.path.mkdir(parents=True)
    return place.path


def pipe(place: Place, outside: Path) -> Path:
    place.path.parent.mkdir()
    os.mkfifo(place.path)
    return place.path


PLACES: dict[str, Callable[[Place, Path], Path]] = {
    "a link to a file outside": link_file,
    "a link to nothing": dangling_link,
    "a link to a file inside": link_inside,
    "a folder that is a link": link_folder,
    "a link further up": link_above,
    "a file where a folder should be": file_for_folder,
    "a folder where the file should be": folder_for_file,
    "a pipe": pipe,
    "outside": lambda _, outside: outside / "new.md",
    "up and out": lambda place, _: place.root / ".." / "outside" / "new.md",
    "up and in again": lambda place, _: place.root / "a" / ".." / "new.md",
    "the top level itself": lambda place, _: place.root,
    "git's own folder": lambda place, _: place.root / ".git" / "hooks" / "pre-commit",
    "git's own folder in capitals": lambda place, _: place.root / ".GIT" / "config",
    "a submodule's git folder": lambda place, _: place.root / "sub" / ".git" / "config",
    "a name that begins alike": lambda place, _: Path(f"{place.root}-evil") / "new.md",
    "a relative path": lambda *_: Path("docs") / "summary.md",
}


@pytest.mark.parametrize("make", PLACES.values(), ids=PLACES.keys())
def test_paths_that_are_refused(place: Place, tmp_path: Path, make: Callable[[Place, Path], Path]) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "target.md").write_bytes(OLD)
    path = make(place, outside)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(DocumentError) as raised:
        place.write(NEW, OLD if path.is_file() else None, path)
    assert raised.value.code in {"output-outside", "output-refused"}
    assert (outside / "target.md").read_bytes() == OLD
    ours = {path for path in tmp_path.rglob("*") if "draft-summary" in path.parts}
    assert sorted(set(tmp_path.rglob("*")) - ours) == before


def test_a_folder_swapped_for_a_link_while_writing(place: Place, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    stop = threading.Event()
    docs = place.root / "docs"
    docs.mkdir()

    def swap() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            docs.rename(place.root / f"aside{number}")
            with suppress(FileExistsError):  # the writer may just have made the folder anew
                docs.symlink_to(outside)
                docs.unlink()
                docs.mkdir()

    racer = threading.Thread(target=swap)
    racer.start()
    refused = 0
    try:
        for number in range(150):
            try:
                place.write(NEW, None, docs / f"{number}.md")
            except (DocumentError, BusyError):
                refused += 1
    finally:
        stop.set()
        racer.join()
    assert list(outside.iterdir()) == []
    assert len(list(place.root.rglob("*.md"))) + refused == 150


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
