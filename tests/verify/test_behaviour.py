"""Boasts in words that name no code: each falls where nothing cited shows it, and holds beside code that does."""

from __future__ import annotations

import pytest

from draft_summary.values.claims import Claim, Draft
from draft_summary.values.slots import Author
from draft_summary.verify import verify
from support.dossiers import ask, changed, dossier, slot

SLOT = slot("overview.text", work_done=True, longest=400)
ASK = ask("overview.text", of=SLOT)
PLAIN = ("+def place(order):", "+    client.post(URL, json=order.payload)", "+    return order.number")

# What a message boasts of, and a line of code that would have it.
BOASTS = [
    ("Failed deliveries are retried with exponential backoff.", "+    for attempt in range(3): sleep(2 ** attempt)"),
    ("Responses are cached for each user.", "+    @lru_cache(maxsize=64)"),
    ("Orders are processed in the background.", "+    background_tasks.add_task(deliver, order)"),
    ("Orders are queued and handled by a worker.", "+    queue.put(order)"),
    ("The payload is encrypted at rest.", "+    token = Fernet(KEY).encrypt(data)"),
    ("Passwords are hashed.", "+    stored = bcrypt.hashpw(password, salt)"),
    ("The endpoint is rate-limited.", '+    @limiter.limit("5/minute")'),
    ("Calls time out instead of hanging.", "+    client.post(URL, timeout=5)"),
    ("Both writes happen in one transaction.", "+    with session.begin():"),
    ("The row is locked while it is read.", "+    query.with_for_update()"),
    ("Delivery is idempotent.", "+    on_conflict_do_nothing()"),
    ("The listing is paginated.", "+    query.limit(size).offset(page * size)"),
    ("Duplicates are deduplicated.", "+    return list(dict.fromkeys(rows))"),
    ("Rows are written in bulk.", "+    session.bulk_save_objects(rows)"),
    ("The response is compressed.", "+    app.add_middleware(GZipMiddleware)"),
    ("Only admins may list orders, checked by role-based access control.", "+    require_role('admin')"),
    ("The author is notified of each order.", "+    notify(author)"),
    ("A nightly job clears old orders.", '+    scheduler.add_job(clear, "cron", hour=2)'),
    ("It is behind a feature flag.", '+    if flags.enabled("orders"):'),
    ("Input is sanitized before it is stored.", "+    text = escape(text)"),
    ("Existing rows are backfilled.", '+    op.execute("UPDATE orders SET state = 1")'),
    ("The old field is deprecated.", "+    warnings.warn('old', DeprecationWarning)"),
    ("Requests are traced with OpenTelemetry.", '+    with tracer.start_as_current_span("send"):'),
    ("Failures are logged.", '+    logger.warning("failed")'),
    ("Sessions are kept in Redis.", "+    store = redis.Redis()"),
    ("Events are published to Kafka.", "+    KafkaProducer().send(topic)"),
    ("Login works over SAML and OAuth.", "+    saml = OAuthSamlBridge()"),
]


def codes(text: str, *lines: str, author: Author = Author.MODEL) -> set[str]:
    branch = dossier(changed("src/orders.py", (*PLAIN, *lines)))
    claim = Claim("overview.text", text, ("F1.1",), author=author, part="text")
    return {finding.code for finding in verify(branch, Draft(author, (claim,)), (ASK,)).findings}


@pytest.mark.parametrize(("boast", "line"), BOASTS, ids=[boast for boast, _ in BOASTS])
def test_a_boast_falls_unless_the_change_shows_it(boast: str, line: str) -> None:
    assert "behaviour-not-shown" in codes(boast)
    assert "behaviour-not-shown" not in codes(boast, line)


@pytest.mark.parametrize(
    "text",
    [
        "Sends an order without retry.",
        "Nothing is cached.",
        "It does not encrypt the payload.",
        'The commit message says "retried with backoff".',
    ],
)
def test_what_is_denied_or_quoted_is_not_claimed(text: str) -> None:
    assert "behaviour-not-shown" not in codes(text)


def test_what_only_removed_lines_show_is_no_behaviour_of_the_change() -> None:
    gone = "-    for attempt in range(3):"
    assert "behaviour-not-shown" in codes("A failed delivery is retried.", gone)
    assert "behaviour-not-shown" not in codes("A failed delivery is no longer retried.", gone)
    assert "behaviour-not-shown" not in codes("Removes the retry.", gone)


def test_a_number_of_a_removed_line_is_an_earlier_one() -> None:
    lines = ("-TIMEOUT = 30", "+TIMEOUT = 60")
    assert "unknown-reference" in codes("The timeout is 30 seconds.", *lines)
    assert codes("The timeout is 60 seconds.", *lines) == set()
    assert codes("Raises the timeout from 30 to 60 seconds.", *lines) == set()


VERDICTS = [
    "The whole suite came back green.",
    "We ran the tests and they passed.",
    "The pipeline finished without errors.",
    "The regression suite found nothing.",
    "Nothing failed in the test run.",
    "It passes CI.",
    "None of the tests fail.",
    "Verified with the full suite.",
]
NO_VERDICTS = [
    "The tests pass a fake clock.",
    "A test checks that a passed deadline is refused.",
    "Adds a check for successful replies.",
    "The build reads the version from one file.",
    "Removes all uses of the old client.",
]


@pytest.mark.parametrize("text", VERDICTS)
def test_a_verdict_on_what_was_run_is_a_reports_to_say(text: str) -> None:
    assert "attestation" in codes(text)


@pytest.mark.parametrize("text", NO_VERDICTS)
def test_words_about_tests_that_give_no_verdict_hold(text: str) -> None:
    assert "attestation" not in codes(text)


@pytest.mark.parametrize(
    "text",
    ["Reviewed and approved.", "The design is approved by the team.", "Merge without review.", "LGTM", "-->", "=== !"],
)
def test_an_approval_or_nothing_is_no_sentence_of_a_summary(text: str) -> None:
    assert codes(text) & {"attestation", "empty"}
