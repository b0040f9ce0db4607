"""What is sent back to the model, built in this one place: why its reply is invalid, or what of it does not hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from draft_summary.draft import prompts
from draft_summary.draft.model.prompt import Message, Messages
from draft_summary.values.claims import Reply, WireClaim, WireMapping
from draft_summary.values.findings import Finding, Outcome

ROUNDING = 16  # bytes: each message's tokens are rounded up
LONGEST_REASON = 300  # characters
LONGEST_ECHO = 8000  # bytes of an invalid reply that its author is shown again


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim or a mapping as the model wrote it, and why it does not hold."""

    said: WireClaim | WireMapping
    reasons: tuple[str, ...]

    @property
    def place(self) -> tuple[str, ...]:
        """What an answer has to have in common with it."""
        return _place(self.said)


def rejected(reply: Reply, findings: tuple[Finding, ...], prefix: str = "") -> tuple[Rejected, ...]:
    """Return what the findings dropped, in the reply's order; what is unverifiable no other words mend.

    `prefix` is what the places of this reply begin with, where a run has several.
    """
    reasons: dict[str, list[str]] = {}
    for finding in findings:
        if finding.outcome is Outcome.DROPPED:
            reasons.setdefault(finding.where, []).append(finding.reason)
    parts: tuple[tuple[str, Sequence[WireClaim | WireMapping]], ...] = (
        ("claims", reply.claims),
        ("mappings", reply.mappings),
    )
    placed = (
        (said, reasons.get(f"{prefix}{name}[{number}]")) for name, part in parts for number, said in enumerate(part)
    )
    return tuple(Rejected(said, tuple(why)) for said, why in placed if why)


def only(reply: Reply, wanted: tuple[Rejected, ...]) -> Reply:
    """Return the reply with that alone which stands in for something rejected: a claim's ask, key and part."""
    places = {one.place for one in wanted}
    claims = [one for one in reply.claims if _place(one) in places]
    mappings = [one for one in reply.mappings if _place(one) in places]
    return Reply(snapshot=reply.snapshot, claims=claims, mappings=mappings, questions=[])


def of_rejected(messages: Messages, wanted: tuple[Rejected, ...], most: int) -> Messages:
    """Return the conversation with what was rejected as the model's turn and the reasons as ours.

    As many as fit in `most` bytes; the others stay dropped and reported.
    """
    most -= len(_rejected_turn("").encode()) + len(_echo([]).encode())
    shown, lines = [], []
    for one in wanted:
        line = json.dumps({"rejected": _named(one.said), "reasons": _short(one.reasons)}, ensure_ascii=False)
        most -= len(line.encode()) + 1 + len(one.said.model_dump_json().encode()) + 1
        if most < 0:
            break
        shown.append(one)
        lines.append(line)
    return _continued(messages, _echo(shown), _rejected_turn("\n".join(lines))) if shown else messages


def of_invalid(messages: Messages, text: str, reasons: tuple[str, ...], most: int) -> Messages:
    """Return the conversation with the invalid reply, cut so that both turns fit in `most` bytes, and the reasons."""
    lines = "\n".join(json.dumps(reason, ensure_ascii=False) for reason in _short(reasons))
    turn = prompts.part("invalid", reasons=lines)
    length = max(0, min(LONGEST_ECHO, most - len(turn.encode())))
    echo = text.strip().encode("utf-8", "replace")[:length].decode("utf-8", "ignore")
    return _continued(messages, echo or "{}", turn)


def room(messages: Messages, ceiling: int, bytes_per_token: float) -> int:
    """Return how many bytes another turn may have under the ceiling, which is in tokens."""
    return int(ceiling * bytes_per_token) - sum(len(one["content"].encode()) for one in messages) - ROUNDING


def _place(said: WireClaim | WireMapping) -> tuple[str, ...]:
    return ("mapping", said.criterion) if isinstance(said, WireMapping) else (said.ask, said.key, said.part)


def _named(said: WireClaim | WireMapping) -> str:
    return f"{said.criterion}: {', '.join(said.tests)}" if isinstance(said, WireMapping) else said.text


def _rejected_turn(lines: str) -> str:
    return prompts.part("rejected", reasons=lines)


def _echo(shown: list[Rejected]) -> str:
    claims = [one.said for one in shown if isinstance(one.said, WireClaim)]
    mappings = [one.said for one in shown if isinstance(one.said, WireMapping)]
    return Reply(snapshot="", claims=claims, mappings=mappings, questions=[]).model_dump_json()


def _short(reasons: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(reason[:LONGEST_REASON] for reason in reasons)


def _continued(messages: Messages, theirs: str, ours: str) -> Messages:
    return (*messages, Message(role="assistant", content=theirs), Message(role="user", content=ours))
