"""What operates the program: configuration, logging, metrics, flags, dashboards, alerts, debt, security."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest

from draft_summary.facts.config_files import is_config
from draft_summary.values.facts import Change
from facts.changes import covered, facts_of


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        *((path, True) for path in (".github/workflows/ci.yml", "Jenkinsfile_CNP", "Dockerfile", "api.Dockerfile")),
        *((path, True) for path in ("docker-compose.dev.yml", "compose.yaml", "tests/e2e/docker/docker-compose.yml")),
        *(
            (path, True)
            for path in (".env.example", "frontend/template.env", "helm_deploy/values-dev.yaml", "render.yaml")
        ),
        *(
            (path, True)
            for path in ("k8s/app.yaml", "config/app.yml", "src/main/resources/application.yml", "server.toml")
        ),
        *((path, True) for path in ("configs/config.yaml.example", "test/config-next/ra.json", "alembic.ini")),
        *((path, False) for path in ("pyproject.toml", "tsconfig.json", "package.json", "mkdocs.yml", ".gitignore")),
        *(
            (path, False)
            for path in ("config/locales/en.yml", "src/config.py", "vendor/x/.travis.yml", "data/items.json")
        ),
    ],
)
def test_configuration_is_what_builds_deploys_and_runs_the_program(path: str, expected: bool) -> None:  # noqa: FBT001 — a table's column
    assert is_config(path) is expected


@pytest.mark.parametrize(
    ("path", "before", "after", "keys"),
    [
        pytest.param(".env.example", "A=1\nB=2\n", "A=1\nB=3\nexport C=4\n", ("B", "C"), id="env"),
        pytest.param(
            "compose.yml",
            "services:\n  a: 1\nvolumes:\n  b: 1\n",
            "services:\n  a: 2\nvolumes:\n  b: 1\n",
            ("services",),
            id="yaml",
        ),
        pytest.param("config/app.toml", "a = 1\n[b]\nc = 1\n", "a = 1\n[b]\nc = 2\n", ("b",), id="toml"),
        pytest.param("config/app.json", '{"a": 1, "b": 2}', '{"a": 1, "c": 2}', ("c", "b"), id="json"),
        pytest.param("alembic.ini", "[a]\nx=1\n[b]\ny=1\n", "[a]\nx=1\n[b]\ny=2\n", ("b",), id="ini"),
        pytest.param("config/app.json", "{", "{}", (), id="broken"),
        pytest.param("Dockerfile", "FROM a\n", "FROM b\n", (), id="no keys"),
    ],
)
def test_a_changed_configuration_names_its_keys(path: str, before: str, after: str, keys: tuple[str, ...]) -> None:
    facts = facts_of({path: before}, {path: after})
    assert [(one.path, one.change, one.keys) for one in facts.config_files] == [(path, Change.MODIFIED, keys)]


def test_a_changed_configuration_tells_new_keys_from_those_that_are_gone() -> None:
    facts = facts_of({".env.example": "A=1\nB=2\nC=3\n"}, {".env.example": "A=1\nB=3\nD=4\n"})
    assert [(one.keys, one.added, one.removed) for one in facts.config_files] == [(("B", "D", "C"), ("D",), ("C",))]


LOGGING = """
import logging
from loguru import logger as log
logger = logging.getLogger(__name__)


class A:
    def run(self, path, error):
        logger.info("Loading %s", path)
        self._logger.warning(f"No file {path}")
        logging.getLogger("x").exception("Failed: {}".format(error))
        log.success("Done")
        current_app.logger.error("Bad " + path)
        logger.log(logging.DEBUG, "deep")
        logger.log(level, "unknown")
        logger.warn(message)
        math.log(path)
        cursor.execute("logger.info('x')")
        np.error("x")
