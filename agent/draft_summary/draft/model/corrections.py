"""What is sent back to the model, built in this one place: why its reply is invalid, or which claims do not hold."""

from __future__ import annotations

import json
from dataclasses import dataclass

from draft_summary.draft import prompts
from draft_summary.draft.model.prompt import BYTES_PER_TOKEN, Message, Messages
from draft_summary.values.claims import Reply, WireClaim
from draft_summary.values.findings import Finding, Outcome

ROUNDING = 16  # bytes: each message's tokens are rounded up
LONGEST_REASON = 300  # characters
LONGEST_ECHO = 8000  # bytes of an invalid reply that its author is shown again


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim as the model wrote it, and why it does not hold."""

    claim: WireClaim
    reasons: tuple[str, ...]


def rejected(reply: Reply, findings: tuple[Finding, ...]) -> tuple[Rejected, ...]:
    """Return the claims that the findings dropped, in the reply's order; what is unverifiable no other words mend."""
    reasons: dict[str, list[str]] = {}
    for finding in findings:
        if finding.outcome is Outcome.DROPPED:
            reasons.setdefault(finding.where, []).append(finding.reason)
    placed = ((claim, reasons.get(f"claims[{number}]")) for number, claim in enumerate(reply.claims))
    return tuple(Rejected(claim, tuple(why)) for claim, why in placed if why)


def only(reply: Reply, wanted: tuple[Rejected, ...]) -> Reply:
    """Return the reply with the claims alone that stand in for rejected ones: same ask, key and part."""
    places = {(one.claim.ask, one.claim.key, one.claim.part) for one in wanted}
    kept = [one for one in reply.claims if (one.ask, one.key, one.part) in places]
    return Reply(snapshot=reply.snapshot, claims=kept, mappings=[], questions=[])


def of_rejected(messages: Messages, wanted: tuple[Rejected, ...], ceiling: int) -> Messages:
    """Return the conversation with rejected claims as the model's turn and the reasons as ours.

    As many claims as the ceiling leaves room for; the others stay dropped and reported.
    """
    room = _room(messages, ceiling) - len(_rejected_turn("")) - len(_echo([]))
    claims, lines = [], []
    for one in wanted:
        line = json.dumps({"text": one.claim.text, "reasons": _short(one.reasons)}, ensure_ascii=False)
        room -= len(line.encode()) + 1 + len(one.claim.model_dump_json().encode()) + 1
        if room < 0:
            break
        claims.append(one.claim)
        lines.append(line)
    return _continued(messages, _echo(claims), _rejected_turn("\n".join(lines))) if claims else messages


def of_invalid(messages: Messages, text: str, reasons: tuple[str, ...], ceiling: int) -> Messages:
    """Return the conversation with the invalid reply, cut to what the ceiling leaves, and the reasons."""
    lines = "\n".join(json.dumps(reason, ensure_ascii=False) for reason in _short(reasons))
    turn = prompts.part("invalid", reasons=lines)
    room = max(0, min(LONGEST_ECHO, _room(messages, ceiling) - len(turn.encode())))
    echo = text.strip().encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    return _continued(messages, echo or "{}", turn)


def _rejected_turn(lines: str) -> str:
    return prompts.part("rejected", reasons=lines)


def _echo(claims: list[WireClaim]) -> str:
    return Reply(snapshot="", claims=claims, mappings=[], questions=[]).model_dump_json()


def _short(reasons: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(reason[:LONGEST_REASON] for reason in reasons)


def _room(messages: Messages, ceiling: int) -> int:
    """How many bytes another turn may have."""
    return int(ceiling * BYTES_PER_TOKEN) - sum(len(one["content"].encode()) for one in messages) - ROUNDING


def _continued(messages: Messages, theirs: str, ours: str) -> Messages:
    return (*messages, Message(role="assistant", content=theirs), Message(role="user", content=ours))
