"""What the value of a credential looks like, and what only looks like one: placeholders, names, code, prose."""

from __future__ import annotations

import re

FEWEST_DISTINCT = 5  # a token of fewer different characters is a mask (`xxxx-xxxx`)
SHORTEST_KEY = 8  # shorter ones are names (`utf8mb4`)
SHORTEST_HEX = 16
SHORTEST_PHRASE = 16  # lower-case letters without a break: a passphrase, no name
MANY_TURNS = 3  # `base64url` turns twice
SHORTEST_RANDOM = 14  # without an assignment
SHORTEST_RANDOM_HEX = 24
LONG_KEY = 24  # with two parts that are no name, separators or not
SHORTEST_LOWER = 16  # letters of one case with digits among them
SHORT_WORDS = 2.4  # letters a word: below it, words are chance; names have more
MANY_WORDS = 6
SHORT_WORDS_OF_MANY = 3.3

# Whoever writes one of these into a value says that it is not real.
_DUMMY = frozenset(
    {
        *("bar", "baz", "changeit", "changeme", "changethis", "demo", "dummy", "example", "fake", "fixture", "foo"),
        *("foobar", "here", "insert", "invalid", "mock", "mocked", "my", "placeholder", "redacted", "replace"),
        *("replaceme", "sample", "stub", "tbd", "test", "tested", "testing", "tests", "todo", "wrong", "your", "yours"),
    }
)
# The most used passwords of examples, compared with the whole value without its digits and symbols at the ends.
_COMMON = frozenset(
    {
        *("abc", "abcd", "abcdef", "abcdefg", "abcdefgh", "access", "admin", "administrator", "api", "apikey", "auth"),
        *("bearer", "default", "dev", "dev-secret", "empty", "guest", "hello", "hidden", "key", "letmein", "localhost"),
        *("mypassword", "mysecret", "mytoken", "none", "null", "p@ssword", "pass", "passw0rd", "passwd", "password"),
        *("postgres", "private", "prod", "pwd", "qwerty", "required", "root", "secret", "secretkey", "string"),
        *("supersecret", "testkey", "testpass", "testpassword", "testsecret", "testtoken", "testuser", "token", "true"),
        *("undefined", "unknown", "user", "username", "valid", "value"),
    }
)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_RUNS = re.compile(r"[A-Za-z]+|[0-9]+")
_SEPARATORS = re.compile(r"[^A-Za-z0-9]+")
_NAME_SEPARATORS = re.compile(r"[-_.:/]+")
_NAMED = re.compile(r"[A-Za-z]*[0-9]{0,4}\Z")
_TEMPLATE = re.compile(
    r"\{[^{}]*\}|<[^<>]*>|^\$[A-Za-z_]|\$[({]|%\(\w+\)|%[sd]\b|%[A-Z_]{3,40}%|\*\*\*|\.\.\.|…|(?i:\bxxx|xxxx)"
)
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\Z")
_CHAIN = re.compile(r"[A-Za-z_$][\w$]*(?:(?:\?\.|::|->|\.)[A-Za-z_$][\w$]*)+\Z")
_LOCATION = re.compile(r"(?:\.{1,2}|~)?/|[A-Za-z]:\\|@[a-z]")
_DIGEST = re.compile(r"(?:sha\d{1,3}|md5|h1)[-:]")
_HEX = re.compile(r"[0-9a-fA-F]+\Z")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
_SYMBOLS = frozenset("!@#$%^&*?~+=|;")


def looks_issued(token: str) -> bool:
    """Whether a token with a vendor's prefix was issued by a machine: not masked, not made of words alone."""
    if len(set(token)) < FEWEST_DISTINCT:
        return False
    return any(char.isdigit() for char in token) or any(mixes(part) for part in _SEPARATORS.split(token))


def unmasked(token: str) -> bool:
    """Whether enough different characters are in it; for formats that are certain without a look at the words."""
    return len(set(token)) > FEWEST_DISTINCT