"""


def test_new_log_calls_are_told_with_level_and_message() -> None:
    facts = facts_of({}, {"src/a.py": LOGGING})
    assert [(one.level, one.message) for one in facts.logging] == [
        ("info", "Loading %s"),
        ("warning", "No file {path}"),
        ("error", "Failed: {}"),
        ("success", "Done"),
        ("error", "Bad …"),
        ("debug", "deep"),
        ("warning", ""),
    ]


def test_a_log_call_that_moved_or_stood_there_is_not_new() -> None:
    before = 'import logging\nlogging.info("kept")\nlogging.info("moved")\n'
    after = 'import logging\nlogging.info("kept")\n'
    facts = facts_of({"a.py": before}, {"a.py": after, "b.py": 'self.logger.info("moved")\nself.logger.info("new")\n'})
    assert [(one.path, one.message) for one in facts.logging] == [("b.py", "new")]


METRICS = """
from prometheus_client import Counter, Gauge as G
import prometheus_client as prom
from collections import Counter as Count
from opentelemetry import metrics
NAME = "app_named"
requests = Counter("app_requests", "Requests", ["path"])
named = prom.Histogram(NAME, "x")
meter = metrics.get_meter(__name__)
size = meter.create_up_down_counter("app.size")
statsd.timing("app.time", 3)
Count("abc")
window.gauge("x")
Counter(name(), "x")
"""


def test_metrics_are_what_a_metrics_library_makes() -> None:
    facts = facts_of({}, {"src/a.py": METRICS})
    assert [(one.name, one.type, one.change) for one in facts.metrics] == [
        ("app_requests", "counter", Change.ADDED),
        ("app_named", "histogram", Change.ADDED),
        ("app.size", "counter", Change.ADDED),
        ("app.time", "histogram", Change.ADDED),
    ]


def test_metrics_are_compared_over_the_whole_change() -> None:
    head = 'from prometheus_client import Counter, Gauge\na = Counter("a", "")\n'
    facts = facts_of(
        {"a.py": head + 'b = Counter("b", "")\nc = Counter("c", "")\n'},
        {
            "a.py": head,
            "b.py": 'from prometheus_client import Counter, Gauge\nb = Counter("b", "")\nc = Gauge("d", "")\n',
        },
    )
    assert [(one.name, one.change) for one in facts.metrics] == [("c", Change.REMOVED), ("d", Change.ADDED)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            'from openfeature import api\nx = client.get_boolean_value("new-list", False)\n',
            [("new-list", "False")],
            id="openfeature",
        ),
        pytest.param(
            'from waffle import flag_is_active\nx = flag_is_active(request, "beta")\n', [("beta", None)], id="waffle"
        ),
        pytest.param('import ldclient\nx = ld.variation("k", user, True)\n', [("k", None)], id="launchdarkly"),
        pytest.param('x = plugins.is_enabled("y")\n', [], id="no flag library"),
        pytest.param(
            'from .own import features\nNEW = "new"\na = features.is_enabled(NEW)\nb = is_feature_enabled("b", user)\n'
            'c = features.count("c")\nd = user.has("d")\n',
            [("new", None), ("b", None)],
            id="a module of one's own",
        ),
        pytest.param(
            'from flags.state import flag_enabled\na = flag_enabled("A", request=r)\n', [("A", None)], id="django-flags"
        ),
        pytest.param('import statsig\na = statsig.check_gate(user, "gate")\n', [("gate", None)], id="Statsig"),
    ],
)
def test_flags_are_what_a_flag_library_is_asked_for(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.default) for one in facts_of({}, {"src/a.py": text}).flags] == expected


def test_a_grafana_dashboard_is_named_by_its_title() -> None:
    board = {"title": "Requests", "panels": [], "schemaVersion": 39}
    facts = facts_of(
        {}, {"ops/board.json": json.dumps(board), "ops/other.json": json.dumps({"title": "x", "panels": 3})}
    )
    assert [(one.name, one.path, one.change) for one in facts.dashboards] == [
        ("Requests", "ops/board.json", Change.ADDED)
    ]


def test_alert_rules_are_compared_by_name() -> None:
    rules = """
        groups:
          - name: app
            rules:
              - alert: Slow
                expr: rate(x[5m]) > 3
                labels: {severity: page}
              - alert: Down
                expr: |
                  up == 0
                  and on() x
                for: 5m
        """
    head = rules.replace("> 3", "> 4").replace("Down", "Gone")
    facts = facts_of({"ops/rules.yml": rules}, {"ops/rules.yml": head})
    assert [(one.name, one.change, one.condition) for one in facts.alerts] == [
        ("Slow", Change.MODIFIED, "rate(x[5m]) > 4"),
        ("Down", Change.REMOVED, "up == 0 and on() x"),
        ("Gone", Change.ADDED, "up == 0 and on() x"),
    ]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param("a.py", "x = 1  # TODO(me): mend it\n", [("TODO", "mend it")], id="python"),
        pytest.param("a.py", 's = "# TODO no"\n"""\nFIXME no\n"""\n# FIXME yes\n', [("FIXME", "yes")], id="strings"),
        pytest.param(
            "a.ts",
            "const a = `// TODO no`; // TODO yes\n/* HACK: so\n * TODO: and so */\n",
            [("TODO", "yes"), ("HACK", "so"), ("TODO", "and so")],
            id="typescript",
        ),
        pytest.param("a.go", 'x := "a\\"// TODO no" // FIXME: yes\n', [("FIXME", "yes")], id="escaped quote"),
        pytest.param("a.sh", 'echo "$#"  # TODO yes\necho $#TODO\n', [("TODO", "yes")], id="shell"),
        pytest.param("a.sql", "-- TODO: yes\nSELECT '-- TODO no';\n", [("TODO", "yes")], id="sql"),
        pytest.param("a.html", "<!-- TODO: yes --><p>TODO no</p>\n", [("TODO", "yes")], id="markup"),
        pytest.param("ci.yml", "a: 1 # FIXME later\nb: 'x # TODO no'\n", [("FIXME", "later")], id="yaml"),
        pytest.param("a.py", "# call XXX-XXX\n# XXX: yes\n# a TODOLIST and METHODS\n", [("XXX", "yes")], id="words"),
        pytest.param("README.md", "<!-- TODO -->\n", [], id="docs"),
    ],
)
def test_markers_in_comments_are_debt(path: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.marker, one.text) for one in facts_of({}, {path: text}).debt] == expected


def test_only_what_is_new_is_debt() -> None:
    before = "# TODO: kept\nx = 1\n# TODO: moved\n"
    facts = facts_of({"a.py": before}, {"a.py": "# TODO: kept\nx = 2\n", "b.py": "# TODO: moved\n# TODO: new\n"})
    assert [(one.path, one.line, one.text) for one in facts.debt] == [("b.py", 2, "new")]


def test_a_newly_skipped_test_is_debt() -> None:
    before = "import pytest\n@pytest.mark.skip\ndef test_a(): ...\ndef test_b(): ...\n"
    after = before.replace("def test_b", "@pytest.mark.skip(reason='slow')\ndef test_b")
    after += "@pytest.mark.xfail\ndef test_c(): ...\n"
    facts = facts_of({"test_a.py": before}, {"test_a.py": after})
    assert [(one.marker, one.text) for one in facts.debt] == [
        ("skip", "test_b: pytest.mark.skip(reason='slow')"),
        ("xfail", "test_c: pytest.mark.xfail"),
    ]


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        pytest.param('subprocess.run(["x"])', "runs commands", id="subprocess"),
        pytest.param("spec.loader.exec_module(module)", "runs code", id="exec_module"),
        pytest.param("eval(text)", "runs code", id="eval"),
        pytest.param("pickle.loads(data)", "deserialization", id="pickle"),
        pytest.param("yaml.load(text)", "deserialization", id="yaml"),
        pytest.param("yaml.load(text, Loader=yaml.SafeLoader)", "", id="safe yaml"),
        pytest.param("@login_required\ndef f(): ...", "authentication", id="decorator"),
        pytest.param("jwt.decode(token)", "authentication", id="jwt"),
        pytest.param("def f(user=Depends(get_current_user)): ...", "authentication", id="dependency"),
        pytest.param("hashlib.sha256(b'')", "cryptography", id="hash"),
        pytest.param("httpx.get(url)", "outbound calls", id="httpx"),
        pytest.param("app.add_middleware(CORSMiddleware, allow_origins=['*'])", "CORS", id="cors"),
        pytest.param("client(verify=False)", "TLS verification", id="tls"),
        pytest.param("model.eval()", "", id="another eval"),
        pytest.param("requests.append(1)", "", id="another requests"),
        pytest.param("x = 'eval(text)'", "", id="string"),
    ],
)
def test_code_that_touches_security_is_named_with_its_line(line: str, topic: str) -> None:
    facts = facts_of(
        {}, {"src/a.py": f"import x\n{line}\n", "tests/test_a.py": f"{line}\n", "examples/a.py": f"{line}\n"}
    )
    expected = [("src/a.py", topic, line.partition("\n")[0])] if topic else []
    assert [(one.path, one.topic, one.what) for one in facts.security] == expected


def test_a_topic_is_named_once_a_file_and_only_where_it_is_new() -> None:
    before = "import subprocess\nsubprocess.run(a)\n"
    assert facts_of({"a.py": before}, {"a.py": before + "x = 1\n"}).security == ()
    facts = facts_of({"a.py": before}, {"a.py": before + "subprocess.run(b)\nsubprocess.run(c)\n"})
    assert [(one.line, one.what) for one in facts.security] == [(3, "subprocess.run(b)")]


def test_permissions_of_ci_and_the_user_of_a_container() -> None:
    workflow = dedent("""
        on: push
        permissions:
          contents: write
        """)
    facts = facts_of({}, {".github/workflows/ci.yml": workflow, "Dockerfile": "FROM a\nUSER root\n"})
    assert [(one.path, one.topic, one.what) for one in facts.security] == [
        (".github/workflows/ci.yml", "CI permissions", "permissions:"),
        ("Dockerfile", "container user", "USER root"),
    ]


def test_kinds_that_are_known_by_name_or_format_miss_nothing() -> None:
    facts = facts_of({}, {"a.rs": "x"})
    for kind in ("lockfiles", "config_files", "dashboards", "alerts"):
        assert covered(facts, kind).not_examined == ()
    assert covered(facts, "debt").examined == ("Rust",)
    assert covered(facts, "events").not_examined == ((".rs", 1),)


EVENTS = {
    "Kafka": (
        (
            'from aiokafka import AIOKafkaConsumer\nTOPIC = "orders"\nawait producer.send_and_wait(TOPIC, b"")\n'
            'c = AIOKafkaConsumer("paid", "refused", group_id="g")\nproducer.send(topic_of(x))\n'
        ),
        [("orders", "published"), ("paid", "consumed"), ("refused", "consumed")],
    ),
    "Celery": (
        (
            'from celery import shared_task\n@shared_task(name="mail.send")\ndef send(): ...\n'
            'app.send_task("bill.pay", args=[1])\n@shared_task\ndef other(): ...\n'
        ),
        [("bill.pay", "published"), ("mail.send", "consumed")],
    ),
    "FastStream": (
        ('from faststream.kafka import KafkaBroker\n@broker.subscriber("a")\n@broker.publisher("b")\ndef f(m): ...\n'),
        [("a", "consumed"), ("b", "published")],
    ),
    "Socket.IO": (
        'import socketio\nsio.emit("joined", {})\n@sio.on("left")\ndef f(): ...\n',
        [("joined", "published"), ("left", "consumed")],
    ),
    "no broker": ('mail.send("orders")\n@events.on("x")\ndef f(): ...\n', []),
}


@pytest.mark.parametrize(("text", "expected"), EVENTS.values(), ids=EVENTS)
def test_an_event_is_known_by_its_name_and_the_library_that_carries_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    added = facts_of({}, {"app/a.py": text}).events
    assert sorted((one.name, one.direction) for one in added) == expected
    gone = facts_of({"app/a.py": text}, {"app/a.py": "x = 1\n"}).events
    assert [one.change for one in gone] == [Change.REMOVED] * len(expected)


def test_who_a_container_runs_as_touches_security() -> None:
    text = "spec:\n  securityContext:\n    runAsUser: 0\n    fsGroup: 1\n"
    facts = facts_of({}, {"k8s/app.yaml": text, "other/x.yaml": text})
    assert [(one.path, one.topic, one.what) for one in facts.security] == [
        ("k8s/app.yaml", "container user", "runAsUser: 0")
    ]
