"""The commits of the range, and ids of their patches that survive a rebase."""

from __future__ import annotations

from pathlib import Path

import pytest

from draft_summary.gather import log
from support.features import SPEC, SUMMARY
from support.gathered import read
from support.repositories import Sample, build


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return build(tmp_path / "repo", {"a.py": "1\n2\n3\n"}, ("feat: first", {"a.py": "1\ntwo\n3\n"}))


def patch_ids(sample: Sample) -> list[str]:
    return [commit.patch_id for commit in read(sample).commits]


def test_what_a_commit_says(sample: Sample) -> None:
    message = "feat(x): café\n\nBody of\ntwo lines.\n\nCo-authored-by: B <b@example.org>"
    sample.commit({"b.py": "1\n", "a.py": None}, message, author="Bea Ünsal <bea@example.org>")
    first, second = read(sample).commits
    assert (first.subject, first.body, first.author) == ("feat: first", "", "Ada Author")
    assert (second.subject, second.author) == ("feat(x): café", "Bea Ünsal")
    assert second.body == "Body of\ntwo lines.\n\nCo-authored-by: B <b@example.org>"
    assert (first.date, second.date) == ("2026-01-05T10:00:00+00:00", "2026-01-05T11:00:00+00:00")
    assert second.paths == ("a.py", "b.py")
    assert second.sha == sample.sha()


def test_a_message_in_another_encoding(sample: Sample) -> None:
    sample.git("config", "i18n.commitEncoding", "ISO-8859-1")
    sample.git("commit", "--quiet", "--allow-empty", "-F", "-", stdin=b"caf\xe9\n")
    assert read(sample).commits[-1].subject == "café"


def test_a_message_that_is_not_what_it_says(sample: Sample) -> None:
    raw = sample.git("cat-file", "commit", "HEAD").split("\n\n")[0].encode()
    commit = sample.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw + b"\n\ncaf\xe9\n")
    sample.git("reset", "--quiet", commit)
    assert read(sample).commits[-1].subject == "caf\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("message", ["", "\n\n", "x" * 5000, "a\0b"[:1], "%H%x00 %s", "feat: x\x1b[31m\n\n:000000 A"])
def test_odd_messages_do_not_shift_the_fields(sample: Sample, message: str) -> None:
    sha = sample.commit({"b.py": "1\n"}, message)
    commit = read(sample).commits[-1]
    assert (commit.sha, commit.author, commit.paths) == (sha, "Ada Author", ("b.py",))


def test_empty_commits_stay(sample: Sample) -> None:
    sample.commit({}, "chore: retrigger")
    sample.commit({}, "chore: retrigger again")
    sample.commit({"b.py": "1\n"}, "feat: last")
    commits = read(sample).commits
    assert [commit.subject for commit in commits[1:]] == ["chore: retrigger", "chore: retrigger again", "feat: last"]
    assert [commit.paths for commit in commits[1:]] == [(), (), ("b.py",)]
    assert len({commit.patch_id for commit in commits}) == 4


def test_commits_of_the_summary_alone_are_left_out(sample: Sample) -> None:
    sample.commit({SPEC: "# S\n"}, "docs: spec")
    sample.commit({SUMMARY: "# Summary\n"}, "docs: summary")
    sample.commit({SUMMARY: "# Summary 2\n", "b.py": "1\n"}, "feat: both")
    branch = read(sample)
    assert [commit.subject for commit in branch.commits] == ["feat: first", "docs: spec", "feat: both"]
    assert branch.commits[-1].paths == ("b.py",)
    assert SUMMARY not in [file.path for file in branch.files]


def test_the_summary_does_not_change_what_is_said_of_the_rest(sample: Sample) -> None:
    text = "".join(f"- line {number}\n" for number in range(40))
    sample.checkout("main")
    sample.commit({"old.md": text})
    sample.git("checkout", "--quiet", "-B", "feature/thing")
    sample.commit({"old.md": None, SPEC: "# S\n"}, "docs: drop")
    before = read(sample)
    sample.commit({SUMMARY: text}, "docs: a summary that looks like the deleted file")
    after = read(sample)
    assert (after.files, after.commits) == (before.files, before.commits)
    assert [file.status.value for file in after.files] == ["added", "deleted"]


def test_patch_ids_survive_a_rebase(sample: Sample) -> None:
    sample.commit({"b.py": "1\n", "bin": b"\0\1", "a.py": "1\ntwo\nthree\n"}, "feat: second")
    sample.commit({"b.py": None}, "feat: third")
    before = patch_ids(sample)
    sample.checkout("main")
    sample.commit({"a.py": "0\n0\n0\n0\n0\n1\n2\n3\n"})
    sample.git("rebase", "--quiet", "main", "feature/thing")
    assert patch_ids(sample) == before
    sample.git("commit", "--quiet", "--amend", "-m", "feat: reworded")
    assert patch_ids(sample) == before


@pytest.mark.parametrize(
    ("amended", "same"),
    [
        ({"a.py": "1\ntwo\n3\n"}, True),
        ({"a.py": "1\nt w o\n3\n"}, True),
        ({"a.py": "1\nzwei\n3\n"}, False),
        ({"a.py": "1\ntwo\n3\n", "b.py": "1\n"}, False),
        ({"a.py": "1\ntwo\n3\n", SUMMARY: "# S\n", SPEC: "# S\n"}, False),
    ],
    ids=["same", "whitespace", "text", "a file more", "a spec more"],
)
def test_patch_ids_follow_the_change(sample: Sample, amended: dict[str, str | bytes | None], same: bool) -> None:  # noqa: FBT001 — a table's column
    (before,) = patch_ids(sample)
    sample.write(amended)
    sample.git("add", "--all")
    sample.git("commit", "--quiet", "--amend", "--no-edit", "--allow-empty")
    assert (patch_ids(sample) == [before]) is same


def test_patch_ids_leave_the_summary_out(sample: Sample) -> None:
    sample.commit({SPEC: "# S\n", SUMMARY: "# One\n"}, "docs: both")
    before = patch_ids(sample)
    sample.write({SUMMARY: "# Two\n"})
    sample.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    assert patch_ids(sample) == before


def test_a_change_made_twice_has_two_ids(sample: Sample) -> None:
    sample.commit({"a.py": "1\n2\n3\n"}, "revert")
    sample.commit({"a.py": "1\ntwo\n3\n"}, "again")
    sample.commit({"a.py": "1\n2\n3\n"}, "revert again")
    ids = patch_ids(sample)
    assert len(set(ids)) == 4


def test_long_ranges_are_known_by_their_hashes(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST_PATCHED", 1)
    sample.commit({"b.py": "1\n"}, "feat: second")
    commits = read(sample).commits
    assert [commit.patch_id for commit in commits] == [commit.sha for commit in commits]
    assert [commit.paths for commit in commits] == [("a.py",), ("b.py",)]


def test_too_much_text_in_a_range_leaves_hashes(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST_LOG", 200)
    commits = read(sample).commits
    assert [(commit.patch_id, commit.paths) for commit in commits] == [(commits[0].sha, ("a.py",))]


def test_a_root_commit_merged_in_is_one_of_the_branch(sample: Sample) -> None:
    sample.git("checkout", "--quiet", "--orphan", "other")
    sample.git("rm", "-rfq", ".")
    sample.commit({"other.py": "1\n"}, "feat: from elsewhere")
    sample.checkout("feature/thing")
    sample.git("merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "other")
    subjects = {commit.subject: commit.paths for commit in read(sample).commits}
    assert subjects == {"feat: first": ("a.py",), "feat: from elsewhere": ("other.py",)}
