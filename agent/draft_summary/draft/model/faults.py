"""What went wrong between us and the model, as errors that say what to do. No message holds the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import time

import openai

from draft_summary.draft.model.address import origin
from draft_summary.draft.model.client import DeadlineError, ReplyTooLargeError, Server
from draft_summary.draft.replies import MOST_BYTES
from draft_summary.errors import CredentialsError, ModelError

LONGEST_COMPLAINT = 200  # characters of a server's own words
SECRET = re.compile(r"\b(?:sk|pk|rk|gsk|key|Bearer)[-_ ][A-Za-z0-9_*.\-]{6,200}")
TOO_LONG = (
    "context_length",
    "context length",
    "context window",
    "context size",
    "maximum context",
    "prompt is too long",
    "too many tokens",
    "input is too long",
    "token limit",
)
OF_THE_FORMAT = ("response_format", "response format", "json_schema", "json_object", "structured output")
FORMAT_STATUSES = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
OFFLINE = "or run with --offline."


class PassingFault(ModelError):  # noqa: N818 — a fault that may pass, not an error yet
    """A fault that another attempt may not meet; `wait`: the seconds that the server asks for, None if it does not."""

    def __init__(self, message: str, *, code: str, hint: str = "", wait: float | None = None) -> None:
        super().__init__(message, code=code, hint=hint)
        self.wait = wait


class FormatRefused(ModelError):  # noqa: N818 — an answer to climb down on
    """The server does not take the response format that was asked for."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """An HTTP status other than success, the server's words about it, and whose they are."""

    status: int
    words: str
    where: str
    model: str
    wait: float | None

    def mentions(self, phrases: tuple[str, ...]) -> bool:
        words = self.words.lower()
        return any(phrase in words for phrase in phrases)


def described(error: Exception, server: Server, model: str) -> ModelError:
    """Return the error to raise for what a request raised; raises again what nobody expects."""
    where = origin(server.base_url)
    if isinstance(error, openai.APIStatusError):
        words = _words(error.body, server.secret)
        return _of_status(_Refusal(error.status_code, words, where, model, _asked_wait(error.response.headers)))
    match error:
        case ModelError():
            return error
        case DeadlineError():
            hint = "Raise DRAFT_SUMMARY_DEADLINE (seconds), or run again."
            return ModelError(f"{model} did not answer before the deadline", code="model-deadline", hint=hint)
        case ReplyTooLargeError():
            what = f"{where} sent more than {MOST_BYTES:,} bytes"
            return ModelError(what, code="reply-too-large", hint="Check the base URL.")
        case openai.APIConnectionError():  # timeouts included
            hint = f"Check the network and the base URL, {OFFLINE}"
            return PassingFault(f"no whole answer came from {where}", code="model-unreachable", hint=hint)
    raise error


def _of_status(refusal: _Refusal) -> ModelError:
    return _of_account(refusal) or _of_prompt(refusal) or _of_server(refusal) or _of_request(refusal)


def _of_account(refusal: _Refusal) -> ModelError | None:
    """Credentials and credit: no other request fares better."""
    where, status = refusal.where, refusal.status
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        hint = "Check OPENAI_API_KEY and what it may use."
        return CredentialsError(f"{where} refused the credentials ({status})", code="credentials-refused", hint=hint)
    if status == HTTPStatus.PAYMENT_REQUIRED or refusal.mentions(("insufficient_quota",)):
        hint = f"Add credit with the provider, use another key, {OFFLINE}"
        return ModelError(f"the account at {where} has no quota left", code="quota-exhausted", hint=hint)
    return None


def _of_prompt(refusal: _Refusal) -> ModelError | None:
    """Which model is asked, and how much."""
    if refusal.status == HTTPStatus.NOT_FOUND:
        message = f"{refusal.where} knows no model {refusal.model!r} ({refusal.status})"
        hint = "Name another with --model or DRAFT_SUMMARY_MODEL, and check the end of the base URL."
        return ModelError(message, code="unknown-model", hint=hint)
    if refusal.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or refusal.mentions(TOO_LONG):
        hint = "Lower --max-input-tokens, or use a model with a longer context."
        return ModelError(f"the prompt is too long for {refusal.model}", code="prompt-too-long", hint=hint)
    return None


def _of_server(refusal: _Refusal) -> ModelError | None:
    """What may pass, and a redirect, which leads elsewhere."""
    status = refusal.status
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _passing(refusal, "limits the rate", "rate-limited")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _passing(refusal, "failed", "server-failed")
    if status < HTTPStatus.BAD_REQUEST:
        hint = "It was not followed, for the prompt would go there: set the base URL to the server itself."
        return ModelError(f"{refusal.where} redirects elsewhere ({status})", code="redirected", hint=hint)
    return None


def _of_request(refusal: _Refusal) -> ModelError:
    """The format of the reply, on which a lower one may do, or whatever else the server says."""
    message = f"{refusal.where} refused the request ({refusal.status})"
    if refusal.status in FORMAT_STATUSES and refusal.mentions(OF_THE_FORMAT):
        return FormatRefused(message, code="format-refused", hint=refusal.words)
    return ModelError(message, code="request-refused", hint=refusal.words)


def _passing(refusal: _Refusal, what: str, code: str) -> PassingFault:
    asked = f" and asks to wait {refusal.wait:.0f} s" if refusal.wait else ""
    message = f"{refusal.where} {what} ({refusal.status}){asked}"
    return PassingFault(message, code=code, hint=f"Run again later, {OFFLINE}", wait=refusal.wait)


def _words(body: object, secret: str) -> str:
    """What the server says, short, on one line, without the key or anything that looks like one."""
    inner = body.get("error", body) if isinstance(body, dict) else body
    if isinstance(inner, dict):
        inner = " ".join(str(inner[name]) for name in ("code", "type", "param", "message", "detail") if inner.get(name))
    words = " ".join(str(inner or "").split())
    if secret:
        words = words.replace(secret, "[key]")
    return SECRET.sub("[key]", words)[:LONGEST_COMPLAINT]


def _asked_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After header (RFC 9110, 10.2.3: seconds or a date), None without a usable one."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (TypeError, ValueError, OverflowError):
        return None
