"""What the design says to build, and whether the branch built it."""

from __future__ import annotations

import pytest

from draft_summary.values.branch import Commit, TextFile
from draft_summary.values.facts import Change, Endpoint
from draft_summary.values.spec import PlanItem
from facts.spec.branches import FOLDER, Made

BASE = {
    "src/lamp.py": "def on():\n    log.info('old message here')\n",
    "pyproject.toml": 'dependencies = [\n  "httpx>=0.20",\n]\n',
}


def plan(design: str, after: dict[str, str], **more: object) -> list[PlanItem]:
    made = Made("# Spec\n", f"# TDR\n\n{design}", before=BASE, after={**BASE, **after}, **more)  # type: ignore[arg-type]
    return list(made.read().plan)


def said(items: list[PlanItem]) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.text, one.found, one.where) for one in items]


FOUND = {
    "a path": (
        "## Design\n- `src/dimmer.py`: dims",
        {"src/dimmer.py": "x = 1\n"},
        ("path", "src/dimmer.py", "src/dimmer.py"),
    ),
    "a path below a package": (
        "## Design\nCreate `lamp/dimmer.py`.",
        {"packages/lamp/dimmer.py": "x = 1\n"},
        ("path", "lamp/dimmer.py", "packages/lamp/dimmer.py"),
    ),
    "a path in a drawn tree": (
        "## Design\n```\nsrc/\n├── lamp.py\n└── dimmer.py   # NEW\n```\n",
        {"src/dimmer.py": "x = 1\n"},
        ("path", "src/dimmer.py", "src/dimmer.py"),
    ),
    "a function in code": (
        "## Design\n```python\ndef dim(level: int) -> None:\n    ...\n```\n",
        {"src/dimmer.py": "\n\ndef dim(level):\n    pass\n"},
        ("symbol", "dim", "src/dimmer.py:3"),
    ),
    "a method in code": (
        "## Design\n```python\nclass Lamp:\n    async def fade(self, seconds): ...\n```\n",
        {"src/dimmer.py": "class Lamp(Base):\n    async def fade(self, seconds):\n        pass\n"},
        ("symbol", "Lamp.fade", "src/dimmer.py:2"),
    ),
    "a function named as new": (
        "## Plan\n- [ ] Add `dim_slowly()` helper to `src/lamp.py`",
        {"src/lamp.py": "def dim_slowly():\n    pass\n"},
        ("symbol", "dim_slowly", "src/lamp.py:1"),
    ),
    "a TypeScript interface": (
        "## Design\n```ts\nexport interface Dimmer {\n  level: number\n}\n```\n",
        {"web/dimmer.ts": "export interface Dimmer { level: number }\n"},
        ("symbol", "Dimmer", "web/dimmer.ts:1"),
    ),
    "an endpoint with a prefix": (
        "## Design\n- `POST /api/lamps/{id}/dim` dims one",
        {"src/routes.py": '@router.post("/{lamp_id}/dim")\ndef x(): ...\n'},
        ("endpoint", "POST /api/lamps/{id}/dim", "src/routes.py:1"),
    ),
    "an environment variable": (
        "## Rollout\nThe environment variable `LAMP_LEVEL` sets it.",
        {"src/lamp.py": 'level = os.getenv("LAMP_LEVEL")\n'},
        ("environment variable", "LAMP_LEVEL", "src/lamp.py:1"),
    ),
    "an option": (
        "## Design\n- CLI: add `--level/-l`",
        {"src/cli.py": 'parser.add_argument("--level")\n'},
        ("flag", "--level", "src/cli.py:1"),
    ),
    "a table": (
        "## Data model\n```sql\nCREATE TABLE lamp_levels (id int);\n```\n",
        {"migrations/1.sql": "create table lamp_levels (id int);\n"},
        ("table", "lamp_levels", "migrations/1.sql:1"),
    ),
    "a dependency": (
        "## Dependencies\n- Add `dimmer-kit>=2.1`",
        {"pyproject.toml": 'dependencies = [\n  "httpx>=0.20",\n  "dimmer_kit>=2.1",\n]\n'},
        ("dependency", "dimmer-kit", "pyproject.toml:3"),
    ),
    "a metric": (
        "## Observability\nThe counter `lamp_dims_total` counts.",
        {"src/lamp.py": 'DIMS = Counter("lamp_dims_total", "x")\n'},
        ("metric", "lamp_dims_total", "src/lamp.py:1"),
    ),
    "a log message": (
        '## Logging\n```python\nlogger.info(f"Dimmed lamp to {level} percent")\n```\n',
        {"src/lamp.py": 'logger.info("Dimmed lamp to %s percent", level)\n'},
        ("log message", "Dimmed lamp to … percent", "src/lamp.py:1"),
    ),
}


