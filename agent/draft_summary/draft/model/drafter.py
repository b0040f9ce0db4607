"""`ModelDrafter`: the asks in as few calls as hold them, the replies as claims, a turn to mend what did not hold."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from draft_summary.draft import prompts
from draft_summary.draft.model.address import origin, require_address, require_sendable
from draft_summary.draft.model.prompt import DEFAULT_CEILING
from draft_summary.errors import ModelError, UsageError
from draft_summary.settings import Settings
from draft_summary.values.claims import Draft, Usage
from draft_summary.values.evidence import Dossier
from draft_summary.values.findings import Finding
from draft_summary.values.slots import Ask, Author

if TYPE_CHECKING:
    from draft_summary.draft.model.conversation import Session
    from draft_summary.draft.model.turns import Turn

DEFAULT_MODEL = "gpt-5-mini"  # of OpenAI's own server alone: another server has other names

# What is imported in the functions below imports openai, which only a run that asks something needs.
# ruff: noqa: PLC0415


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
        self._session: Session | None = None
        self._turns: tuple[Turn, ...] = ()

    def write(self, dossier: Dossier, asks: tuple[Ask, ...]) -> Draft:
        """Ask for all asks. A fault of the model leaves those of its call unanswered, with the reason and exit code."""
        if not asks:
            return Draft(Author.MODEL, model=self._model)
        from draft_summary.draft.model import turns

        start = time.monotonic()
        self._session = session = self._connected()
        self._turns = taken = turns.taken(session, dossier, asks, self._progress)
        failed = [(turn, turn.error) for turn in taken if turn.error]
        return Draft(
            author=Author.MODEL,
            claims=tuple(claim for turn in taken for claim in turn.claims),
            mappings=tuple(mapping for turn in taken for mapping in turn.mappings),
            questions=tuple(dict.fromkeys(question for turn in taken for question in turn.questions)),
            unanswered=tuple({ask.id: _reason(error) for turn, error in failed for ask in turn.asks}.items()),
            omitted=_omitted(taken),
            usage=_usage(taken, time.monotonic() - start),
            model=self._model,
            prompts=prompts.version(),
            exit_code=failed[0][1].exit_code if failed else 0,
        )

    def repair(self, dossier: Dossier, asks: tuple[Ask, ...], findings: tuple[Finding, ...]) -> Draft | None:
        """Ask once more for what `findings` rejects; None if there is nothing or no request is left."""
        del dossier, asks  # the conversations already hold them
        from draft_summary.draft.model import turns
        from draft_summary.draft.model.client import together

        session = self._session
        if session is None:
            return None
        start = time.monotonic()
        before = _usage(self._turns, 0)
        self._progress(f"asking {self._model} again for what did not hold")
        mended = together([partial(turns.repaired, session, turn, findings) for turn in self._turns])
        if not any(mended):
            return None
        return Draft(
            author=Author.MODEL,
            claims=tuple(claim for turn in mended if turn for claim in turn.claims),
            mappings=tuple(mapping for turn in mended if turn for mapping in turn.mappings),
            usage=_since(_usage(self._turns, time.monotonic() - start), before),
            model=self._model,
        )

    def _connected(self) -> Session:
        from draft_summary.draft.model.client import Deadline, Server
        from draft_summary.draft.model.conversation import Session

        server = Server(self._settings.base_url, self._settings.api_key, Deadline.after(self._settings.deadline))
        ceiling = self._settings.max_input_tokens or DEFAULT_CEILING
        return Session(server, self._model, ceiling, self._sleep)


def _reason(error: ModelError) -> str:
    return f"{error.message}. {error.hint}".rstrip(". ") + "."


def _omitted(turns: Iterable[Turn]) -> tuple[str, ...]:
    """What no call was shown whole."""
    seen = [turn.prompt for turn in turns if turn.prompt]
    whole = frozenset(id_ for prompt in seen for id_ in prompt.shown)
    return tuple(dict.fromkeys(id_ for prompt in seen for id_ in prompt.omitted if id_ not in whole))


def _usage(turns: Iterable[Turn], seconds: float) -> Usage:
    """What the calls cost together; the time is the clock's, for some ran at the same time."""
    return replace(sum((turn.conversation.usage for turn in turns), Usage()), seconds=seconds)


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
