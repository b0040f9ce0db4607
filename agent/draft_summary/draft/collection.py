"""One collection for a calling agent: the asks of a section, the evidence that they need, the pages."""

from __future__ import annotations

from draft_summary.draft.bounded import bounded
from draft_summary.draft.collected import SCHEMA_VERSION, collected
from draft_summary.draft.pages import pages
from draft_summary.errors import UsageError
from draft_summary.values.evidence import Dossier
from draft_summary.values.handover import Collection, Page, Wanted
from draft_summary.values.slots import Ask

EVERYTHING = Wanted()


def collection(dossier: Dossier, asks: tuple[Ask, ...], wanted: Wanted) -> Collection:
    """Return what a caller needs to write the prose.

    Raises UsageError for a section that nothing is asked about, and for a bound that has no room for the asks.
    """
    asked = _of_section(asks, wanted.section)
    everything = collected(dossier, asked)
    if wanted.section or wanted.changed_only:
        everything = _only(everything, _needed(asked))
    made = pages(dossier, asked, wanted.max_tokens, narrowed=bool(wanted.section or wanted.changed_only))
    return Collection(asked, everything, bounded(everything, wanted.max_tokens), made)


def page(found: Collection, name: str) -> Page:
    """Return the page of that name; `asks` is all of `asks-1`, `asks-2` and so on.

    Raises UsageError (`unknown-page`) with the names that there are.
    """
    several = [one for one in found.pages if name in (one.name, one.name.rpartition("-")[0])]
    if several:
        about = f"{several[0].about.partition(' … ')[0]} … {several[-1].about.rpartition(' … ')[2]}"
        text = "\n".join(one.text for one in several)
        return several[0] if len(several) == 1 else Page(name, about, text)
    names = ", ".join(one.name for one in found.pages)
    raise UsageError(f"there is no page {name!r}", code="unknown-page", hint=f"Pages: {names}.")


def of_page(found: Collection, name: str) -> dict[str, object]:
    """Return the object of `collect --page NAME --json`; raises as `page` does."""
    one = page(found, name)
    said = {"name": one.name, "about": one.about, "text": one.text}
    return {"schema_version": SCHEMA_VERSION, "snapshot": found.everything["snapshot"], "page": said}


def _of_section(asks: tuple[Ask, ...], section: str) -> tuple[Ask, ...]:
    found = tuple(ask for ask in asks if section in ("", ask.id, ask.slot.section))
    if section and not found:
        known = ", ".join(dict.fromkeys(ask.slot.section for ask in asks)) or "nothing: all is written"
        raise UsageError(f"nothing is asked about {section!r}", code="unknown-section", hint=f"Asked about: {known}.")
    return found


def _needed(asks: tuple[Ask, ...]) -> frozenset[str]:
    return frozenset(id_ for ask in asks for id_ in (*ask.evidence, *ask.keys))


def _only(everything: dict[str, object], needed: frozenset[str]) -> dict[str, object]:
    """Leave out commits, hunks and items of the documents that no ask names; files and facts are short and stay."""
    kept = dict(everything)
    for name in ("commits", "hunks", "criteria", "plan", "passages"):
        items = everything[name]
        if isinstance(items, list):
            kept[name] = [one for one in items if one["id"] in needed or one.get("file") in needed]
    return kept
