"""A model that answers whatever it is asked: a plain sentence for each key, citing the file that it is about."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from support.model_server import Reaction, answer, reply

BYTES_PER_TOKEN = 3.5
ASK = re.compile(r"^## ([\w.]+)\n(?:[^\n{][^\n]*\n)+(\{[^\n]*\})$", re.MULTILINE)
FILE = re.compile(r"^\[(F\d+)\] [a-z-]+ (?:.+ → )?(\S+) \(", re.MULTILINE)
SAID = "Changes what it does, as its hunks show, for whoever calls it or reads it from now on."


def respond(body: dict[str, Any]) -> Reaction:
    """Answer a request; give it to `ModelServer.responding`. The tokens are estimated as the program does."""
    user = next(one["content"] for one in body["messages"] if one["role"] == "user")
    evidence, _, asks = user.partition("\n# Asks\n")
    files = {path: id_ for id_, path in FILE.findall(evidence)}
    claims = [
        {"ask": name, "key": key, "part": "text", "text": SAID, "evidence": [files[key]]}
        for name, particulars in ASK.findall(asks)
        for key in json.loads(particulars).get("keys", [])
        if key in files
    ]
    return answer(reply(claims=claims), tokens_in=tokens_of(body))


def tokens_of(body: dict[str, Any]) -> int:
    """The tokens of a request's messages, by its bytes."""
    return sum(math.ceil(len(one["content"].encode()) / BYTES_PER_TOKEN) for one in body["messages"])
