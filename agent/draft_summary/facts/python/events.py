"""Events that Python publishes or consumes under a name that is written down, by the libraries that carry them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft_summary.facts.literals import constants, text_of
from draft_summary.facts.parsing import Source, written
from draft_summary.facts.python.calls import Call, call_of, items
from draft_summary.values.facts import Change, Event

if TYPE_CHECKING:
    from tree_sitter import Node

PUBLISHED, CONSUMED = "published", "consumed"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A library by the packages of which a file that uses it imports one, and its calls.

    Each function has the direction, and the place and keyword of the name. A place of -1 is every positional argument,
    -2 the keyword alone.
    """

    packages: tuple[str, ...]
    calls: Mapping[str, tuple[str, int, str]]

    @property
    def imported(self) -> re.Pattern[str]:
        """The import of one of the packages; patterns are compiled once, by `re` itself."""
        return re.compile(rf"^\s*(?:from|import)\s+(?:{'|'.join(self.packages)})\b", re.MULTILINE)


KAFKA_CONSUMER = (CONSUMED, -1, "topics")
CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        ("kafka", "aiokafka", "confluent_kafka"),
        {
            "send": (PUBLISHED, 0, "topic"),
            "send_and_wait": (PUBLISHED, 0, "topic"),
            "produce": (PUBLISHED, 0, "topic"),
            "subscribe": (CONSUMED, 0, "topics"),
            "KafkaConsumer": KAFKA_CONSUMER,
            "AIOKafkaConsumer": KAFKA_CONSUMER,
        },
    ),
    Carrier(
        ("faststream", "propan"),
        {
            "subscriber": (CONSUMED, -1, "subject"),
            "publisher": (PUBLISHED, 0, "subject"),
            "publish": (PUBLISHED, 1, "subject"),
        },
    ),
    Carrier(
        ("pika", "aio_pika", "kombu"),
        {"basic_publish": (PUBLISHED, 1, "routing_key"), "basic_consume": (CONSUMED, 0, "queue")},
    ),
    Carrier(
        ("celery",),
        {"send_task": (PUBLISHED, 0, "name"), "task": (CONSUMED, -2, "name"), "shared_task": (CONSUMED, -2, "name")},
    ),
    Carrier(("redis", "nats", "aioredis"), {"publish": (PUBLISHED, 0, "channel"), "subscribe": (CONSUMED, -1, "")}),
    Carrier(
        ("socketio", "flask_socketio", "pusher"),
        {"emit": (PUBLISHED, 0, "event"), "on": (CONSUMED, 0, "event")},
    ),
)


def read(source: Source) -> Iterator[Event]:
    """Each event where it is named; a name that is computed is left out."""
    named = [one for one in CARRIERS if any(package in source.text for package in one.packages)]
    carriers = [one for one in named if one.imported.search(source.text)]
    known = constants(source) if carriers else {}
    for match in source.matches("events") if carriers else ():
        call = call_of(source, match["call"][0])
        stated = next((one.calls[call.last] for one in carriers if call.last in one.calls), None) if call else None
        for node in _named(call, *stated[1:]) if call and stated else ():
            if (name := text_of(source, node, known)) and stated:
                yield Event(
                    path=source.path,
                    line=call.line if call else None,
                    name=name,
                    change=Change.ADDED,
                    direction=stated[0],
                )


def _named(call: Call, place: int, keyword: str) -> list[Node]:
    """The nodes that hold names: those of a list each."""
    given = [call.named[keyword]] if keyword in call.named else []
    if not given and place == -1:
        given = list(call.positional)
    elif not given and 0 <= place < len(call.positional):
        given = [call.positional[place]]
    return [inner for one in given for inner in (items(one) or [one]) if not written(inner).startswith("**")]
