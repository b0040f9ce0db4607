"""The one that writes: never half a file, never through a link, never over what someone else wrote meanwhile."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from draft_summary.errors import BusyError, DocumentError

_PATIENCE = 5.0  # seconds to wait for another run
_PRE_IMAGES = 10
_STALE = re.compile(r"\.draft-summary-[0-9a-f]{16}\.tmp")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def write(path: Path, data: bytes, *, expected: bytes | None, root: Path, git_dir: Path) -> None:
    """Write the summary if it differs from what stands; a kill at any moment leaves the old file or the new one.

    `path` is inside `root`, the repository's top level; missing folders are made. `expected` is what the merge read,
    None where there was no file. Lock and pre-images (the last 10) are under `git_dir`. Raises DocumentError for a path
    outside `root`, through a symbolic link or in `.git`, and for what the operating system refuses; BusyError where
    another run holds the lock or the file is no longer as `expected`.
    """
    parts = _inside(path, root)
    try:
        with _locked(git_dir), _folder(root, parts[:-1], path) as folder:
            name = parts[-1]
            mode = _compare(folder, name, expected, path)
            if data == expected:
                return
            _reap(folder)
            if expected is not None:
                _keep(expected, git_dir)
            _replace(folder, name, data, expected=expected, mode=mode, path=path)
    except OSError as error:
        raise DocumentError(
            f"cannot write {path}: {error.strerror or error}",
            code="output-unwritable",
            hint="the file is as it was, or complete; see to the cause, then run again",
        ) from error


def _inside(path: Path, root: Path) -> tuple[str, ...]:
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        parts = ()
    if not parts or ".." in parts or any(part.casefold() == ".git" for part in parts):
        raise DocumentError(
            f"{path} is not a file inside the repository {root}",
            code="output-outside",
            hint="choose an --output inside the repository and outside of .git",
        )
    return parts


@contextmanager
def _locked(git_dir: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # noqa: PLC0415 — only a run that writes needs it

    folder = git_dir / "draft-summary"
    folder.mkdir(exist_ok=True)
    lock = FileLock(folder / "lock", timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(
            "another draft-summary is writing in this repository", code="locked", hint="try again when it has ended"
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _folder(root: Path, parts: tuple[str, ...], path: Path) -> Iterator[int]:
    """A handle on the folder to write in, opened part by part, so that none of them can be a link, now or later."""
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts:
            below = _enter(handle, part, path)
            os.close(handle)
            handle = below
        yield handle
    finally:
        os.close(handle)


def _enter(handle: int, part: str, path: Path) -> int:
    try:
        return os.open(part, _FOLDER, dir_fd=handle)
    except FileNotFoundError:
        with suppress(FileExistsError):
            os.mkdir(part, dir_fd=handle)
            os.fsync(handle)
        return os.open(part, _FOLDER, dir_fd=handle)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOTDIR}:
            raise _refused(path, f"{part} is a symbolic link or no folder") from error
        raise


def _refused(path: Path, reason: str) -> DocumentError:
    return DocumentError(
        f"cannot write {path}: {reason}",
        code="output-refused",
        hint="nothing is written through links: name the file itself",
    )


def _compare(folder: int, name: str, expected: bytes | None, path: Path) -> int | None:
    """The standing file's mode, None where there is none. Raises BusyError where it is not as expected."""
    try:
        status = os.lstat(name, dir_fd=folder)
    except FileNotFoundError:
        status = None
    if status is not None and not stat.S_ISREG(status.st_mode):
        raise _refused(path, "it is a symbolic link or no regular file")
    current = _read(folder, name) if status is not None else None
    if current != expected:
        raise BusyError(
            f"{path} was changed while the summary was drafted",
            code="changed-underneath",
            hint="run again: the new draft starts from the file as it is now",
        )
    return stat.S_IMODE(status.st_mode) if status is not None else None


def _read(folder: int, name: str) -> bytes:
    handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    with os.fdopen(handle, "rb") as file:
        return file.read()


def _replace(folder: int, name: str, data: bytes, *, expected: bytes | None, mode: int | None, path: Path) -> None:
    temporary = f".draft-summary-{secrets.token_hex(8)}.tmp"
    try:
        _store(folder, temporary, data, mode)
        _compare(folder, name, expected, path)  # an editor does not know our lock
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise
    os.fsync(folder)


def _store(folder: int, name: str, data: bytes, mode: int | None) -> None:
    handle = os.open(name, _NEW_FILE, 0o644, dir_fd=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        if mode is not None:
            os.fchmod(handle, mode)
        os.fsync(handle)


def _reap(folder: int) -> None:
    """Remove what a killed run left: the lock is ours, so that nobody is writing to it."""
    for name in os.listdir(folder):
        if _STALE.fullmatch(name):
            with suppress(OSError):
                os.unlink(name, dir_fd=folder)


def _keep(data: bytes, git_dir: Path) -> None:
    """Keep what is about to be replaced, by its digest."""
    folder = git_dir / "draft-summary" / "preimages"
    folder.mkdir(exist_ok=True)
    kept = folder / f"{hashlib.sha256(data).hexdigest()[:16]}.md"
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _reap(handle)
        temporary = f".draft-summary-{secrets.token_hex(8)}.tmp"
        _store(handle, temporary, data, None)
        os.replace(temporary, kept.name, src_dir_fd=handle, dst_dir_fd=handle)
        os.fsync(handle)
    finally:
        os.close(handle)
    others = sorted((other.stat().st_mtime_ns, other) for other in folder.glob("*.md"))
    for _, oldest in others[:-_PRE_IMAGES]:
        with suppress(OSError):
            oldest.unlink()
