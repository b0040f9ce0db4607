"""Claims about the thing that they are keyed by, its subject left out: what it became, and what it has itself."""

from __future__ import annotations

import pytest

from draft_summary.values.claims import Claim
from verify.sample import claim, verified

API, CART, BASKET, TESTS, PACKAGE = (
    "src/shop/api.py",
    "src/shop/cart.py",
    "src/shop/basket.py",
    "tests/test_cart.py",
    "pyproject.toml",
)
EVIDENCE = {API: "F2.1", CART: "F1", BASKET: "F3", TESTS: "F5", PACKAGE: "F6"}


def of(path: str, text: str) -> Claim:
    slot = {BASKET: "files.deleted", CART: "files.new", TESTS: "files.new"}.get(path, "files.modified")
    return claim(slot, text, EVIDENCE[path], key=path)


def overview(text: str) -> Claim:
    return claim("overview.text", text, "F1.1", "F2.1", key="1")


# What is false of it, and beside it what is true.
PAIRS = [
    ("changed, not new", of(API, "New file with the endpoints."), of(API, "New tests for files would help here.")),
    ("new, not changed", of(CART, "Modified to count per SKU."), of(CART, "Modified carts are counted per SKU.")),
    ("new, not deleted", of(CART, "Deleted in favour of the service."), of(CART, "Removed items are not counted.")),
    ("changed, not gone", of(API, "Removed."), of(API, "Removed: `legacy_checkout()`.")),
    ("gone, adds nothing", of(BASKET, "Adds `Basket`."), of(BASKET, "Had `Basket`, which `Cart` replaces.")),
    ("another file has it", of(API, "Adds `MAX_ITEMS`."), of(CART, "Adds `MAX_ITEMS`.")),
    ("without ticks", of(API, "Defines CartFullError."), of(CART, "Defines CartFullError.")),
    ("one of two", of(CART, "Defines `Cart` and `add_cart_item`."), of(CART, "Defines `Cart` and `MAX_ITEMS`.")),
    ("method", of(API, "Implements `Cart.add_item`."), of(CART, "Implements `Cart.add_item`.")),
    ("second sentence", of(CART, "Counts items. Adds `router`."), of(CART, "Counts items. Adds `Cart`.")),
    ("test", of(CART, "Has `test_full_cart`."), of(TESTS, "Has `test_full_cart`.")),
    ("only removed there", of(API, "Adds `CHECKOUT_URL`."), of(API, "Removes `CHECKOUT_URL`.")),
    ("only a neighbour", of(API, "Adds `PREFIX`."), of(API, "Contains `PREFIX`.")),
    ("elsewhere by name", of(API, "Adds `CartFullError`."), of(API, "Adds a reply for `CartFullError`.")),
    ("has it", of(CART, "Does not define `MAX_ITEMS`."), of(CART, "Does not define `router`.")),
    ("to a file", overview("Adds `add_item` to `api.py`."), overview("Adds `add_item` to `cart.py`.")),
    ("from a file", overview("Removes `Basket` from `api.py`."), overview("Removes `Basket` from `basket.py`.")),
    ("kind and path", overview("Updates the old module `cart.py`."), overview("Adds the new module `cart.py`.")),
    ("on a package", overview("Removes the dependency on tenacity."), overview("Adds a dependency on tenacity.")),
    ("moved", overview("Moves `Cart` from `shop.cart` to the API."), overview("Moves carts from `basket.py` on.")),
    ("replaces", of(PACKAGE, "Replaces tenacity with requests."), of(PACKAGE, "Replaces requests with tenacity.")),
    ("instead", overview("Uses `Basket` instead of `Cart`."), overview("Uses `Cart` instead of `Basket`.")),
    ("renamed", overview("`Cart` is renamed to `Basket`."), overview("`Basket` is renamed to `Cart`.")),
]


@pytest.mark.parametrize(("false", "true"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_what_is_said_of_a_thing_is_true_of_it(false: Claim, true: Claim) -> None:
    assert {finding.code for finding in verified(false).findings} & {"contradiction", "unknown-reference"}
    assert [f"{finding.code}: {finding.reason}" for finding in verified(true).findings] == []


def test_a_name_that_is_nowhere_is_reported_once() -> None:
    assert [finding.code for finding in verified(of(API, "Adds `remove_item`.")).findings] == ["unknown-reference"]


@pytest.mark.parametrize("name", [".env.example", "a..b", "..", "x.", ".a."])
def test_a_name_with_empty_parts_is_looked_up_whole(name: str) -> None:
    assert [finding.code for finding in verified(overview(f"Adds `{name}` to it.")).findings] in (
        ["unknown-reference"],
        [],
    )
