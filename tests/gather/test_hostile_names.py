"""Branches whose names are options, shell or lies: the right branch is read, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from draft_summary.errors import InputError
from support.gathered import read, statuses
from support.repositories import Sample, build

OPTIONS = [
    "--output=pwned", "-opwned", "--output-directory=pwned", "-O/tmp/pwned", "--exec=touch pwned", "-c",
    "--help", "--", "-", "--upload-pack=touch", "--no-index", "--ext-diff", "--textconv", "-p", "--all",
    "--git-dir=x", "-C", "--stdin", "-h", "--not",
]  # fmt: skip
SHELL = [
    "$(touch pwned)", "`touch pwned`", ";touch pwned", "|touch pwned", "&&touch pwned", ">pwned", "<pwned",
    "a'b", 'a"b', "a$HOME", "%H%x00", "!x", "#x", "(x)", "{a,b}", "a=b", "a%00b", "a+b", "é", "日本",
    "\u202etxt", "\U000e0041", "\u200bx",
]  # fmt: skip
NAMES = [
    "HEAD", "FETCH_HEAD", "refs/heads/main", "origin/HEAD", "MAIN", "0" * 40, "deadbeef", "feature/a/b/c/d",
    "x" * 200, "tags/v1", "heads/main", "con", "a.md", "a@b", "&lt;img&gt;", "<img>",
]  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return build(tmp_path_factory.mktemp("hostile") / "repo", {"a.py": "1\n"}, {"a.py": "2\n"})


def listing(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if ".git" not in path.parts)


@pytest.mark.parametrize("name", [*OPTIONS, *(word.replace(" ", "${IFS}") for word in SHELL), *NAMES], ids=ascii)
def test_hostile_names_of_branches(
    template: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    ref = f"refs/heads/{name.replace(' ', '_')}"
    sha, work = template.sha("refs/heads/feature/thing"), tmp_path / "cwd"
    work.mkdir()
    monkeypatch.chdir(work)
    (template.path / ".git" / "HEAD").write_bytes(f"ref: {ref}\n".encode())
    template.git("update-ref", "--stdin", stdin=f"create {ref} {sha}\n".encode())
    before = listing(template.path)
    try:
        branch = read(template)
        assert (branch.head, branch.name) == (sha, ref.removeprefix("refs/heads/"))
        assert statuses(branch) == {"a.py": "modified"}
        assert (template.path / branch.summary_path).resolve().is_relative_to(template.path / "docs" / "implementation")
        for settings in ({"head": name}, {"base": name}, {"head": ref, "output": "-"}):
            try:
                read(template, **settings)
            except InputError as error:
                assert error.code in ("nothing-to-summarise", "unknown-revision")  # noqa: PT017 — others are no errors
    finally:
        template.git("update-ref", "-d", ref, check=False)
        template.git("symbolic-ref", "HEAD", "refs/heads/feature/thing")
    assert listing(template.path) == before
    assert listing(work) == []
