from __future__ import annotations

import pytest

from facts.changes import facts_of

LOGS = """
    console.log("started");
    this.logger.warn(`slow ${ms}`);
    request.log.error({ err }, "failed");
    this.loggingService.info({ type: "x", message: "told" });
    winston.log("debug", "given");
    new Logger("x");
    Math.log(2);
    dialog.error("no log");
    blog.info("no log");
    catalog.log("no log");
    """


def test_log_calls_are_told_by_level_and_message() -> None:
    found = facts_of({}, {"src/a.ts": LOGS}).logging
    assert [(call.level, call.message) for call in found] == [
        ("log", "started"),
        ("warn", "slow ${ms}"),
        ("error", "failed"),
        ("info", "told"),
        ("debug", "given"),
    ]


def test_a_log_call_that_moved_is_not_new_and_build_tools_log_nothing() -> None:
    call = 'console.log("x");\n'
    assert facts_of({"src/a.ts": call}, {"src/b.ts": call}).logging == ()
    assert facts_of({}, {"vite.config.ts": call}).logging == ()


METRICS = {
    "prom-client": (
        (
            'import { Counter } from "prom-client";\nimport client from "prom-client";\n'
            'new Counter({ name: "a_total", help: "x" }); new client.Histogram({ name: "b", help: "x" });'
        ),
        {("a_total", "counter"), ("b", "histogram")},
    ),
    "opentelemetry": (
        'meter.createCounter("a.b"); this.meter.createHistogram("c");',
        {("a.b", "counter"), ("c", "histogram")},
    ),
    "statsd": ('this.statsd.increment("a.b"); dogstatsd.gauge("c", 1);', {("a.b", "counter"), ("c", "gauge")}),
    "a program's own wrapper": (
        'const a = createGauge({ name: "feature_count", help: "x" });',
        {("feature_count", "gauge")},
    ),
    "others of these names": ('new Counter({ name: "a", help: "b" }); state.set("x", 1); view.increment("y");', set()),
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in METRICS.items()])
def test_metrics_are_told_with_their_type(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(one.name, one.type) for one in facts_of({}, {"src/a.ts": text}).metrics} == expected


EVENTS = {
    "kafkajs": (
        """
        import { Kafka } from "kafkajs";
        await producer.send({ topic: "a", messages });
        consumer.subscribe({ topics: ["b", "c"] });
        """,
        {("a", "published"), ("b", "consumed"), ("c", "consumed")},
    ),
    "amqplib": (
        """
        import amqp from "amqplib";
        channel.publish("ex", "a.b", x); channel.sendToQueue("q", x); channel.consume("p", f);
        """,
        {("a.b", "published"), ("q", "published"), ("p", "consumed")},
    ),
    "bullmq": (
        'import { Queue, Worker } from "bullmq";\nnew Queue("mail"); new Worker("mail", f);',
        {("mail", "published"), ("mail", "consumed")},
    ),
    "nest": (
        """
        import { EventPattern } from "@nestjs/microservices";
        import { OnEvent } from "@nestjs/event-emitter";
        class A {
          @EventPattern("user.created") a() {}
          @OnEvent("order.paid") b() { this.eventEmitter.emit("order.sent", {}); }
        }
        """,
        {("user.created", "consumed"), ("order.paid", "consumed"), ("order.sent", "published")},
    ),
    "events within a process": (
        'import { EventEmitter } from "events";\nemitter.emit("x");\nsocket.on("y", f);',
        set(),
    ),
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in EVENTS.items()])
def test_events_of_buses_are_named(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(one.name, one.direction) for one in facts_of({}, {"src/a.ts": text}).events} == expected


SECURITY = {
    "runs commands": 'import { exec } from "node:child_process";',
    "runs code": "eval(text);",
    "authentication": "class A { @UseGuards(JwtGuard) a() {} }",
    "cryptography": 'const a = require("crypto");',
    "outbound calls": 'await fetch("https://x");',
    "CORS": "app.use(cors());",
    "security headers": "app.use(helmet());",
    "TLS verification": "new Agent({ rejectUnauthorized: false });",
}


@pytest.mark.parametrize(("topic", "text"), SECURITY.items(), ids=SECURITY)
@pytest.mark.parametrize("path", ["src/a.ts", "src/a.js"])
def test_code_that_touches_security_is_shown(topic: str, text: str, path: str) -> None:
    assert [one.topic for one in facts_of({}, {path: text}).security] == [topic]


def test_usual_code_touches_no_security() -> None:
    text = 'const m = /x/.exec(y); app.get("/x", (req, res) => res.send(1)); map.delete("x"); verify.it();'
    assert facts_of({}, {"src/a.ts": text}).security == ()
