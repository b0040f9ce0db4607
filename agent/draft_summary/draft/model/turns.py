"""The calls of one run: one where the evidence fits, else the change in parts and a narrative over what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from draft_summary.draft import replies
from draft_summary.draft.model import corrections
from draft_summary.draft.model.client import together
from draft_summary.draft.model.conversation import Conversation, Session
from draft_summary.draft.model.prompt import WHOLE, Prompt, Scope, build
from draft_summary.draft.model.splitting import split
from draft_summary.errors import ModelError
from draft_summary.values.claims import Claim, CriterionMapping, Reply, WireClaim
from draft_summary.values.evidence import Dossier
from draft_summary.values.findings import Finding
from draft_summary.values.slots import Ask, Author

# Faults of one reply; after any other, the server is asked nothing more.
OF_ONE_REPLY = frozenset(
    {"model-refused", "content-filtered", "reply-cut-off", "invalid-reply", "empty-reply", "prompt-too-long", "no-room"}
)


@dataclass(frozen=True)
class Turn:
    """A call and what came of it, a reply or the error in its place; `prefix` is what its claims' places begin with."""

    asks: tuple[Ask, ...]
    conversation: Conversation
    prefix: str = ""
    prompt: Prompt | None = None
    reply: Reply | None = None
    error: ModelError | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the reply claims."""
        found = replies.claims(self.reply, self.asks, Author.MODEL) if self.reply else ()
        return tuple(replace(one, where=f"{self.prefix}{one.where}") for one in found)

    @property
    def mappings(self) -> tuple[CriterionMapping, ...]:
        """Which tests the reply maps to criteria."""
        found = replies.mappings(self.reply, Author.MODEL) if self.reply else ()
        return tuple(replace(one, where=f"{self.prefix}{one.where}") for one in found)

    @property
    def questions(self) -> tuple[str, ...]:
        """What the reply asks the author."""
        return replies.questions(self.reply) if self.reply else ()


def taken(
    session: Session, dossier: Dossier, asks: tuple[Ask, ...], progress: Callable[[str], None]
) -> tuple[Turn, ...]:
    """Ask for everything and return the calls that it took, the narrative last.

    Of several, the first is over before the others begin, all at once: they find its prefix cached, and the format
    known that the server takes.
    """
    whole = _asked(session, dossier, asks, WHOLE, send=False)
    parts = split(dossier, asks, int(session.ceiling * session.bytes_per_token))
    if (whole.prompt and whole.prompt.source_whole) or not parts.parts:
        progress(f"asking {session.model} for the prose of {len(asks)} places")
        return (_sent(whole),)
    number = len(parts.parts) + bool(parts.narrative)
    scopes = [Scope(place, len(parts.parts)) for place in range(1, len(parts.parts) + 1)]
    progress(f"asking {session.model} for the prose of {len(asks)} places in {number} calls")
    first = _asked(session, dossier, parts.parts[0], scopes[0])
    rest = list(zip(parts.parts[1:], scopes[1:], strict=True))
    if _is_over(first):
        return (first, *(_given_up(session, asked, first) for asked in (*parts.parts[1:], parts.narrative) if asked))
    others = together([partial(_asked, session, dossier, asked, scope) for asked, scope in rest])
    turns = (first, *others)
    if not parts.narrative:
        return turns
    if over := next(filter(_is_over, others), None):
        return (*turns, _given_up(session, parts.narrative, over))
    progress(f"asking {session.model} for the summary of its parts")
    described = tuple(_described(turns))
    return (*turns, _asked(session, dossier, parts.narrative, Scope(number, described=described)))


def repaired(session: Session, turn: Turn, findings: tuple[Finding, ...]) -> Turn | None:
    """Ask once more for what the findings reject of a turn; None where nothing is to be asked or can be."""
    if turn.prompt is None or turn.reply is None or not turn.conversation.requests_left:
        return None
    wanted = corrections.rejected(turn.reply, findings, turn.prefix)
    most = corrections.room(turn.prompt.messages, session.ceiling, session.bytes_per_token)
    messages = corrections.of_rejected(turn.prompt.messages, wanted, most)
    if messages == turn.prompt.messages:
        return None
    try:
        reply = turn.conversation.ask(messages)
    except ModelError as error:
        return replace(turn, reply=None, error=error)
    return replace(turn, reply=corrections.only(reply, wanted))


def _asked(session: Session, dossier: Dossier, asks: tuple[Ask, ...], scope: Scope, *, send: bool = True) -> Turn:
    prefix = f"reply {scope.part} " if scope.part > 1 else ""
    turn = Turn(asks, Conversation(session), prefix)
    try:
        prompt = build(dossier, asks, session.ceiling, scope, bytes_per_token=session.bytes_per_token)
    except ModelError as error:
        return replace(turn, error=error)
    turn = replace(turn, prompt=prompt)
    return _sent(turn) if send else turn


def _sent(turn: Turn) -> Turn:
    if turn.prompt is None:
        return turn
    try:
        return replace(turn, reply=turn.conversation.ask(turn.prompt.messages))
    except ModelError as error:
        return replace(turn, error=error)


def _is_over(turn: Turn) -> bool:
    return turn.error is not None and turn.error.code not in OF_ONE_REPLY


def _given_up(session: Session, asks: tuple[Ask, ...], turn: Turn) -> Turn:
    return Turn(asks, Conversation(session), error=turn.error)


def _described(turns: tuple[Turn, ...]) -> Iterator[WireClaim]:
    """What the parts say of files, in their order: the narrative's overview of what it is not shown."""
    for turn in turns:
        if turn.reply:
            yield from turn.reply.claims
