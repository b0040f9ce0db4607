"""`check` over the lists of files and commits of a hand-written summary."""

from __future__ import annotations

import pytest

from support.repositories import Sample
from support.shop import checked, shop

FILES = """\
# Implementation Summary — Coupons

**Status**: In Progress

## Files Changed

### New Files
- **`/src/shop/coupons.py`** (10 lines) — coupons
- `tests/test_coupons.py`: 2 new tests
- directive/specs/thing/spec.md

### Modified Files
| File | Change |
| --- | --- |
| [cart.py](src/shop/cart.py) | takes a coupon |
| `uv.lock`, `src/shop/legacy.py` | lock |
"""
TITLE = "# Implementation Summary — Coupons\n\n**Status**: In Progress\n\n"


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return shop(tmp_path_factory.mktemp("shop") / "repo")


def found(branch: Sample, text: str) -> set[tuple[str, str]]:
    return {(one.code, one.subject) for one in checked(branch, text)}


def listing(branch: Sample, text: str) -> set[tuple[str, str]]:
    codes = {"missing-file", "phantom-file", "file-not-changed", "wrong-status"}
    return {one for one in found(branch, TITLE + "## Files Changed\n" + text) if one[0] in codes}


MISSING = {
    ("missing-file", path)
    for path in (
        *("directive/specs/thing/spec.md", "src/shop/cart.py", "src/shop/coupons.py", "src/shop/legacy.py"),
        *("tests/test_coupons.py", "uv.lock"),
    )
}


def all_but(*paths: str) -> set[tuple[str, str]]:
    return MISSING - {("missing-file", path) for path in paths}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Some.\n", MISSING, id="nothing is listed"),
        pytest.param(
            "- `src/shop/*.py`\n",
            all_but("src/shop/cart.py", "src/shop/coupons.py", "src/shop/legacy.py"),
            id="a pattern",
        ),
        pytest.param(
            "- `src/shop/`: all\n",
            all_but("src/shop/cart.py", "src/shop/coupons.py", "src/shop/legacy.py"),
            id="a folder",
        ),
        pytest.param("- Lockfiles: `uv.lock`\n", all_but("uv.lock"), id="folded with a label"),
        pytest.param(
            "* `coupons.py` and `cart.py`\n", all_but("src/shop/coupons.py", "src/shop/cart.py"), id="by their names"
        ),
        pytest.param(
            "```\nsrc/\n├── shop/\n│   ├── coupons.py   # new\n│   └── unchanged.py\n└── nowhere.py\n```\n",
            all_but("src/shop/coupons.py") | {("phantom-file", "src/nowhere.py")},
            id="a tree shows what did not change, too",
        ),
        pytest.param(
            "```\nA\tsrc/shop/coupons.py\nM\tuv.lock\n```\n",
            all_but("src/shop/coupons.py", "uv.lock"),
            id="what git prints",
        ),
        pytest.param(
            "### New Files\n- `uv.lock`\n",
            all_but("uv.lock") | {("wrong-status", "uv.lock")},
            id="as new, and it is not",
        ),
        pytest.param(
            "- `src/shop/unchanged.py`\n",
            MISSING | {("file-not-changed", "src/shop/unchanged.py")},
            id="did not change",
        ),
        pytest.param(
            "- `src/shop/checkout.py`\n", MISSING | {("phantom-file", "src/shop/checkout.py")}, id="is nowhere"
        ),
        pytest.param(
            "- `uv.lock` → `uv2.lock`\n",
            all_but("uv.lock") | {("phantom-file", "uv2.lock")},
            id="renamed to what is nowhere",
        ),
        pytest.param(
            "- `cart.py`:\n  - mirrors `src/shop/unchanged.py`\n  - `Cart.grand_total` and `and/or`\n",
            all_but("src/shop/cart.py"),
            id="what is said of a file is no list",
        ),
        pytest.param(
            "- `directive/specs/thing/implementation_summary.md` — this file\n", MISSING, id="the summary itself"
        ),
    ],
)
def test_lists_of_files(branch: Sample, text: str, expected: set[tuple[str, str]]) -> None:
    assert listing(branch, text) == expected


def test_a_complete_list_in_many_forms_is_no_finding_but_for_the_status(branch: Sample) -> None:
    assert found(branch, FILES) == {("wrong-status", "src/shop/legacy.py"), ("missing-fact", "SHOP_COUPON_LIMIT")}


def test_without_a_list_a_mention_anywhere_counts(branch: Sample) -> None:
    text = TITLE + "## Overview\nAdds src/shop/coupons.py, see `tests/test_coupons.py`; reads SHOP_COUPON_LIMIT.\n"
    missing = {subject for code, subject in found(branch, text) if code == "missing-file"}
    assert missing == {"directive/specs/thing/spec.md", "src/shop/cart.py", "src/shop/legacy.py", "uv.lock"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1. `feat: coupons`\n2. chore: lock\n", set(), id="by subject"),
        pytest.param("| Commit |\n| --- |\n| {feat} |\n| {chore} |\n", set(), id="by hash, in a table"),
        pytest.param("- {feat} — feat: coupons\n", {("missing-commit", "{chore}")}, id="one is missing"),
        pytest.param("- deadbee — feat: coupons\n- {chore}\n", {("moved-commit", "deadbee")}, id="rebased since"),
        pytest.param("Three steps, as planned.\n", {("missing-commit", "")}, id="no commit at all"),
    ],
)
def test_lists_of_commits(branch: Sample, text: str, expected: set[tuple[str, str]]) -> None:
    short = {"feat": branch.sha("HEAD^")[:7], "chore": branch.sha()[:7]}
    findings = found(branch, TITLE + "## Commit History\n" + text.format(**short))
    assert {one for one in findings if "commit" in one[0] and one[0] != "unknown-commit"} == {
        (code, subject.format(**short)) for code, subject in expected
    }


def test_every_finding_has_its_line_and_a_remedy(branch: Sample) -> None:
    lines = (FILES + "\n## Overview\nAdds\n`apply_coupons()`,\nall tests\npass.\n").split("\n")
    for one in checked(branch, "\n".join(lines)):
        assert one.remedy
        assert one.line
        if one.code == "unknown-name":
            assert "apply_coupons" in lines[one.line - 1]


def test_a_secret_in_the_summary_is_in_no_finding(branch: Sample) -> None:
    token = "ghp_" + "A1b2" * 9
    findings = checked(branch, f"{TITLE}## Overview\nIt logs in with `{token}`.\n")
    assert [one.code for one in findings if "redacted" in one.reason] == ["unknown-name"]
    assert not any(token in f"{one.reason}{one.subject}" for one in findings)
