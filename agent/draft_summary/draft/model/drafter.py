"""`ModelDrafter`: the asks in one prompt, the reply as claims, one turn to mend those that did not hold."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from draft_summary.draft import replies
from draft_summary.draft.model import corrections
from draft_summary.draft.model.address import origin, require_address, require_sendable
from draft_summary.draft.model.prompt import DEFAULT_CEILING, Prompt, build
from draft_summary.errors import ModelError, UsageError
from draft_summary.settings import Settings
from draft_summary.values.claims import Draft, Reply, Usage
from draft_summary.values.evidence import Dossier
from draft_summary.values.findings import Finding
from draft_summary.values.slots import Ask, Author

if TYPE_CHECKING:
    from draft_summary.draft.model.conversation import Conversation

DEFAULT_MODEL = "gpt-5-mini"  # of OpenAI's own server alone: another server has other names


class ModelDrafter:
    """A drafter over any OpenAI-compatible server; good for one run, whose deadline begins with its first request.

    `sleep` waits between two attempts, in seconds. Raises UsageError for settings that name no usable server.
    """

    def __init__(
        self, settings: Settings, progress: Callable[[str], None], *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._settings = settings
        self._progress = progress
        self._sleep = sleep
        require_address(settings.base_url)
        require_sendable(settings.api_key)
        self._model = settings.model or _default_model(settings.base_url)
        self._conversation: Conversation | None = None
        self._prompt: Prompt | None = None
        self._reply: Reply | None = None

    def write(self, dossier: Dossier, asks: tuple[Ask, ...]) -> Draft:
        """Ask for all asks at once. A fault of the model leaves them unanswered, with the reason and its exit code."""
        if not asks:
            return Draft(Author.MODEL, model=self._model)
        self._progress(f"asking {self._model} for the prose of {len(asks)} places")
        try:
            self._prompt = prompt = build(dossier, asks, self._settings.max_input_tokens or DEFAULT_CEILING)
            self._conversation = self._connected(prompt)
            self._reply = reply = self._conversation.ask(prompt.messages)
        except ModelError as error:
            return self._failed(asks, error)
        return Draft(
            author=Author.MODEL,
            claims=replies.claims(reply, asks, Author.MODEL),
            mappings=replies.mappings(reply, Author.MODEL),
            questions=replies.questions(reply),
            omitted=prompt.omitted,
            usage=self._conversation.usage,
            model=self._model,
        )

    def repair(self, dossier: Dossier, asks: tuple[Ask, ...], findings: tuple[Finding, ...]) -> Draft | None:
        """Ask once more for the claims that `findings` rejects; None if there are none or no request is left."""
        del dossier  # the conversation already holds the evidence
        conversation, prompt, reply = self._conversation, self._prompt, self._reply
        if conversation is None or prompt is None or reply is None or not conversation.requests_left:
            return None
        rejected = corrections.rejected(reply, findings)
        messages = corrections.of_rejected(prompt.messages, rejected, prompt.ceiling)
        if messages == prompt.messages:
            return None
        self._progress(f"asking {self._model} again for {len(rejected)} texts that did not hold")
        before = conversation.usage
        try:
            mended = conversation.ask(messages)
        except ModelError:
            return Draft(Author.MODEL, usage=_since(conversation.usage, before), model=self._model)
        claims = replies.claims(corrections.only(mended, rejected), asks, Author.MODEL)
        return Draft(Author.MODEL, claims=claims, usage=_since(conversation.usage, before), model=self._model)

    def _connected(self, prompt: Prompt) -> Conversation:
        # Imported here: the client imports openai, which only a run that asks something needs.
        from draft_summary.draft.model.client import Deadline, Server  # noqa: PLC0415 — see above
        from draft_summary.draft.model.conversation import Conversation  # noqa: PLC0415 — see above

        deadline = Deadline.after(self._settings.deadline)
        server = Server(self._settings.base_url, self._settings.api_key, deadline)
        return Conversation(server, self._model, prompt.ceiling, self._sleep)

    def _failed(self, asks: tuple[Ask, ...], error: ModelError) -> Draft:
        reason = f"{error.message}. {error.hint}".rstrip(". ") + "."
        return Draft(
            author=Author.MODEL,
            unanswered=tuple((ask.id, reason) for ask in asks),
            omitted=self._prompt.omitted if self._prompt else (),
            usage=self._conversation.usage if self._conversation else Usage(),
            model=self._model,
            exit_code=error.exit_code,
        )


def _since(now: Usage, before: Usage) -> Usage:
    return Usage(
        now.calls - before.calls,
        now.tokens_in - before.tokens_in,
        now.tokens_cached - before.tokens_cached,
        now.tokens_out - before.tokens_out,
        now.seconds - before.seconds,
    )


def _default_model(base_url: str) -> str:
    """Return the model to use where none is named; raises UsageError where a server is named that has its own names."""
    if not base_url:
        return DEFAULT_MODEL
    hint = "Name one with --model or DRAFT_SUMMARY_MODEL."
    raise UsageError(f"no model is named for the server {origin(base_url)}", code="no-model", hint=hint)
