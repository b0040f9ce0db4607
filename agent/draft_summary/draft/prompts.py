"""What the model is told: Markdown, a file per part, in the wheel as `_prompts`, in a checkout as `prompts/`."""

from __future__ import annotations

from pathlib import Path
from string import Template

from draft_summary.values.evidence import digest_of

PACKAGE = Path(__file__).parent.parent


def folder() -> Path:
    """Return the folder of the parts: the packaged one, else the checkout's."""
    packaged = PACKAGE / "_prompts"
    return packaged if packaged.is_dir() else PACKAGE.parent.parent / "prompts"


def part(name: str, **values: str) -> str:
    """Return the part of that name, its `$names` replaced by the values, which are not looked into again."""
    text = (folder() / f"{name}.md").read_text("utf-8").strip()
    return Template(text).substitute(values) if values else text


def instruction(slot_ask: str) -> str:
    """Return how one slot is asked for; `slot_ask` is `Slot.ask`."""
    return part(f"asks/{slot_ask.removesuffix('.md')}")


def version() -> str:
    """Return 12 hex digits over all parts: another text, another version."""
    root = folder()
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.md"))
    return digest_of(*(text for path in paths for text in (path, (root / path).read_text("utf-8"))))
