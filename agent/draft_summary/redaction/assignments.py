"""Literals assigned to the names of credentials: `password = "..."`, `"api_key": "..."`, `API_TOKEN=...`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.redaction.shapes import has_symbols, is_chain, is_key, is_password
from draft_summary.redaction.spans import Span, folded, places

# A name ends in one of these words. `key` needs one before it: many keys are no secret.
_PASSWORD = re.compile(r"(?i)pass(?:word|wd|phrase|code)?|pwd")
_SECRET = re.compile(r"(?i)secret|token|credentials?|auth")
_PERSONAL = re.compile(r"(?i)(?<=[_-])pat(?![a-z])")  # a personal access token
_KEY = re.compile(r"(?i)key")
_STEMS = (
    *(("pass", _PASSWORD), ("pwd", _PASSWORD)),
    *(("secret", _SECRET), ("token", _SECRET), ("credential", _SECRET), ("auth", _SECRET)),
    *(("pat", _PERSONAL), ("key", _KEY)),
)
_QUALIFIED = re.compile(r"[A-Za-z0-9][_\-. ]?\Z")
_TYPE = re.compile(r"::[A-Za-z0-9]{0,40}\Z")  # `"Service::AccessKey": "<digest>"` names a type
_PUBLIC_KEY = re.compile(r"(?i)public_?key_?\Z")
_NO_SECRET = re.compile(
    r"(?i)(?:::[A-Za-z0-9]{0,40}|public|publishable|pub|anon|site|cache|primary|foreign|sort|partition|row|unique"
    r"|index|object|dict|map|hash|lookup|group|idempotency|dedupe|routing|order|search|registry|translation|message|i18n|lock|redis|s3|file|path"
    r"|prefix|state|query|react|item|data|field|column|natural|composite|job|event|node|block|sub|run|parent|span|trace"
    r"|short|hot|don|mon|tur)[_\-. ]?\Z"
)

_VALUE = r"""
    (?:
        [bBrRuU@$]{0,2}(?:"(?P<double>[^"\n]{4,1024})"|'(?P<single>[^'\n]{4,1024})'|`(?P<tick>[^`\n]{4,1024})`)
      | \\"(?P<escaped>[^"\\\n]{4,1024})\\"
      | (?P<bare>[^\s"'`,;(){}\[\]<>&|\\]{6,1024}+)(?=[\s,;)}\]<&"'`\\]|\Z)
    )
"""
_ASSIGNED = re.compile(
    r"""
    (?:_?\d{1,2}|_(?:base|value|b64|base64|prod|production|live|staging|dev|text|plain))?  # `secret_key_base`
    (?P<close>\\?["'`]?\]?)[ \t]{0,16}
    (?::[ \t]{0,2}&?[A-Za-z_][\w.|\[\]]{0,40}[ \t]{0,4}(?==))?                             # `: str =`
    (?P<operator>:=|=>|===?|!==?|=|:|,|>)
    [ \t]{0,16}
    """
    + _VALUE,
    re.VERBOSE,
)
_FOLLOWED = re.compile(r"(?P<close>)[ \t]{1,16}(?P<operator>)" + _VALUE, re.VERBOSE)
_BEFORE = 44  # characters before a name that tell what kind of text it stands in
_FLAG = re.compile(r"(?:\A|[\s\"'=])--?[A-Za-z][\w-]{0,40}\Z")
_SQL = re.compile(r"(?i)(?:with|by|encrypted|identified)\s{1,4}password\Z")
_ENVIRONMENT = re.compile(r"(?:\A|[\s\"';?&-])[A-Z][A-Z0-9_]{0,40}\Z")
_CONNECTION = re.compile(r";\s?\w{0,20}\Z")


def find(text: str) -> Iterator[Span]:
    """Yield the values that are assigned to names of credentials, placeholders and code aside."""
    lowered = folded(text)
    for stem, pattern in _STEMS:
        done = 0
        for place in places(lowered, stem):
            name = pattern.match(text, place) if place >= done else None
            value = name and (_ASSIGNED.match(text, name.end()) or _following(text, name))
            if name and value and _is_secret(text[max(0, place - _BEFORE) : place], pattern):
                yield from _assigned(text, name, value)
                # A name within a value without quotes is part of it; to look at each again would take quadratic time.
                done = value.end() if value["bare"] else done


def _following(text: str, name: re.Match[str]) -> re.Match[str] | None:
    """Return the value that stands after a blank alone: `--token ...`, `WITH PASSWORD '...'`."""
    if text[name.end() : name.end() + 1] not in (" ", "\t"):
        return None
    before = text[max(0, name.start() - _BEFORE) : name.end()]
    return _FOLLOWED.match(text, name.end()) if _FLAG.search(before) or _SQL.search(before) else None


def _is_secret(before: str, pattern: re.Pattern[str]) -> bool:
    if pattern is _KEY:
        return bool(_QUALIFIED.search(before)) and not _NO_SECRET.search(before)
    return not _PUBLIC_KEY.search(before) and not _TYPE.search(before)


def _assigned(text: str, name: re.Match[str], value: re.Match[str]) -> Iterator[Span]:
    group = value.lastgroup or ""
    family = "password" if name.re is _PASSWORD else "key"
    before = text[max(0, name.start() - _BEFORE) : name.end()]
    accepts = _literal if group != "bare" else _bare
    if _operator_fits(text, value, group) and accepts(family, before, value[group]):
        yield Span(value.start(group), value.end(group), family, value[group])


def _operator_fits(text: str, value: re.Match[str], group: str) -> bool:
    match value["operator"]:
        case ",":  # `setenv("API_KEY", "...")`
            return group != "bare" and value["close"] != ""
        case ">":  # `<password>...</password>`
            return group == "bare" and text.startswith("</", value.end())
        case ":":  # YAML has a space there; `urn:token:...` has not
            return group != "bare" or text[value.start(group) - 1] in " \t"
        case _:
            return True


def _literal(family: str, _: str, value: str) -> bool:
    if family == "password":
        return is_password(value)
    return is_key(value) or (is_password(value) and has_symbols(value))


def _bare(family: str, before: str, value: str) -> bool:
    """Without quotes it may as well be a variable, except in an environment file or a connection string."""
    if is_chain(value):
        return False
    if family == "password" and (_ENVIRONMENT.search(before) or _CONNECTION.search(before)):
        return is_password(value)
    return is_key(value) or (family == "password" and is_password(value) and has_symbols(value))
