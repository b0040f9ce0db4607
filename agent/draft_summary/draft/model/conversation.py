"""Requests until there is a valid reply: retries, response formats, one turn to mend; four requests in all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_exponential, wait_random

from draft_summary.draft import replies
from draft_summary.draft.model import completion, corrections
from draft_summary.draft.model.client import Server
from draft_summary.draft.model.faults import FormatRefused, PassingFault, described
from draft_summary.draft.model.prompt import BYTES_PER_TOKEN, Messages
from draft_summary.draft.schema import wire_schema
from draft_summary.errors import ModelError
from draft_summary.values.claims import Reply, Usage

FEWEST_BYTES = 1.0  # a token: no text has less
MOST_REQUESTS = 4  # an ask, retries and turns included
BACK_OFF = wait_exponential(multiplier=0.5, max=8.0) + wait_random(0, 0.5)  # seconds


class Format(StrEnum):
    """What a server is asked to hold the reply to, strictest first."""

    STRICT = "json_schema"
    OBJECT = "json_object"
    PLAIN = "text"


LOWER = {Format.STRICT: Format.OBJECT, Format.OBJECT: Format.PLAIN}


@dataclass
class Session:
    """What the conversations of one run share, and what they learn of the server.

    `format` is the strictest that it is known to answer in; `bytes_per_token` is lower than the estimate once the
    server has counted more tokens than were estimated.
    """

    server: Server
    model: str
    ceiling: int
    sleep: Callable[[float], None] = time.sleep
    format: Format = Format.STRICT
    bytes_per_token: float = BYTES_PER_TOKEN

    def learn(self, form: Format, sent: int, counted: int) -> None:
        """Remember in which format a valid reply came, and how many tokens the server made of so many bytes."""
        self.format = form
        if counted:
            self.bytes_per_token = max(FEWEST_BYTES, min(self.bytes_per_token, sent / counted))


class Conversation:
    """The requests about one prompt; `usage` is what they cost so far."""

    def __init__(self, session: Session) -> None:
        self.usage = Usage()
        self._session = session
        self._format = session.format
        self._counted = 0  # tokens of the last request, as the server counts them

    @property
    def requests_left(self) -> int:
        """How many requests may still be sent."""
        return MOST_REQUESTS - self.usage.calls

    def ask(self, messages: Messages) -> Reply:
        """Send the messages until a valid reply comes; an invalid one gets one turn with the reasons.

        Raises ModelError; its code tells the faults apart.
        """
        mended = False
        while True:
            text = self._sent(messages)
            try:
                reply = replies.parse(text)
            except replies.InvalidReplyError as error:
                if mended or not self.requests_left:
                    raise _unusable(error, self._session.model) from None
                mended = True
                self._format = LOWER.get(self._format, self._format)
                room = corrections.room(messages, self._session.ceiling, self._session.bytes_per_token)
                messages = corrections.of_invalid(messages, text, error.reasons, room)
            else:
                sent = sum(len(one["content"].encode()) for one in messages)
                self._session.learn(self._format, sent, self._counted)
                return reply

    def _sent(self, messages: Messages) -> str:
        """Send the messages, a format lower each time the server names the format as what it does not take."""
        while True:
            try:
                return self._retried(messages)
            except FormatRefused:
                if not self.requests_left or self._format not in LOWER:
                    raise
                self._format = LOWER[self._format]

    def _retried(self, messages: Messages) -> str:
        retrying = Retrying(
            retry=retry_if_exception_type(PassingFault),
            stop=stop_after_attempt(self.requests_left) | stop_before_delay(self._session.server.deadline.left),
            wait=_wait,
            sleep=self._session.sleep,
            reraise=True,
        )
        text: str = retrying(self._once, messages)
        return text

    def _once(self, messages: Messages) -> str:
        start = time.monotonic()
        self.usage += Usage(calls=1)
        server, model = self._session.server, self._session.model
        body: dict[str, Any] = {"model": model, "messages": list(messages), **_asked(self._format)}
        try:
            answer = completion.read(server.complete(**body), time.monotonic() - start)
        except Exception as error:  # noqa: BLE001 — `described` raises again what it does not know
            self.usage += Usage(seconds=time.monotonic() - start)
            raise described(error, server, model) from None
        self.usage += answer.usage
        self._counted = answer.usage.tokens_in
        return answer.text


def _asked(form: Format) -> dict[str, Any]:
    if form is Format.PLAIN:
        return {}
    if form is Format.OBJECT:
        return {"response_format": {"type": form.value}}
    schema = {"name": "reply", "strict": True, "schema": wire_schema()}
    return {"response_format": {"type": form.value, form.value: schema}}


def _wait(state: RetryCallState) -> float:
    """What the server asks for; where it asks for nothing, longer each time."""
    fault = state.outcome.exception() if state.outcome else None
    asked = fault.wait if isinstance(fault, PassingFault) else None
    return BACK_OFF(state) if asked is None else asked


def _unusable(error: replies.InvalidReplyError, model: str) -> ModelError:
    hint = "Use a model that follows a JSON Schema, or run with --offline."
    return ModelError(f"the reply of {model} is not usable: {error.reasons[0]}", code="invalid-reply", hint=hint)
