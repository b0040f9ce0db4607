"""The server's address and the key: checked before anything is sent; no message shows a key or a password."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from draft_summary.errors import UsageError

OPENAI = "https://api.openai.com/v1"
HOST = re.compile(r"[A-Za-z0-9._:%-]{1,253}")


def origin(base_url: str) -> str:
    """Return scheme, host and port of an address: what a message may show."""
    parts = urlsplit(base_url or OPENAI)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}"


def require_address(base_url: str) -> None:
    """Raise UsageError for a server that is given and is no HTTP address."""
    if not base_url:
        return
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in ("http", "https") and bool(HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        hint = "OPENAI_BASE_URL or --base-url is an address such as http://localhost:8080/v1."
        raise UsageError("the model's server is not an HTTP address", code="bad-base-url", hint=hint)


def require_sendable(api_key: str) -> None:
    """Raise UsageError for a key that no header can carry, as when it was pasted with a line break or an ellipsis."""
    if not all("!" <= character <= "~" for character in api_key):
        hint = "Set OPENAI_API_KEY again: it has letters, digits and punctuation only."
        raise UsageError("the API key has characters that no key has", code="bad-api-key", hint=hint)
