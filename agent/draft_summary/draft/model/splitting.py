"""A change too large for one prompt: its files in parts, each with what is asked about them, and what is left over."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from draft_summary.draft.model.evidence import band, shows_lines
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import FileFact
from draft_summary.values.slots import Ask

MOST_PARTS = 3  # with the narrative four calls; what does not fit into them is shortened
FOR_HUNKS = 0.4  # of the ceiling is what a part has for hunks, about


@dataclass(frozen=True, slots=True)
class Split:
    """The asks of each part, and those for the narrative: what is about no file alone."""

    parts: tuple[tuple[Ask, ...], ...]
    narrative: tuple[Ask, ...]


def split(dossier: Dossier, asks: tuple[Ask, ...], most_bytes: int) -> Split:
    """Split the asks so that the hunks of a part take about the prompt's bytes; source comes first, then the rest.

    A key goes where the file of its first evidence is; list prose, and keys without a file, go to the narrative.
    """
    homes = dict(_homes(dossier, asks))
    parts = tuple(_selected(asks, homes, files) for files in _grouped(dossier, set(homes.values()), most_bytes))
    narrative = (_of_keys(ask, [key for key in ask.keys if (ask.id, key) not in homes]) for ask in asks)
    rest = tuple(one for ask, one in zip(asks, narrative, strict=True) if one.keys or not ask.keys)
    return Split(tuple(part for part in parts if part), rest)


def _homes(dossier: Dossier, asks: tuple[Ask, ...]) -> Iterator[tuple[tuple[str, str], str]]:
    """Each key that is about a file, by ask and key, with the file's id."""
    by_path = {one.path: one.id for one in dossier.facts.files}
    items = dossier.catalogue.items
    for ask in asks:
        for key, evidence in zip(ask.keys, ask.by_key, strict=False):
            files = (by_path.get(items[one].path) for one in evidence if one in items)
            if home := by_path.get(key) or next(filter(None, files), None):
                yield (ask.id, key), home


def _grouped(dossier: Dossier, wanted: set[str], most_bytes: int) -> list[set[str]]:
    """The files in order of importance and path, in parts of about the same size."""
    files = sorted((one for one in dossier.facts.files if one.id in wanted), key=lambda one: (band(one), one.path))
    sizes = _sizes(dossier, files)
    number = min(MOST_PARTS, max(1, math.ceil(sum(sizes.values()) / (most_bytes * FOR_HUNKS))))
    share = sum(sizes.values()) / number
    groups: list[set[str]] = [set() for _ in range(number)]
    filled = 0.0
    for one in files:
        middle = filled + sizes[one.id] / 2
        groups[min(number - 1, int(middle / share))].add(one.id)
        filled += sizes[one.id]
    return groups


def _sizes(dossier: Dossier, files: list[FileFact]) -> Mapping[str, int]:
    """Bytes of the hunks of each file as they are shown whole; what is asked about a file counts a little, too."""
    items = dossier.catalogue.items
    return {
        one.id: 100 + sum(len(items[id_].text) for id_ in one.hunk_ids if id_ in items and shows_lines(one, dossier))
        for one in files
    }


def _selected(asks: tuple[Ask, ...], homes: Mapping[tuple[str, str], str], files: set[str]) -> tuple[Ask, ...]:
    chosen = (_of_keys(ask, [key for key in ask.keys if homes.get((ask.id, key)) in files]) for ask in asks)
    return tuple(ask for ask in chosen if ask.keys)


def _of_keys(ask: Ask, keys: list[str]) -> Ask:
    """Return the ask for some of its keys, with their evidence and what stands of them alone."""
    if list(ask.keys) == keys:
        return ask
    by_key = dict(zip(ask.keys, ask.by_key, strict=False))
    return replace(
        ask,
        keys=tuple(keys),
        by_key=tuple(by_key.get(key, ()) for key in keys),
        evidence=tuple(dict.fromkeys(id_ for key in keys for id_ in by_key.get(key, ()))),
        existing=tuple((block, text) for block, text in ask.existing if any(block.endswith(key) for key in keys)),
    )
