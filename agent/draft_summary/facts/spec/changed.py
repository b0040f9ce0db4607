"""What the branch did to the design itself: it may have been brought up to date, or changed its mind."""

from __future__ import annotations

from draft_summary.facts.spec.outline import Section
from draft_summary.values.branch import Branch, ChangedFile, Status, TextFile

_MOST = 5  # sections or commits that are named


def changes_of(design: TextFile | None, sections: tuple[Section, ...], branch: Branch) -> str:
    """Plain words on how the branch changed a design that stood before, or changed one again that it added.

    Empty where it did neither. Sections are those of the lines that were added or removed.
    """
    file = next((one for one in branch.files if design and one.path == design.path), None)
    if file is None:
        return ""
    commits = [one.short for one in branch.commits if file.path in one.paths]
    if file.status is Status.ADDED:
        again = f"{', '.join(commits[1:][:_MOST])}{_more(len(commits) - 1)}"
        return f"added on the branch and changed again in {again}" if len(commits) > 1 else ""
    titles = _titles(file, sections)
    size = f"+{file.insertions} \N{MINUS SIGN}{file.deletions}"
    return f"changed on the branch ({size})" + (f": {', '.join(titles[:_MOST])}{_more(len(titles))}" if titles else "")


def _titles(file: ChangedFile, sections: tuple[Section, ...]) -> list[str]:
    titled = [section for section in sections if section.title]
    found: dict[str, None] = {}
    for hunk in file.hunks:
        for line in sorted({number for number, _ in hunk.added} or {hunk.new_start}):
            above = [section for section in titled if section.line <= line]
            if above:
                found[above[-1].title] = None
    return list(found)


def _more(number: int) -> str:
    return f" and {number - _MOST} more" if number > _MOST else ""
