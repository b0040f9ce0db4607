"""The skill for coding agents: its text, where agents look for it, and the block in AGENTS.md that points to it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from string import Template

from draft_summary.document import writing
from draft_summary.errors import DocumentError

# Claude Code reads the second; Codex, Cursor, Copilot and Gemini CLI the first.
SKILLS = (".agents/skills/draft-summary/SKILL.md", ".claude/skills/draft-summary/SKILL.md")
AGENTS = "AGENTS.md"
END = "<!-- draft-summary: end -->"
_MARK = re.compile(r"<!-- draft-summary (\S{1,40}): ")
_BLOCK = re.compile(r"<!-- draft-summary \S{1,40}: begin -->.*?" + re.escape(END) + r"\r?\n?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Installed:
    """Paths from the repository's top level."""

    version: str
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def text(version: str) -> str:
    """Return the skill as it is installed; it carries the version."""
    return _template("skill.md").substitute(version=version)


def block(version: str) -> str:
    """Return the fenced block of AGENTS.md."""
    return f"<!-- draft-summary {version}: begin -->\n{_template('agents_block.md').template}{END}\n"


def installed_version(root: Path) -> str:
    """Return the version of the skill in this repository, empty if there is none."""
    try:
        found = [_MARK.search(_read(root / path) or "") for path in SKILLS]
    except DocumentError:
        return ""
    return next((one[1] for one in found if one), "")


def outdated(root: Path, version: str) -> str:
    """Return what to do where the installed skill is of another version, empty where it is not, or not installed."""
    found = installed_version(root)
    if found in ("", version):
        return ""
    return f"the installed skill is of version {found}, this is {version}; run: draft-summary install-skill"


def install(root: Path, git_dir: Path, version: str) -> Installed:
    """Write the skill and the block; what is as it should be is not touched.

    Raises DocumentError for a file of that name that this did not write, and for links; BusyError as `writing` does.
    """
    wanted = {path: text(version) for path in SKILLS}
    for path in SKILLS:
        _require_ours(root / path)
    wanted[AGENTS] = _with_block(_read(root / AGENTS) or "", version)
    written = [path for path, new in wanted.items() if _write(root, git_dir, path, new)]
    return Installed(version, tuple(written), unchanged=tuple(path for path in wanted if path not in written))


def remove(root: Path, git_dir: Path, version: str) -> Installed:
    """Take the skill and the block out again; a folder or an AGENTS.md that is empty then goes too."""
    removed = []
    for path in SKILLS:
        file = root / path
        if _read(file) is None:
            continue
        _require_ours(file)
        file.unlink()
        removed.append(path)
        for folder in list(Path(path).parents)[:-1]:
            with suppress(OSError):  # not empty: others keep things there
                (root / folder).rmdir()
    standing = _read(root / AGENTS)
    if standing is not None and (rest := _BLOCK.sub("", standing)) != standing:
        removed.append(AGENTS)
        if rest.strip():
            _write(root, git_dir, AGENTS, rest.rstrip("\r\n") + _newline(rest))
        else:
            (root / AGENTS).unlink()
    return Installed(version, removed=tuple(removed))


def _with_block(standing: str, version: str) -> str:
    """The text with the block in its place, else at its end; every other byte stays."""
    newline = _newline(standing)
    new = block(version).replace("\n", newline)
    if _BLOCK.search(standing):
        return _BLOCK.sub(lambda _: new, standing, count=1)
    if not standing.strip():
        return new
    ended = standing if standing.endswith("\n") else standing + newline
    return f"{ended}{newline}{new}"


def _newline(text_: str) -> str:
    return "\r\n" if "\r\n" in text_ else "\n"


def _require_ours(file: Path) -> None:
    standing = _read(file)
    if standing is not None and not _MARK.search(standing):
        hint = "Move it away, then install again."
        raise DocumentError(f"{file} is not the skill of draft-summary", code="skill-exists", hint=hint)


def _write(root: Path, git_dir: Path, path: str, new: str) -> bool:
    standing = _read(root / path)
    expected = None if standing is None else standing.encode("utf-8", "surrogateescape")
    data = new.encode("utf-8", "surrogateescape")
    if data == expected:
        return False
    writing.write(root / path, data, expected=expected, root=root, git_dir=git_dir)
    return True


def _read(file: Path) -> str | None:
    """The file's text, bytes that are not UTF-8 escaped; None where there is none. A link is refused."""
    if file.is_symlink() or any(folder.is_symlink() for folder in (file.parent, file.parent.parent)):
        hint = "Nothing is read or written through links: replace it with a file."
        raise DocumentError(f"{file} is behind a symbolic link", code="output-refused", hint=hint)
    try:
        return file.read_bytes().decode("utf-8", "surrogateescape") if file.is_file() else None
    except OSError as error:
        raise DocumentError(
            f"{file} cannot be read: {error.strerror}", code="skill-unreadable", hint="See to the cause."
        ) from None


def _template(name: str) -> Template:
    return Template((Path(__file__).parent / name).read_text("utf-8"))
