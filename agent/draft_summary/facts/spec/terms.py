"""Words that two texts may share: identifiers parted, endings cut, empty words dropped, rare words weighing more."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
# Scripts that put no space between words: their words are told by pairs of letters.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_NEGATIONS = frozenset({"no", "not", "without", "never", "cannot", "none", "doesn", "isn", "don", "won", "didn"})
NEGATION = "¬"
_SAYING_LITTLE = (
    "a an the and or but if of to in on at by as is are was be been being it its this that these those with for "
    "from into than then when given where while which who what how i we you they he she my our your their his her "
    "there here so such any all each every some only also just can could may might must shall should will would do "
    "does did has have had via per vs etc eg ie s t re test tests testing tested case cases self assert def async "
    "await return true"
)
_EMPTY = frozenset(_SAYING_LITTLE.split())
_SHORTEST = 2


def words_of(text: str) -> list[str]:
    """The words of prose or code in order: lower case, cut to their stems, negations all one."""
    return [stem for stem, _ in stems_of(text)]


def stems_of(text: str) -> Iterator[tuple[str, str]]:
    """Each word's stem, with the word as written."""
    for word in _WORD.findall(_HUMP.sub(" ", text)):
        low = word.lower()
        if low in _NEGATIONS:
            yield NEGATION, word
        elif not low.isascii() and _UNSPACED.search(low):
            yield from _parted(low)
        elif low not in _EMPTY and (len(low) >= _SHORTEST or not low.isascii()):
            yield _stem(low), word


def _parted(word: str) -> Iterator[tuple[str, str]]:
    """Of a run of letters what is spaced as a word, and the rest as pairs."""
    for spaced in _UNSPACED.split(word):
        if len(spaced) >= _SHORTEST and spaced not in _EMPTY:
            yield _stem(spaced), spaced
    for run in _UNSPACED.findall(word):
        for at in range(max(1, len(run) - 1)):
            yield run[at : at + 2], run[at : at + 2]


class Rarity:
    """How much each word tells apart the texts of one collection."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        collection = list(texts)
        self._size = len(collection)
        self._counts: Mapping[str, int] = Counter(word for one in collection for word in one)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def is_rare(self, word: str, share: float) -> bool:
        """Whether at most that part of the texts has the word, or a single one."""
        return self._counts.get(word, 0) <= max(1, share * self._size)

    def of(self, word: str) -> float:
        """Inverse document frequency, smoothed: above 0, greatest for a word of one text or of none."""
        return math.log(1 + self._size / max(1, self._counts.get(word, 0)))


def _stem(word: str) -> str:
    """Cut the common English endings, so that `overwrites` and `overwriting` meet. Consistency is all it needs."""
    for ending, shortest in (("ies", 5), ("ing", 6), ("ed", 5), ("ion", 6), ("es", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= shortest and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            if ending in ("ing", "ed") and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word  # noqa: PLR2004 — `the`, `one` stay
