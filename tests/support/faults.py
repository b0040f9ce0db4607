"""Every fault that a model's server may have, with what it costs: requests, the reason that is told, the exit code."""

from __future__ import annotations

from dataclasses import dataclass

from support import model_server as server
from support.model_server import Reaction, answer, reply

KEY = "sk-proj-4nEvErShOwThIsKeY7"
CLAIM = {"ask": "files.modified", "key": "src/a.py", "text": "adds `load()`", "evidence": ["F1.1"]}


@dataclass(frozen=True)
class Fault:
    reactions: tuple[Reaction, ...]
    requests: int
    reason: str
    exit_code: int = 5


def echoing_the_key(status: int) -> Reaction:
    return server.error(status, f"Incorrect API key provided: {KEY} or sk-proj-4nEv***KeY7.", code="invalid_api_key")


WRONG_SCHEMA = answer({"snapshot": "", "sections": []})
EXTRA_KEY = answer({**reply(), "attestations": []})
WRONG_TYPE = answer(reply(claims=[{**CLAIM, "evidence": "F1.1"}]))
CUT_OFF = answer('{"snapshot": "", "claims": [{"ask": "overv', finish_reason="length")

FAULTS = {
    "rate limited for ever": Fault((server.rate_limited(),), 4, "limits the rate (429)"),
    "asked to wait longer than there is time": Fault((server.rate_limited("120"),), 1, "asks to wait 120 s"),
    "500 for ever": Fault((server.error(500, "oops"),), 4, "failed (500)"),
    "502 with a page": Fault((server.html(502),), 4, "failed (502)"),
    "503": Fault((server.error(503, "overloaded"),), 4, "failed (503)"),
    "connection reset": Fault((server.reset(),), 4, "no whole answer came from http://127.0.0.1"),
    "body shorter than promised": Fault((server.truncated(),), 4, "no whole answer came from"),
    "out of quota": Fault((server.out_of_quota(),), 1, "has no quota left. Add credit"),
    "payment required": Fault((server.error(402, "pay"),), 1, "has no quota left"),
    "401": Fault((echoing_the_key(401),), 1, "refused the credentials (401). Check OPENAI_API_KEY", 4),
    "403": Fault((echoing_the_key(403),), 1, "refused the credentials (403)", 4),
    "400 that echoes the key": Fault((echoing_the_key(400),), 1, "refused the request (400)"),
    "unknown model": Fault((server.error(404, "no", code="model_not_found"),), 1, "knows no model 'stub' (404). Name"),
    "context too long": Fault(
        (server.error(400, "maximum context length is 8192 tokens", code="context_length_exceeded"),),
        1,
        "too long for stub. Lower --max-input-tokens",
    ),
    "413": Fault((server.error(413, "too large"),), 1, "the prompt is too long"),
    "200 with a page": Fault((server.html(),), 1, "answered with a web page. Check the base URL"),
    "200 with an error body": Fault((server.body({"error": {"message": "no"}}),), 1, "without a choice"),
    "200 with a list": Fault((server.body([1]),), 1, "JSON of another form"),
    "deeply nested JSON": Fault((server.raw(b"[" * 200_000),), 1, "something that is not JSON"),
    "null choices": Fault((server.body({"choices": None}),), 1, "without a choice"),
    "no choices": Fault((server.body({"choices": []}),), 1, "without a choice"),
    "null message": Fault((server.body({"choices": [{"message": None}]}),), 1, "without a choice"),
    "no content": Fault((answer(None),), 1, "answered with nothing"),
    "blank content": Fault((answer("  \n"),), 1, "answered with nothing"),
    "refusal": Fault((answer(None, refusal="I cannot."),), 1, "refused to answer"),
    "content filter": Fault((answer("{", finish_reason="content_filter"),), 1, "content filter withheld"),
    "cut off by length": Fault((CUT_OFF,), 1, "cut off at its longest"),
    "body that just ends": Fault((server.just_ends(),), 1, "something that is not JSON"),
    "redirect": Fault((server.redirect("http://127.0.0.1:9/v1/chat/completions"),), 1, "redirects elsewhere (307)"),
    "308": Fault((server.redirect("http://127.0.0.1:9/", 308),), 1, "redirects elsewhere (308)"),
    "300 MB": Fault((server.huge(),), 1, "sent more than 5,242,880 bytes"),
    "300 MB under an error": Fault((server.huge(status=400),), 1, "sent more than 5,242,880 bytes"),
    "prose": Fault((answer("Here is your summary!"),), 2, "is not usable: the reply: Invalid JSON"),
    "wrong schema": Fault((WRONG_SCHEMA,), 2, "is not usable: claims: Field required"),
    "extra key": Fault((EXTRA_KEY,), 2, "is not usable: attestations: Extra inputs"),
    "wrong type": Fault((WRONG_TYPE,), 2, "is not usable: claims[0].evidence: Input should be a valid array"),
    "JSON cut without saying so": Fault((answer('{"snapshot": "", "claims": ['),), 2, "is not usable"),
    "no response format at all": Fault((server.error(400, "unknown field response_format"),), 3, "refused the request"),
}
