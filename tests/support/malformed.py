"""Contents that `apply` has to refuse: one that holds, each time spoilt in one way, and the place it is spoilt in."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Content = dict[str, Any]

WRONG = {
    "string": (None, 5, True, [], {}, ["x"]),
    "list": (None, 5, "x", {}, {"0": "x"}, [5], [None], "[]"),
}
STRINGS = [
    "snapshot",
    "claims[0].ask",
    "claims[0].key",
    "claims[0].replaces",
    "claims[0].part",
    "claims[0].text",
    "mappings[0].criterion",
    "questions[0].text",
    "attestations[0].slot",
    "attestations[0].text",
    "attestations[0].by",
]
LISTS = [
    "claims",
    "mappings",
    "questions",
    "attestations",
    "claims[0].evidence",
    "mappings[0].tests",
    "mappings[0].evidence",
    "questions[0].evidence",
]
OBJECTS = ("", "claims[0]", "mappings[0]", "questions[0]", "attestations[0]")
OPTIONAL = frozenset({"attestations"})
GONE = object()
UNKNOWN = {
    "claims[0].ask": "overview.praise",
    "claims[1].ask": "",
    "claims[0].part": "why",
    "claims[0].replaces": "overview.text/77",
    "claims[0].evidence": [],
    "claims[1].key": "src/nothing.py",
    "claims[1].part": "title",
    "mappings[0].criterion": "A99",
    "mappings[0].tests": ["tests/test_nothing.py::test_x"],
    "mappings[0].evidence": ["F999"],
}
ANOTHERS: dict[str, Callable[[str], str]] = {
    "another base": lambda token: f"{'c' * 12}{token[12:]}",
    "another head": lambda token: f"{token[:14]}{'c' * 12}{token[26:]}",
    "other evidence": lambda token: f"{token[:27]}{'0' * 16}",
    "all of another branch": lambda _: f"{'1' * 12}..{'2' * 12}/{'3' * 16}",
    "no snapshot": lambda _: "",
    "a word": lambda _: "latest",
    "cut off": lambda token: token[:-1],
    "in capitals": lambda token: token.upper(),
    "with a blank": lambda token: f" {token}",
}
UNKNOWN_IDS = (
    "F999",
    "F1.99",
    "C99",
    "K99999",
    "A99",
    "S999",
    "P99",
    "R1",
    "",
    "f1",
    " F1",
    "F1 ",
    "F01",
    "HEAD",
    "../F1",
)
INVENTED = {
    "a path": "Offers are kept in `src/roomdesk/outbox.py`.",
    "a bare path": "Offers are kept in src/roomdesk/outbox.py now.",
    "a symbol": "`retry_delivery()` sends the offer again.",
    "a class": "The class `WaitlistDaemon` sends offers.",
    "a version": "It needs `httpx` 9.9.9.",
    "a number": "An offer is tried 17 times.",
    "a percentage": "Joining is 43% faster.",
    "milliseconds": "Joining takes 12 ms.",
    "a route": "`DELETE /api/v9/everything` is new.",
    "a variable": "`ROOMDESK_TURBO` turns it on.",
    "a hash": "Commit `deadbeef` brings the offers.",
    "an address": "See https://evil.example/offers for more.",
    "tests pass": "All tests pass.",
    "coverage": "Test coverage is 100%.",
    "coverage in words": "Test coverage is complete.",
    "no breakage": "There are no breaking changes.",
    "compatibility": "It is fully backward compatible.",
    "readiness": "It is production-ready.",
    "criteria": "All acceptance criteria are met.",
    "no regressions": "There are no regressions.",
    "a quotation": 'The spec says "offers never expire under any circumstances".',
    "a link": "Read [the offers](https://evil.example).",
    "an image": "![offers](https://evil.example/a.png)",
    "HTML": "Offers <script>alert(1)</script> are sent.",
    "a heading": "# Offers",
    "a list": "- Offers are sent\n- and kept",
    "a fence": "```\nrm -rf /\n```",
    "a hidden character": "Offers are\u200b sent.",
    "a reversed word": "Offers are \u202esent.",
    "nothing": "   ",
    "far too much": "Offers are sent. " * 800,
    "a little too much": "Offers are sent by the waitlist module. " * 30,
}
NO_JSON = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "prose": b"I have written the summary for you.",
    "a list": b"[]",
    "null": b"null",
    "a number": b"17",
    "a string": b'"claims"',
    "single quotes": b"{'snapshot': 'x', 'claims': []}",
    "a comment": b'{"snapshot": "x", // the head\n "claims": []}',
    "a trailing comma": b'{"snapshot": "x", "claims": [],}',
    "YAML": b"snapshot: x\nclaims: []\n",
    "two objects": b"{}{}",
    "an open fence": b'```json\n{"snapshot": "x"}',
    "UTF-16": '{"snapshot": "x"}'.encode("utf-16"),
    "no UTF-8": b'{"snapshot": "\xff"}',
    "a NUL": b'{"snapshot": "x"}\x00',
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000,
    "huge": b"{" + b" " * (5 * 1024 * 1024) + b"}",
}
ATTESTED = {
    "a slot that does not ask": {"slot": "files.new"},
    "an unknown slot": {"slot": "testing.everything"},
    "the status": {"slot": "header.status", "text": "Complete"},
    "no text": {"text": " "},
    "no name": {"by": ""},
    "too long": {"text": "Tried it. " * 60},
    "a long name": {"by": "a" * 100},
    "HTML": {"text": "Tried <img src=x> it."},
    "HTML in the name": {"by": "<b>Ada</b>"},
    "a link": {"text": "Tried [it](https://evil.example)."},
    "a heading": {"text": "# Tried"},
    "a hidden character": {"text": "Tried\u200b it."},
}


@dataclass(frozen=True)
class Malformed:
    """A content, and the place in it that the answer has to name (empty: it is no content at all)."""

    name: str
    data: bytes
    where: str


def cases(good: Content) -> Iterator[Malformed]:
    """Every case, of a good content with a claim on `overview.text` first, a mapping, a question, an attestation."""
    yield from _types(good)
    yield from _keys(good)
    yield from _ids(good)
    yield from _huge(good)
    for name, text in INVENTED.items():
        yield _put(f"invented: {name}", good, "claims[0]", "claims[0].text", text)
    for name, data in NO_JSON.items():
        yield Malformed(f"no JSON: {name}", data, "")
    yield Malformed("no JSON: cut off", json.dumps(good).encode()[:-2], "")
    for name, other in ANOTHERS.items():
        yield _put(f"another's: {name}", good, "snapshot", "snapshot", other(good["snapshot"]))
    first = good["attestations"][0]
    for name, values in ATTESTED.items():
        yield _put(f"attested: {name}", good, "attestations[0]", "attestations[0]", {**first, **values})
    yield _put("attested: twice", good, "attestations[1]", "attestations", [first, first])


def _types(good: Content) -> Iterator[Malformed]:
    for kind, places in (("string", STRINGS), ("list", LISTS)):
        for place in places:
            for value in WRONG[kind]:
                yield _put(f"type: {place} = {value!r}", good, place, place, value)


def _keys(good: Content) -> Iterator[Malformed]:
    for place in OBJECTS:
        for name in ("status", "Claims", "__proto__"):
            inside = f"{place}.{name}" if place else name
            yield _put(f"extra: {inside}", good, inside, inside, "x")
    for place in (*STRINGS, *LISTS):
        if place not in OPTIONAL:
            yield _put(f"missing: {place}", good, place, place, GONE)


def _ids(good: Content) -> Iterator[Malformed]:
    for id_ in UNKNOWN_IDS:
        yield _put(f"id: evidence {id_!r}", good, "claims[0]", "claims[0].evidence", [id_])
    for place, value in UNKNOWN.items():
        yield _put(f"id: {place} = {value!r}", good, place.partition(".")[0], place, value)
    claims, mappings = good["claims"], good["mappings"]
    yield _put("id: a place twice", good, "claims[2]", "claims", [*claims, claims[1]])
    yield _put("id: a criterion twice", good, "mappings[1]", "mappings", [*mappings, *mappings])


def _huge(good: Content) -> Iterator[Malformed]:
    yield _put("huge: evidence", good, "claims[0]", "claims[0].evidence", ["F999"] * 10_000)
    yield _put("huge: key", good, "claims[1]", "claims[1].key", "k" * 1_000_000)
    yield _put("huge: text", good, "claims[0]", "claims[0].text", "x" * 1_000_000)
    yield _put("huge: claims", good, "claims[2099]", "claims", good["claims"][1:2] * 2_100)


def _put(name: str, good: Content, where: str, place: str, value: object) -> Malformed:
    """The good content with another value at a place, or without it."""
    spoilt = copy.deepcopy(good)
    *path, last = _steps(place)
    parent: Any = spoilt
    for step in path:
        parent = parent[step]
    parent[last] = value
    if value is GONE:
        del parent[last]
    return Malformed(name, json.dumps(spoilt).encode(), where)


def _steps(place: str) -> list[str | int]:
    steps: list[str | int] = []
    for part in place.split("."):
        name, _, number = part.partition("[")
        steps += [name, *([int(number.rstrip("]"))] if number else [])]
    return steps
