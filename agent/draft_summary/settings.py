"""Frozen settings: flags over environment over the user's file over the repository's file."""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from draft_summary.errors import UsageError

REPOSITORY_FILE = ".draft-summary.toml"
# A branch under review supplies this file: it must not choose what is compared, nor which file is written.
REPOSITORY_KEYS = frozenset({"feature", "template"})
USER_KEYS = REPOSITORY_KEYS | {"base", "output", "model", "base_url", "max_input_tokens", "deadline"}
ENVIRONMENT = {
    "OPENAI_API_KEY": "api_key",
    "OPENAI_BASE_URL": "base_url",
    "DRAFT_SUMMARY_MODEL": "model",
    "DRAFT_SUMMARY_DEADLINE": "deadline",
    "DRAFT_SUMMARY_MAX_INPUT_TOKENS": "max_input_tokens",
}
SHARED = ("repo", "base", "head", "feature", "template", "output")  # options that every command takes
SWITCHES = ("uncommitted", "fresh")
LARGEST_FILE = 64 * 1024  # bytes; a settings file is a handful of lines


@dataclass(frozen=True, slots=True)
class Settings:
    """What one run is asked to do. Empty strings and None mean: find it out.

    `api_key` and `base_url` never come from a repository's file. `deadline` is seconds of wall-clock time for all
    model calls together; `max_input_tokens` bounds one prompt, 0 for the built-in ceiling.
    """

    repo: Path = Path()
    base: str = ""
    head: str = ""
    feature: str = ""
    template: str = ""
    output: str = ""  # "-" prints
    uncommitted: bool = False
    offline: bool = False
    fresh: bool = False
    model: str = ""
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    max_input_tokens: int = 0
    reports: tuple[str, ...] = ()  # files: JUnit or Cobertura XML, coverage.py or pytest-benchmark JSON
    deadline: float = 120.0
    notes: tuple[str, ...] = ()  # what was ignored, for the report

    @property
    def uses_model(self) -> bool:
        """Whether a model is to write the prose."""
        return not self.offline and bool(self.api_key or self.base_url)

    def command(self, *words: str) -> str:
        """Return the command line that runs a verb, or with none drafts, on the same branch, quoted for a shell."""
        options = [
            word
            for name in SHARED
            if (value := str(getattr(self, name))) not in ("", ".")
            for word in (f"--{name}", value)
        ]
        options += [word for report in self.reports for word in ("--report", report)]
        switches = [f"--{name}" for name in SWITCHES if getattr(self, name)]
        return shlex.join(("draft-summary", *words, *options, *switches))


def resolve(flags: Mapping[str, Any], environ: Mapping[str, str]) -> Settings:
    """Settle the settings of one run; a flag that is None, empty or False counts as not given.

    Raises UsageError for a settings file that cannot be read and for a value of the wrong type.
    """
    given = {name: value for name, value in flags.items() if value not in (None, "", False, ())}
    repo = Path(given.get("repo", "."))
    of_repository, notes = _repository_values(repo)
    of_user = _user_values(environ)
    of_environment = {name: environ[variable] for variable, name in ENVIRONMENT.items() if environ.get(variable)}
    merged = {**of_repository, **of_user, **of_environment, **given, "repo": repo, "notes": notes}
    return Settings(**{name: _converted(name, value) for name, value in merged.items()})


def _repository_values(repo: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    for folder in (start := repo.absolute(), *start.parents):
        path = folder / REPOSITORY_FILE
        if path.is_file() and not path.is_symlink():
            return _allowed(_read(path))
        if (folder / ".git").exists():
            break
    return {}, ()


def _allowed(values: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Keep what a repository may set. A path that leaves it could put any file of the machine into the summary."""
    kept, notes = {}, []
    for name, value in sorted(values.items()):
        if name not in REPOSITORY_KEYS:
            notes.append(f"{REPOSITORY_FILE}: {name!r} ignored: a repository may not set it")
        elif _leads_out(str(value)):
            notes.append(f"{REPOSITORY_FILE}: {name!r} ignored: it leads out of the repository")
        else:
            kept[name] = value
    return kept, tuple(notes)


def _leads_out(path: str) -> bool:
    return path.startswith(("/", "~", "\\")) or Path(path).is_absolute() or ".." in Path(path).parts


def _user_values(environ: Mapping[str, str]) -> dict[str, Any]:
    home = environ.get("XDG_CONFIG_HOME") or (f"{environ['HOME']}/.config" if environ.get("HOME") else "")
    path = Path(home) / "draft-summary" / "config.toml"
    if not home or not path.is_file():
        return {}
    values = _read(path)
    if unknown := sorted(set(values) - USER_KEYS):
        hint = f"Known: {', '.join(sorted(USER_KEYS))}"
        raise UsageError(f"{path}: unknown setting {unknown[0]!r}", code="unknown-setting", hint=hint)
    return values


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.loads(file.read(LARGEST_FILE).decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read: {error}", code="bad-settings-file", hint="Mend or remove it."
        ) from None


def _converted(name: str, value: Any) -> Any:
    kind = _kinds()[name]
    if kind not in (str, int, float) or (isinstance(value, kind) and not isinstance(value, bool)):
        return value
    try:
        return kind(str(value))
    except ValueError:
        message = f"setting {name!r} is {value!r}, expected {kind.__name__}"
        raise UsageError(message, code="bad-setting", hint="See draft-summary --help.") from None


def _kinds() -> dict[str, Any]:
    hints = get_type_hints(Settings)
    return {one.name: hints[one.name] for one in fields(Settings)}
