"""A model's server on loopback: speaks the chat completions protocol, answers from a script, plays every fault.

    with ModelServer.playing(rate_limited(), answer(reply(claims=[...]))) as server:
        run(base_url=server.base_url)
    assert len(server.requests) == 1

The script is a reaction for each request in turn; the last one is repeated. `ModelServer.responding(function)` answers
by what is asked: the function gets a request's body and returns a reaction.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

DRIP_SECONDS = 0.05  # between two bytes of a server that drips


class Exchange(BaseHTTPRequestHandler):
    """One connection; a reaction writes its answer with `send`, or does something worse to it."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.close_connection = True
        request = Request(self.path, {name.lower(): value for name, value in self.headers.items()}, json.loads(body))
        reaction = self.server.next_reaction(request)
        try:
            reaction(self)
        except OSError:
            return  # the client hung up, as it does at its deadline

    def send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.begin(status, {"Content-Length": str(len(body)), **(headers or {})})
        self.wfile.write(body)

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    @property
    def closing(self) -> threading.Event:
        return self.server.closing

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the base class's name for it
        """Say nothing."""


Reaction = Callable[[Exchange], None]


@dataclass(frozen=True)
class Request:
    """What was sent: path, headers by lower-case name, and the JSON body."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        """All that the model is told, as one text."""
        return "\n".join(message["content"] for message in self.body["messages"])


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, reactions: tuple[Reaction, ...], respond: Callable[[dict[str, Any]], Reaction] | None) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.closing = threading.Event()
        self.requests: list[Request] = []
        self._lock = threading.Lock()
        self._reactions = reactions
        self._respond = respond

    def next_reaction(self, request: Request) -> Reaction:
        with self._lock:
            self.requests.append(request)
            if self._respond:
                return self._respond(request.body)
            return self._reactions[min(len(self.requests), len(self._reactions)) - 1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that the client resets is no news."""


@dataclass
class ModelServer:
    """The server while its `with` block lasts. Give reactions, or one callable from a request's body to a reaction."""

    reactions: tuple[Reaction, ...] = ()
    respond: Callable[[dict[str, Any]], Reaction] | None = None
    _server: _Server | None = field(default=None, init=False)

    @classmethod
    def playing(cls, *reactions: Reaction) -> ModelServer:
        """A server that plays these reactions in turn, then the last one again and again."""
        return cls(reactions)

    @classmethod
    def responding(cls, respond: Callable[[dict[str, Any]], Reaction]) -> ModelServer:
        """A server whose reaction follows from the request's body."""
        return cls(respond=respond)

    @property
    def requests(self) -> list[Request]:
        """What was received so far, in order."""
        return self._running.requests

    @property
    def base_url(self) -> str:
        """The address to give as OPENAI_BASE_URL."""
        return f"http://127.0.0.1:{self._running.server_port}/v1"

    @property
    def _running(self) -> _Server:
        assert self._server is not None, "use the server in a with block"
        return self._server

    def __enter__(self) -> Self:
        self._server = _Server(self.reactions, self.respond)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.closing.set()
        self._running.shutdown()
        self._running.server_close()


def answer(
    content: object, *, finish_reason: str = "stop", refusal: str | None = None, cached: int = 0, tokens_in: int = 1000
) -> Reaction:
    """A completion with this content: a text as it is, None, or a value that becomes JSON."""
    text = content if isinstance(content, str) or content is None else json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    usage = {"prompt_tokens": tokens_in, "completion_tokens": 100, "total_tokens": tokens_in + 100}
    completion = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "stub",
        "choices": [{"index": 0, "message": message, "finish_reason": finish_reason, "logprobs": None}],
        "usage": {**usage, "prompt_tokens_details": {"cached_tokens": cached}},
    }
    return body(completion)


def reply(snapshot: str = "", **parts: Any) -> dict[str, Any]:
    """A value of the reply schema; claims may leave out what is empty."""
    blank = {"key": "", "replaces": "", "part": "", "evidence": []}
    claims = [{**blank, **claim} for claim in parts.get("claims", [])]
    return {"snapshot": snapshot, "mappings": [], "questions": [], **parts, "claims": claims}


def body(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reaction:
    """Any JSON body under any status."""
    return raw(json.dumps(value).encode(), status, headers)


def raw(data: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Reaction:
    """Any bytes under any status."""
    return lambda exchange: exchange.send(status, data, headers)


def error(status: int, message: str, *, code: str = "", headers: Mapping[str, str] | None = None) -> Reaction:
    """An error as OpenAI words it."""
    return body({"error": {"message": message, "type": "error", "code": code or None}}, status, headers)


def rate_limited(seconds: str = "0") -> Reaction:
    """429 with Retry-After."""
    return error(429, "Rate limit reached", code="rate_limit_exceeded", headers={"Retry-After": seconds})


def out_of_quota() -> Reaction:
    """429 that no waiting mends."""
    return error(429, "You exceeded your current quota", code="insufficient_quota")


def html(status: int = 200) -> Reaction:
    """A web page where a completion should be."""
    page = b"<!DOCTYPE html><html><body>Sign in</body></html>"
    return raw(page, status, {"Content-Type": "text/html"})


def redirect(location: str, status: int = 307) -> Reaction:
    """Go elsewhere."""
    return raw(b"", status, {"Location": location})


def reset() -> Reaction:
    """The connection breaks without a byte."""

    def react(exchange: Exchange) -> None:
        # Lingering for no time, the socket sends a reset in place of an orderly end.
        exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return react


def truncated(promised: int = 1000) -> Reaction:
    """Fewer bytes than the header promised."""

    def react(exchange: Exchange) -> None:
        exchange.begin(200, {"Content-Length": str(promised)})
        exchange.wfile.write(b'{"choices": [{"mess')

    return react


def just_ends() -> Reaction:
    """A body without a length that stops in the middle."""

    def react(exchange: Exchange) -> None:
        exchange.begin(200, {})
        exchange.wfile.write(b'{"choices": [{"mess')

    return react


def silent() -> Reaction:
    """Nothing at all, for as long as the server lives."""

    def react(exchange: Exchange) -> None:
        exchange.closing.wait()

    return react


def dripping(*, headers: bool = False) -> Reaction:
    """A byte now and then, for ever: of the body, or of the headers."""

    def react(exchange: Exchange) -> None:
        if headers:
            exchange.wfile.write(b"HTTP/1.1 200 OK\r\n")
        else:
            exchange.begin(200, {})
        while not exchange.closing.wait(DRIP_SECONDS):
            exchange.wfile.write(b"X-Drip: 1\r\n" if headers else b" ")
            exchange.wfile.flush()

    return react


def huge(size: int = 300 * 1024 * 1024, status: int = 200) -> Reaction:
    """More than anyone reads."""

    def react(exchange: Exchange) -> None:
        exchange.begin(status, {"Content-Length": str(size)})
        chunk = b" " * (1024 * 1024)
        for _ in range(size // len(chunk)):
            exchange.wfile.write(chunk)

    return react
