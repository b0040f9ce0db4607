from __future__ import annotations

from pathlib import Path

import pytest

from draft_summary.errors import UsageError
from draft_summary.settings import REPOSITORY_FILE, Settings, resolve


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "home/.config/draft-summary").mkdir(parents=True)
    return {"HOME": str(tmp_path / "home")}


def repository(tmp_path: Path, text: str) -> Path:
    (tmp_path / "repo/.git").mkdir(parents=True)
    (tmp_path / "repo/sub").mkdir()
    (tmp_path / "repo" / REPOSITORY_FILE).write_text(text)
    return tmp_path / "repo"


def user_file(home: dict[str, str], text: str) -> None:
    (Path(home["HOME"]) / ".config/draft-summary/config.toml").write_text(text)


def test_a_flag_wins_over_the_environment_over_the_user_over_the_repository(
    tmp_path: Path, home: dict[str, str]
) -> None:
    repo = repository(tmp_path, 'template = "of-repository.md"\nfeature = "of-repository"\n')
    user_file(home, 'template = "of-user.md"\nmodel = "of-user"\nbase = "of-user"\n')
    found = resolve({"repo": repo, "base": "of-flag", "feature": ""}, {**home, "DRAFT_SUMMARY_MODEL": "of-environment"})
    assert (found.base, found.template, found.model, found.feature) == (
        "of-flag",
        "of-user.md",
        "of-environment",
        "of-repository",
    )


@pytest.mark.parametrize("name", ["base_url", "api_key", "model", "deadline", "repo", "base", "output"])
def test_a_repository_cannot_set_where_a_prompt_goes(tmp_path: Path, home: dict[str, str], name: str) -> None:
    repo = repository(tmp_path, f'{name} = "http://127.0.0.1:1/evil"\n')
    found = resolve({"repo": repo}, home)
    assert getattr(found, name) == getattr(Settings(repo=repo), name)
    assert any(name in note for note in found.notes)


@pytest.mark.parametrize("path", ["/etc/passwd", "../other/secret.md", "docs/../../x.md", "~/.ssh/id_rsa"])
@pytest.mark.parametrize("name", ["template", "feature"])
def test_a_repository_cannot_lead_out_of_itself(tmp_path: Path, home: dict[str, str], name: str, path: str) -> None:
    repo = repository(tmp_path, f'{name} = "{path}"\n')
    found = resolve({"repo": repo}, home)
    assert getattr(found, name) == ""
    assert any(name in note for note in found.notes)


def test_the_repository_file_is_found_from_a_subdirectory_and_not_beyond_the_repository(
    tmp_path: Path, home: dict[str, str]
) -> None:
    repo = repository(tmp_path, 'feature = "features/x"\n')
    assert resolve({"repo": repo / "sub"}, home).feature == "features/x"
    (repo / "sub/.git").mkdir()
    assert resolve({"repo": repo / "sub"}, home).feature == ""


@pytest.mark.parametrize(
    ("environ", "uses"),
    [({}, False), ({"OPENAI_API_KEY": "x"}, True), ({"OPENAI_BASE_URL": "http://127.0.0.1:9"}, True)],
    ids=["nothing", "key", "server"],
)
def test_a_key_or_a_server_turns_the_model_on(environ: dict[str, str], uses: bool) -> None:  # noqa: FBT001
    assert resolve({}, environ).uses_model is uses
    assert resolve({"offline": True}, environ).uses_model is False


@pytest.mark.parametrize(
    ("text", "code"),
    [("model = ", "bad-settings-file"), ("colour = 'red'", "unknown-setting"), ("deadline = [1]", "bad-setting")],
    ids=["not TOML", "unknown", "wrong type"],
)
def test_a_settings_file_that_does_not_fit_is_a_usage_error(home: dict[str, str], text: str, code: str) -> None:
    user_file(home, text)
    with pytest.raises(UsageError) as caught:
        resolve({}, home)
    assert caught.value.code == code


def test_the_key_is_not_in_the_settings_text() -> None:
    assert "hush" not in repr(resolve({}, {"OPENAI_API_KEY": "hush"}))


def test_numbers_in_the_environment_are_converted() -> None:
    found = resolve({}, {"DRAFT_SUMMARY_DEADLINE": "7.5", "DRAFT_SUMMARY_MAX_INPUT_TOKENS": "900"})
    assert (found.deadline, found.max_input_tokens) == (7.5, 900)