@pytest.mark.parametrize(("design", "after", "expected"), FOUND.values(), ids=FOUND)
def test_what_was_built_is_found_where_it_stands(
    design: str, after: dict[str, str], expected: tuple[str, str, str]
) -> None:
    kind, text, where = expected

    assert (kind, text, "found", where) in said(plan(design, after))


@pytest.mark.parametrize(("design", "after", "expected"), FOUND.values(), ids=FOUND)
def test_what_was_not_built_is_not_found(design: str, after: dict[str, str], expected: tuple[str, str, str]) -> None:
    items = [one for one in plan(design, {"src/other.py": "y = 2\n"}) if one.text == expected[1]]

    assert [one.found for one in items] == ["not found"]


def test_a_planned_test_is_found_by_its_name() -> None:
    design = "## Test Strategy\n- AC-1 → test_dims_slowly\n- AC-2 → `test_never_written`\n"
    after = {"tests/test_lamp.py": "def test_dims_slowly(): ...\n"}

    items = plan(design, after, tests={"tests/test_lamp.py": ("test_dims_slowly",)})

    assert said(items) == [
        ("test", "test_dims_slowly", "found", "tests/test_lamp.py::test_dims_slowly"),
        ("test", "test_never_written", "not found", ""),
    ]


DIFFERENT = {
    "a constant's type": (
        "## Design\n```python\nLAMP_PATHS: List[Path] = []\n```\n",
        {"src/lamp.py": "LAMP_PATHS: List[str] = []\n"},
        ("LAMP_PATHS: List[Path]", "List[str]"),
    ),
    "a function's parameters": (
        "## Design\n```python\ndef dim(level, seconds): ...\n```\n",
        {"src/lamp.py": "def dim(\n    level,\n    *,\n    quick=False,\n):\n    pass\n"},
        ("dim(level, seconds)", "( level, *, quick=False, )"),
    ),
    "a dependency's version": (
        "## Dependencies\n- Add `dimmer-kit>=2.1`",
        {"pyproject.toml": 'dependencies = [\n  "httpx>=0.20",\n  "dimmer-kit>=3.0",\n]\n'},
        ("dimmer-kit 2.1", '"dimmer-kit>=3.0"'),
    ),
    "a log level": (
        '## Logging\n```python\nlogger.warning("Lamp is getting hot")\n```\n',
        {"src/lamp.py": 'logger.debug("Lamp is getting hot")\n'},
        ("Lamp is getting hot", "debug"),
    ),
    "a path": (
        "## Design\nCreate `src/dim/fader.py`.",
        {"src/fader.py": "x = 1\n"},
        ("src/dim/fader.py", "src/fader.py"),
    ),
}


