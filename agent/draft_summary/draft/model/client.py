"""One request to one server, bounded in time and in size whatever the server does.

Imported late and on a thread (`preload`): openai takes 0.6 s.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx2
import openai

from draft_summary.draft.model.address import OPENAI
from draft_summary.draft.replies import MOST_BYTES

CONNECT_SECONDS = 10.0
# The body that `send` returns is read and decoded already.
STALE_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding"})

Result = TypeVar("Result")


class ReplyTooLargeError(Exception):
    """The server sends more than is read of a reply."""


class DeadlineError(Exception):
    """The time for all model calls together is over."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of the monotonic clock."""

    ends: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Return the deadline that many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds until then, never negative."""
        return max(0.0, self.ends - time.monotonic())


class Server:
    """An OpenAI-compatible server; `base_url` empty for OpenAI's own. It sends the key there and nowhere else."""

    def __init__(self, base_url: str, api_key: str, deadline: Deadline) -> None:
        self.base_url = base_url or OPENAI
        self.deadline = deadline
        # A redirect would send the prompt, and the key on the same host, where nobody configured it to go.
        http = _BoundedClient(deadline, follow_redirects=False, headers={"Accept-Encoding": "identity"})
        # Local servers take no key, but the package insists on one. The SDK's retries would multiply with ours.
        self._client = openai.OpenAI(api_key=api_key or "none", base_url=self.base_url, max_retries=0, http_client=http)
        self.secret = api_key

    def complete(self, **body: Any) -> bytes:
        """Send one chat completion request and return the body of its answer.

        Raises DeadlineError, ReplyTooLargeError and the exceptions of openai.
        """
        left = self.deadline.left
        # A little longer than what is left, so that it is the deadline that ends the wait and is told.
        timeout = httpx2.Timeout(left + 1.0, connect=min(CONNECT_SECONDS, left + 1.0))
        create = self._client.chat.completions.with_raw_response.create
        return _within(left, lambda: create(**body, timeout=timeout).content)


class _BoundedClient(httpx2.Client):
    """Reads every answer, errors included, up to a size and a deadline, and hands it on whole."""

    def __init__(self, deadline: Deadline, **options: Any) -> None:
        super().__init__(**options)
        self._deadline = deadline

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        response = super().send(request, **{**options, "stream": True})
        try:
            content = self._read(response)
        finally:
            response.close()
        headers = [(name, value) for name, value in response.headers.multi_items() if name.lower() not in STALE_HEADERS]
        return httpx2.Response(response.status_code, headers=headers, content=content, request=request)

    def _read(self, response: httpx2.Response) -> bytes:
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > MOST_BYTES:
                raise ReplyTooLargeError
            if not self._deadline.left:  # a byte now and then restarts every timeout of the connection
                raise DeadlineError
        return bytes(content)


def together(works: Sequence[Callable[[], Result]]) -> tuple[Result, ...]:
    """Return what each of the works returns, all of them done at the same time; raises what the first failing raises.

    Their threads are daemons: an interrupt does not wait for a server.
    """
    return tuple(future.result() for future in [_begun(work) for work in works])


def _within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what `work` returns, on a thread that is abandoned after so many seconds.

    No timeout of the connection bounds the whole: name resolution has none, and each header and byte restarts the
    others. The thread is a daemon, so it does not keep the program from ending.
    """
    try:
        return _begun(work).result(timeout=seconds)
    except TimeoutError:
        raise DeadlineError from None


def _begun(work: Callable[[], Result]) -> Future[Result]:
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 — carried to the thread that waits
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future