def is_placeholder(value: str) -> bool:
    """Whether the value stands for a credential without being one: a template, a name, a path, a dummy word."""
    if len(set(value)) < FEWEST_DISTINCT or _TEMPLATE.search(value) or any(char.isspace() for char in value):
        return True
    if "://" in value or _DIGEST.match(value) or not value.isascii():  # a translation's sentence has no spaces
        return True
    parts = _SEPARATORS.split(value)
    named = _LOCATION.match(value) or _VARIABLE.match(value) or _CHAIN.match(value)
    if named and not any(mixes(part) for part in parts):
        return True
    spoken = {word.lower() for part in parts for word in (part.rstrip("0123456789!"), *_long_words(part))}
    return not _DUMMY.isdisjoint(spoken) or value.lower().strip("0123456789!_-#@") in _COMMON


def is_password(value: str) -> bool:
    """Whether a literal assigned to a password's name is one: digits or symbols among letters, or a long run."""
    if is_placeholder(value):
        return False
    parts = _NAME_SEPARATORS.split(value)
    if len(parts) > 1 and all(_NAMED.match(part) for part in parts):
        return False  # `new_password2`, `step-2`
    letters = any(char.isalpha() for char in value)
    if letters and (any(char.isdigit() for char in value) or not _SYMBOLS.isdisjoint(value[1:-1])):
        return True
    return len(value) >= SHORTEST_PHRASE and value.islower() and value.isalpha()


def is_chain(value: str) -> bool:
    """Whether it reads as names joined by dots, arrows or colons."""
    return bool(_CHAIN.match(value))


def has_symbols(value: str) -> bool:
    """Whether digits and symbols that no name holds are both in it."""
    return any(char.isdigit() for char in value) and not _SYMBOLS.isdisjoint(value)


def is_key(value: str) -> bool:
    """Whether a literal assigned to a key's or token's name is one: hexadecimal, or letters and digits well mixed."""
    if is_placeholder(value):
        return False
    if len(value) >= SHORTEST_HEX and _HEX.match(value):
        return not value.isalpha()
    parts = _SEPARATORS.split(value)
    if _UUID.match(value) or any(len(part) >= SHORTEST_KEY and mixes(part) for part in parts):
        return True
    if len(value) >= LONG_KEY and sum(not _NAMED.match(part) for part in parts) > 1:
        return True
    one_case = value.islower() or value.isupper()
    return len(value) >= SHORTEST_LOWER and value.isalnum() and one_case and not _NAMED.match(value)


def mixes(value: str) -> bool:
    """Whether letters, digits and cases alternate as in no name: not `utf8`, `oauth2Token` or `accessTokenV2`."""
    words = len(_WORDS.findall(value))
    letters = SHORT_WORDS if words < MANY_WORDS else SHORT_WORDS_OF_MANY
    return len(_RUNS.findall(value)) > MANY_TURNS or (words > MANY_TURNS and len(value) < letters * words)


def is_opaque(value: str) -> bool:
    """Whether digits, capitals and small letters are all there, well mixed: no hexadecimal digest is."""
    kinds = (str.isdigit, str.isupper, str.islower)
    return len(value) < SHORT_WORDS * len(_WORDS.findall(value)) and all(any(map(kind, value)) for kind in kinds)


def is_random(value: str) -> bool:
    """Whether chance wrote it: digits among letters in a long part, or in hexadecimal, as no name, path or word has."""
    if is_placeholder(value) or not any(char.isdigit() for char in value):
        return False
    parts = _SEPARATORS.split(value)
    if _UUID.search(value) or any(_is_random_part(part) for part in parts):
        return True
    coded = sum(part.isalnum() and not part.isalpha() and not part.isdigit() for part in parts)
    return coded > 2 and coded > len(parts) // 2 and len(value) >= LONG_KEY  # noqa: PLR2004 — `1A2B-3C4D-5E6F-...`


def _is_random_part(part: str) -> bool:
    if len(part) < SHORTEST_RANDOM or part.isdigit() or part.isalpha():
        return False
    if _HEX.match(part):
        return len(part) >= SHORTEST_RANDOM_HEX
    return len(_RUNS.findall(part)) > MANY_TURNS or (len(part) >= LONG_KEY and not _NAMED.match(part))


def _long_words(part: str) -> list[str]:
    return [word for word in _WORDS.findall(part) if len(word) > 3]  # noqa: PLR2004 — shorter ones occur by chance
