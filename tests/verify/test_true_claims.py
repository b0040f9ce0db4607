"""Claims that a careful reviewer would write about the sample branch: every one of them holds."""

import pytest

from draft_summary.values.claims import Claim
from verify.sample import claim, verified


def overview(text: str, *evidence: str) -> Claim:
    return claim("overview.text", text, *(evidence or ("F1.1", "F2.1")), key="1")


def new(text: str, *evidence: str, key: str = "src/shop/cart.py") -> Claim:
    return claim("files.new", text, *(evidence or ("F1",)), key=key)


def changed(text: str, *evidence: str, key: str = "src/shop/api.py") -> Claim:
    return claim("files.modified", text, *(evidence or ("F2.1",)), key=key)


def decision(part: str, text: str, *evidence: str) -> Claim:
    return claim("decisions.list", text, *(evidence or ("F1.1", "P2")), key="d", part=part)


def deviation(part: str, text: str, *evidence: str) -> Claim:
    return claim("deviations.list", text, *(evidence or ("F1.1", "P1")), key="d", part=part)


TRUE = [
    overview("Carts now outlive a visit: `Cart` keeps the items, and the API adds to them."),
    overview("Adds the class `Cart` with the method `add_item()`."),
    overview("Adds `shop.cart`, a module for carts, and removes `shop.basket`.", "F1", "F3"),
    overview("A cart holds at most 50 items; one more raises `CartFullError`."),
    overview("A cart lives for 1 hour.", "F1.1"),
    overview("A cart lives for 3,600 seconds.", "F1.1"),
    overview("A cart lives for 60 minutes (`TTL_SECONDS`).", "F1.1"),
    overview("`Cart.add_item` takes a SKU and a quantity, 1 by default."),
    overview("The quantity defaults to 1: `add_item(sku, quantity=1)`.", "F1.1"),
    overview('The spec\'s reason: "Visitors lose their carts when they close the browser."', "S1"),
    overview('The spec says: "Visitors lose their carts … close the browser".', "S1"),
    overview('`1a2b3c4`: "Carts now survive a closed browser."', "C1", "F1"),
    overview('`0badcaf` says "All tests pass" of itself.', "C3", "F3"),
    overview("Three new files, of which one is a migration.", "F1", "F5", "F7"),
    overview("3 tests are added in one file.", "F5"),
    overview("Adds 3 tests, two of them in `TestCart`.", "F5", "K1", "K2"),
    overview("Adds two tests for full and empty carts.", "F5"),
    overview("The branch has 4 commits.", "F1"),
    overview("Two commits touch the API.", "F2"),
    overview("Read/write access and client/server code stay apart, e.g. HTTP/JSON and SQL.", "F1"),
    overview("The work is done in `add_item()`; a test passes a fake service to it.", "F1.1", "F5"),
    overview("The suite now has tests of a full cart, in which no item is added.", "F5"),
    overview("A request without errors answers 201, and a failed one raises `CartFullError`."),
    overview("Users add items to a cart; a visitor who asked for too many sees `CartFullError`."),
    overview("Changes the signature of the method: `add_item` takes a quantity."),
    overview("The tests pass `ItemIn` to the endpoint.", "F2.1", "F5"),
    overview("Uses FastAPI and UTF-8 JSON over HTTP/2, as on GitHub.", "F2.1", "F6"),
    overview("An up-to-date, non-empty cart is a read-only view of the SQL table.", "F1", "F7"),
    overview("TODOs, APIs and URLs (i.e. the REST layer) are as before.", "F1"),
    overview("Returns `true` or `None`; `item` is a 64-bit, 3-way thing in Python.", "F2.1"),
    overview('A comment says it is "computed at runtime".', "F1.1"),
    new("Cart and its limits (`MAX_ITEMS`, `TTL_SECONDS`)."),
    new("defines `Cart`, `MAX_ITEMS` and `CartFullError` in 8 lines (+8)."),
    new("3 tests of the cart.", "F5", key="tests/test_cart.py"),
    new("`TestCart` has two tests, `TestTotals` one.", "F5", key="tests/test_cart.py"),
    new("`test_cart::TestCart::test_full_cart` fills a cart.", "F5", key="tests/test_cart.py"),
    new("Creates the table `carts` with `expires_at`.", "F7.1", key="migrations/0002_carts.sql"),
    new("Second migration, `0002_carts.sql`, see migrations/.", "F7", key="migrations/0002_carts.sql"),
    changed("Adds `POST /carts/{cart_id}/items`, which answers 201."),
    changed("Adds `/carts/:cart_id/items` and logs at INFO."),
    changed("Removes `legacy_checkout()`; the timeout goes from 30 to 60 seconds."),
    changed("Raises `TIMEOUT` from 30 s to 60 s because of `9f8e7d6`.", "F2.1", "C2"),
    changed("Calls `service.add()` with a timeout of 5.0 seconds."),
    changed('Logs "item added to cart %s".'),
    changed("The `router` takes its prefix from `PREFIX`; OpenAPI's title is Shop."),
    changed("`add_cart_item(cart_id, item)` returns a `CartOut`."),
    changed("Was `src/shop/currency.py`; rounds to 2 places, not 3.", "F4", key="src/shop/money.py"),
    changed("Renames currency.py to money.py.", "F4", key="src/shop/money.py"),
    changed(
        "Updates `httpx` from `0.27.0` to `0.28.1`, adds `tenacity>=9.0`, removes `requests`.",
        "F6",
        key="pyproject.toml",
    ),
    changed("`httpx` 0.28.1 and Tenacity 9.0 are needed.", "F6.1", key="pyproject.toml"),
    changed("Reads `CART_TTL`, 3600 by default (one hour).", "K8", key="src/shop/settings.py"),
    changed('`os.environ.get("CART_TTL", "3600")` is the default.', "F8.1", key="src/shop/settings.py"),
    claim("files.deleted", "`Basket`, replaced by `Cart`.", "F3", key="src/shop/basket.py"),
    claim("files.deleted", "Deletes `src/shop/basket.py`; `Basket` is removed.", "F3", key="src/shop/basket.py"),
    claim("api.new", "Adds one item to the cart; see `api.py`.", "K7", key="POST /carts/{cart_id}/items"),
    claim("configuration.environment", "Seconds that a cart lives, 3600 unless set.", "K8", key="CART_TTL"),
    claim("dependencies.updated", "The TDR asks for no version.", "K4", key="pyproject.toml:httpx"),
    decision("title", "Carts are stored in Postgres (Option B)"),
    decision("context", "The spec's Happy Path 1 and Edge Cases 1 need a cart that lasts.", "A1", "F1.1"),
    decision("choice", "A table `carts`, see `migrations/0002_carts.sql`.", "F7.1", "P2"),
    decision("rationale", 'The TDR: "one database to back up".'),
    decision("differs", "No (TDR 5, Option B)", "F7.1", "P2"),
    decision("differs", "Unknown", "F1.1"),
    deviation("what", "`redis_cache()` is planned and not there.", "P1"),
    deviation("impact", 'The TDR expects to "answer within 50 ms".', "S2", "P1"),
    claim("performance.expected", 'The TDR expects to "answer within 50 ms".', "S2"),
    claim("performance.expected", "The TDR hopes for 50 ms.", "S2"),
]
# Rule 1 has its own table: here, slots whose evidence is criteria may cite them.
ALLOWED = [one for one in TRUE if not (one.slot == "decisions.list" and "A1" in one.evidence)]


@pytest.mark.parametrize("one", ALLOWED, ids=[one.text[:60] for one in ALLOWED])
def test_a_true_claim_holds(one: Claim) -> None:
    assert [f"{finding.code}: {finding.reason}" for finding in verified(one).findings] == []


def test_there_are_enough_of_them() -> None:
    assert len(ALLOWED) >= 60


def test_true_claims_hold_together() -> None:
    distinct = {(one.slot, one.key, one.part): one for one in ALLOWED}

    assert len(verified(*distinct.values()).claims) == len(distinct)
