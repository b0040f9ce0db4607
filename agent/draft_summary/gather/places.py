"""Paths that a user or the branch names: brought to the repository's top level, and refused where they leave it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from draft_summary.errors import DocumentError

LARGEST_DOCUMENT = 1024 * 1024  # bytes; real summaries and templates are under 400 KB
INSIDE = "Name a path inside the repository."


def relative(root: Path, given: str) -> str | None:
    """A path from the top level with `/` between its parts, or None where it is outside; relative ones start there."""
    path = Path(os.path.normpath(root / given))
    if not path.is_relative_to(root):
        path = path.parent.resolve() / path.name  # an absolute path through a link to the repository
    return path.relative_to(root).as_posix() if path.is_relative_to(root) and path != root else None


def writable(root: Path, path: str) -> None:
    """Raise DocumentError if writing there could touch anything but one file of this repository's work tree."""
    parts = path.split("/")
    if any(part.casefold() == ".git" for part in parts):
        raise DocumentError(f"{path} is inside .git", code="output-outside", hint=INSIDE)
    for number in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:number])
        shown = "/".join(parts[:number])
        try:
            mode = place.lstat().st_mode
        except FileNotFoundError:
            return
        except OSError as error:
            raise DocumentError(f"{shown}: {error.strerror}", code="output-unusable", hint=INSIDE) from error
        if stat.S_ISLNK(mode):
            hint = "Nothing is written through a link: name its target with --output."
            raise DocumentError(f"{shown} is a symbolic link", code="output-symlink", hint=hint)
        last = number == len(parts)
        if not (stat.S_ISREG(mode) if last else stat.S_ISDIR(mode)):
            expected = "file" if last else "folder"
            raise DocumentError(f"{shown} is not a {expected}", code="output-unusable", hint=INSIDE)
        if not last and os.path.lexists(place / ".git"):
            raise DocumentError(f"{shown} is another repository", code="output-outside", hint=INSIDE)


def content(path: Path, shown: str, *, follow: bool = False, most: int = LARGEST_DOCUMENT) -> bytes | None:
    """A file's bytes, None if there is none. Raises DocumentError for a link, a device or more than `most` bytes."""
    try:
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return None
        raise unreadable(shown, error.strerror or "unreadable") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise unreadable(shown, "not a file")
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise unreadable(shown, f"larger than {most // 1024**2} MB")
    return data


def unreadable(shown: str, reason: str) -> DocumentError:
    """The error for a document that is there and cannot be used."""
    return DocumentError(
        f"{shown} cannot be read: {reason}", code="document-unreadable", hint="Mend it or name another."
    )
