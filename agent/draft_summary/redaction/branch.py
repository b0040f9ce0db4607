"""Redaction of a branch: whole texts first, then the hunks rebuilt from them, so that no hunk's edge cuts a secret."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from draft_summary.redaction.characters import visible
from draft_summary.redaction.pem import FAMILY, cut_off
from draft_summary.redaction.spans import mark
from draft_summary.redaction.text import Redaction, redact_text, redaction
from draft_summary.values.branch import Branch, ChangedFile, Commit, Feature, Hunk, TextFile, Tree, Trees
from draft_summary.values.document import Standing
from draft_summary.values.facts import Facts

_HEADING_KEY = 20  # characters by which a hunk's heading, which git cuts off, is told among a file's lines
_HEADING_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Redacted:
    """The branch and the texts of both trees, fit to be shown.

    `count` is the number of different secrets replaced in what the branch is about: its changed files on either side,
    its commits and documents. Files that were read beside them are redacted and not counted.
    """

    branch: Branch
    trees: Trees
    count: int


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a changed file: its lines by number as they may be shown, and those that had to be changed."""

    lines: Mapping[int, str]
    altered: Mapping[str, str]
    known: bool  # whether the whole text was read
    secrets: frozenset[bytes]


def redact(branch: Branch, trees: Trees) -> Redacted:
    """Replace the secrets and the hostile characters of all that was read, once, line by line what it was.

    Paths keep their secrets, if any, but show their hostile characters. The template, the summary and where it is
    written stay as they are.
    """
    once = cache(redaction)  # most wanted files are the same on both sides
    base, head = _Texts(trees.base, once), _Texts(trees.head, once)
    secrets: set[bytes] = set()

    def shown(text: str) -> str:
        done = once(text)
        secrets.update(done.secrets)
        return done.text

    files = tuple(_file(file, base, head, secrets) for file in branch.files)
    redacted = replace(
        branch,
        name=shown(branch.name),
        files=files,
        commits=tuple(_commit(commit, shown) for commit in branch.commits),
        feature=_feature(branch.feature, shown),
        dirty=tuple(map(visible, branch.dirty)),
        notes=tuple(map(shown, branch.notes)),
    )
    return Redacted(redacted, Trees(base.tree, head.tree), len(secrets))


class _Texts:
    """A tree's texts before and after redaction."""

    def __init__(self, tree: Tree, redacted: Callable[[str], Redaction]) -> None:
        self.before = tree.texts
        self.after = {path: redacted(text) for path, text in tree.texts.items()}
        self.tree = Tree(
            paths=tuple(map(visible, tree.paths)),
            texts={visible(path): done.text for path, done in self.after.items()},
            unread={visible(path): visible(reason) for path, reason in tree.unread.items()},
        )

    def side(self, path: str, hunked: Mapping[int, str]) -> _Side:
        """Return a file's side. Where its text was not read, the hunks' own lines are redacted together."""
        if path in self.before:
            before, after = self.before[path].split("\n"), self.after[path].text.split("\n")
            if all(number <= len(before) and _same(before[number - 1], line) for number, line in hunked.items()):
                altered = {_key(old): new for old, new in zip(before, after, strict=True) if old.rstrip("\r") != new}
                lines = {number: after[number - 1] for number in hunked}
                return _Side(lines, altered, known=True, secrets=self.after[path].secrets)
        lines, secrets = _alone(hunked)
        return _Side(lines, {}, known=False, secrets=secrets)


def redact_standing(standing: Standing) -> Standing:
    """Return what stands in the summary as a model may see it: a branch may have written anything there."""
    blocks = tuple(replace(block, text=redact_text(block.text)[0]) for block in standing.blocks)
    return replace(standing, blocks=blocks)


def redact_reports(facts: Facts) -> Facts:
    """Return the facts with what reports say as it may be shown: a test's name may be anything."""
    reports = (
        replace(one, path=visible(one.path), text=redact_text(one.text)[0], problem=redact_text(one.problem)[0])
        for one in facts.reports
    )
    return replace(facts, reports=tuple(reports))


def _alone(hunked: Mapping[int, str]) -> tuple[dict[int, str], frozenset[bytes]]:
    """Redact the lines of one side without the text between them; what may be a key's cut-off part goes, too."""
    if not hunked:
        return {}, frozenset()
    done = redaction("\n".join(hunked.values()))
    lines = dict(zip(hunked, done.text.split("\n"), strict=True))
    numbers = sorted(lines)
    starts = [at for at, number in enumerate(numbers) if at == 0 or numbers[at - 1] != number - 1]
    for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True):
        run = numbers[start:end]
        for index in cut_off([lines[number] for number in run]):
            lines[run[index]] = mark(FAMILY)
    return lines, done.secrets


def _file(file: ChangedFile, base: _Texts, head: _Texts, secrets: set[bytes]) -> ChangedFile:
    old = base.side(file.old_path or file.path, _numbered(file.hunks, "-"))
    new = head.side(file.path, _numbered(file.hunks, "+"))
    secrets |= old.secrets | new.secrets
    return replace(
        file,
        path=visible(file.path),
        old_path=None if file.old_path is None else visible(file.old_path),
        hunks=tuple(_hunk(hunk, old, new) for hunk in file.hunks),
    )


def _numbered(hunks: Iterable[Hunk], sign: str) -> dict[int, str]:
    """Return the lines of one side by their number: what `sign` marks, and the context."""
    found: dict[int, str] = {}
    for hunk in hunks:
        number = hunk.new_start if sign == "+" else hunk.old_start
        for line in hunk.lines:
            if line[:1] in (sign, " ", ""):
                found[number] = line[1:]
                number += 1
    return found


def _hunk(hunk: Hunk, old: _Side, new: _Side) -> Hunk:
    lines = []
    old_number, new_number = hunk.old_start, hunk.new_start
    for line in hunk.lines:
        sign = line[:1]
        if sign == "-":
            lines.append(sign + old.lines[old_number])
        elif sign == "\\":
            lines.append(line)
        else:
            lines.append(sign + new.lines[new_number])
        old_number += sign in ("-", " ", "")
        new_number += sign in ("+", " ", "")
    return replace(hunk, path=visible(hunk.path), heading=_heading(hunk.heading, old), lines=tuple(lines))


def _heading(heading: str, side: _Side) -> str:
    """Return a line of the base that git shows above the hunk, cut off: only beside its whole line can it be judged."""
    if not heading or not side.known:
        return ""
    line = side.altered.get(_key(heading))
    return visible(heading if line is None else line[:_HEADING_LENGTH].rstrip())


def _key(line: str) -> str:
    return line.strip()[:_HEADING_KEY]


def _same(line: str, hunked: str) -> bool:
    return line.rstrip("\r") == hunked.rstrip("\r")


def _commit(commit: Commit, shown: Callable[[str], str]) -> Commit:
    return replace(
        commit,
        subject=shown(commit.subject),
        body=shown(commit.body),
        author=shown(commit.author),
        paths=tuple(map(visible, commit.paths)),
    )


def _feature(feature: Feature, shown: Callable[[str], str]) -> Feature:
    def document(file: TextFile | None) -> TextFile | None:
        return None if file is None else TextFile(visible(file.path), shown(file.text))

    return replace(
        feature,
        directory=visible(feature.directory),
        spec=document(feature.spec),
        design=document(feature.design),
        others=tuple(TextFile(visible(file.path), shown(file.text)) for file in feature.others),
        notes=tuple(map(shown, feature.notes)),
    )
