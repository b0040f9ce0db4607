"""What the branch did to the design itself: it may have been brought up to date, or changed its mind."""

from __future__ import annotations

from bisect import bisect_right

from draft_summary.facts.spec.outline import Section
from draft_summary.values.branch import Branch, ChangedFile, Status, TextFile

_MOST = 5  # sections that are named


def changes_of(design: TextFile | None, sections: tuple[Section, ...], branch: Branch) -> str:
    """Plain words on how the branch changed a design that stood before, or changed one again that it added.

    Empty where it did neither. Sections are those of the lines that were added or removed.
    """
    file = next((one for one in branch.files if design and one.path == design.path), None)
    if file is None:
        return ""
    if file.status is Status.ADDED:
        later = sum(file.path in one.paths for one in branch.commits) - 1
        return f"added on the branch and changed in {later} later commit{'s' if later > 1 else ''}" if later > 0 else ""
    titles = _titles(file, sections)
    more = f" and {len(titles) - _MOST} more" if len(titles) > _MOST else ""
    size = f"+{file.insertions} \N{MINUS SIGN}{file.deletions}"
    return f"changed on the branch ({size})" + (f": {', '.join(titles[:_MOST])}{more}" if titles else "")


def _titles(file: ChangedFile, sections: tuple[Section, ...]) -> list[str]:
    titled = [section for section in sections if section.title]
    starts = [section.line for section in titled]
    found: dict[str, None] = {}
    for hunk in file.hunks:
        for line in sorted({number for number, _ in hunk.added} or {hunk.new_start}):
            if above := bisect_right(starts, line):
                found[titled[above - 1].title] = None
    return list(found)
