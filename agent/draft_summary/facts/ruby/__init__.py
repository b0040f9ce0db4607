"""How Ruby is read."""

from __future__ import annotations

from draft_summary.facts.reading import Reader
from draft_summary.facts.ruby import flags, log_calls, metrics
from draft_summary.facts.ruby.environment import ENVIRONMENT
from draft_summary.facts.ruby.routes import ROUTES
from draft_summary.facts.ruby.tests import TESTS

READER = Reader(
    tests=TESTS,
    environment=ENVIRONMENT,
    routes=ROUTES,
    flags=flags.read,
    logging=log_calls.read,
    metrics=metrics.read,
)
