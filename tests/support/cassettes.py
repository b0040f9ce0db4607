"""Recorded conversations with a model's server: played whole, matched by what is sent, body included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import vcr  # type: ignore[import-untyped]

CASSETTES = Path(__file__).parents[2] / "fixtures" / "cassettes"
MATCH_ON = ("method", "path", "body")  # vcrpy's own choice leaves out the body: a changed prompt would be answered
BASE_URL = "http://127.0.0.1:9/v1"  # for playing: nothing listens on the discard port
KEPT_HEADERS = ("content-type",)


@contextmanager
def playing(path: Path) -> Iterator[None]:
    """Answer from a cassette alone; an answer that nobody asked for fails the test."""
    with vcr.VCR(record_mode=vcr.mode.NONE, match_on=MATCH_ON).use_cassette(str(path)) as tape:
        yield
    left = len(tape) - tape.play_count
    assert not left, f"{path.name}: {left} of {len(tape)} recorded answers were not asked for"


@contextmanager
def recording(path: Path) -> Iterator[None]:
    """Record into a new cassette what is sent and answered, without what differs from machine to machine."""
    recorder = vcr.VCR(
        record_mode=vcr.mode.ALL,
        match_on=MATCH_ON,
        before_record_request=_request,
        before_record_response=_response,
    )
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with recorder.use_cassette(str(path)):
        yield


def _request(request: Any) -> Any:
    request.uri = f"{BASE_URL}{request.path.removeprefix('/v1')}"
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in KEPT_HEADERS}
    return request


def _response(response: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in response["headers"].items() if name.lower() in KEPT_HEADERS}
    return {**response, "headers": kept}
