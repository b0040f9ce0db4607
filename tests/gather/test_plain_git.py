"""The lists of files and commits against plain git's own, on branches that hypothesis makes up."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from support.gathered import read
from support.repositories import Executable, Sample, Symlink, build

LETTERS = {"A": "added", "M": "modified", "D": "deleted", "R": "renamed", "T": "type-changed"}
PATHS = ("a.py", "b.py", "sub/c.py", "sub/d e.py", 'sub/é\n"x', "--f", "directive/specs/thing/spec.md")
SUMMARY = "directive/specs/thing/implementation_summary.md"
TEXTS = ["".join(f"{word} {number}\n" for number in range(12)) for word in ("red", "blue")]
CONTENTS = [*TEXTS, *(text.replace(" 5\n", " five\n") for text in TEXTS), "", "x", "é\r\n", b"\0\1", b"\xff\n"]

content = st.sampled_from(CONTENTS) | st.sampled_from(TEXTS).map(Executable) | st.just(Symlink("a.py")) | st.none()
summary = st.sampled_from(TEXTS) | st.none()
change = st.builds(
    lambda files, summaries: {**files, **summaries},
    st.dictionaries(st.sampled_from(PATHS), content, max_size=4),
    st.dictionaries(st.just(SUMMARY), summary),
)


def renamed(words: list[str]) -> dict[str, tuple[str, str | None]]:
    """`--name-status -z` as path -> (status, old path)."""
    found: dict[str, tuple[str, str | None]] = {}
    while len(words) > 1:
        letter, first = words.pop(0)[0], words.pop(0)
        path = words.pop(0) if letter == "R" else first
        found[path] = (LETTERS[letter], first if letter == "R" else None)
    return found


def plain_files(sample: Sample, without: str) -> Mapping[str, tuple[str, str | None]]:
    base = sample.git("merge-base", "main", "HEAD")
    leave_out = ("--", ".", f":(exclude,literal){without}")
    return renamed(sample.git("diff", "-M", "--name-status", "-z", base, "HEAD", *leave_out).split("\0"))


def plain_counts(sample: Sample, without: str) -> tuple[int, int]:
    base = sample.git("merge-base", "main", "HEAD")
    rows = sample.git("diff", "--no-renames", "--numstat", "-z", base, "HEAD", "--", ".", f":(exclude){without}").split(
        "\0"
    )
    counts = [row.split("\t")[:2] for row in rows if row and not row.startswith("-")]
    return sum(int(one) for one, _ in counts), sum(int(one) for _, one in counts)


def plain_commits(sample: Sample, without: str) -> list[str]:
    shas = sample.git("rev-list", "--no-merges", "--reverse", "main..HEAD").split()
    touched = {sha: sample.git("show", "--format=", "--name-only", "--no-renames", "-z", sha) for sha in shas}
    return [sha for sha in shas if touched[sha].strip("\0").split("\0") != [without]]


@settings(max_examples=25, deadline=None)
@given(base=change, ours=st.lists(change, min_size=1, max_size=4), theirs=change, merge_at=st.integers(0, 4))
def test_files_and_commits_are_plain_gits(
    base: dict[str, str | bytes | None],
    ours: list[dict[str, str | bytes | None]],
    theirs: dict[str, str | bytes | None],
    merge_at: int,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sample = build(Path(folder) / "repo", {"kept": "k\n", **base})
        for number, files in enumerate(ours):
            sample.commit(files, f"change {number}")
            if number == merge_at:
                sample.checkout("main")
                sample.commit({f"main-{path}": text for path, text in theirs.items()}, "on main")
                sample.checkout("feature/thing")
                sample.git("merge", "--quiet", "--no-edit", "main")
        branch = read(sample)
        found = {file.path: (file.status.value, file.old_path) for file in branch.files}
        assert found == plain_files(sample, branch.summary_path)
        assert [commit.sha for commit in branch.commits] == plain_commits(sample, branch.summary_path)
        for file in branch.files:
            assert sum(len(hunk.added) for hunk in file.hunks) == file.insertions
            assert sum(len(hunk.removed) for hunk in file.hunks) == file.deletions
        if not any(file.old_path for file in branch.files):
            counted = sum(file.insertions for file in branch.files), sum(file.deletions for file in branch.files)
            assert counted == plain_counts(sample, branch.summary_path)
