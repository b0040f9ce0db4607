"""Files Changed: every path of the change, what became of it, and what for."""

from __future__ import annotations

from collections.abc import Mapping

from draft_summary.sections.blocks import bullet, fact, heading, paragraph, prose
from draft_summary.sections.content import Content, Known, Prose
from draft_summary.sections.folding import FOLDS, Arranged, Fold, Group, arranged, with_own_line
from draft_summary.sections.section import Section
from draft_summary.sections.sources import WORK, Sources, Topic
from draft_summary.sections.text import churn, code, counted
from draft_summary.sections.written import Written
from draft_summary.values.branch import ChangedFile, Status
from draft_summary.values.document import Block
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import FileFact, FileKind
from draft_summary.values.slots import SectionOutline, Slot

SIZE = Slot("files.size", "files")
NEW = Slot(
    "files.new",
    "files",
    ("New Files", "Added Files", "Files Added", "Created Files", "Files Created", "Added", "New"),
    parts=("text",),
    keyed="path",
    evidence=WORK,
    ask="files.new",
)
MODIFIED = Slot(
    "files.modified",
    "files",
    ("Modified Files", "Files Modified", "Updated Files", "Files Updated", "Edited Files", "Modified", "Updated"),
    parts=("text",),
    keyed="path",
    evidence=WORK,
    ask="files.modified",
)
DELETED = Slot(
    "files.deleted",
    "files",
    ("Deleted Files", "Files Deleted", "Removed Files", "Files Removed", "Deleted", "Removed"),
    parts=("text",),
    keyed="path",
    evidence=WORK,
    ask="files.deleted",
)
OUTLINE = SectionOutline(
    "files",
    "Files Changed",
    ("Changed Files", "Files", "File Changes", "Files Changed Summary", "Changes by File", "Files Touched"),
    (SIZE, NEW, MODIFIED, DELETED),
)

KINDS = {
    FileKind.CODE: "code",
    FileKind.TEST: "tests",
    FileKind.DOCS: "docs",
    FileKind.CONFIG: "configuration",
    FileKind.SPEC: "spec",
    FileKind.LOCK: "lockfiles",
    FileKind.GENERATED: "generated",
}
# git's file modes (gitformat-index, "mode")
MODES = {"100644": "file", "100755": "executable file", "120000": "symbolic link", "160000": "submodule"}


class FilesContent(Content):
    """All changed files, arranged under the template's three headings; `texts` is the prose by path."""

    files: tuple[Known[FileFact], ...]
    new: Arranged
    modified: Arranged
    deleted: Arranged
    texts: Mapping[str, Prose]


def assemble(dossier: Dossier, written: Written) -> FilesContent:
    """Every file in exactly one place, with what the claims say about it."""
    own_line = frozenset(one.path for one in with_own_line(dossier))
    files = dossier.facts.files
    under = {slot: [one for one in files if _slot(one) is slot] for slot in (NEW, MODIFIED, DELETED)}
    said = {one.path: written.about(_slot(one), one.path) for one in files if one.path in own_line}
    return FilesContent(
        files=files,
        new=arranged(dossier, under[NEW], own_line),
        modified=arranged(dossier, under[MODIFIED], own_line),
        deleted=arranged(dossier, under[DELETED], own_line),
        texts={path: text for path, text in said.items() if text},
    )


def render(content: FilesContent) -> tuple[Block, ...]:
    """The size in one line, then the headings that have files."""
    blocks = [paragraph(SIZE, "line", fact(_size(content.files)))]
    for slot, files in ((NEW, content.new), (MODIFIED, content.modified), (DELETED, content.deleted)):
        bullets = [_line(slot, one, content.texts.get(one.path)) for one in files.lines]
        bullets += [_group(slot, one) for one in files.groups]
        bullets += [_fold(slot, one) for one in files.folds]
        blocks += [heading(slot), *bullets] if bullets else []
    return tuple(blocks)


def topics(sources: Sources) -> tuple[Topic, ...]:
    """The files that have a line of their own."""
    return tuple(
        topic
        for one in with_own_line(sources.dossier)
        for topic in sources.topic(_slot(one), sources.of_path(one.path), one.path)
    )


def shown(file: ChangedFile) -> str:
    """The path in a code span, with what git says of it beyond that it is new, modified or deleted."""
    notes = []
    if file.old_path and file.status in {Status.RENAMED, Status.COPIED}:
        notes.append(f"{file.status.value} from {code(file.old_path)}")
    if file.status is Status.TYPE_CHANGED:
        notes.append(f"{_mode(file.old_mode)} became {_mode(file.new_mode)}")
    elif file.status in {Status.MODIFIED, Status.RENAMED} and file.old_mode != file.new_mode:
        notes.append(f"mode {file.old_mode} became {file.new_mode}")
    elif (mode := file.old_mode if file.status is Status.DELETED else file.new_mode) in {"120000", "160000"}:
        notes.append(MODES[mode])
    return f"{code(file.path)} ({', '.join(notes)})" if notes else code(file.path)


def _slot(one: FileFact) -> Slot:
    if one.file.status in {Status.ADDED, Status.COPIED}:
        return NEW
    return DELETED if one.file.status is Status.DELETED else MODIFIED


def _line(slot: Slot, one: FileFact, text: Prose | None) -> Block:
    old = one.file.old_path if one.file.status is Status.RENAMED else None
    names = (one.path, old) if old else (one.path,)
    return bullet(slot, one.path, fact(shown(one.file)), prose(text), identity=names, previous=names[1:])


def _group(slot: Slot, group: Group) -> Block:
    key = f"{group.folder or './'}#{group.kind.value}"
    name = code(group.folder) if group.folder else "Top level"
    paths = ", ".join(shown(one.file) for one in group.files)
    lines = churn(sum(one.file.insertions for one in group.files), sum(one.file.deletions for one in group.files))
    size = counted(len(group.files), "file") + (f", {lines}" if lines else "")
    return bullet(slot, key, fact(f"{name} ({group.kind.value}, {size}): {paths}"), identity=(group.folder or "./",))


def _fold(slot: Slot, fold: Fold) -> Block:
    paths = ", ".join(shown(one.file) for one in fold.files)
    identity = tuple(one.path for one in fold.files)
    return bullet(slot, f"#{fold.key}", fact(f"{FOLDS[fold.key]}: {paths}"), identity=identity)


def _mode(mode: str) -> str:
    return MODES.get(mode, f"mode {mode}")


def _size(files: tuple[FileFact, ...]) -> str:
    """`16 files, +3,269 …, of which code …, tests …`: the kinds only where there is more than one."""
    if not files:
        return "No files changed."
    parts = [counted(len(files), "file")]
    if lines := _churn(files):
        parts.append(lines)
    by_kind = {name: _churn(tuple(one for one in files if one.kind is kind)) for kind, name in KINDS.items()}
    named = [f"{name} {lines}" for name, lines in by_kind.items() if lines]
    if len(named) > 1:
        parts.append(f"of which {', '.join(named)}")
    if binary := sum(one.file.binary for one in files):
        parts.append(f"{binary:,} binary")
    return f"{', '.join(parts)}."


def _churn(files: tuple[FileFact, ...]) -> str:
    return churn(sum(one.file.insertions for one in files), sum(one.file.deletions for one in files))


SECTION = Section(OUTLINE, assemble, render, topics)