@pytest.mark.parametrize(("design", "after", "expected"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_was_built_otherwise_says_how(design: str, after: dict[str, str], expected: tuple[str, str]) -> None:
    items = plan(design, after)

    assert [(one.found, one.text, one.differs) for one in items] == [("found differently", *expected)]


SAME = {
    "types written otherwise": (
        "def dim(level: Optional[int] = None) -> None: ...",
        "def dim(level: int | None = None):\n    pass\n",
    ),
    "lower-case generics": ("LAMP_PATHS: List[str] = []", "LAMP_PATHS: list[str] = []\n"),
    "self left out": ("def dim(self, level): ...", "class A:\n    def dim(self, level):\n        pass\n"),
}


@pytest.mark.parametrize(("planned", "built"), SAME.values(), ids=SAME)
def test_what_only_looks_different_is_found(planned: str, built: str) -> None:
    items = plan(f"## Design\n```python\n{planned}\n```\n", {"src/lamp.py": built})

    assert [one.found for one in items] == ["found"]


NO_PLAN = {
    "what stood at the base": "## Design\nAdd `on()` to `src/lamp.py`.\n```python\ndef on(): ...\n```\n",
    "a message that stood at the base": '## Logging\n```python\nlog.info("old message here")\n```\n',
    "a dependency that stood at the base": "## Dependencies\n- Add `httpx>=0.20`",
    "the current state": "## Current State\n- Add `dim_slowly()`\n```python\ndef dim(): ...\n```\n",
    "an alternative": "## Alternatives Considered\n### Option A: `src/a.py`\nAdd `dim_slowly()`. Rejected.",
    "a non-goal": "## Non-Goals\n- Add `dim_slowly()`",
    "code from before": "## Design\nBefore:\n```python\ndef dim(): ...\n```\n",
    "a word in prose": "## Design\nAdd a dimmer to the lamp.",
    "a plain word in ticks": "## Design\nAdd `dimming` to it.",
    "a placeholder": "## Design\nCreate `src/<name>/dim.py` and `release/vX.Y.Z`.",
    "a path on a user's machine": "## Design\nIt reads `/etc/lamp/lamp.toml` and `config/lamp.toml`.",
    "the feature's own documents": f"## Design\nSee `{FOLDER}/spec.md` and `{FOLDER}/impact.md`.",
    "what the design puts off": "## Design\n- Not required, in future: add `dim_slowly()`",
}


@pytest.mark.parametrize("design", NO_PLAN.values(), ids=NO_PLAN)
def test_what_is_no_plan_gives_no_item(design: str) -> None:
    assert said(plan(design, {"src/other.py": "y = 2\n"})) == []


def test_the_designs_own_text_in_the_diff_proves_nothing() -> None:
    design = "## Design\n```python\ndef dim(): ...\n```\n"

    items = plan(design, {f"{FOLDER}/tdr.md": design, "docs/notes.md": "dim\n"})

    assert [one.found for one in items] == ["not found"]


def test_an_approved_answer_to_an_open_question_is_planned() -> None:
    design = """## Open Questions

#### Q1: Remember the level?
**Options**:
- A) Add `_last_level: Optional[int]` to the lamp
- B) Do not

**Decision needed**: User approval ✅ Proceed with Option A
"""
    assert [(one.text, one.found) for one in plan(design, {"src/other.py": "y = 2\n"})] == [
        ("_last_level", "not found")
    ]


def test_too_many_items_are_cut_to_those_that_matter_most() -> None:
    tests = "\n".join(f"- `test_number_{number}`" for number in range(80))
    design = f"## Tests\n{tests}\n\n## Design\nAdd `dim_slowly()`.\n"

    items = plan(design, {"src/other.py": "y = 2\n"})

    assert len(items) == 60
    assert "dim_slowly" in {one.text for one in items}
    assert [one.line for one in items] == sorted(one.line for one in items)


def test_items_of_a_second_document_are_not_read_as_plan() -> None:
    other = TextFile(f"{FOLDER}/tasks.md", "# Tasks\n- Add `dim_slowly()`\n")

    assert plan("", {"src/other.py": "y = 2\n"}, others=(other,)) == []


ROUTER = '@router.delete("/lamps/{lamp_id}")\ndef off(lamp_id):\n    return lamps("/lamps")\n'


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        ("DELETE /api/lamps/{id}", ("endpoint", "DELETE /api/lamps/{id}", "found", "src/routes.py:1")),
        ("POST /api/lamps/{id}", ("endpoint", "POST /api/lamps/{id}", "found differently", "src/routes.py:1")),
        ("GET /api/lamps", ("endpoint", "GET /api/lamps", "not found", "")),
    ],
    ids=["as it was read, whatever its variable is called", "another method", "only a word of it in the code"],
)
def test_an_endpoint_is_found_where_the_detectors_read_it(planned: str, expected: tuple[str, str, str, str]) -> None:
    read = Endpoint(path="src/routes.py", line=1, method="DELETE", route="/api/lamps/{lamp_id}", change=Change.ADDED)
    found = plan(f"## API\n- `{planned}` — new", {"src/routes.py": ROUTER}, endpoints=(read,))
    assert said(found) == [expected]


