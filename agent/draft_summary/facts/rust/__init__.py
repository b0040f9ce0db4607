"""How Rust is read."""

from __future__ import annotations

from draft_summary.facts.reading import Reader
from draft_summary.facts.rust import commands, log_calls, metrics
from draft_summary.facts.rust.environment import ENVIRONMENT
from draft_summary.facts.rust.routes import ROUTES
from draft_summary.facts.rust.symbols import SURFACE
from draft_summary.facts.rust.tests import TESTS

READER = Reader(
    tests=TESTS,
    environment=ENVIRONMENT,
    surface=SURFACE,
    routes=ROUTES,
    logging=log_calls.read,
    metrics=metrics.read,
    commands=commands.read,
)
