"""Claims about the sample branch that are false, unshown, unsaid or not a program's to make: every one falls."""

import pytest

from draft_summary.values.claims import Claim
from draft_summary.values.findings import Outcome
from verify.sample import claim, verified


def overview(text: str, *evidence: str) -> Claim:
    return claim("overview.text", text, *(evidence or ("F1.1", "F2.1")), key="1")


def new(text: str, *evidence: str, key: str = "src/shop/cart.py") -> Claim:
    return claim("files.new", text, *(evidence or ("F1",)), key=key)


def changed(text: str, *evidence: str, key: str = "src/shop/api.py") -> Claim:
    return claim("files.modified", text, *(evidence or ("F2.1",)), key=key)


def decision(part: str, text: str, *evidence: str) -> Claim:
    return claim("decisions.list", text, *(evidence or ("F1.1", "P2")), key="d", part=part)


REFERENCES = [
    ("identifier", overview("Adds `remove_item()` to the cart.")),
    ("identifier without ticks", overview("Adds remove_item() to the cart.")),
    ("part of an identifier", overview("Adds `add_ite` to the cart.")),
    ("longer identifier", overview("Adds `add_items` to the cart.")),
    ("class", overview("Adds `Wishlist`.")),
    ("camel case without ticks", overview("Adds CartManager to the shop.")),
    ("other case", overview("Adds `Add_Item`.")),
    ("method of another class", overview("Adds `Basket.add_item()`.")),
    ("module", overview("Adds `shop.wishlist`.")),
    ("call with another argument", overview("Adds `add_item(sku, discount=1)`.")),
    ("constant", overview("`MAX_CARTS` limits the carts.")),
    ("private name", overview("Adds `_total`.")),
    ("path", overview("See `src/shop/checkout.py`.")),
    ("path without ticks", overview("See src/shop/checkout.py for it.")),
    ("file in another folder", overview("See `src/store/cart.py`.")),
    ("end of another file name", overview("See `art.py`.")),
    ("folder", overview("See `src/checkout/`.")),
    ("pattern", overview("See `src/**/*.go`.")),
    ("suffix", overview("See `cart.ts`.")),
    ("line", overview("See src/shop/cart.py:7.")),
    ("route", overview("Adds `GET /orders`.")),
    ("route with another method", overview("Adds `DELETE /carts/{cart_id}/items`.")),
    ("route without ticks", overview("Adds the endpoint /carts/{cart_id}/checkout.")),
    ("environment variable", changed("Reads `CART_LIMIT`.", "K8", key="src/shop/settings.py")),
    ("environment variable without ticks", changed("Reads CART_LIMIT.", "K8", key="src/shop/settings.py")),
    ("version", changed("Updates httpx to 0.29.0.", "F6", key="pyproject.toml")),
    ("cut version", changed("Updates httpx to 0.28.", "F6", key="pyproject.toml")),
    ("package", changed("Adds `pydantic-settings`.", "F6", key="pyproject.toml")),
    ("hash", overview("Done in `deadbe5`.", "C1", "F1")),
    ("bare number", overview("A cart holds 99 items.")),
    ("number in words", overview("Replaces nineteen of the helpers.")),
    ("beginning of a longer name", overview("Adds `TestTotal`.", "F5")),
    ("number with a unit", changed("The timeout is 45 seconds.")),
    ("number in another unit", changed("The timeout is 60 hours.", "F4", key="src/shop/money.py")),
    ("number from elsewhere", new("It rounds to 201 places.", "F7", key="migrations/0002_carts.sql")),
    ("line numbers of a hunk's header", overview("A cart lives for 20 days.", "F2.1")),
    ("line of a fact", overview("A cart holds 41 items.", "K9")),
    ("percentage", overview("A cart keeps 80% of its items.")),
    ("date", overview("Carts end on 2031-01-01.")),
    ("lines", new("Adds 77 lines.")),
    ("flag", overview("Run it with `--fast-carts`.")),
    ("decorator", overview("Marked `@cached_property`.")),
    ("test", new("`test_empty_cart` shows it.", "F5", key="tests/test_cart.py")),
    ("test of another class", new("`TestTotals::test_add_item` shows it.", "F5", key="tests/test_cart.py")),
    ("planned only", overview("Caches carts with `redis_cache()`.")),
    ("in a commit only", overview("Caches carts, see src/shop/cache.py.", "F1", "C4")),
    ("ticket", overview("Closes #4711.")),
    ("quotation", overview('A comment says "never counted twice".')),
    ("misquoted spec", overview('The spec: "Visitors lose their wishlists when they close the browser."', "S1")),
    ("quotation in another order", overview('The spec: "close the browser … lose their carts".', "S1")),
    ("url", overview("See https://evil.example.com/x for it.")),
    ("domain", overview("Calls www.evil-shop.net for it.")),
    ("email", overview("Ask eve@evil-shop.net about it.")),
    ("criterion", decision("context", "Happy Path 7 needs it.", "F1.1", "P2")),
]
ATTESTED = [
    ("tests pass", overview("All tests pass.")),
    ("tests pass, otherwise", overview("The new tests pass on Linux.")),
    ("suite without failures", overview("The test suite runs without failures.")),
    ("no test fails", overview("No test fails.")),
    ("nothing failing", overview("There are no failing tests.")),
    ("clean runs", overview("Test runs are clean.")),
    ("tool reports none", overview("pytest reports no failures.")),
    ("linter", overview("The linter and the type checker report no errors.")),
    ("ran well", overview("The tests have been run successfully.")),
    ("pass together", overview("The new tests pass together with the old ones.")),
    ("all green", overview("All green.")),
    ("nothing broke", overview("The checks confirm that nothing broke.")),
    ("none in the suite", overview("Zero failures in the test suite.")),
    ("continues to work", overview("Existing scripts continue to work.")),
    ("every platform", overview("It works on Windows and Linux.")),
    ("no migration", overview("No migration is required.")),
    ("as before", overview("The shop works exactly as before.")),
    ("each criterion", overview("Every acceptance criterion has a test.")),
    ("guarantee", overview("It guarantees that no cart is lost.")),
    ("never leaked", overview("Passwords are never logged.")),
    ("all endpoints", overview("All endpoints require a login.")),
    ("what people want", overview("Customers asked for carts.")),
    ("green suite", overview("The test suite is green.")),
    ("all tests", overview("Runs all unit tests.")),
    ("coverage", overview("Coverage is at 50%.", "F1.1")),
    ("full coverage", overview("The cart has full test coverage.")),
    ("fully tested", overview("The cart is fully tested.")),
    ("tried by hand", overview("Manually tested with two browsers.")),
    ("works", overview("The cart works as expected.")),
    ("no breaking changes", overview("There are no breaking changes.")),
    ("backward compatible", overview("The API stays backwards-compatible.")),
    ("clients go on", overview("Existing clients keep working as they did.")),
    ("safe to deploy", overview("It is safe to deploy.")),
    ("no window", overview("It is rolled out without a maintenance window.")),
    ("affects nobody", overview("This does not affect other callers.")),
    ("older clients", overview("The reply is compatible with older clients.")),
    ("signed off", overview("QA signed this off.")),
    ("unchanged", overview("The behaviour of the API is unchanged.")),
    ("same behaviour", overview("It preserves existing behavior.")),
    ("production-ready", overview("The cart is production-ready.")),
    ("criteria met", overview("All acceptance criteria are met.")),
    ("meets all requirements", overview("This meets all requirements of the spec.")),
    ("no regressions", overview("It causes no regressions.")),
    ("no known issues", overview("It has no known issues.")),
    ("quoted without a name", overview('"All tests pass, fully backward compatible."', "F3")),
]
PRAISE = [
    ("comprehensive", overview("Adds a comprehensive cart.")),
    ("robust", overview("The cart handles errors robustly.")),
    ("seamless", overview("Carts move seamlessly between visits.")),
    ("best practices", overview("It follows best practices.")),
    ("pictogram", overview("Adds the cart \U0001f680.")),
]
REPORTS = [
    ("faster", overview("Adding is 2x faster.", "F1.1")),
    ("performance", overview("This improves performance.")),
    ("twice as fast", overview("Adding is twice as fast.")),
    ("in no time", overview("It starts in under a second.")),
    ("scale", overview("It handles thousands of carts at once.")),
    ("latency", overview("It reduces latency for visitors.")),
]
CONTRADICTIONS = [
    ("added, was deleted", overview("Adds `src/shop/basket.py`.", "F3")),
    ("deleted, was added", overview("Deletes `src/shop/cart.py`.", "F1")),
    ("added, was modified", overview("Adds `src/shop/api.py`.", "F2")),
    ("updated, was added", overview("Updates `src/shop/cart.py`.", "F1")),
    ("passive", overview("`src/shop/cart.py` was removed.", "F1")),
    ("dependency removed, was added", changed("Removes `tenacity`.", "F6", key="pyproject.toml")),
    ("dependency added, was removed", changed("Adds `requests`.", "F6", key="pyproject.toml")),
    ("dependency added, was updated", changed("Adds `httpx`.", "F6", key="pyproject.toml")),
    ("enumeration", changed("Adds `tenacity`, `requests`.", "F6", key="pyproject.toml")),
    ("endpoint removed", changed("Removes `POST /carts/{cart_id}/items`.")),
    ("symbol removed", overview("Removes `Cart`.", "F1")),
    ("symbol added", overview("Adds the class `Basket`.", "F3")),
    ("private symbol", changed("Adds `legacy_checkout()`.")),
    ("variable", changed("Removes `CART_TTL`.", "K8", key="src/shop/settings.py")),
    ("other way round", changed("The timeout goes from 60 to 30 seconds.")),
    ("versions swapped", changed("From 0.28.1 to 0.27.0.", "F6", key="pyproject.toml")),
    ("count in words", overview("Adds four new files.", "F1")),
    ("count in digits", overview("Adds 50 new files.", "F1.1")),
    ("count of deleted files", overview("Two files are deleted.", "F3")),
    ("count of tests", overview("Adds 7 tests.", "F5")),
    ("count of a file's tests", new("4 tests of the cart.", "F5", key="tests/test_cart.py")),
    ("count of tests in words", overview("Twelve tests cover the cart.", "F5")),
    ("count of commits", overview("The branch has nine commits.", "F1")),
    ("count of endpoints", overview("Adds two endpoints.", "F2")),
    ("count of migrations", overview("Adds three migrations.", "F7")),
]
UNSHOWN = [
    ("commit alone", "work-not-shown", overview("Carts survive a closed browser.", "C1")),
    ("spec alone", "work-not-shown", overview("Carts are kept when the browser is closed.", "S1")),
    ("half quoted", "work-not-shown", overview('Carts are kept. The spec: "Visitors lose their carts".', "S1")),
    ("commit without its hash", "unnamed-source", overview('"Carts now survive a closed browser."', "C1", "F1")),
    ("commit with another hash", "unnamed-source", overview('`9f8e7d6`: "Carts now survive"', "C1", "F1")),
    ("spec without its name", "unnamed-source", overview('"Visitors lose their carts"', "S1", "F1")),
    ("choice by the TDR alone", "work-not-shown", decision("choice", "Stores carts in Postgres.", "P2")),
    ("yes without a hunk", "work-not-shown", decision("differs", "Yes", "P2")),
    ("no without the TDR", "work-not-shown", decision("differs", "No", "F1.1")),
    (
        "message about what is gone",
        "unknown-reference",
        overview('`5d5d5d5`: "add redis_cache() in src/shop/cache.py"', "C4", "F1"),
    ),
]
HOSTILE = [
    ("html", overview("Adds a cart <script>alert(1)</script>.")),
    ("unclosed html", overview("Adds a cart <img src=x onerror=y")),
    ("image", overview("Adds a cart ![x](data:x).")),
    ("link", overview("Adds a [cart](javascript:x).")),
    ("bidi", overview("Adds a \u202ecart.")),
    ("tag characters", overview("Adds a cart\U000e0041.")),
    ("zero width", overview("Adds a ca\u200brt.")),
    ("escape sequence", overview("Adds a \x1b[31mcart.")),
    ("variation selector", overview("Adds a cart\ufe0f.")),
]
FALSE = [
    *(("unknown-reference" if name != "quotation" else "", name, one) for name, one in REFERENCES),
    *(("attestation", name, one) for name, one in ATTESTED),
    *(("praise", name, one) for name, one in PRAISE),
    *(("needs-report", name, one) for name, one in REPORTS),
    *(("contradiction", name, one) for name, one in CONTRADICTIONS),
    *((code, name, one) for name, code, one in UNSHOWN),
    *(("hostile", name, one) for name, one in HOSTILE),
]
REFERENCE_CODES = {"unknown-reference", "unknown-quote", "hostile", "contradiction"}


@pytest.mark.parametrize(("code", "one"), [row[::2] for row in FALSE], ids=[f"{row[0]}: {row[1]}" for row in FALSE])
def test_a_false_claim_falls(code: str, one: Claim) -> None:
    result = verified(one)

    assert result.claims == ()
    codes = {finding.code for finding in result.findings}
    assert codes & (REFERENCE_CODES if code in ("", "unknown-reference") else {code}), codes


@pytest.mark.parametrize("one", [row[2] for row in FALSE], ids=[row[1] for row in FALSE])
def test_a_finding_says_of_what_where_and_why(one: Claim) -> None:
    for finding in verified(one).findings:
        assert (finding.subject, finding.place, finding.where) == (" ".join(one.text.split()), one.slot, "claims[0]")
        assert finding.outcome is Outcome.DROPPED
        assert finding.reason


def test_there_are_enough_of_them() -> None:
    assert len(FALSE) >= 60
