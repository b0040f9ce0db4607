"""Writing: only where it may, only over what was read, only what changed."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from filelock import FileLock

from document.places import NEW, OLD, Place
from draft_summary.document import writing
from draft_summary.errors import BusyError, DocumentError


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
