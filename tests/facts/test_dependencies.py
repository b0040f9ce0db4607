from __future__ import annotations

import pytest

from draft_summary.values.facts import Change, Dependency
from facts.changes import covered, facts_of

Row = tuple[str, str, str | None, str | None, str]


def _rows(found: tuple[Dependency, ...]) -> list[Row]:
    return sorted((one.name, one.change.value, one.old, one.new, one.scope) for one in found)


PYPROJECT = """
[project]
name = "app"
requires-python = ">=3.11"
dependencies = [
  "httpx[http2]>=0.27",
  "Django >=5, <6 ; python_version > '3.10'",
  "tool @ git+https://example.org/tool.git@v1",
]
[project.optional-dependencies]
db = ["psycopg>=3"]
all = ["app[db]"]
[dependency-groups]
dev = ["pytest>=8", {include-group = "lint"}]
lint = ["ruff"]
[tool.uv]
dev-dependencies = ["mypy==1.13"]
[build-system]
requires = ["hatchling>=1.25"]
"""
POETRY = """
[tool.poetry]
name = "app"
[tool.poetry.dependencies]
python = "^3.11"
authlib = "^1.3.0"
httpx = { version = "^0.27", extras = ["http2"] }
tool = { git = "https://example.org/tool.git", tag = "v2" }
local = { path = "../local" }
numpy = [{ version = "<2", python = "<3.12" }, { version = ">=2", python = ">=3.12" }]
[tool.poetry.dev-dependencies]
black = "24.1"
[tool.poetry.group.docs.dependencies]
mkdocs = "*"
"""
SETUP_CFG = """
[metadata]
name = app
[options]
install_requires =
    httpx>=0.27
    # a comment
    Django>=5
[options.extras_require]
db = psycopg>=3
"""
REQUIREMENTS = """
-r base.txt
--index-url https://example.org
httpx[http2]>=0.27  # fast
django==5.0 ; python_version > "3.10" \\
    --hash=sha256:abc
-e git+https://example.org/tool.git@v1#egg=tool
plain
./local
"""
PIPFILE = """
[[source]]
url = "https://pypi.org/simple"
[packages]
httpx = "*"
django = {version = ">=5", extras = ["x"]}
[dev-packages]
pytest = ">=8"
[requires]
python_version = "3.11"
"""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param(
            "pyproject.toml",
            PYPROJECT,
            [
                ("Django", "added", None, ">=5, <6", ""),
                ("hatchling", "added", None, ">=1.25", "build"),
                ("httpx", "added", None, ">=0.27", ""),
                ("mypy", "added", None, "==1.13", "dev"),
                ("psycopg", "added", None, ">=3", "db"),
                ("pytest", "added", None, ">=8", "dev"),
                ("ruff", "added", None, None, "lint"),
                ("tool", "added", None, "git+https://example.org/tool.git@v1", ""),
            ],
            id="pep-621",
        ),
        pytest.param(
            "services/api/pyproject.toml",
            POETRY,
            [
                ("authlib", "added", None, "^1.3.0", ""),
                ("black", "added", None, "24.1", "dev"),
                ("httpx", "added", None, "^0.27", ""),
                ("local", "added", None, "../local", ""),
                ("mkdocs", "added", None, "*", "docs"),
                ("numpy", "added", None, "<2 or >=2", ""),
                ("tool", "added", None, "https://example.org/tool.git@v2", ""),
            ],
            id="poetry",
        ),
        pytest.param(
            "setup.cfg",
            SETUP_CFG,
            [
                ("Django", "added", None, ">=5", ""),
                ("httpx", "added", None, ">=0.27", ""),
                ("psycopg", "added", None, ">=3", "db"),
            ],
            id="setup.cfg",
        ),
        pytest.param(
            "requirements-dev.txt",
            REQUIREMENTS,
            [
                ("django", "added", None, "==5.0", "dev"),
                ("httpx", "added", None, ">=0.27", "dev"),
                ("plain", "added", None, None, "dev"),
                ("tool", "added", None, "git+https://example.org/tool.git@v1", "dev"),
            ],
            id="requirements",
        ),
        pytest.param(
            "Pipfile",
            PIPFILE,
            [
                ("django", "added", None, ">=5", ""),
                ("httpx", "added", None, "*", ""),
                ("pytest", "added", None, ">=8", "dev"),
            ],
            id="pipfile",
        ),
    ],
)
def test_every_manifest_gives_its_direct_dependencies(path: str, text: str, expected: list[Row]) -> None:
    facts = facts_of({}, {path: text})
    assert _rows(facts.dependencies) == expected
    assert {one.manifest for one in facts.dependencies} == {path}
    assert covered(facts, "dependencies").examined == ("Python manifests",)


def test_additions_updates_and_removals_are_told_apart_and_point_at_their_lines() -> None:
    before = '[project]\nname = "a"\ndependencies = [\n  "keep>=1",\n  "up>=1",\n  "gone==2",\n  "Re_Named>=1",\n]\n'
    after = '[project]\nname = "a"\ndependencies = [\n  "keep >=1",\n  "up>=2",\n  "new",\n  "re-named>=1",\n]\n'
    facts = facts_of({"pyproject.toml": before}, {"pyproject.toml": after})
    assert [(one.name, one.change, one.old, one.new, one.line) for one in facts.dependencies] == [
        ("up", Change.MODIFIED, ">=1", ">=2", 5),
        ("gone", Change.REMOVED, "==2", None, 6),
        ("new", Change.ADDED, None, None, 6),
    ]


