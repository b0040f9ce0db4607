"""Redaction of one text: the registry of detectors, and what they find replaced."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from draft_summary.redaction import assignments, credentials, families, pem, services, spoken, vendors
from draft_summary.redaction.characters import visible
from draft_summary.redaction.spans import Span, merged, replaced

TOKENS: tuple[families.Family, ...] = (
    *(*vendors.AI, *vendors.CLOUD, *vendors.CODE_HOSTS),
    *(*services.MONEY, *services.MESSAGES, *services.WORKPLACE, *services.OPERATIONS, *services.SHAPES),
)
# The first that claims a place names it: what a vendor's prefix says is more than that it is assigned to `password`.
DETECTORS: tuple[Callable[[str], Iterator[Span]], ...] = (
    pem.find,
    partial(families.find_tokens, TOKENS),
    partial(families.find, credentials.PLACES),
    assignments.find,
    spoken.find,
)


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text that may be shown, line by line what it was. `secrets` are digests of what was replaced, for counting."""

    text: str
    secrets: frozenset[bytes] = frozenset()


def redaction(text: str) -> Redaction:
    """Make hostile characters visible, replace the secrets."""
    shown = visible(text)
    spans = merged(span for detector in DETECTORS for span in detector(shown))
    if not spans:
        return Redaction(shown)
    return Redaction(replaced(shown, spans), frozenset(_digest(span.secret) for span in spans))


def redact_text(text: str) -> tuple[str, int]:
    """Return the text without secrets and hostile characters, and how many different secrets it held."""
    done = redaction(text)
    return done.text, len(done.secrets)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
