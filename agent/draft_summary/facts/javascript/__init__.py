"""How JavaScript and TypeScript are read."""

from __future__ import annotations

from draft_summary.facts.javascript import events, flags, log_calls, metrics, models
from draft_summary.facts.javascript.environment import ENVIRONMENT
from draft_summary.facts.javascript.routes import ROUTES
from draft_summary.facts.javascript.symbols import SURFACE
from draft_summary.facts.javascript.tests import TEST_READER
from draft_summary.facts.reading import Reader

READER = Reader(
    tests=TEST_READER,
    environment=ENVIRONMENT,
    surface=SURFACE,
    routes=ROUTES,
    flags=flags.read,
    logging=log_calls.read,
    metrics=metrics.read,
    events=events.read,
    models=models.read,
)