@pytest.mark.parametrize(
    ("line", "after", "expected"),
    [
        ('- Warning in docs: "Never leave the lamp alone"', {}, ("not found", "")),
        (
            '- Documentation: "Never leave the lamp alone"',
            {"README.md": "# Lamp\n\nNever leave a lamp on alone.\n"},
            ("found", "README.md:3"),
        ),
    ],
    ids=["not written", "written in other words"],
)
def test_what_documentation_is_to_say(line: str, after: dict[str, str], expected: tuple[str, str]) -> None:
    found = plan(f"## Security\n{line}", after)
    assert [(one.kind, one.text, one.found, one.where) for one in found] == [
        ("documentation", "Never leave the lamp alone", *expected)
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Update `docs/lamp.md`", [("update", "docs/lamp.md", "not found")]),
        ("Update `docs/lamp.md` if needed", []),
        ("Update `docs/other.md`", [("path", "docs/other.md", "not found")]),
        (
            "Rewrite the `src/lamp.py` and `docs/lamp.md`",
            [("update", "docs/lamp.md", "not found"), ("update", "src/lamp.py", "found")],
        ),
    ],
    ids=["not changed", "perhaps", "no such file", "two, one changed"],
)  # fmt: skip
def test_files_that_are_to_be_changed(line: str, expected: list[tuple[str, str, str]]) -> None:
    before = {"src/lamp.py": "on = 1\n"}
    made = Made(
        design=f"## Plan\n- {line}\n", before=before, after={"src/lamp.py": "on = 2\n"}, unchanged=("docs/lamp.md",)
    )
    assert [(one.kind, one.text, one.found) for one in made.read().plan] == expected


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        ("MOST_LAMPS = 10", ("MOST_LAMPS = 30", "found differently", "MOST_LAMPS = 10")),
        ("MOST_LAMPS = 30  # a house", ("MOST_LAMPS", "found", "")),
        ("MOST_LAMPS = lamps()", ("MOST_LAMPS", "found", "")),
    ],
    ids=["another", "the same", "not plain"],
)
def test_a_constants_value(built: str, expected: tuple[str, str, str]) -> None:
    found = plan("## Interfaces\n```python\nMOST_LAMPS = 30\n```\n", {"src/lamp.py": f"{built}\n"})
    assert [(one.text, one.found, one.differs) for one in found] == [expected]


def test_what_became_of_the_design_itself() -> None:
    design = "# TDR\n\n## Interfaces\nOne knob.\n\n## Rollout\nAt once.\n"
    after = design.replace("One knob", "Two knobs")
    assert Made(design=after, design_before=design).read().design_changes == (
        "changed on the branch (+0 \N{MINUS SIGN}0): Interfaces"
    )
    path = "directive/specs/lamp/tdr.md"
    commits = tuple(Commit(f"{n}" * 40, "docs", "", "Ada", "", (path,)) for n in (1, 2))
    assert Made(design=design, commits=commits).read().design_changes == (
        "added on the branch and changed in 1 later commit"
    )
    assert Made(design=design, commits=commits[:1]).read().design_changes == ""


@pytest.mark.parametrize(
    "line",
    [
        "Delete the old subsystem: settings, `src/old_lamp.py`, `src/old_plug.py`",
        "Dropping `src/old_lamp.py` and `src/old_plug.py`; nothing else.",
    ],
)
def test_what_is_to_be_taken_out_is_not_to_be_built(line: str) -> None:
    assert plan(f"## Plan\n- {line}\n", {}) == []


def test_what_comes_in_its_place_is() -> None:
    found = plan("## Plan\n- Drop `src/old_lamp.py`, add `src/new_lamp.py`\n", {"src/new_lamp.py": "x = 1\n"})
    assert [(one.text, one.found) for one in found] == [("src/new_lamp.py", "found")]
