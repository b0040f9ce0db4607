"""`check` over what a hand-written summary says: what is nowhere or unattested, and what it leaves alone."""

from __future__ import annotations

import pytest

from draft_summary.values.findings import Severity
from support.repositories import Sample
from support.shop import checked, shop

TITLE = "# Implementation Summary — Coupons\n\n**Status**: In Progress\n\n"


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return shop(tmp_path_factory.mktemp("shop") / "repo")


NAMED = {"missing-file", "missing-fact", "missing-commit"}  # what the short texts below leave out


@pytest.mark.parametrize(
    ("text", "code", "subject"),
    [
        pytest.param("Adds `apply_coupons()`.", "unknown-name", "apply_coupons()", id="a name"),
        pytest.param("Adds apply_many() to it.", "unknown-name", "apply_many", id="a bare call"),
        pytest.param("Calls `Cart.grandTotal(coupon)`.", "unknown-name", "Cart.grandTotal(coupon)", id="a method"),
        pytest.param(
            "Raises `coupon_refused_error`.", "unknown-name", "coupon_refused_error", id="only the spec has it"
        ),
        pytest.param("## Dependencies\n- `stripe` — pays", "unknown-name", "stripe", id="a dependency"),
        pytest.param("See `src/shop/vouchers.py`.", "unknown-path", "src/shop/vouchers.py", id="a path"),
        pytest.param("Covered by `test_coupon_thrice`.", "absent-test", "test_coupon_thrice", id="a test"),
        pytest.param(
            "`tests/test_cart.py::test_coupon_twice`",
            "absent-test",
            "tests/test_cart.py::test_coupon_twice",
            id="a test elsewhere",
        ),
        pytest.param("Bumped to 1.9.4.", "unknown-version", "1.9.4", id="a version"),
        pytest.param("As of `1234abc`.", "unknown-commit", "1234abc", id="a commit"),
        pytest.param("Needs `SHOP_COUPON_MAX`.", "unknown-name", "SHOP_COUPON_MAX", id="an environment variable"),
        pytest.param("Adds `POST /api/vouchers`.", "unknown-name", "/api/vouchers", id="a route"),
        pytest.param(
            'Logs `"refused the coupon {code}"`.', "unknown-quote", "refused the coupon {code}", id="a message"
        ),
        pytest.param(
            'The README warns: "Never accept coupons from anybody".',
            "unknown-quote",
            "Never accept coupons from anybody",
            id="a quotation",
        ),
        pytest.param("Adds five tests.", "wrong-count", "Adds five tests", id="a count of tests"),
        pytest.param("**Total new tests**: 5", "wrong-count", "Total new tests: 5", id="a total"),
        pytest.param("- `src/shop/coupons.py` (288 lines)", "wrong-count", "(288 lines)", id="a file's length"),
        pytest.param(
            "All 7 acceptance criteria are listed.", "wrong-count", "7 acceptance criteria", id="a count of criteria"
        ),
        pytest.param(
            "| a | b |\n| - | - |\n| Sorted: will verify | ✅ Pass |",
            "contradiction",
            " Sorted: will verify | ✅ Pass ",
            id="passed, and yet to be verified",
        ),
    ],
)
def test_what_is_nowhere_or_contradicted(branch: Sample, text: str, code: str, subject: str) -> None:
    findings = checked(branch, f"{TITLE}## Overview\n{text}\n")
    assert [(one.code, one.subject) for one in findings if one.code not in NAMED] == [(code, subject)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "`apply_coupon()`, `Cart.grand_total`, `helper_of_all`, `KEEP_ME`, `shop.coupons`, `SHOP_COUPON_LIMIT`",
            id="names that are there",
        ),
        pytest.param("`prices/made-at-run-time.json` is written.", id="a path that some file speaks of"),
        pytest.param("`old_price` went with `src/shop/legacy.py`.", id="what the base had"),
        pytest.param(
            "`list`, `FastAPI`, `git push`, `yes/no`, `n/a`, `<name>.py`, `feature/*`, `x: List[Path]`",
            id="no names of anything",
        ),
        pytest.param("A future release could add `apply_many_coupons`.", id="planned"),
        pytest.param("`apply_many_coupons` was not implemented.", id="denied"),
        pytest.param("Named like `my_coupon_code`, e.g. `x_y_z`.", id="an example"),
        pytest.param("The spec asks for `coupon_refused_error`.", id="said of the spec"),
        pytest.param(
            "## Future Work\n- `apply_many_coupons`\n## Deviations from TDR\n- `coupon_table` dropped",
            id="under a heading that says so",
        ),
        pytest.param(
            "`test_coupon_twice`, `tests/test_coupons.py::test_coupon_is_applied`, `test_coupon_*`, `test_cart.py`",
            id="tests that are there",
        ),
        pytest.param("Version 1.2.3, at 127.0.0.1.", id="a version that is there"),
        pytest.param("## Dependencies\n- `HTTPX` for `requests`-like calls", id="a dependency in other letters"),
        pytest.param(
            "`/etc/shop/config.toml`, `conftest.py`-style fixtures, `snake_case` names", id="things of elsewhere"
        ),
        pytest.param('`SHOP_COUPON_LIMIT=5 python -m shop`, `{"coupon_code": 1}`, `**/*.py`', id="commands and data"),
        pytest.param('The README says "Only accept coupons from people you trust".', id="a quotation across lines"),
        pytest.param('Logs `"applied the coupon {value}"`.', id="a message with another hole"),
        pytest.param("Adds two tests in one file; 3 commits; `src/shop/coupons.py` (10 lines).", id="counts that hold"),
        pytest.param("```python\nundefined_name_here()\n```\n<!-- also_not_there() -->", id="code and comments"),
    ],
)
def test_what_is_right_or_cannot_be_checked_is_no_finding(branch: Sample, text: str) -> None:
    findings = checked(branch, f"{TITLE}## Overview\n{text}\n")
    assert [one for one in findings if one.code not in NAMED] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("All tests pass.", "All tests pass", id="tests"),
        pytest.param("- [x] All tests passing", "All tests passing", id="a ticked box"),
        pytest.param("Unit tests pass.", "tests pass", id="some tests"),
        pytest.param("- Tests: ✅ passing", "Tests: passing", id="tests behind a label"),
        pytest.param("No breaking API changes.", "No breaking API changes", id="breaking what"),
        pytest.param("Validated in staging.", "Validated in staging", id="tried elsewhere"),
        pytest.param("The tests pass a fake clock to it.", "", id="what tests hand over"),
        pytest.param("Ran 12/12 tests passing.", "12/12 tests passing", id="a share"),
        pytest.param("- **All acceptance criteria met**: ✅", "All acceptance criteria met", id="criteria"),
        pytest.param("With 100% coverage of the module.", "100% coverage", id="coverage"),
        pytest.param("## Coverage\n- cart: 100%", "cart: 100%", id="coverage by its heading"),
        pytest.param("- [x] No breaking changes", "No breaking changes", id="breaking"),
        pytest.param("It is fully backward compatible.", "fully backward compatible", id="compatible"),
        pytest.param("This is production-ready.", "production-ready", id="ready"),
        pytest.param("Zero regressions.", "Zero regressions", id="regressions"),
        pytest.param("Is 40% faster.", "40% faster", id="faster"),
        pytest.param("- [ ] All tests passing", "", id="a box that is not ticked"),
        pytest.param("All tests pass (verified by Ada).", "", id="a person says it"),
        pytest.param("All tests must pass before merging.", "", id="a condition"),
        pytest.param("Will be production-ready later.", "", id="planned"),
        pytest.param("```\n12 passed in 0.1s\n```\nAll tests pass.", "", id="a run that is pasted"),
        pytest.param("Do all tests pass?", "", id="a question"),
        pytest.param("Existing callers are unchanged; the tests cover `apply_coupon`.", "", id="nothing of the kind"),
    ],
)
def test_what_only_a_person_or_a_report_can_say(branch: Sample, text: str, words: str) -> None:
    findings = checked(branch, f"{TITLE}## Overview\n{text}\n")
    assert [one.subject for one in findings if one.code == "unattested"] == ([words] if words else [])


