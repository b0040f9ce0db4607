"""A work tree to write into, with its git directory beside it."""

from __future__ import annotations

from pathlib import Path

from draft_summary.document import writing

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
