"""Orders and how much of one survives in another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

_STEP = 10  # room between two numbers, so that an insertion renumbers nothing


def ascending(values: Sequence[int]) -> list[int]:
    """Indices of a longest strictly ascending subsequence of `values`, in O(n log n)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [index]
    chain, index = [], ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


def numbered(previous: Sequence[int | None]) -> list[int]:
    """Strictly ascending numbers for a sequence, with as many of the `previous` ones kept as possible."""
    known = [(index, value) for index, value in enumerate(previous) if value is not None]
    kept = {known[place][0]: known[place][1] for place in ascending([value for _, value in known])}
    numbers: list[int] = []
    index = 0
    while index < len(previous):
        if index in kept:
            numbers.append(kept[index])
            index += 1
            continue
        end = next((later for later in range(index, len(previous)) if later in kept), len(previous))
        low = numbers[-1] if numbers else 0
        step = (kept[end] - low) // (end - index + 1) if end in kept else _STEP
        if step < 1:
            return [_STEP * place for place in range(1, len(previous) + 1)]
        numbers.extend(low + step * place for place in range(1, end - index + 1))
        index = end
    return numbers
