"""The skill in a repository: installed, renewed, taken out again, and nothing else touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from draft_summary import __version__
from draft_summary.errors import DocumentError
from draft_summary.integrations import skill
from support.command import draft_summary, files_of
from support.repositories import Sample, build

THEIRS = "# For agents\r\n\r\nRun `make test`.\r\n"


@pytest.fixture
def repository(tmp_path: Path) -> Sample:
    return build(tmp_path / "repository", {"a.py": "x = 1\n"}, {"b.py": "y = 2\n"})


def install(repository: Sample, version: str = __version__) -> skill.Installed:
    return skill.install(repository.path, repository.path / ".git", version)


def remove(repository: Sample) -> skill.Installed:
    return skill.remove(repository.path, repository.path / ".git", __version__)


def test_both_places_have_the_same_text_with_the_version(repository: Sample) -> None:
    assert install(repository).written == (*skill.SKILLS, skill.AGENTS)
    texts = {(repository.path / path).read_text("utf-8") for path in skill.SKILLS}
    assert texts == {skill.text(__version__)}
    (text,) = texts
    assert text.startswith("---\nname: draft-summary\ndescription: ")
    assert f"draft-summary {__version__}: " in text
    assert "$" not in text
    assert len(text.encode()) < 4_000


def test_a_second_time_writes_nothing(repository: Sample) -> None:
    install(repository)
    before = files_of(repository.path)
    assert install(repository).written == ()
    assert files_of(repository.path) == before


def test_what_stood_in_agents_md_stays_byte_for_byte(repository: Sample) -> None:
    agents = repository.path / skill.AGENTS
    agents.write_bytes(b"\xef\xbb\xbf" + THEIRS.encode() + b"caf\xe9")
    install(repository)
    data = agents.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf" + THEIRS.encode() + b"caf\xe9\r\n\r\n<!-- draft-summary ")
    assert b"\n" not in data.replace(b"\r\n", b"")
    remove(repository)
    assert agents.read_bytes() == b"\xef\xbb\xbf" + THEIRS.encode() + b"caf\xe9\r\n"


def test_the_block_is_updated_in_its_place(repository: Sample) -> None:
    agents = repository.path / skill.AGENTS
    install(repository, "0.0.1")
    agents.write_bytes(agents.read_bytes() + b"\nBelow.\n")
    assert skill.AGENTS in install(repository).written
    text = agents.read_text("utf-8")
    assert text.endswith(f"{skill.END}\n\nBelow.\n")
    assert text.count("draft-summary: end") == 1
    assert "0.0.1" not in text


def test_removing_leaves_the_repository_as_it_was(repository: Sample) -> None:
    (repository.path / ".claude").mkdir()
    (repository.path / ".claude" / "settings.json").write_text("{}")
    before = files_of(repository.path)
    install(repository)
    assert remove(repository).removed == (*skill.SKILLS, skill.AGENTS)
    assert files_of(repository.path) == before
    assert not (repository.path / ".agents").exists()
    assert remove(repository).removed == ()


def test_somebody_elses_skill_of_that_name_is_not_touched(repository: Sample) -> None:
    path = repository.path / skill.SKILLS[0]
    path.parent.mkdir(parents=True)
    path.write_text("My own.\n")
    before = files_of(repository.path)
    for change in (install, remove):
        with pytest.raises(DocumentError) as raised:
            change(repository)
        assert raised.value.code == "skill-exists"
    assert files_of(repository.path) == before


@pytest.mark.parametrize("link", [".claude", ".agents/skills", "AGENTS.md"])
def test_nothing_is_written_through_a_link(link: str, repository: Sample, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (repository.path / link).parent.mkdir(exist_ok=True)
    (repository.path / link).symlink_to(outside)
    with pytest.raises(DocumentError):
        install(repository)
    assert list(outside.iterdir()) == []


def test_an_old_skill_is_named_with_what_renews_it(repository: Sample) -> None:
    assert skill.outdated(repository.path, __version__) == ""
    install(repository, "0.0.1")
    ran = draft_summary("collect", cwd=repository.path)
    assert (
        f"the installed skill is of version 0.0.1, this is {__version__}; run: draft-summary install-skill" in ran.err
    )
    assert draft_summary("install-skill", cwd=repository.path).code == 0
    assert draft_summary("collect", cwd=repository.path).err == ""


def test_the_command_prints_and_writes_nothing(repository: Sample) -> None:
    before = files_of(repository.path)
    ran = draft_summary("install-skill", "--print", cwd=repository.path)
    assert ran.out.decode() == skill.text(__version__)
    assert files_of(repository.path) == before


def test_every_command_and_option_that_the_skill_names_exists(repository: Sample) -> None:
    text = skill.text(__version__)
    collect, apply = (draft_summary(verb, "--help", cwd=repository.path).out.decode() for verb in ("collect", "apply"))
    assert all(option in collect for option in ("--uncommitted", "--report"))
    assert "--correct" in apply
    assert all(f"`{option}`" in text or f"{option} " in text for option in ("--uncommitted", "--correct", "--report"))
