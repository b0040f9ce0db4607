"""The body of a chat completion: the text of its first choice, or why there is none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from draft_summary.errors import ModelError
from draft_summary.values.claims import Usage

CHECK_ADDRESS = "Check the base URL: it usually ends in /v1."


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote, whole, and what it cost."""

    text: str
    usage: Usage


def read(body: bytes, seconds: float) -> Completion:
    """Read the body of an answer with status 200; `seconds` is how long it took.

    Raises ModelError for everything that is not a whole text: a page, an error, no choice, a refusal, a filter, a
    cut-off text (which is never completed by closing its brackets).
    """
    data = _object(body)
    choices = data.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(message, dict):
        code = "error-in-answer" if data.get("error") else "no-choices"
        raise ModelError("the server answered without a choice", code=code, hint="Run again, or use another model.")
    _require_whole(message, first.get("finish_reason") if isinstance(first, dict) else None)
    content = message.get("content")
    if not isinstance(content, str) or not content.strip():
        raise ModelError("the model answered with nothing", code="empty-reply", hint="Run again, or use another model.")
    return Completion(content, _usage(data.get("usage"), seconds))


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        what = "a web page" if body.lstrip()[:1] == b"<" else "something that is not JSON"
        raise ModelError(f"the server answered with {what}", code="not-json", hint=CHECK_ADDRESS) from None
    if not isinstance(data, dict):
        raise ModelError("the server answered with JSON of another form", code="not-json", hint=CHECK_ADDRESS)
    return data


def _require_whole(message: dict[str, Any], finish_reason: object) -> None:
    if message.get("refusal"):
        hint = "Use another model, or run with --offline."
        raise ModelError("the model refused to answer", code="model-refused", hint=hint)
    if finish_reason == "content_filter":
        hint = "Use another model, or run with --offline."
        raise ModelError("the provider's content filter withheld the answer", code="content-filtered", hint=hint)
    if finish_reason == "length":
        hint = "Use a model with a longer output; what was cut off is not used."
        raise ModelError("the model's answer was cut off at its longest", code="reply-cut-off", hint=hint)


def _usage(given: object, seconds: float) -> Usage:
    usage = given if isinstance(given, dict) else {}
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else 0
    return Usage(
        tokens_in=_count(usage.get("prompt_tokens")),
        tokens_cached=_count(cached),
        tokens_out=_count(usage.get("completion_tokens")),
        seconds=seconds,
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
