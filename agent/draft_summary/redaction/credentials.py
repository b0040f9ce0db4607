"""Credentials that their place gives away: in URLs, headers, cookies, command lines and connection strings."""

from __future__ import annotations

import base64
import binascii

from draft_summary.redaction.families import Family
from draft_summary.redaction.shapes import is_key, is_placeholder, mixes

_QUOTE = r"""[\\"'`]{0,3}"""


def _spelled_out(value: str) -> bool:
    """Whether base64 holds `user:password`, as basic authentication sends it."""
    try:
        decoded = base64.b64decode(value + "=" * (-len(value) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return False
    return ":" in decoded and decoded.isprintable()


def _not_placeholder(value: str) -> bool:
    return not is_placeholder(value) and not value.lower().endswith(("password", "pass", "pwd", "secret"))


PLACES: tuple[Family, ...] = (
    Family(
        "url-password",
        ("://",),
        r"""://[^\s/?#@:"'`<>\\]{0,128}:(?P<secret>[^\s/?#@"'`<>\\]{1,256})@(?=[\w\[$%{<.-])""",
        accept=_not_placeholder,
        glued=True,
    ),
    Family(
        "url-token",
        ("://",),
        r"""://(?P<secret>[A-Za-z0-9_-]{20,256})@(?=[\w\[.-])""",
        accept=mixes,
        glued=True,
    ),
    Family(
        "url-parameter",
        ("?", "&"),
        r"""(?i)[?&](?:amp;)?[a-z_-]{0,30}(?:token|key|sig|signature|secret|password|pwd|code|session)="""
        r"""(?P<secret>[A-Za-z0-9%_.~+/=-]{12,1024})""",
        accept=is_key,
        glued=True,
    ),
    Family(
        "authorization",
        ("earer ", "EARER "),
        r"(?i)(?<=b)earer\s{1,4}(?P<secret>[A-Za-z0-9._~+/=-]{12,2048})",
        accept=is_key,
        glued=True,
    ),
    Family(
        "authorization",
        ("asic ", "ASIC "),
        r"(?i)(?<=b)asic\s{1,4}(?P<secret>[A-Za-z0-9+/]{8,1024}={0,2})",
        accept=_spelled_out,
        glued=True,
    ),
    Family(
        "authorization",
        ("uthorization", "UTHORIZATION"),
        rf"""(?i)(?<![a-z]a)(?<=a)uthorization{_QUOTE}\s{{0,4}}(?:[:=,]|=>)\s{{0,4}}{_QUOTE}(?:[A-Za-z-]{{2,20}}\s{{1,4}})?"""
        r"""(?P<secret>[^\s"'`\\]{16,2048})""",
        accept=is_key,
        glued=True,
    ),
    Family(
        "cookie",
        ("ookie: ", "OOKIE: ", 'ookie": "', "ookie': '"),
        r"""(?i)(?<=c)ookie["']?:\s["']?(?P<secret>[^\s"'=;]{1,60}=[^\s"';]{16,2048}(?:;\s?[^\s"'=;]{1,60}=[^\s"';]{1,1024}){0,20})""",
        accept=mixes,
        glued=True,
    ),
    Family(
        "command-line",
        (" -u ", " --user "),
        r"""\s(?:-u|--user)\s["']?[^\s:"'$<{]{1,64}:(?P<secret>[^\s"'$<{]{4,256})""",
        accept=_not_placeholder,
        glued=True,
    ),
    Family(
        "netrc",
        ("machine ",),
        r"machine\s{1,4}\S{1,128}\s{1,4}login\s{1,4}\S{1,128}\s{1,4}password\s{1,4}(?P<secret>\S{3,256})",
        accept=_not_placeholder,
    ),
    Family(
        "sentry-dsn",
        ("://",),
        r"://(?P<secret>[a-f0-9]{32}(?::[a-f0-9]{32})?)@[\w.-]{1,128}/\d",
        glued=True,
    ),
)
