"""A generated branch of a given size: a Python package with modules changed, added and deleted, and tests."""

from __future__ import annotations

from pathlib import Path

from support.repositories import build

FUNCTIONS = 12  # a module of about 120 lines
COMMITS = 8
SPEC = """# Spec

**Feature name**: Generated branch

## Acceptance Criteria
- Given a stored item, when `load_1_1` reads it, then the item is returned
- Given no item, when `load_1_2` reads it, then nothing is returned
"""


def generate(path: Path, files: int) -> None:
    """A repository in `path`, a new folder, whose checked out branch changes `files` files since main.

    The spec is one of them. Of every ten others, five are modified, three added, one is a new test, one is deleted.
    """
    numbers = range(files - 1)
    base = {
        _name(number): _module(number, "a first version") for number in numbers if number % 10 in (0, 1, 2, 3, 4, 9)
    }
    parts = ((f"feat: part {commit}", dict(map(_change, numbers[commit::COMMITS]))) for commit in range(COMMITS))
    build(path, base, ("docs: spec", {"directive/specs/generated/spec.md": SPEC}), *parts, branch="feature/generated")


def _change(number: int) -> tuple[str, str | None]:
    if number % 10 == 9:
        return _name(number), None
    if number % 10 == 8:
        return f"tests/unit/test_part_{number}.py", _tests(number)
    return _name(number), _module(number, "a second version")


def _name(number: int) -> str:
    return f"src/package/area_{number % 4}/part_{number}.py"


def _module(number: int, version: str) -> str:
    functions = (
        f"def load_{number}_{one}(key: str, store: dict[str, str]) -> str | None:\n"
        f'    """Item {one} of part {number}."""\n'
        f'    found = store.get(key + "{number}.{one}")\n'
        "    if found is None:\n"
        f'        logger.info("nothing under %s in {version if one % 3 == 0 else "part"}", key)\n'
        f"        return store.get('default {number}')\n"
        f"    return found.strip() or 'empty {number}'\n"
        for one in range(FUNCTIONS)
    )
    head = f'"""Part {number}, {version}."""\n\nimport logging\n\nlogger = logging.getLogger(__name__)\n'
    return "\n\n".join((head, *functions))


def _tests(number: int) -> str:
    functions = (f"def test_load_{number}_{one}() -> None:\n    assert {one} == {one}\n" for one in range(FUNCTIONS))
    return "\n\n".join((f'"""Tests of part {number}."""\n', *functions))
