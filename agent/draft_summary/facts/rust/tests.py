"""Tests in Rust: functions with `#[test]` or an attribute of that name from a runtime or a library."""

from __future__ import annotations

import re

from draft_summary.facts.parsing import Source, line_of, written
from draft_summary.facts.reading import FoundTest, TestReader
from draft_summary.facts.rust.syntax import QUOTED, Item, items

TEST = re.compile(
    r"^(\w{1,60}::){0,4}(test|rstest|test_case|tokio_test|wasm_bindgen_test|quickcheck|proptest|bench)\b(?!::)"
)
IGNORED = re.compile(r"^ignore\b|^cfg_attr\(.{0,200}\bignore\b")
# What Cargo calls integration tests: files of the folder beside `src`.
OF_CRATE = re.compile(r"(^|/)tests/")
INTEGRATION = re.compile(r"^sqlx::test\b")


def is_test_file(path: str) -> bool:
    """Tests stand in any file."""
    return path.endswith(".rs")


def read_tests(source: Source) -> tuple[FoundTest, ...]:
    """The tests in order, those with several cases once."""
    found = {}
    for one in items(source):
        if one.node.type == "function_item" and (mark := next((a for a in one.attributes if TEST.match(a)), "")):
            test = _test(source, one, mark)
            found[test.name] = test
    return tuple(found.values())


def _test(source: Source, one: Item, mark: str) -> FoundTest:
    ignored = next((attribute for attribute in one.attributes if IGNORED.match(attribute)), "")
    reason = QUOTED.search(ignored)
    if INTEGRATION.match(mark) or OF_CRATE.search(source.path):
        tier = "integration"
    else:
        tier = "unit" if mark == "test" else ""
    return FoundTest(
        name="::".join((*one.around, one.name)),
        line=line_of(one.node),
        tier=tier,
        skipped=bool(ignored) and ignored.startswith("ignore"),
        reason=reason[1] if reason else "",
        body="\n".join((*one.attributes, written(one.node))),
    )


TESTS = TestReader(is_test_file=is_test_file, read=read_tests, hint="#[", skips=("ignore",))