MAPPING = "## Spec → Test Mapping\n- Given a cart, a coupon entered lowers the total → `test_coupon_is_applied`\n"


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        pytest.param("", "Complete", [], id="no mapping at all"),
        pytest.param(MAPPING, "In Progress", [Severity.WARNING], id="one is left out"),
        pytest.param(MAPPING, "Complete", [Severity.ERROR], id="and the summary says that it is complete"),
        pytest.param(MAPPING + "- Used twice → `test_coupon_twice`\n", "Complete", [], id="in words of one's own"),
        pytest.param(MAPPING + "- AC 2 → manual\n", "Complete", [], id="by its number"),
    ],
)
def test_criteria_without_a_test(branch: Sample, text: str, status: str, expected: list[Severity]) -> None:
    findings = checked(branch, TITLE.replace("In Progress", status) + text)
    assert [one.severity for one in findings if one.code == "unmapped-criterion"] == expected


def test_a_test_that_is_yet_to_be_written_is_a_warning(branch: Sample) -> None:
    text = TITLE + "## Spec → Test Mapping\nTests to be added:\n- AC 1 → `test_coupon_lowers_total`\n"
    (absent,) = (one for one in checked(branch, text) if one.code == "absent-test")
    assert (absent.severity, absent.line) == (Severity.WARNING, 7)
