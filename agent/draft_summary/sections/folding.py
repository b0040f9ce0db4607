"""Which changed files get a line of their own, which are grouped by folder, which are folded into a line a kind."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from draft_summary.sections.content import Content, Known
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import FileFact, FileKind

MOST_LINES = 40  # above this many files with a line of their own, folders are listed instead
RISKIEST = 12  # source files that keep a line of their own then

FOLDS = {
    "feature": "Feature folder",
    FileKind.LOCK.value: "Lockfiles",
    FileKind.GENERATED.value: "Generated",
    FileKind.BINARY.value: "Binary",
}
EXAMPLES = frozenset({"example", "examples", "demo", "demos", "sample", "samples"})
# Source first; what a reviewer reads last, or not at all, stands last.
ORDER = (FileKind.CODE, FileKind.CONFIG, FileKind.TEST, FileKind.DOCS, FileKind.SPEC)


class Group(Content):
    """The files of one folder (`src/a/`, empty for the top level) and kind, where the change has too many for lines."""

    folder: str
    kind: FileKind
    files: tuple[Known[FileFact], ...]


class Fold(Content):
    """Files of a kind that nobody reviews line by line; `key` is one of `FOLDS`."""

    key: str
    files: tuple[Known[FileFact], ...]


class Arranged(Content):
    """The files of one heading: each is in exactly one line, group or fold."""

    lines: tuple[Known[FileFact], ...] = ()
    groups: tuple[Group, ...] = ()
    folds: tuple[Fold, ...] = ()


def fold_of(dossier: Dossier, fact: FileFact) -> str:
    """The fold that a file belongs to, empty for one that is listed."""
    directory = dossier.branch.feature.directory.rstrip("/")
    if directory and fact.path.startswith(f"{directory}/"):
        return "feature"
    return fact.kind.value if fact.kind.value in FOLDS else ""


def with_own_line(dossier: Dossier) -> tuple[FileFact, ...]:
    """The files that get a line of their own: all that are not folded, or else the source files with the most churn."""
    files = [fact for fact in dossier.facts.files if not fold_of(dossier, fact)]
    return tuple(files) if len(files) <= MOST_LINES else riskiest(files, RISKIEST)


def riskiest(files: Iterable[FileFact], most: int) -> tuple[FileFact, ...]:
    """The source files with the most changed lines, examples after what they show."""
    source = [one for one in files if one.kind is FileKind.CODE and one.file.insertions + one.file.deletions]
    return tuple(sorted(source, key=_risk)[:most])


def _risk(fact: FileFact) -> tuple[bool, int, str]:
    is_example = not EXAMPLES.isdisjoint(fact.path.split("/")[:-1])
    return is_example, -fact.file.insertions - fact.file.deletions, fact.path


def arranged(dossier: Dossier, files: Iterable[FileFact], own_line: frozenset[str]) -> Arranged:
    """The files of one heading in the order in which they are shown. `own_line` are the paths of `with_own_line`."""
    folds: dict[str, list[FileFact]] = {key: [] for key in FOLDS}
    groups: dict[tuple[FileKind, str], list[FileFact]] = {}
    lines = []
    for fact in sorted(files, key=lambda one: (_rank(one), one.path)):
        if fold := fold_of(dossier, fact):
            folds[fold].append(fact)
        elif fact.path in own_line:
            lines.append(fact)
        else:
            groups.setdefault((fact.kind, _folder(fact.path)), []).append(fact)
    return Arranged(
        lines=tuple(lines),
        groups=tuple(Group(folder=folder, kind=kind, files=tuple(some)) for (kind, folder), some in groups.items()),
        folds=tuple(Fold(key=key, files=tuple(some)) for key, some in folds.items() if some),
    )


def _rank(fact: FileFact) -> int:
    return ORDER.index(fact.kind) if fact.kind in ORDER else len(ORDER)


def _folder(path: str) -> str:
    parent = str(PurePosixPath(path).parent)
    return "" if parent == "." else f"{parent}/"
