"""Stored replies: what a model could answer about the sample, kept with what each of its ids stood for.

`fixtures/replies/NAME.json` is a value of the reply schema. Ids are good for one snapshot, so `NAME.evidence.json` says
by durable name what each means: a reply whose evidence got other ids (another detector, another fact) is renumbered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from draft_summary.values.evidence import Catalogue

REPLIES = Path(__file__).parents[2] / "fixtures" / "replies"
SAMPLE = "booking-waitlist"  # the reply to a first draft of the sample branch

Reply = dict[str, Any]


class EvidenceGoneError(Exception):
    """A stored reply cites what this snapshot does not have."""


def stored(name: str, catalogue: Catalogue) -> Reply:
    """Return the stored reply in the ids and with the snapshot's token of this catalogue.

    Raises EvidenceGoneError with each id that stands for nothing any more, and what it stood for.
    """
    reply: Reply = json.loads((REPLIES / f"{name}.json").read_text("utf-8"))
    meaning: dict[str, str] = json.loads((REPLIES / f"{name}.evidence.json").read_text("utf-8"))
    ids = {item.durable: item.id for item in reversed(tuple(catalogue.items.values()))}
    if gone := [f"{id_} ({meaning.get(id_, 'unknown')})" for id_ in cited(reply) if meaning.get(id_) not in ids]:
        raise EvidenceGoneError(f"{name}: no such evidence any more: {', '.join(gone)}")
    return renumbered(reply, {id_: ids[durable] for id_, durable in meaning.items() if durable in ids}, catalogue)


def store(name: str, reply: Reply, catalogue: Catalogue) -> Path:
    """Write a reply to this catalogue's snapshot, and what its ids stand for; returns the reply's path."""
    path = REPLIES / f"{name}.json"
    meaning = {id_: catalogue.items[id_].durable for id_ in sorted(cited(reply))}
    for target, value in ((path, reply), (REPLIES / f"{name}.evidence.json", meaning)):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return path


def cited(reply: Reply) -> tuple[str, ...]:
    """Return every evidence id of the reply once, in order; a mapping's criterion is one."""
    parts = (*reply["claims"], *reply["mappings"], *reply["questions"])
    return tuple(dict.fromkeys((*(id_ for part in parts for id_ in part["evidence"]), *_criteria(reply))))


def renumbered(reply: Reply, ids: Mapping[str, str], catalogue: Catalogue) -> Reply:
    """Return the reply with each id replaced by what it is called in this catalogue."""

    def moved(part: Reply) -> Reply:
        criterion = {"criterion": ids[part["criterion"]]} if "criterion" in part else {}
        return {**part, **criterion, "evidence": [ids[id_] for id_ in part["evidence"]]}

    parts = {name: [moved(part) for part in reply[name]] for name in ("claims", "mappings", "questions")}
    return {"snapshot": catalogue.snapshot.token, **parts}


def _criteria(reply: Reply) -> list[str]:
    return [mapping["criterion"] for mapping in reply["mappings"]]
