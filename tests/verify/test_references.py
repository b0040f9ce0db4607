"""What in a sentence is taken for a reference, and what is taken for language."""

import pytest

from draft_summary.verify.anatomy import Anatomy
from draft_summary.verify.references import references


def found(text: str, *, markdown: bool = False) -> list[str]:
    return [f"{one.text} {one.unit}".strip() for one in references(Anatomy.of(text, markdown=markdown))]


LANGUAGE = [
    "Read/write and/or client/server access, up-to-date and non-empty.",
    "E.g. the HTTP/JSON API (i.e. a REST layer), TODOs, URLs, IDs and APIs etc.",
    "JavaScript, TypeScript and GitHub; UTF-8, SHA256, OAuth2, i18n, E2E, S3, HTTP/2.",
    "A 3-way merge, a 64-bit id, the 2nd try, file(s) and option(s), CI/CD and I/O.",
    "Agent's words — and the agents' — don't count; it's 'quoted' too.",
    "Two of the three paths: `true`, `None`, `GET`.",
    "The _emphasised_ word, a well-known one.",
]
REFERENCES = [
    ("`Agent.from_config()` loads it.", ["Agent.from_config"]),
    ("load_config and loadConfig, LoadConfig or load-config", ["load_config", "loadConfig", "LoadConfig"]),
    ("in src/app/main.py, main.py, ./run.sh and docs/", ["src/app/main.py", "main.py", "./run.sh", "docs/"]),
    ("`POST /users/{id}` and GET /users/:id", ["/users/{id}", "/users/:id"]),
    ("DATABASE_URL, $HOME and --dry-run", ["DATABASE_URL", "$HOME", "--dry-run"]),
    ("`git push --force`", ["git push --force"]),
    ("in 30 seconds, 10ms, 2.5 MB or 50%", ["30 s", "10 ms", "2.5 MB", "50 %"]),
    ("a 5-minute cache of 1,024 bytes", ["5 min", "1,024 B"]),
    ("httpx>=0.28.1, v2 and Python 3.11", ["httpx>=0.28.1", "2", "3.11"]),
    ("on 2025-10-24 in `268085a`", ["2025-10-24", "268085a"]),
    ("between 10-20 items", ["10", "20"]),
    ("Class::method, tests/test_a.py::test_b and @cached", ["Class::method", "tests/test_a.py::test_b", "@cached"]),
    ("FastAPI-based, see #12", ["FastAPI", "#12"]),
    ("https://x.org/a and a@b.org, www.x.org", ["https://x.org/a", "a@b.org", "www.x.org"]),
    ("`Agent` in code", ["Agent"]),
    ('says "see foo_bar()" and “see bar_foo”', []),
    ("**`foo_bar`** (`baz_qux`).", ["foo_bar", "baz_qux"]),
]


@pytest.mark.parametrize("text", LANGUAGE)
def test_language_refers_to_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("text", "names"), REFERENCES, ids=[text for text, _ in REFERENCES])
def test_references_are_found_as_written(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_escapes_of_markdown_are_no_part_of_a_name() -> None:
    assert found(r"`a_b` and snake\_case, \`not code\`", markdown=True) == ["a_b", "snake_case"]


def test_quotations_are_told_apart_from_the_claim() -> None:
    anatomy = Anatomy.of('The spec: "keep `Cart`" and `say("x")` 5" wide.', markdown=False)

    assert anatomy.quoted == ("keep Cart",)
    assert anatomy.code == ('say("x")',)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ('The spec: "keep it".', True),
        ('`1a2b3c4`: "keep it. Then go." The TDR: "go".', True),
        ('Keeps it. The spec: "keep it".', False),
        ("Keeps it.", False),
    ],
)
def test_what_only_quotes_says_nothing_itself(text: str, only: bool) -> None:  # noqa: FBT001 — a table's column
    assert Anatomy.of(text, markdown=False).only_quotes is only
