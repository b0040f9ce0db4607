"""How PHP is read."""

from __future__ import annotations

from draft_summary.facts.php import flags, log_calls, metrics
from draft_summary.facts.php.environment import ENVIRONMENT
from draft_summary.facts.php.routes import ROUTES
from draft_summary.facts.php.tests import TESTS
from draft_summary.facts.reading import Reader

READER = Reader(
    tests=TESTS,
    environment=ENVIRONMENT,
    routes=ROUTES,
    flags=flags.read,
    logging=log_calls.read,
    metrics=metrics.read,
)
