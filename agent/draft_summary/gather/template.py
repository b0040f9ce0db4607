"""The template in force: the one asked for, else the repository's own at head, else the built-in one."""

from __future__ import annotations

from pathlib import Path

from draft_summary.errors import DocumentError
from draft_summary.gather import blobs, places
from draft_summary.gather.tree import Listing

FOLDER = "directive/reference/templates/"
NAMES = ("implementation_summary_template.md", "implementation_template.md", "implementation_summary.md")
BUILT_IN = Path(__file__).with_name("implementation_summary_template.md")


def find(head: Listing, *, wanted: str, root: Path) -> str:
    """The template's path in the head's tree; empty where it is the built-in one, or a file of the user's."""
    if not wanted:
        return next((FOLDER + name for name in NAMES if FOLDER + name in head and head[FOLDER + name].is_file), "")
    path = places.relative(root, wanted)
    return path if path is not None and path in head else ""


def built_in() -> str:
    """The longest of upstream's versions: every line of a shorter one (13 headings instead of 17) is in it."""
    return BUILT_IN.read_text(encoding="utf-8")


def read_outside(wanted: str, root: Path) -> str:
    """The text of a template that is not in the head's tree: the built-in one unless `wanted`, a path on this machine.

    Raises DocumentError `template-missing` or `document-unreadable`.
    """
    if not wanted:
        return built_in()
    path = Path(wanted).expanduser().absolute()
    inside = path.parent.resolve().is_relative_to(root)
    # What the branch brought could be a link to anything; outside, only the user put it.
    data = places.content(path, wanted, follow=not inside)
    if data is None:
        hint = "Name a file of the head's tree, or any other on this machine, with --template."
        raise DocumentError(f"template {wanted!r} was not found", code="template-missing", hint=hint)
    return usable(data, wanted)


def usable(data: bytes, shown: str) -> str:
    """A template's text. Raises DocumentError for binary content."""
    if blobs.is_binary(data):
        raise DocumentError(f"template {shown} is not text", code="document-unreadable", hint="Name a Markdown file.")
    return blobs.decode(data)
