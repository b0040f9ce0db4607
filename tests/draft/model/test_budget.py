"""What fits under a ceiling: the least important is shortened first, what there is room for stays whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draft_summary.draft.model.budget import Item, fit


def shown(items: list[Item], most: int) -> list[str]:
    fitted = fit(items, most)
    return [fitted.text(item) for item in items]


def item(name: str, rank: int) -> Item:
    return Item(name, (rank,), (f"{name} is a whole text", f"{name} short", ""))


A, B, C = item("a", 1), item("b", 2), item("c", 3)


def test_everything_fits() -> None:
    assert shown([A, B, C], 1000) == ["a is a whole text", "b is a whole text", "c is a whole text"]


def test_the_least_important_is_shortened_first() -> None:
    assert shown([A, B, C], 45) == ["a is a whole text", "b is a whole text", "c short"]


def test_all_are_shortened_before_any_is_left_out() -> None:
    assert shown([A, B, C], 24) == ["a short", "b short", "c short"]


def test_the_most_important_stays_longest() -> None:
    assert shown([A, B, C], 10) == ["a short", "", ""]


def test_nothing_fits() -> None:
    assert shown([A, B, C], 0) == ["", "", ""]


def test_what_one_huge_item_leaves_goes_to_the_others() -> None:
    huge = Item("h", (0,), ("x" * 500, "h short", ""))
    assert shown([huge, A, B], 60) == ["h short", "a is a whole text", "b is a whole text"]


def test_what_is_reduced_is_known() -> None:
    changed = Item("h", (9,), ("all lines", "changed", "named", ""), whole=2)
    assert not fit([changed], 8).reduced(changed)
    assert fit([changed], 6).reduced(changed)


FORMS = st.lists(st.text("ab", min_size=1, max_size=30), min_size=1, max_size=3).map(
    lambda texts: (*sorted(set(texts), key=len, reverse=True), "")
)
ITEMS = st.lists(st.tuples(st.integers(0, 5), FORMS), max_size=12).map(
    lambda drawn: [Item(str(number), (rank,), forms) for number, (rank, forms) in enumerate(drawn)]
)


@given(ITEMS, st.integers(0, 300))
def test_the_ceiling_holds_whatever_there_is(items: list[Item], most: int) -> None:
    assert sum(len(text) + 1 for text in shown(items, most) if text) <= most


@given(ITEMS, st.integers(0, 300))
def test_no_item_could_be_longer_than_it_is(items: list[Item], most: int) -> None:
    fitted = fit(items, most)
    total = sum(len(text) + 1 for one in items if (text := fitted.text(one)))
    for one in items:
        level = fitted.chosen[one.id]
        size = len(one.forms[level]) + 1 if one.forms[level] else 0
        assert all(total - size + len(longer) + 1 > most for longer in one.forms[:level])
