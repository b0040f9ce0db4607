"""The main job as a user sees it, on the sample branch."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from draft_summary.integrations import sample
from support.command import draft_summary, files_of

SUMMARY = "directive/specs/booking-waitlist/implementation_summary.md"
TEMPLATE = Path(__file__).parents[1] / "agent/draft_summary/gather/implementation_summary_template.md"


@pytest.fixture
def branch(tmp_path: Path) -> sample.SampleBranch:
    return sample.build(tmp_path / "sample")


def git(path: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A Person", "-c", "user.email=person@example.org")
    done = subprocess.run(["git", "-C", path, *identity, *arguments], capture_output=True, check=True)
    return done.stdout.decode()


def drafted(path: Path, *options: str) -> str:
    ran = draft_summary(*options, cwd=path)
    assert ran.code == 0, ran.err
    return (path / SUMMARY).read_text(encoding="utf-8")


def test_a_draft_has_every_section_of_the_template_in_its_order(branch: sample.SampleBranch) -> None:
    headings = re.findall(r"^## .+$", TEMPLATE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(headings) == 17
    assert re.findall(r"^## .+$", drafted(branch.path), re.MULTILINE) == headings


def test_a_draft_names_every_changed_file_and_every_commit(branch: sample.SampleBranch) -> None:
    text = drafted(branch.path)
    for path in git(branch.path, "diff", "--name-only", "-M", "main...HEAD").split():
        assert f"`{path}`" in text or f"`{Path(path).name}`" in text, path
    for sha in git(branch.path, "rev-list", "main..HEAD").split():
        assert f"`{sha[:7]}`" in text


def test_nothing_of_the_template_is_left_unfilled(branch: sample.SampleBranch) -> None:
    text = drafted(branch.path)
    for line in TEMPLATE.read_text(encoding="utf-8").split("\n"):
        if "<" in line and ">" in line:
            assert line not in text


def test_a_second_run_changes_no_byte(branch: sample.SampleBranch) -> None:
    first = drafted(branch.path)
    before = (branch.path / SUMMARY).stat().st_mtime_ns
    assert drafted(branch.path) == first
    assert (branch.path / SUMMARY).stat().st_mtime_ns == before


def test_committing_the_summary_makes_nothing_stale(branch: sample.SampleBranch) -> None:
    first = drafted(branch.path)
    git(branch.path, "add", SUMMARY)
    git(branch.path, "commit", "--quiet", "--message", "docs: add the implementation summary")
    checked = draft_summary("check", "--json", cwd=branch.path).json
    assert [one for one in checked["findings"] if one["kind"] != "incomplete"] == []
    assert checked["ok"] is True
    assert drafted(branch.path) == first


def test_check_names_what_a_new_commit_made_stale(branch: sample.SampleBranch) -> None:
    drafted(branch.path)
    sample.add_commit(branch)
    before = files_of(branch.path)
    ran = draft_summary("check", cwd=branch.path)
    assert ran.code == 1
    assert f"{SUMMARY}:" in ran.err
    assert "run: draft-summary" in ran.err
    assert files_of(branch.path) == before


def test_check_gives_the_lines_of_the_file_as_it_stands(branch: sample.SampleBranch) -> None:
    lines = drafted(branch.path).split("\n")
    sample.add_commit(branch)
    findings = draft_summary("check", "--json", cwd=branch.path).json["findings"]
    changed = [one for one in findings if one["code"] == "stale" and not one["reason"].startswith("missing")]
    assert len(changed) > 3
    for one in changed:
        assert lines[one["line"] - 1].strip() == one["subject"].split("\n")[0].strip()


def test_a_refresh_states_the_new_commit_and_keeps_what_it_did_not_change(branch: sample.SampleBranch) -> None:
    first = drafted(branch.path)
    later = sample.add_commit(branch)
    second = drafted(branch.path)
    assert f"`{later.head[:7]}`" in second
    unchanged = [line for line in first.split("\n") if line.startswith("- `") and line in second.split("\n")]
    assert len(unchanged) > 10


def test_the_why_that_a_person_wrote_stays_while_its_fact_follows_git(branch: sample.SampleBranch) -> None:
    text = drafted(branch.path)
    bullet = next(line for line in text.split("\n") if line.startswith("- `fastapi` from"))
    mine = bullet.split(" — ")[0] + " — pinned for the *multipart* limit; ask me."
    (branch.path / SUMMARY).write_text(text.replace(bullet, mine), encoding="utf-8")
    manifest = branch.path / "pyproject.toml"
    manifest.write_text(manifest.read_text().replace("fastapi>=0.115.6", "fastapi>=0.116"))
    git(branch.path, "commit", "--quiet", "--all", "--message", "build(deps): update fastapi to 0.116")
    found = next(line for line in drafted(branch.path).split("\n") if line.startswith("- `fastapi` from"))
    assert "0.116" in found
    assert found.endswith(" — pinned for the *multipart* limit; ask me.")


def test_printing_writes_nothing(branch: sample.SampleBranch) -> None:
    before = files_of(branch.path)
    ran = draft_summary("--output", "-", cwd=branch.path)
    assert ran.code == 0
    assert ran.out.decode().startswith("# Implementation Summary")
    assert files_of(branch.path) == before
    assert not (branch.path / ".git/draft-summary").exists()
    assert git(branch.path, "status", "--porcelain") == ""


def test_diff_shows_the_change_and_writes_nothing(branch: sample.SampleBranch) -> None:
    before = files_of(branch.path)
    ran = draft_summary("--diff", cwd=branch.path)
    assert ran.out.decode().startswith(f"--- a/{SUMMARY}\n+++ b/{SUMMARY}\n")
    assert files_of(branch.path) == before


def test_two_machines_draft_the_same_bytes(branch: sample.SampleBranch, tmp_path: Path) -> None:
    other = sample.build(tmp_path / "other")
    assert drafted(other.path) == drafted(branch.path)


def test_the_closing_report_fits_a_screen_and_says_what_is_left(branch: sample.SampleBranch) -> None:
    ran = draft_summary(cwd=branch.path)
    assert ran.out == b""
    assert len(ran.err.split("\n")) <= 40
    for expected in ("from git", "offline drafter", "for you", SUMMARY, "draft-summary check"):
        assert expected in ran.err


def test_quiet_says_nothing(branch: sample.SampleBranch) -> None:
    ran = draft_summary("--quiet", cwd=branch.path)
    assert (ran.code, ran.out, ran.err) == (0, b"", "")


def test_json_is_all_there_is_on_standard_output(branch: sample.SampleBranch) -> None:
    ran = draft_summary("--json", cwd=branch.path)
    assert ran.err == ""
    assert ran.json["summary"] == {"path": SUMMARY, "written": True, "refreshed": False} | {
        "changed_blocks": ran.json["summary"]["changed_blocks"]
    }


def test_the_demo_shows_a_draft_an_edit_and_a_refresh(tmp_path: Path) -> None:
    ran = draft_summary("demo", "here", cwd=tmp_path)
    said = ran.out.decode()
    assert ran.code == 0, ran.err
    assert "still there" in said
    assert f"here/{SUMMARY}" in said.split("\n")[-2]
    assert re.findall(r"^\d\. ", said, re.MULTILINE) == ["1. ", "2. ", "3. "]


def test_an_option_before_a_command_is_not_lost_silently(branch: sample.SampleBranch) -> None:
    ran = draft_summary("--base", "main", "check", cwd=branch.path)
    assert ran.code == 2
    assert "put it after" in ran.err


@pytest.mark.parametrize("name", ["README.md", "src/roomdesk/main.py"], ids=["a document", "code"])
def test_a_file_that_is_no_summary_is_not_written_to(branch: sample.SampleBranch, name: str) -> None:
    before = files_of(branch.path)
    ran = draft_summary("--output", name, "--json", cwd=branch.path)
    assert (ran.code, ran.json["error"]["code"]) == (3, "not-a-summary")
    assert files_of(branch.path) == before
