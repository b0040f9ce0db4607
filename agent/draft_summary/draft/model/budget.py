"""What fits: everything is named, then what matters most is shown as fully as there is room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of evidence and the texts that may stand for it, longest first; the last is empty (left out).

    The lower its rank, the sooner it is shown fully; items with the same first number of rank are a band. The first
    `whole` forms lose nothing of the change itself. What is `shared` stands first, the same in every prompt of a run;
    what is not `citable` is context, and nobody misses it.
    """

    id: str
    rank: tuple[int, ...]
    forms: tuple[str, ...]
    whole: int = 1
    shared: bool = False
    citable: bool = True


@dataclass(frozen=True, slots=True)
class Fitted:
    """The number of the form chosen for each id."""

    chosen: Mapping[str, int]

    def text(self, item: Item) -> str:
        """What stands for the item."""
        return item.forms[self.chosen[item.id]]

    def reduced(self, item: Item) -> bool:
        """Whether part of what the item says is not shown."""
        return self.chosen[item.id] >= item.whole


def fit(items: Sequence[Item], most_bytes: int) -> Fitted:
    """Choose a form for each item so that all of them, a newline each, take at most so many bytes.

    First each has its shortest text; if those alone are too long, the least important are left out. Then, band by band
    and the most important first, each gets the longest text for which there is room: of an equal share, then of all.
    """
    ranked = sorted(range(len(items)), key=lambda at: (items[at].rank, at))
    sizes = [[_size(form) for form in item.forms] for item in items]
    level = [max(0, len(some) - 2) for some in sizes]
    left = most_bytes - sum(some[at] for some, at in zip(sizes, level, strict=True))
    for at in reversed(ranked):
        if left >= 0:
            break
        left += sizes[at][level[at]]
        level[at] = len(sizes[at]) - 1
    for _, band in groupby(ranked, key=lambda at: items[at].rank[0]):
        members = list(band)
        for growth in (left // len(members), left):
            for at in members:
                now = sizes[at][level[at]]
                longest = now + min(left, growth)
                chosen = next((form for form in range(level[at]) if sizes[at][form] <= longest), level[at])
                left += now - sizes[at][chosen]
                level[at] = chosen
    return Fitted({item.id: level[at] for at, item in enumerate(items)})


def _size(form: str) -> int:
    return len(form.encode()) + 1 if form else 0
