"""Events that JavaScript and TypeScript publish and consume, by the calls and decorators of brokers' libraries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from draft_summary.facts.javascript.nodes import Call, call_of, items, members, plain
from draft_summary.facts.parsing import Source, line_of
from draft_summary.values.facts import Change, Event

PUBLISHED, CONSUMED = "published", "consumed"
NAME = re.compile(r"^[\w.:/*#>{}$ -]{1,200}$")


def _first(call: Call) -> list[str]:
    return [name] if (name := call.text(0)) else []


def _listed(call: Call) -> list[str]:
    """One name or an array of them."""
    given = items(call.at(0))
    return [name for one in given if (name := plain(call.source, one))] if given else _first(call)


def _routing_key(call: Call) -> list[str]:
    """amqplib: `publish(exchange, routingKey, ...)`; without a key the exchange is what is told."""
    return [name] if (name := call.text(1)) else _first(call)


def _topic(call: Call) -> list[str]:
    """kafkajs: `{ topic: "x" }`, `{ topics: ["x"] }`, `{ topicMessages: [{ topic: "x" }] }`."""
    options = call.options(0)
    given = [options.get("topic"), *items(options.get("topics"))]
    given += [members(call.source, one).get("topic") for one in items(options.get("topicMessages"))]
    return [name for one in given if (name := plain(call.source, one))]


def _detail_types(call: Call) -> list[str]:
    """EventBridge: the entries' `DetailType`."""
    entries = items(call.options(0).get("Entries"))
    given = (plain(call.source, members(call.source, one).get("DetailType")) for one in entries)
    return [name for name in given if name]


def _named(call: Call, place: int, key: str) -> list[str]:
    name = plain(call.source, call.options(place).get(key))
    return [name] if name else []


def _sent(call: Call) -> list[str]:
    """inngest: `send({ name: "x" })`."""
    return _named(call, 0, "name")


def _triggered(call: Call) -> list[str]:
    """inngest: `createFunction({...}, { event: "x" }, ...)`."""
    return _named(call, 1, "event")


@dataclass(frozen=True, slots=True)
class Library:
    """How a file that uses the library is known, and what a call of each method says: direction, names."""

    uses: re.Pattern[str]
    methods: dict[str, tuple[str, Callable[[Call], list[str]]]]


# Events within one page or process (EventEmitter, the DOM) are no contract: only buses are read.
LIBRARIES: tuple[Library, ...] = (
    Library(
        re.compile(r"kafkajs|node-rdkafka|confluent-kafka|kafka", re.IGNORECASE),
        {"send": (PUBLISHED, _topic), "sendBatch": (PUBLISHED, _topic), "subscribe": (CONSUMED, _topic)},
    ),
    Library(
        re.compile(r"amqp|rabbit", re.IGNORECASE),
        {
            "publish": (PUBLISHED, _routing_key),
            "sendToQueue": (PUBLISHED, _first),
            "consume": (CONSUMED, _first),
        },
    ),
    Library(
        re.compile(r"""['"](bull|bullmq|@nestjs/bull|@nestjs/bullmq|bee-queue)['"]"""),
        {"Queue": (PUBLISHED, _first), "Worker": (CONSUMED, _first), "Processor": (CONSUMED, _first)},
    ),
    Library(
        re.compile(r"@nestjs/microservices"),
        {
            "EventPattern": (CONSUMED, _listed),
            "MessagePattern": (CONSUMED, _listed),
            "emit": (PUBLISHED, _first),
        },
    ),
    Library(
        re.compile(r"@nestjs/event-emitter|eventemitter2"),
        {
            "OnEvent": (CONSUMED, _listed),
            "emit": (PUBLISHED, _first),
            "emitAsync": (PUBLISHED, _first),
        },
    ),
    Library(re.compile(r"@nestjs/websockets"), {"SubscribeMessage": (CONSUMED, _first)}),
    Library(
        re.compile(r"""['"](nats|ioredis|redis|@google-cloud/pubsub|mqtt)['"]"""),
        {"publish": (PUBLISHED, _first), "subscribe": (CONSUMED, _listed), "topic": (PUBLISHED, _first)},
    ),
    Library(
        re.compile(r"eventbridge", re.IGNORECASE),
        {"PutEventsCommand": (PUBLISHED, _detail_types), "putEvents": (PUBLISHED, _detail_types)},
    ),
    Library(
        re.compile(r"inngest", re.IGNORECASE),
        {"send": (PUBLISHED, _sent), "createFunction": (CONSUMED, _triggered)},
    ),
)


def read(source: Source) -> Iterator[Event]:
    """Every call that names what it publishes or consumes."""
    libraries = [one for one in LIBRARIES if one.uses.search(source.text)]
    if not libraries:
        return
    for match in source.matches("events"):
        call = call_of(source, match["call"][0])
        for library in libraries if call else ():
            if call is None or call.last not in library.methods:
                continue
            direction, names = library.methods[call.last]
            for name in names(call):
                if NAME.match(name):
                    line = line_of(call.node)
                    yield Event(path=source.path, line=line, name=name, change=Change.ADDED, direction=direction)
