"""How Go is read."""

from __future__ import annotations

from draft_summary.facts.golang import commands, flags, log_calls, metrics
from draft_summary.facts.golang.environment import ENVIRONMENT
from draft_summary.facts.golang.routes import ROUTES
from draft_summary.facts.golang.symbols import SURFACE
from draft_summary.facts.golang.tests import TESTS
from draft_summary.facts.reading import Reader

READER = Reader(
    tests=TESTS,
    environment=ENVIRONMENT,
    surface=SURFACE,
    routes=ROUTES,
    flags=flags.read,
    logging=log_calls.read,
    metrics=metrics.read,
    commands=commands.read,
)