def test_a_dependency_that_moves_between_scopes_is_gone_from_one_and_new_in_the_other() -> None:
    before = '[project]\nname="a"\ndependencies = ["rich>=1"]\n'
    after = '[project]\nname="a"\ndependencies = []\n[dependency-groups]\ndev = ["rich>=1"]\n'
    facts = facts_of({"pyproject.toml": before}, {"pyproject.toml": after})
    assert _rows(facts.dependencies) == [("rich", "added", None, ">=1", "dev"), ("rich", "removed", ">=1", None, "")]


def test_one_name_in_two_manifests_is_two_facts() -> None:
    facts = facts_of({}, {"a/requirements.txt": "x==1\n", "b/requirements.txt": "x==2\n"})
    assert [(one.manifest, one.new) for one in facts.dependencies] == [
        ("a/requirements.txt", "==1"),
        ("b/requirements.txt", "==2"),
    ]


def test_what_is_compiled_of_an_in_file_is_not_direct() -> None:
    facts = facts_of(
        {"requirements.in": "a\n", "requirements.txt": "a==1\n"},
        {"requirements.in": "a\nb\n", "requirements.txt": "a==1\nb==2\nc==3\n"},
    )
    assert [(one.name, one.manifest) for one in facts.dependencies] == [("b", "requirements.in")]
    assert [(one.path, one.packages) for one in facts.lockfiles] == [("requirements.txt", 2)]


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        pytest.param("requirements.txt", "# x@1\na==1\n", "# x@2\na==1\n", id="comment"),
        pytest.param("pyproject.toml", "[tool.x]\nline = 1\n", "[tool.x]\nline = 2\n", id="tool's settings"),
        pytest.param(
            "pyproject.toml",
            '[project]\nrequires-python=">=3.10"\n',
            '[project]\nrequires-python=">=3.11"\n',
            id="python",
        ),
        pytest.param("requirements.txt", "httpx>=1\n", "httpx[http2]>=1\n", id="extra"),
        pytest.param("constraints.txt", "a==1\n", "a==2\n", id="constraints"),
        pytest.param("vendor/lib/requirements.txt", "a==1\n", "a==2\n", id="vendored"),
    ],
)
def test_what_changes_no_dependency_is_none(path: str, before: str, after: str) -> None:
    assert facts_of({path: before}, {path: after}).dependencies == ()


@pytest.mark.parametrize(
    ("base", "head", "missed"),
    [
        pytest.param({}, {"web/mix.exs": "{}"}, (("mix.exs", 1),), id="another language's"),
        pytest.param({}, {"pyproject.toml": "[project\n"}, (("pyproject.toml", 1),), id="broken"),
        pytest.param({}, {"x.cabal": "<Project/>"}, ((".cabal", 1),), id="by suffix"),
        pytest.param({}, {"vendor/x/go.mod": "module x"}, (), id="vendored"),
    ],
)
def test_a_manifest_that_could_not_be_read_is_named(
    base: dict[str, str], head: dict[str, str], missed: tuple[tuple[str, int], ...]
) -> None:
    facts = facts_of(base, head)
    assert facts.dependencies == ()
    assert covered(facts, "dependencies").not_examined == missed


@pytest.mark.parametrize(
    ("path", "before", "after", "packages"),
    [
        pytest.param(
            "uv.lock",
            '[[package]]\nname = "a"\nversion = "1"\n\n[[package]]\nname = "b"\nversion = "1"\n',
            '[[package]]\nname = "a"\nversion = "2"\ndependencies = [\n    { name = "c" },\n]\n\n'
            '[[package]]\nname = "c"\nversion = "1"\n',
            3,
            id="uv",
        ),
        pytest.param(
            "package-lock.json",
            '{"packages": {"": {"version": "1"}, "node_modules/a": {"version": "1"}}}',
            '{"packages": {"": {"version": "2"}, "node_modules/a": {"version": "2"}}}',
            1,
            id="npm",
        ),
        pytest.param("go.sum", "m v1 h1:a=\nm v1/go.mod h1:b=\n", "m v2 h1:a=\nm v2/go.mod h1:b=\n", 1, id="go"),
        pytest.param(
            "composer.lock", '{"packages": []}', '{"packages": [{"name": "a/b", "version": "1"}]}', 1, id="php"
        ),
        pytest.param("Pipfile.lock", '{"default": {}}', '{"default": {"a": {"version": "==1"}}}', 1, id="pipenv"),
        pytest.param("mix.lock", "a 1\n", "a 2\n", None, id="not counted"),
        pytest.param("package-lock.json", "{}", "{", None, id="broken"),
    ],
)
def test_a_lockfile_is_named_with_the_number_of_packages_that_differ(
    path: str, before: str, after: str, packages: int | None
) -> None:
    facts = facts_of({path: before}, {path: after})
    assert [(one.path, one.packages) for one in facts.lockfiles] == [(path, packages)]
    assert facts.dependencies == ()


def test_a_setup_py_is_read_without_running_it() -> None:
    text = """
        from setuptools import setup
        EXTRAS = ["b>=2"]
        setup(
            name="x",
            install_requires=["a>=1,<2", 'c; python_version < "3.9"'],
            extras_require={"more": EXTRAS},
        )
        """
    found = facts_of({}, {"setup.py": text}).dependencies
    assert [(one.name, one.new, one.scope) for one in found] == [
        ("b", ">=2", "more"),
        ("a", ">=1,<2", ""),
        ("c", None, ""),
    ]


def test_a_setup_py_that_puts_its_requirements_together_is_not_examined() -> None:
    facts = facts_of({}, {"setup.py": "from setuptools import setup\nsetup(install_requires=read('x'))\n"})
    assert facts.dependencies == ()
    assert covered(facts, "dependencies").not_examined == (("setup.py", 1),)
