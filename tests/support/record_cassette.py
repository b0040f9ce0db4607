"""Record `fixtures/cassettes/NAME.yaml`: what the program sends about a branch, answered with replies from files.

Usage: PYTHONPATH=tests python tests/support/record_cassette.py NAME REPOSITORY REPLY.json [REPLY.json ...]
The replies are given in turn; a request beyond them gets the last one again. Nothing is written to the repository.
"""

from __future__ import annotations

import sys
from pathlib import Path

from draft_summary import pipeline
from draft_summary.settings import Settings
from support.cassettes import CASSETTES, recording
from support.model_server import ModelServer, answer

MODEL = "stand-in"  # no model of a provider: `fixtures/README.md` says who wrote the replies


def main(name: str, repository: str, *replies: str) -> int:
    reactions = [answer(Path(reply).read_text("utf-8")) for reply in replies]
    path = CASSETTES / f"{name}.yaml"
    with ModelServer.playing(*reactions) as server, recording(path):
        settings = Settings(repo=Path(repository), base_url=server.base_url, model=MODEL)
        result = pipeline.draft(settings, lambda _: None, write=False)
        sys.stdout.write(f"{path}: {len(server.requests)} requests, {len(result.verified.claims)} claims held\n")
    return result.draft.exit_code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
