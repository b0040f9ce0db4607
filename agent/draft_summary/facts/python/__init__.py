"""How Python is read."""

from __future__ import annotations

from draft_summary.facts.python import commands, events, flags, log_calls, metrics, models
from draft_summary.facts.python.environment import ENVIRONMENT
from draft_summary.facts.python.routes import ROUTES
from draft_summary.facts.python.symbols import SURFACE
from draft_summary.facts.python.tests import TESTS
from draft_summary.facts.reading import Reader

READER = Reader(
    tests=TESTS,
    environment=ENVIRONMENT,
    surface=SURFACE,
    routes=ROUTES,
    flags=flags.read,
    logging=log_calls.read,
    metrics=metrics.read,
    events=events.read,
    models=models.read,
    commands=commands.read,
)
