from __future__ import annotations

import pytest

from draft_summary.facts import paths_wanted
from draft_summary.values.facts import Change
from facts.changes import change, covered, facts_of

Row = tuple[str, str | None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('import os\na = os.environ["A"]\n', [("A", None)], id="required"),
        pytest.param('import os\na = os.environ.get("A")\n', [("A", None)], id="get"),
        pytest.param('import os\na = os.environ.get("A", "b")\n', [("A", "b")], id="get with default"),
        pytest.param('import os\na = os.getenv("A", default=3)\n', [("A", "3")], id="getenv"),
        pytest.param('import os\na = os.getenv("A", None)\n', [("A", None)], id="none is none"),
        pytest.param('import os\na = os.getenv("A", False) in (True, "1")\n', [("A", "False")], id="in an expression"),
        pytest.param(
            'from os import environ, getenv\na = environ["A"]\nb = getenv("B")\n',
            [("A", None), ("B", None)],
            id="imported",
        ),
        pytest.param(
            'import os\nif "A" in os.environ: ...\nif "B" not in os.environ: ...\n',
            [("A", None), ("B", None)],
            id="asked for",
        ),
        pytest.param('import os\nNAME = "A"\na = os.environ[NAME]\n', [("A", None)], id="by a constant"),
        pytest.param("import os\na = os.environ[name()]\n", [], id="computed"),
        pytest.param('import os\nos.environ["A"] = "x"\ndel os.environ["B"]\n', [], id="set, not read"),
        pytest.param(
            'import os\na = os.getenv("A")\nb = os.getenv("A", "x")\n', [("A", "x")], id="once, with its default"
        ),
        pytest.param('# os.environ["A"]\nx = "os.environ[\'B\']"\n', [], id="comment and string"),
        pytest.param(
            'import environ\nenv = environ.Env()\na = env.bool("A", default=True)\nb = env("B")\n',
            [("A", "True"), ("B", None)],
            id="django-environ",
        ),
        pytest.param(
            'from decouple import config\na = config("A", default="x", cast=int)\n', [("A", "x")], id="decouple"
        ),
        pytest.param(
            'from environs import Env\nenv = Env()\nenv.read_env(".env")\n'
            'with env.prefixed("A_"):\n    b = env.int("B", 3)\n',
            [("A_B", "3")],
            id="environs",
        ),
        pytest.param(
            'from .own import env_bool, get_from_env\na = env_bool("A", "no")\nb = get_from_env("B", default=None)\n'
            'set_env("C", "x")\nget_env("lower")\nget_environment("D")\n',
            [("A", "no"), ("B", None)],
            id="functions of one's own",
        ),
        pytest.param('def config(name): ...\na = config("A")\n', [], id="a function of that name"),
        pytest.param(
            'import click\n@click.option("--a", envvar="A", default=1)\ndef f(a): ...\n', [("A", "1")], id="click"
        ),
        pytest.param(
            'import typer\ndef f(a: str = typer.Option("x", "--a", envvar=["A", "B"])): ...\n',
            [("A", "x"), ("B", "x")],
            id="typer",
        ),
    ],
)
def test_a_variable_that_is_newly_read(text: str, expected: list[Row]) -> None:
    facts = facts_of({}, {"src/a.py": text})
    assert [(one.name, one.default) for one in facts.environment] == expected


SETTINGS = """
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from typing import ClassVar


class Common(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_", extra="ignore")
    log_level: str = "info"


class Settings(Common):
    OIDC_ENABLED: bool = False
    client_id: str | None = None
    secret: str
    url: str = Field("http://x", alias="SERVICE_URL")
    hosts: list[str] = Field(default_factory=list)
    limit: ClassVar[int] = 3
    _private: int = 1

    @property
    def ready(self) -> bool: ...


class Old(BaseSettings):
    port: int = Field(8000, env="PORT")

    class Config:
        env_prefix = "OLD_"


class Model(Other):
    not_a_variable: int = 1
"""


def test_the_fields_of_a_settings_class_are_variables() -> None:
    facts = facts_of({}, {"src/settings.py": SETTINGS})
    assert [(one.name, one.default) for one in facts.environment] == [
        ("APP_LOG_LEVEL", "info"),
        ("APP_OIDC_ENABLED", "False"),
        ("APP_CLIENT_ID", "None"),
        ("APP_SECRET", None),
        ("SERVICE_URL", "http://x"),
        ("APP_HOSTS", "list()"),
        ("PORT", "8000"),
    ]


def test_what_was_read_at_base_is_not_newly_read() -> None:
    read = 'import os\na = os.environ["A"]\n'
    moved = facts_of({"src/a.py": read}, {"src/b.py": read + 'b = os.environ["B"]\n'})
    assert [one.name for one in moved.environment] == ["B"]
    known = facts_of({"src/old.py": read, "src/a.py": ""}, {"src/old.py": read, "src/a.py": read})
    assert known.environment == ()


def test_what_is_read_no_more_is_said_only_where_the_whole_program_was_read() -> None:
    base = {"src/a.py": 'import os\na = os.environ["A"]\n', "src/b.py": "x = 1\n"}
    head = {"src/a.py": "a = 1\n", "src/b.py": "x = 1\n"}
    facts = facts_of(base, head)
    assert [(one.name, one.change) for one in facts.environment] == [("A", Change.REMOVED)]
    assert [one.what for one in facts.breaking] == ["environment variable `A` no longer read"]
    elsewhere = 'import os\nx = os.getenv("A")\n'
    assert facts_of({**base, "src/b.py": elsewhere}, {**head, "src/b.py": elsewhere}).environment == ()


@pytest.mark.parametrize("path", ["tests/test_a.py", "examples/a.py", "src/a.ts", "README.md"])
def test_only_the_programs_own_code_reads(path: str) -> None:
    assert facts_of({}, {path: 'import os\na = os.environ["A"]\n'}).environment == ()


def test_a_secret_among_them_touches_security() -> None:
    facts = facts_of({}, {"src/a.py": 'import os\nkey = os.environ["SERVICE_API_KEY"]\nx = os.environ["PORT"]\n'})
    assert [(one.topic, one.line, one.what) for one in facts.security] == [
        ("secrets", 2, 'key = os.environ["SERVICE_API_KEY"]')
    ]


def test_the_programs_other_files_are_wanted_where_a_variable_changes() -> None:
    paths = ("src/a.py", "src/b.py", "tests/helper.py", "docs/x.md")
    for text, wanted in (('a = os.environ["A"]\n', {"src/b.py"}), ("a = 2\n", set())):
        branch, _ = change({"src/a.py": "a = 1\n"}, {"src/a.py": text})
        assert paths_wanted(branch, paths, paths)[1] == wanted


def test_unread_languages_are_counted() -> None:
    facts = facts_of({}, {"a.scala": "x", "deploy.sh": "echo $X", "a.py": "x = 1\n", "a.yml": "x: 1"})
    assert covered(facts, "environment").examined == ("Python",)
    assert covered(facts, "environment").not_examined == ((".scala", 1), (".sh", 1))
